import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import {
  createProject,
  downloadJar,
  installGenerator,
  installJava,
  installSchemaTool,
  installSpectral,
  installWrapper,
  type Project,
  runGenerate,
  writeOutputs,
} from "./project.js";

/** Runs generate, which must fail, and returns its exit code and its message. */
async function failure(project: Project, path?: string) {
  const { status, stderr } = await runGenerate(project, [], path);
  return { exitCode: status, message: stderr.trimEnd() };
}

const noJava =
  "No Java was found: openapi-generator needs Java 11 or later. Install it and put its `java` first on the PATH.";

describe("Java", () => {
  it("is needed", async () => {
    const project = createProject();
    expect(await failure(project, project.path("empty"))).toEqual({ exitCode: 5, message: noJava });
  });

  it.each([
    ["a launcher without Java", "Unable to locate a Java Runtime.", 1, noJava],
    ["1.8.0_392", 'openjdk version "1.8.0_392"', 0, noJava.replace("No Java was found", "Java 8 is too old")],
    ["10.0.2", 'openjdk version "10.0.2"', 0, noJava.replace("No Java was found", "Java 10 is too old")],
  ])("is refused if it is %s", async (_, output, exitCode, message) => {
    const project = createProject();
    installJava(project, output, { exitCode });
    expect(await failure(project)).toEqual({ exitCode: 5, message });
  });

  it.each(["11.0.2", "21", "17-ea"])("is accepted if it is %s", async (version) => {
    const project = createProject();
    installJava(project, `openjdk version "${version}"`);
    expect(await runGenerate(project)).toMatchObject({ status: 0, stdout: "generated/ is already fresh.\n" });
  });
});

describe("the jar", () => {
  const jar = ".cache/openapi-generator/7.25.0.jar";

  it("is downloaded by the wrapper if it is missing, and leaves no folder behind", async () => {
    const project = createProject();
    project.remove(jar);
    const noteFolder = `fs.writeFileSync(${JSON.stringify(project.path("folder.txt"))}, require("node:os").tmpdir());`;
    installWrapper(project, noteFolder + downloadJar("the pinned jar"));
    await runGenerate(project);
    expect(readFileSync(project.path(jar), "utf8")).toBe("the pinned jar");
    expect(existsSync(readFileSync(project.path("folder.txt"), "utf8"))).toBe(false);
  });

  it("is reported with the reason if it is missing and cannot be downloaded", async () => {
    const project = createProject();
    project.remove(jar);
    const onVersion = `console.log('Download failed, because of: "getaddrinfo ENOTFOUND host"'); throw new Error("long stack")`;
    installWrapper(project, onVersion);
    expect(await failure(project)).toEqual({
      exitCode: 5,
      message: `openapi-generator 7.25.0: the jar is not at ${project.path(jar)} and could not be downloaded (getaddrinfo ENOTFOUND host). Connect to the network and try again.`,
    });
  });

  it("is deleted if its digest is wrong", async () => {
    const project = createProject();
    project.write(jar, "a truncated jar");
    expect(await failure(project)).toEqual({
      exitCode: 5,
      message: expect.stringMatching(
        /^openapi-generator 7\.25\.0: the jar had SHA-256 [0-9a-f]{64}, but scripts\/generate\/tools\.json pins [0-9a-f]{64}\. The jar was deleted\. Run the command again, or pin the digest of a new version\.$/,
      ),
    });
    expect(existsSync(project.path(jar))).toBe(false);
  });

  it("never runs before its digest is checked", async () => {
    const project = createProject();
    project.remove(jar);
    const runJar = `require("node:child_process").execSync("java " + process.env.JAVA_OPTS + " -jar x.jar help");`;
    installWrapper(project, downloadJar("a foreign jar") + runJar);
    expect(await failure(project)).toMatchObject({ exitCode: 5 });
    expect(readFileSync(project.path("java.log"), "utf8")).toBe("-version\n-version\n");
  });
});

