import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "@jest/globals";
import {
  addVersion,
  createProject,
  installGenerator,
  installSpectral,
  type Project,
  pathOf,
  runGenerate,
  snapshot,
  specification,
  writeOutputs,
} from "./project.js";

const loader = pathToFileURL(require.resolve("tsx")).href;
const script = join(process.cwd(), "scripts/generate/main.ts");
const run = (project: Project, ...flags: string[]) => runGenerate(project, flags);

/** Runs the command as npm does, with the project as its working directory. */
function runAsProgram(project: Project) {
  return spawnSync(process.execPath, ["--import", loader, script], {
    cwd: project.root,
    encoding: "utf8",
    env: { ...process.env, PATH: pathOf(project) },
  });
}

describe("npm run generate", () => {
  it("exits with 0 and lists what it wrote", async () => {
    const project = createProject();
    project.write("generated/beta/client.ts", "old");
    expect(await run(project)).toMatchObject({ status: 0, stdout: "generated/: wrote beta/client.ts\n", stderr: "" });
  });

  it("compiles each version of the API into its own folder", async () => {
    const project = createProject();
    addVersion(project, "v1.0");
    const { stdout } = await run(project);
    const names = ["CONTRACT.md", "client.ts", "contract.ts", "schema.ts"].map((name) => `v1.0/${name}`);
    expect(stdout).toBe(`generated/: wrote lock.json, ${names.join(", ")}\n`);
  });

  it("reports a version that has a specification but no generator", async () => {
    const project = createProject();
    project.write("spec/v1.0/openapi.yaml", specification);
    expect(await run(project)).toMatchObject({
      status: 5,
      stderr: "openapitools.json has no generator named v1.0 for spec/v1.0/openapi.yaml.\n",
    });
  });

  it.each([
    [[], "generated/ is already fresh.\n"],
    [["--check"], "generated/ is fresh.\n"],
    [["--check", "--quick"], "generated/ is fresh according to its hashes.\n"],
  ])("exits with 0 for a fresh tree after %j", async (flags, stdout) => {
    expect(await run(createProject(), ...flags)).toEqual({ status: 0, stdout, stderr: "" });
  });

  it("exits with 1 and one line per problem if the specification is invalid", async () => {
    const project = createProject();
    const problem = { code: "rule", severity: 0, message: "Wrong", range: { start: { line: 4, character: 0 } } };
    installSpectral(project, JSON.stringify([problem]));
    expect(await run(project)).toMatchObject({
      status: 1,
      stdout: "",
      stderr: "spec/beta/openapi.yaml:5: Wrong (rule)\n",
    });
  });

  it.each([[["--nonsense"]], [["extra"]], [["--quick"]]])("exits with 2 after %j", async (flags) => {
    expect(await run(createProject(), ...flags)).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^error: /),
    });
  });

  it("exits with 5 and one line if a tool is missing", async () => {
    const project = createProject();
    project.remove("node_modules/openapi-typescript");
    expect(await run(project, "--check")).toMatchObject({
      status: 5,
      stderr: expect.stringMatching(/^openapi-typescript .*\n$/),
    });
  });

  it("exits with 0 after --help, which lists the exit codes", async () => {
    const { status, stdout } = await run(createProject(), "--help");
    expect(status).toBe(0);
    expect(stdout).toMatch(/Exit codes:\n {2}0 .*\n {2}1 .*\n {2}2 .*\n {2}3 .*\n {2}5 .*\n {2}130 /);
  });
});

describe("npm run generate -- --check", () => {
  it.each([[["--check"]], [["--check", "--quick"]]])(
    "exits with 3 and the reason for a stale tree after %j",
    async (flags) => {
      const project = createProject();
      project.write("spec/beta/openapi.yaml", specification.replace("A sample.", "Another."));
      expect(await run(project, ...flags)).toMatchObject({
        status: 3,
        stderr:
          "spec/beta/openapi.yaml: specification changed\ngenerated/ is stale; run `npm run generate` and commit what it writes.\n",
      });
    },
  );

  it("finds what the hashes cannot show, and writes nothing", async () => {
    const project = createProject();
    const onGenerate = `for (const name of ["client.ts", "contract.ts", "CONTRACT.md"]) fs.writeFileSync("generated/beta/" + name, "new");`;
    installGenerator(project, onGenerate);
    const before = snapshot(project.path("generated"));
    expect(await run(project, "--check")).toMatchObject({
      status: 3,
      stderr: expect.stringContaining(
        "generated/beta/client.ts: not what the tools write now, although its hash matches the lock\n",
      ),
    });
    expect(snapshot(project.path("generated"))).toEqual(before);
  });
});

describe("an interrupted run", () => {
  const interrupt = (signal: string) => `process.kill(process.ppid, "${signal}"); setInterval(() => {}, 1000);`;

  it.each(["SIGINT", "SIGTERM"])(
    "exits with 130 after %s, leaves the old tree, and the next run finishes it",
    async (signal) => {
      const project = createProject();
      project.write("generated/beta/client.ts", "old");
      installGenerator(project, interrupt(signal));
      const before = snapshot(project.path("generated"));
      expect(runAsProgram(project)).toMatchObject({ status: 130, stderr: "Interrupted; generated/ is unchanged.\n" });
      expect(snapshot(project.path("generated"))).toEqual(before);
      expect(readdirSync(project.path(".cache/generate"))).toEqual([]);
      installGenerator(project, writeOutputs);
      expect((await run(project)).status).toBe(0);
      expect(readFileSync(project.path("generated/beta/client.ts"), "utf8")).toBe("client.ts of the generator");
    },
  );

  it("that was killed between the two renames loses nothing, even if the next run fails", async () => {
    const project = createProject();
    project.write(".cache/generate/marker", "");
    renameSync(project.path("generated"), project.path(".cache/generate/previous"));
    project.remove("node_modules/openapi-typescript");
    expect((await run(project)).status).toBe(5);
    expect(readFileSync(project.path("generated/beta/client.ts"), "utf8")).toBe("client.ts of the generator");
  });
});
