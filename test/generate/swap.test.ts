import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { swapTree } from "../../scripts/generate/swap.js";
import { withWorkspace } from "../../scripts/generate/workspace.js";
import { createFolder, createProject, type Project, snapshot } from "./project.js";

/** A project with an old tree in `generated/` and a new one in `new/`. */
function createTrees(): Project {
  const project = createFolder();
  project.write("generated/beta/contract.ts", "old");
  project.write("generated/removed.ts", "old");
  project.write("generated/api/index.api.md", "report");
  project.write("new/beta/contract.ts", "new");
  project.write("new/added.ts", "new");
  return project;
}

describe("swapping the trees", () => {
  it("replaces the old tree as a whole", () => {
    const project = createTrees();
    expect(swapTree(project.root, project.path("new"))).toEqual(["added.ts", "beta/contract.ts", "removed.ts"]);
    expect(readdirSync(project.path("generated")).sort()).toEqual(["added.ts", "api", "beta"]);
    expect(readFileSync(project.path("generated/beta/contract.ts"), "utf8")).toBe("new");
  });

  it("keeps the API reports and their times", () => {
    const project = createTrees();
    const report = project.path("generated/api/index.api.md");
    const time = new Date("2026-01-02T03:04:05Z");
    utimesSync(report, time, time);
    swapTree(project.root, project.path("new"));
    expect(readFileSync(report, "utf8")).toBe("report");
    expect(statSync(report).mtime).toEqual(time);
  });

  it("changes nothing if the trees are equal", () => {
    const project = createTrees();
    project.remove("generated/removed.ts");
    project.remove("new/added.ts");
    project.write("new/beta/contract.ts", "old");
    const before = snapshot(project.path("generated"));
    expect(swapTree(project.root, project.path("new"))).toEqual([]);
    expect(snapshot(project.path("generated"))).toEqual(before);
  });

  it("creates the folder if there was none", () => {
    const project = createTrees();
    project.remove("generated");
    swapTree(project.root, project.path("new"));
    expect(readdirSync(project.path("generated")).sort()).toEqual(["added.ts", "beta"]);
  });

  it("restores the old tree if the new tree cannot be moved", () => {
    const project = createTrees();
    project.remove("new");
    project.remove("generated/api");
    expect(() => swapTree(project.root, project.path("new"))).toThrow("ENOENT");
    expect(readFileSync(project.path("generated/beta/contract.ts"), "utf8")).toBe("old");
  });
});

describe("the workspace", () => {
  it("is removed if the run fails", async () => {
    const project = createProject();
    const failing = withWorkspace(project.root, () => Promise.reject(new Error("failed")));
    await expect(failing).rejects.toThrow("failed");
    expect(readdirSync(project.path(".cache/generate"))).toEqual([]);
  });

  it("is removed by the next run after a killed run, but not while a run is in progress", async () => {
    const project = createProject();
    const beyondEveryProcessId = 2 ** 30;
    project.write(`.cache/generate/run-${beyondEveryProcessId}-abc/left.ts`, "");
    project.write(`.cache/generate/run-${process.ppid}-abc/busy.ts`, "");
    await withWorkspace(project.root, async () => undefined);
    expect(readdirSync(project.path(".cache/generate"))).toEqual([`run-${process.ppid}-abc`]);
  });

  it("keeps the inputs as they were at the start", async () => {
    const project = createProject();
    await withWorkspace(project.root, async ({ inputs }) => {
      project.write("spec/beta/openapi.yaml", "edited during the run");
      expect(readFileSync(`${inputs}/spec/beta/openapi.yaml`, "utf8")).toContain("openapi: 3.0.3");
      expect(existsSync(`${inputs}/node_modules`)).toBe(false);
    });
  });
});
