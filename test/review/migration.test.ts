import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { compareVersions } from "../../scripts/review/compare/migration.js";
import { readRevision } from "../../scripts/review/read/revision.js";
import { workTree } from "../../scripts/review/read/snapshot.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { edited } from "./contract.js";
import { runReview, write } from "./repository.js";

const older = `openapi: 3.0.3
info: {title: Shelves, version: 0.1.0}
paths:
  /shelfRequests:
    post:
      operationId: createRequest
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/shelfRequest'}}}}
      responses:
        '201': {description: Created., content: {application/json: {schema: {$ref: '#/components/schemas/shelfRequest'}}}}
components:
  schemas:
    shelfRequest:
      type: object
      properties:
        id: {type: string}
        requestType: {type: string}
        weight: {type: string}
        isUrgent: {type: boolean}
`;
const newer = [
  ["/shelfRequests:", "/resourceRequests:"],
  ["    shelfRequest:\n", "    resourceRequest:\n"],
  ["requestType: {type: string}", "kind: {type: string}"],
  ["weight: {type: string}", "weight: {type: integer}"],
  ["isUrgent: {type: boolean}", "note: {type: string}"],
]
  .reduce((text, [from = "", to = ""]) => edited(text, from, to), older)
  .replaceAll("schemas/shelf", "schemas/resource");

const entries = `entries:
  - {from: 'operation:POST /shelfRequests', to: 'operation:POST /resourceRequests', say: Post to the new path.}
  - {from: 'property:shelfRequest.requestType', to: 'property:resourceRequest.kind', say: Send kind.}
  - {from: 'schema:shelfRequest', to: 'schema:resourceRequest', say: The type has another name.}
  - {from: 'property:shelfRequest.isUrgent', say: Every request is urgent now.}
  - {to: 'property:resourceRequest.note', say: Say why.}
`;

let folder = "";

function between(migration: string, ...versions: readonly string[]) {
  write(folder, {
    "spec/beta/openapi.yaml": older,
    "spec/v1.0/openapi.yaml": newer,
    "spec/v1.0/migration.yaml": migration,
  });
  return runReview(folder, "--between", ...(versions.length > 0 ? versions : ["beta", "v1.0"]));
}

beforeEach(() => {
  folder = temporaryFolder("migration");
});

describe("npm run review -- --between", () => {
  it("prints the change to each operation and property, as Markdown", async () => {
    expect(await between(entries)).toMatchObject({ code: 0, error: "", out: expect.any(String) });
    expect((await between(entries)).out).toMatchInlineSnapshot(`
"# From beta to v1.0

Every other name, type and known value is the same in both versions.

## Operations

| beta | v1.0 | outcome | what to do |
| --- | --- | --- | --- |
| \`POST /shelfRequests\` | \`POST /resourceRequests\` | renamed | Post to the new path. |

## Resource

| beta | v1.0 | outcome | what to do |
| --- | --- | --- | --- |
| \`shelfRequest\` | \`resourceRequest\` | renamed | The type has another name. |
| \`shelfRequest.requestType\` | \`resourceRequest.kind\` | renamed | Send kind. |
| \`shelfRequest.weight\` | \`resourceRequest.weight\` | type changed | Type \`string\` becomes \`integer\`. |
| \`shelfRequest.isUrgent\` |  | removed | Every request is urgent now. |
|  | \`resourceRequest.note\` | new | Say why. |
"
`);
  });

  it("reports as gone or new, each as a whole, what the list does not mention", async () => {
    const { code, out } = await between("entries: []");
    expect(code).toBe(0);
    expect(out).not.toContain("| renamed |");
    expect(out).toContain("| `POST /shelfRequests` |  | removed |  |");
    expect(out).not.toContain("201");
  });

  it.each([
    ["values changed", "{id: {type: string, x-extensible-enum: [c]}}", "Removed: `b`. New: `c`."],
    ["now required", "{id: {type: string, x-extensible-enum: [b]}}, required: [id]", ""],
    ["no longer sent", "{id: {type: string, x-extensible-enum: [b], readOnly: true}}", ""],
  ])("reports %s of a property that keeps its name", async (outcome, properties, difference) => {
    const head = older.slice(0, older.indexOf("    shelfRequest:\n"));
    const before = "{id: {type: string, x-extensible-enum: [b]}}";
    write(folder, {
      "spec/beta/openapi.yaml": `${head}    shelfRequest: {type: object, properties: ${before}}\n`,
      "spec/v1.0/openapi.yaml": `${head}    shelfRequest: {type: object, properties: ${properties}}\n`,
    });
    const { out } = await runReview(folder, "--between", "beta", "v1.0");
    expect(out).toContain(`| \`shelfRequest.id\` | \`shelfRequest.id\` | ${outcome} | ${difference} |`);
  });

  it("treats an entry without `to` as gone, even if the newer version has the same name", async () => {
    const { out } = await between(`entries:
  - {from: 'schema:shelfRequest', to: 'schema:resourceRequest', say: Renamed.}
  - {from: 'property:shelfRequest.id', say: Another id.}
`);
    expect(out).toContain("| `shelfRequest.id` |  | removed | Another id. |");
  });

  it.each([
    [
      "from",
      "{from: 'property:shelfRequest.colour', say: Gone.}",
      "property:shelfRequest.colour is not a row of beta.",
    ],
    [
      "to",
      "{to: 'property:resourceRequest.colour', say: New.}",
      "property:resourceRequest.colour is not a row of v1.0.",
    ],
    ["neither from nor to", "{say: Nothing.}", "an entry needs from or to."],
    ["no say", "{from: 'property:shelfRequest.id'}", "an entry needs the sentence `say`."],
  ])("exits with 1, file and line for an entry with a wrong %s", async (_, entry, problem) => {
    const { code, error } = await between(`entries:\n  - ${entry}\n`);
    expect([code, error]).toEqual([1, `spec/v1.0/migration.yaml:2: ${problem}\n`]);
  });

  it.each([
    ["one version", ["beta"], "--between needs two API versions"],
    ["an unknown version", ["beta", "v2.0"], "There is no API version v2.0; spec/ has beta, v1.0."],
  ])("exits with 2 for %s", async (_, versions, message) => {
    expect(await between(entries, ...versions)).toMatchObject({ code: 2, error: expect.stringContaining(message) });
  });
});

describe("the table of this repository", () => {
  it("has an entry with a sentence in spec/v1.0/migration.yaml for each difference", () => {
    const [beta, v1] = readRevision(workTree(".")).contracts;
    if (!beta || !v1) throw new Error("spec/ lacks beta or v1.0");
    const { lines } = compareVersions(beta, v1, readFileSync(v1.files.migration, "utf8"));
    const lacking = lines.filter(({ outcome, say }) => outcome !== "same" && say === "");
    expect(lacking.map(({ older, newer }) => ({ from: older?.key, to: newer?.key }))).toEqual([]);
  });

  it("has one section for each kind of type, the main operation first", async () => {
    const { code, out, error } = await runReview(".", "--between", "beta", "v1.0");
    expect([code, error]).toEqual([0, ""]);
    const titles = out.split("\n").filter((line) => line.startsWith("## "));
    expect(titles).toEqual(["## Operations", "## Request", "## Response", "## Resource", "## Catalogs and lists"]);
    expect(out.split("\n").find((line) => line.startsWith("| `"))).toContain("/resourceRequests` | renamed |");
  });
});
