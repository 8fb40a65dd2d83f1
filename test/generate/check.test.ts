import { readFileSync, renameSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { sha256 } from "../../scripts/contract/json.js";
import { findStale } from "../../scripts/generate/check.js";
import { addVersion, createProject, installPackage, type Project, snapshot, specification, tools } from "./project.js";

const spec = "spec/beta/openapi.yaml";
const config = "spec/templates/config.yaml";
const template = "spec/templates/client.mustache";
const toolsFile = "scripts/generate/tools.json";
const lock = "generated/lock.json";
const otherArguments = { ...tools("the pinned jar"), "openapi-typescript": { arguments: ["--immutable"] } };
const missing = ["CONTRACT.md", "client.ts", "contract.ts", "schema.ts"].map((name) => `generated/v1.0/${name}`);

type Change = (project: Project) => void;
const write = (path: string, content: string) => (project: Project) => project.write(path, content);
const remove = (path: string) => (project: Project) => project.remove(path);
const append = (path: string) => (project: Project) =>
  project.write(path, `${readFileSync(project.path(path), "utf8")}\n`);

/** Moves the tree to where a run that is killed between its two renames leaves it. */
function killRun(project: Project): void {
  project.write(".cache/generate/marker", "");
  renameSync(project.path("generated"), project.path(".cache/generate/previous"));
}

/** What happened, how to make it happen, and what the check prints. */
const stale: readonly [string, Change, ...string[]][] = [
  ["a changed specification", write(spec, specification.replace("A sample", "B")), `${spec}: specification changed`],
  [
    "a comment in the specification",
    write(spec, `# A comment.\n${specification}`),
    `${spec}: specification changed, but only in layout, order or comments`,
  ],
  [
    "a specification of another version",
    (project) => addVersion(project, "v1.0"),
    "spec/v1.0/openapi.yaml: specification added",
    "openapitools.json: option changed",
    ...missing.map((path) => `${path}: missing file`),
  ],
  ["a changed template", append(template), `${template}: template changed`],
  ["a new template", write("spec/templates/a.mustache", ""), "spec/templates/a.mustache: template added"],
  ["a removed template", remove(template), `${template}: template removed`],
  ["a changed option of the generator", append(config), `${config}: option changed`],
  ["a changed option of the wrapper", append("openapitools.json"), "openapitools.json: option changed"],
  [
    "a changed option of openapi-typescript",
    write(toolsFile, JSON.stringify(otherArguments)),
    "openapi-typescript: option changed",
  ],
  [
    "another version of a tool",
    (project) => installPackage(project, "openapi-typescript", "7.14.0"),
    "openapi-typescript: tool changed from 7.13.0 to 7.14.0",
  ],
  ["another jar", write(toolsFile, JSON.stringify(tools("another"))), "openapi-generator.jar: SHA-256 changed"],
  ["an edited output", append("generated/beta/client.ts"), "generated/beta/client.ts: output edited by hand"],
  ["a missing output", remove("generated/beta/schema.ts"), "generated/beta/schema.ts: missing file"],
  ["an extra output", write("generated/models/old.ts", ""), "generated/models/old.ts: extra file"],
  ["a missing lock", remove(lock), `${lock}: missing file`],
  ["a lock that is not JSON", write(lock, "<<<<<<< ours"), `${lock}: edited by hand, and no longer a lock file`],
  ["an edited lock", append(lock), `${lock}: edited by hand`],
  [
    "a tree that a killed run left in its cache",
    killRun,
    "generated/: missing folder, perhaps because a run was killed while it replaced it; `npm run generate` or `git restore generated` restores it",
  ],
  [
    "two changes",
    (project) => {
      append(template)(project);
      append("generated/beta/contract.ts")(project);
    },
    `${template}: template changed`,
    "generated/beta/contract.ts: output edited by hand",
  ],
];

describe("the quick check", () => {
  it("finds nothing in a new tree", () => {
    expect(findStale(createProject().root)).toEqual([]);
  });

  it.each(stale)("reports %s", (_, change, ...expected) => {
    const project = createProject();
    change(project);
    expect(findStale(project.root)).toEqual(expected);
  });

  it("ignores the API reports of another command", () => {
    const project = createProject();
    project.write("generated/api/index.api.md", "report");
    expect(findStale(project.root)).toEqual([]);
  });

  it("writes nothing", () => {
    const project = createProject();
    append("generated/beta/client.ts")(project);
    const before = snapshot(project.root);
    findStale(project.root);
    expect(snapshot(project.root)).toEqual(before);
  });

  it("asks for `npm ci` if a tool is not installed", () => {
    const project = createProject();
    project.remove("node_modules/openapi-fetch");
    expect(() => findStale(project.root)).toThrow("openapi-fetch is not installed; run `npm ci`.");
  });
});

describe("the lock", () => {
  it("has the hash of the list that `sha256sum` prints", () => {
    const project = createProject();
    const { output } = JSON.parse(readFileSync(project.path("generated/lock.json"), "utf8"));
    const names = ["README.md", "beta/CONTRACT.md", "beta/client.ts", "beta/contract.ts", "beta/schema.ts"];
    const list = names.map((name) => `${sha256(readFileSync(project.path(`generated/${name}`)))}  ${name}\n`);
    expect(output.treeSha256).toBe(sha256(list.join("")));
  });
});
