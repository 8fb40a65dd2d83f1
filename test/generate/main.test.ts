import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, renameSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "@jest/globals";
import {
  createProject,
  installGenerator,
  installSpectral,
  type Project,
  snapshot,
  specification,
  writeOutputs,
} from "./project.js";

const loader = pathToFileURL(require.resolve("tsx")).href;
const script = join(process.cwd(), "scripts/generate/main.ts");

/** Runs the command as npm does, with the project as its working directory. */
function run(project: Project, ...flags: string[]) {
  return spawnSync(process.execPath, ["--import", loader, script, ...flags], {
    cwd: project.root,
    encoding: "utf8",
    env: { ...process.env, PATH: `${project.path("bin")}${delimiter}${process.env["PATH"]}` },
  });
}

describe("npm run generate", () => {
  it("exits with 0 and says what it wrote", () => {
    const project = createProject();
    project.write("generated/client.ts", "old");
    expect(run(project)).toMatchObject({ status: 0, stdout: "generated/: wrote client.ts\n", stderr: "" });
  });

  it("exits with 0 when there is nothing to write", () => {
    expect(run(createProject())).toMatchObject({ status: 0, stdout: "generated/ was fresh.\n" });
  });

  it("exits with 1 and one line per problem when the specification is invalid", () => {
    const project = createProject();
    const problem = { code: "rule", severity: 0, message: "Wrong", range: { start: { line: 4, character: 0 } } };
    installSpectral(project, JSON.stringify([problem]));
    expect(run(project)).toMatchObject({ status: 1, stdout: "", stderr: "spec/openapi.yaml:5: Wrong (rule)\n" });
  });

  it.each([[["--nonsense"]], [["extra"]], [["--quick"]]])("exits with 2 after %j", (flags) => {
    const { status, stderr } = run(createProject(), ...flags);
    expect({ status, firstWord: stderr.split(" ")[0] }).toEqual({ status: 2, firstWord: "error:" });
  });

  it("exits with 5 and one line when a tool is missing", () => {
    const project = createProject();
    project.remove("node_modules/openapi-typescript");
    expect(run(project, "--check")).toMatchObject({
      status: 5,
      stderr: expect.stringMatching(/^openapi-typescript .*\n$/),
    });
  });

  it("exits with 0 after --help, which lists the exit codes", () => {
    const { status, stdout } = run(createProject(), "--help");
    expect(status).toBe(0);
    expect(stdout).toMatch(/Exit codes:\n {2}0 .*\n {2}1 .*\n {2}2 .*\n {2}3 .*\n {2}5 .*\n {2}130 /);
  });
});

describe("npm run generate -- --check", () => {
  it.each([[["--check"]], [["--check", "--quick"]]])("exits with 0 for a fresh tree after %j", (flags) => {
    expect(run(createProject(), ...flags).status).toBe(0);
  });

  it.each([[["--check"]], [["--check", "--quick"]]])(
    "exits with 3 and the culprit for a stale tree after %j",
    (flags) => {
      const project = createProject();
      project.write("spec/openapi.yaml", specification.replace("A sample.", "Another."));
      expect(run(project, ...flags)).toMatchObject({
        status: 3,
        stderr:
          "spec/openapi.yaml: specification changed\ngenerated/ is stale; run `npm run generate` and commit what it writes.\n",
      });
    },
  );

  it("finds in full what the hashes cannot show, and still writes nothing", () => {
    const project = createProject();
    const onGenerate = `for (const name of ["client.ts", "contract.ts", "CONTRACT.md"]) fs.writeFileSync("generated/" + name, "new");`;
    installGenerator(project, onGenerate);
    const before = snapshot(project.path("generated"));
    const { status, stderr } = run(project, "--check");
    expect(status).toBe(3);
    expect(stderr).toContain("generated/client.ts: not what the tools write now, although the lock agrees with it\n");
    expect(snapshot(project.path("generated"))).toEqual(before);
  });
});

describe("an interrupted run", () => {
  const interrupt = (signal: string) => `process.kill(process.ppid, "${signal}"); setInterval(() => {}, 1000);`;

  it.each(["SIGINT", "SIGTERM"])("exits with 130 after %s and leaves the old tree", (signal) => {
    const project = createProject();
    project.write("generated/client.ts", "old");
    installGenerator(project, interrupt(signal));
    const before = snapshot(project.path("generated"));
    expect(run(project)).toMatchObject({ status: 130, stderr: "Interrupted; generated/ is as it was.\n" });
    expect(snapshot(project.path("generated"))).toEqual(before);
    expect(readdirSync(project.path(".cache/generate"))).toEqual([]);
  });

  it("that was killed between the two renames loses nothing, even when the next one fails", () => {
    const project = createProject();
    project.write(".cache/generate/marker", "");
    renameSync(project.path("generated"), project.path(".cache/generate/previous"));
    project.remove("node_modules/openapi-typescript");
    expect(run(project).status).toBe(5);
    expect(readFileSync(project.path("generated/client.ts"), "utf8")).toBe("client.ts of the generator");
  });

  it("is finished by the next one", () => {
    const project = createProject();
    project.write("generated/client.ts", "old");
    installGenerator(project, interrupt("SIGTERM"));
    run(project);
    installGenerator(project, writeOutputs);
    expect(run(project).status).toBe(0);
    expect(readFileSync(project.path("generated/client.ts"), "utf8")).toBe("client.ts of the generator");
  });
});
