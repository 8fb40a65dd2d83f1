import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { sha256 } from "../../scripts/contract/json.js";
import { createLock, formatLock } from "../../scripts/generate/lock.js";
import { run } from "../../scripts/generate/run.js";
import { captureOutput } from "../support/output.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const jarContent = "the pinned jar";

/** A small repository in a temporary folder. */
export interface Project {
  readonly root: string;
  path(path: string): string;
  write(path: string, content: string): void;
  remove(path: string): void;
}

/** An empty project in a folder of that name. It is removed after the tests. */
export function createFolder(name = ""): Project {
  const root = join(temporaryFolder("generate-test"), name);
  const path = (relative: string) => join(root, relative);
  return {
    root,
    path,
    write: (relative, content) => {
      mkdirSync(dirname(path(relative)), { recursive: true });
      writeFileSync(path(relative), content);
    },
    remove: (relative) => rmSync(path(relative), { recursive: true }),
  };
}

/** A project with a fresh `generated/`, in which every tool is a fake that succeeds. */
export function createProject(): Project {
  const project = createFolder();
  writeGenerators(project, "beta");
  project.write("spec/templates/config.yaml", generatorConfig);
  project.write("spec/templates/client.mustache", "template");
  project.write("spec/templates/generated-readme.md", "do not edit");
  project.write("spec/beta/openapi.yaml", specification);
  project.write("spec/rules/ruleset.yaml", "rules: {}\n");
  project.write("scripts/generate/tools.json", JSON.stringify(tools(jarContent)));
  project.write(".cache/openapi-generator/7.25.0.jar", jarContent);
  installSpectral(project, "[]");
  installSchemaTool(project, 'process.stdout.write("schema")');
  installWrapper(project, "");
  installGenerator(project, writeOutputs);
  installPackage(project, "openapi-fetch", "0.17.0");
  installJava(project, 'openjdk version "17.0.15" 2025-04-15');
  for (const name of ["client.ts", "contract.ts", "CONTRACT.md"])
    project.write(`generated/beta/${name}`, `${name} of the generator`);
  project.write("generated/beta/schema.ts", "schema");
  project.write("generated/README.md", "do not edit");
  const { root } = project;
  project.write("generated/lock.json", formatLock(createLock({ root, inputs: root, tree: project.path("generated") })));
  return project;
}

function writeGenerators(project: Project, ...versions: readonly string[]): void {
  const generatorOf = (version: string) => ({
    generatorName: "fake",
    inputSpec: `#{cwd}/spec/${version}/openapi.yaml`,
    output: `#{cwd}/generated/${version}`,
    config: "#{cwd}/spec/templates/config.yaml",
  });
  const generators = Object.fromEntries(versions.map((version) => [version, generatorOf(version)]));
  const command = { version: "7.25.0", storageDir: "./.cache/openapi-generator", generators };
  project.write("openapitools.json", JSON.stringify({ "generator-cli": command }));
}

/** Adds the specification of another version next to beta, with its generator. */
export function addVersion(project: Project, version: string): void {
  project.write(`spec/${version}/openapi.yaml`, specification);
  writeGenerators(project, "beta", version);
}

export const specification = `openapi: 3.0.3
info:
  title: Sample
  version: 1.0.0
paths:
  /samples/{id}:
    get:
      responses:
        "200":
          description: A sample.
`;

const generatorConfig = `files:
  client.mustache: {templateType: SupportingFiles, destinationFilename: client.ts}
  contract.mustache: {templateType: SupportingFiles, destinationFilename: contract.ts}
  reference.mustache: {templateType: SupportingFiles, destinationFilename: CONTRACT.md}
`;

export function tools(jar: string, version = "7.25.0"): object {
  return {
    "openapi-generator": { version, jarSha256: sha256(jar) },
    "openapi-typescript": { arguments: ["--read-write-markers"] },
  };
}

export function installPackage(project: Project, name: string, version: string, command?: string, script = ""): void {
  const bin = command === undefined ? {} : { bin: { [command]: "command.cjs" } };
  project.write(`node_modules/${name}/package.json`, JSON.stringify({ version, ...bin }));
  project.write(`node_modules/${name}/command.cjs`, script);
}

/** Installs a Spectral that prints `output`. */
export function installSpectral(project: Project, output: string): void {
  const script = `process.stdout.write(${JSON.stringify(output)})`;
  installPackage(project, "@stoplight/spectral-cli", "6.16.3", "spectral", script);
}

export function installSchemaTool(project: Project, script: string): void {
  installPackage(project, "openapi-typescript", "7.13.0", "openapi-typescript", script);
}

export function installWrapper(project: Project, script: string): void {
  const command = "openapi-generator-cli";
  installPackage(project, `@openapitools/${command}`, "2.35.0", command, `${modules} ${script}`);
}

const modules = `const fs = require("node:fs"), path = require("node:path");`;

/** Installs the openapi-generator that the fake `java` runs. */
export function installGenerator(project: Project, script: string): void {
  project.write("bin/generator.cjs", `${modules} ${script}`);
}

/** Source of a generator that writes the three files. */
export const writeOutputs = `for (const name of ["client.ts", "contract.ts", "CONTRACT.md"])
  fs.writeFileSync(path.join(process.env.PWD, process.argv[process.argv.indexOf("-o") + 1], name), name + " of the generator");`;

/** Source of a wrapper that downloads `content`. */
export function downloadJar(content: string): string {
  return `const { storageDir, version } = JSON.parse(fs.readFileSync(process.argv[process.argv.indexOf("--openapitools") + 1]))["generator-cli"];
    fs.mkdirSync(storageDir, { recursive: true });
    fs.writeFileSync(path.join(storageDir, version + ".jar"), ${JSON.stringify(content)});`;
}

/**
 * Installs a `java` that prints `version`, finds `problems` in every specification, and logs its arguments in `java.log`.
 * It needs only a shell, because `npm test` runs where there is no `cat`.
 */
export function installJava(project: Project, version: string, { exitCode = 0, problems = "" } = {}): void {
  const log = project.path("java.log");
  const script = `#!/bin/sh
echo "$@" >> '${log}'
if [ "$1" = "-version" ]; then echo '${version}' >&2; exit ${exitCode}; fi
case " $* " in *" generate "*) exec '${process.execPath}' '${project.path("bin/generator.cjs")}' "$@";; esac
while IFS= read -r line; do printf '%s\\n' "$line"; done < '${project.path("problems.txt")}'
${problems === "" ? "exit 0" : "exit 1"}
`;
  project.write("problems.txt", problems);
  project.write("bin/java", script);
  chmodSync(project.path("bin/java"), 0o755);
}

export const pathOf = (project: Project) => `${project.path("bin")}${delimiter}${process.env["PATH"]}`;

/** Runs the command in this process, with the project's own `java` first on the PATH. */
export async function runGenerate(project: Project, flags: readonly string[] = [], path = pathOf(project)) {
  const { PATH } = process.env;
  const { printed, ...output } = captureOutput();
  process.env["PATH"] = path;
  const { signal } = new AbortController();
  const status = await run(flags, { root: project.root, signal, ...output });
  process.env["PATH"] = PATH;
  return { status, stdout: printed.out, stderr: printed.err };
}

/** Times and sizes of everything in a folder, which show whether a command wrote something. */
export function snapshot(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return Object.fromEntries(
    names.map((name) => {
      const { mtimeMs, ctimeMs, size } = statSync(join(folder, name));
      return [name, `${mtimeMs} ${ctimeMs} ${size}`];
    }),
  );
}