describe("the generators", () => {
  it("see the same environment for every caller", async () => {
    const project = createProject();
    const names = ["TZ", "LC_ALL", "LANG", "JAVA_TOOL_OPTIONS", "NODE_OPTIONS"];
    const environment = { ...process.env };
    Object.assign(process.env, { TZ: "Asia/Tokyo", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR", JAVA_TOOL_OPTIONS: "-Dx=y" });
    installSchemaTool(
      project,
      `process.stdout.write(JSON.stringify(${JSON.stringify(names)}.map((n) => process.env[n])))`,
    );
    await runGenerate(project);
    process.env = environment;
    const seen = JSON.parse(readFileSync(project.path("generated/beta/schema.ts"), "utf8"));
    expect(seen).toEqual(["UTC", "C.UTF-8", "C.UTF-8", null, null]);
  });

  it("see no other configuration file of the root", async () => {
    const project = createProject();
    project.write("redocly.yaml", "apis: {}");
    project.write(".openapi-generator-ignore", "*");
    installSchemaTool(project, `process.stdout.write(require("node:fs").readdirSync(".").sort().join(" "))`);
    await runGenerate(project);
    expect(readFileSync(project.path("generated/beta/schema.ts"), "utf8")).toBe(
      "generated openapitools.json openapitools.workspace.json scripts spec",
    );
  });

  it("get relative paths, which no shell expands", async () => {
    const project = createProject();
    await runGenerate(project);
    const jar = project.path(".cache/openapi-generator/7.25.0.jar");
    expect(readFileSync(project.path("java.log"), "utf8")).toContain(
      `-Dfile.encoding=UTF-8 -jar ${jar} generate -g fake -i spec/beta/openapi.yaml -o generated/beta -c spec/templates/config.yaml\n`,
    );
  });

  it("fail if they write nothing and report success", async () => {
    const project = createProject();
    installGenerator(project, "");
    expect(await failure(project)).toEqual({
      exitCode: 1,
      message:
        "openapi-generator wrote no client.ts, contract.ts, CONTRACT.md for spec/beta/openapi.yaml; see spec/templates/config.yaml. Its output is in .cache/generate/openapi-generator.log.",
    });
  });

  it("have their error output saved to a file if they fail", async () => {
    const project = createProject();
    installGenerator(project, `console.error("at org.Stack"); process.exit(1)`);
    expect(await failure(project)).toEqual({
      exitCode: 1,
      message:
        "openapi-generator failed for spec/beta/openapi.yaml. Its output is in .cache/generate/openapi-generator.log.",
    });
    expect(readFileSync(project.path(".cache/generate/openapi-generator.log"), "utf8")).toContain("at org.Stack");
  });

  it("leave none of their own files in the tree", async () => {
    const project = createProject();
    const extra = `fs.mkdirSync("generated/beta/.openapi-generator"); fs.writeFileSync("generated/beta/.openapi-generator/FILES", "");
      fs.writeFileSync("generated/beta/.openapi-generator-ignore", "");`;
    installGenerator(project, `${writeOutputs} ${extra}`);
    expect(await runGenerate(project)).toMatchObject({ stdout: "generated/ is already fresh.\n" });
  });
});

describe("an invalid specification", () => {
  const spectralResult = (line: number, severity: number, code: string) => {
    return { code, severity, message: `Message of ${code}`, range: { start: { line, character: 0 } } };
  };

  /** openapi-generator wraps long messages, and prints warnings too. */
  const validatorOutput = `Validating spec (spec/beta/openapi.yaml)
Errors:
\t- attribute components.schemas.a.b is not of type
\t  \`schema\`
\t- attribute
\t  paths.'/samples/{id}'(get).responses.200.description
\t  is missing
Warnings:
\t- Unused model: c

[error] Spec has 2 errors.
`;

  it.each<[string, (project: Project) => void, unknown]>([
    [
      "each problem of Spectral, errors and warnings only",
      (project) => {
        const results = [spectralResult(8, 1, "second"), spectralResult(2, 0, "first"), spectralResult(1, 2, "hint")];
        installSpectral(project, JSON.stringify(results));
      },
      "spec/beta/openapi.yaml:3: Message of first (first)\nspec/beta/openapi.yaml:9: Message of second (second)",
    ],
    [
      "each problem of openapi-generator",
      (project) => {
        installJava(project, 'openjdk version "17.0.15"', { problems: validatorOutput });
      },
      "spec/beta/openapi.yaml:1: attribute components.schemas.a.b is not of type `schema`\n" +
        "spec/beta/openapi.yaml:10: attribute paths.'/samples/{id}'(get).responses.200.description is missing",
    ],
    [
      "the mistake if it is not YAML",
      (project) => project.write("spec/beta/openapi.yaml", "openapi: 3.0.3\ninfo: {\n"),
      expect.stringMatching(/^spec\/beta\/openapi\.yaml:\d: .+$/),
    ],
    [
      "the pointer in the message of openapi-typescript",
      (project) => {
        const message = " ✘  Can't resolve $ref at #/paths/~1samples~1{id}/get\\n  at stack";
        installSchemaTool(project, `console.error("${message}"); process.exit(1)`);
      },
      "spec/beta/openapi.yaml:7: Can't resolve $ref at #/paths/~1samples~1{id}/get",
    ],
  ])("is reported with the line of %s", async (_, prepare, message) => {
    const project = createProject();
    prepare(project);
    expect(await failure(project)).toEqual({ exitCode: 1, message });
  });

  it("is not reported if the rules cannot be loaded", async () => {
    const project = createProject();
    installSpectral(project, "no such rule\nat stack");
    const message = "Spectral could not run with spec/rules/ruleset.yaml: no such rule";
    expect(await failure(project)).toEqual({ exitCode: 5, message });
  });
});
