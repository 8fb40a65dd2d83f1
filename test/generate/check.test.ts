import { readFileSync, renameSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { sha256 } from "../../scripts/contract/json.js";
import { findStale } from "../../scripts/generate/check.js";
import { addVersion, createProject, installPackage, type Project, snapshot, specification, tools } from "./project.js";

const config = "spec/templates/config.yaml";
const template = "spec/templates/client.mustache";

function append(project: Project, path: string): void {
  project.write(path, `${readFileSync(project.path(path), "utf8")}\n`);
}

/** What happened, how to make it happen, and what the check prints. */
const stale: readonly [string, (project: Project) => void, readonly string[]][] = [
  [
    "a changed specification",
    (project) => project.write("spec/beta/openapi.yaml", specification.replace("A sample.", "Another.")),
    ["spec/beta/openapi.yaml: specification changed"],
  ],
  [
    "a comment in the specification",
    (project) => project.write("spec/beta/openapi.yaml", `# A comment.\n${specification}`),
    ["spec/beta/openapi.yaml: specification changed, in layout, order or comments only"],
  ],
  [
    "a specification of another version",
    (project) => addVersion(project, "v1.0"),
    [
      "spec/v1.0/openapi.yaml: specification added",
      "openapitools.json: option changed",
      ...["CONTRACT.md", "client.ts", "contract.ts", "schema.ts"].map((name) => `generated/v1.0/${name}: missing file`),
    ],
  ],
  ["a changed template", (project) => append(project, template), [`${template}: template changed`]],
  [
    "a new template",
    (project) => project.write("spec/templates/new.mustache", ""),
    ["spec/templates/new.mustache: template added"],
  ],
  ["a removed template", (project) => project.remove(template), [`${template}: template removed`]],
  ["a changed option of the generator", (project) => append(project, config), [`${config}: option changed`]],
  [
    "a changed option of the wrapper",
    (project) => append(project, "openapitools.json"),
    ["openapitools.json: option changed"],
  ],
  [
    "a changed option of openapi-typescript",
    (project) => {
      const changed = { ...tools("the pinned jar"), "openapi-typescript": { arguments: ["--immutable"] } };
      project.write("scripts/generate/tools.json", JSON.stringify(changed));
    },
    ["openapi-typescript: option changed"],
  ],
  [
    "another version of a tool",
    (project) => installPackage(project, "openapi-typescript", "7.14.0"),
    ["openapi-typescript: tool changed from 7.13.0 to 7.14.0"],
  ],
  [
    "another jar",
    (project) => project.write("scripts/generate/tools.json", JSON.stringify(tools("another jar"))),
    ["openapi-generator.jar: SHA-256 changed"],
  ],
  [
    "an output edited by hand",
    (project) => append(project, "generated/beta/client.ts"),
    ["generated/beta/client.ts: output edited by hand"],
  ],
  [
    "a missing output",
    (project) => project.remove("generated/beta/schema.ts"),
    ["generated/beta/schema.ts: missing file"],
  ],
  [
    "an extra output",
    (project) => project.write("generated/models/old.ts", ""),
    ["generated/models/old.ts: extra file"],
  ],
  ["a missing lock", (project) => project.remove("generated/lock.json"), ["generated/lock.json: missing file"]],
  [
    "a tree that a killed run left in its cache",
    (project) => {
      project.write(".cache/generate/marker", "");
      renameSync(project.path("generated"), project.path(".cache/generate/previous"));
    },
    [
      "generated/: missing folder, perhaps because a run was killed while it replaced it; `npm run generate` or `git restore generated` restores it",
    ],
  ],
  [
    "a lock that is not JSON",
    (project) => project.write("generated/lock.json", "<<<<<<< ours"),
    ["generated/lock.json: edited by hand, and no longer a lock file"],
  ],
  [
    "a lock edited by hand",
    (project) => append(project, "generated/lock.json"),
    ["generated/lock.json: edited by hand"],
  ],
  [
    "two things at once",
    (project) => {
      append(project, template);
      append(project, "generated/beta/contract.ts");
    },
    [`${template}: template changed`, "generated/beta/contract.ts: output edited by hand"],
  ],
];

describe("the quick check", () => {
  it("finds nothing in a new tree", () => {
    expect(findStale(createProject().root)).toEqual([]);
  });

  it.each(stale)("reports %s", (_what, change, expected) => {
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
    append(project, "generated/beta/client.ts");
    const before = snapshot(project.root);
    findStale(project.root);
    expect(snapshot(project.root)).toEqual(before);
  });

  it("asks for `npm ci` where a tool is not installed", () => {
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
