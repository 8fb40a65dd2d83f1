import { beforeEach, describe, expect, it } from "@jest/globals";
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
  it("prints what became of each operation and property, as Markdown", async () => {
    expect(await between(entries)).toMatchObject({ code: 0, error: "", out: expect.any(String) });
    expect((await between(entries)).out).toMatchInlineSnapshot(`
"# From beta to v1.0

## Operations

|  | beta | v1.0 | outcome | note |
| --- | --- | --- | --- | --- |
| operation | \`POST /shelfRequests\` | \`POST /resourceRequests\` | renamed | Post to the new path. |
| body | \`POST /shelfRequests\` | \`POST /resourceRequests\` | same |  |
| response | \`POST /shelfRequests 201\` | \`POST /resourceRequests 201\` | same |  |

## Types and properties

|  | beta | v1.0 | outcome | note |
| --- | --- | --- | --- | --- |
| schema | \`shelfRequest\` | \`resourceRequest\` | renamed | The type has another name. |
| property | \`shelfRequest.id\` | \`resourceRequest.id\` | same |  |
| property | \`shelfRequest.requestType\` | \`resourceRequest.kind\` | renamed | Send kind. |
| property | \`shelfRequest.weight\` | \`resourceRequest.weight\` | other type | Type \`string\` becomes \`integer\`. |
| property | \`shelfRequest.isUrgent\` |  | gone | Every request is urgent now. |
| property |  | \`resourceRequest.note\` | new | Say why. |
"
`);
  });

  it("reports what the list does not name as gone and new, each as a whole", async () => {
    const { code, out } = await between("entries: []");
    expect(code).toBe(0);
    expect(out).not.toContain("| renamed |");
    expect(out).toContain("| operation | `POST /shelfRequests` |  | gone |  |");
    expect(out).not.toContain("| response |");
  });

  it.each([
    ["from", "{from: 'property:shelfRequest.colour', say: Gone.}", "property:shelfRequest.colour is no row of beta."],
    ["to", "{to: 'property:resourceRequest.colour', say: New.}", "property:resourceRequest.colour is no row of v1.0."],
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
