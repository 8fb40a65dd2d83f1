import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Document, parseDocument } from "yaml";
import { listFiles } from "../../../scripts/files.js";
import { createFolder, type Project } from "../project.js";

const repository = process.cwd();
const loader = pathToFileURL(require.resolve("tsx")).href;

/**
 * Copies this repository with its real tools, but without `generated/`, to a path that is not ASCII, not a URL and not safe
 * in a shell.
 */
export function copyRepository(): Project {
  const project = createFolder("ü b#%2F$x&");
  const copied = ["spec", "src", "openapitools.json", "package.json", "tsconfig.json", "scripts/generate/tools.json"];
  for (const path of copied) {
    mkdirSync(dirname(project.path(path)), { recursive: true });
    cpSync(join(repository, path), project.path(path), { recursive: true });
  }
  symlinkSync(join(repository, "node_modules"), project.path("node_modules"), "junction");
  mkdirSync(project.path(".cache"));
  // Only the folder of the jar: the workspace must be on the volume of the copy.
  const jars = join(repository, ".cache/openapi-generator");
  if (existsSync(jars)) symlinkSync(jars, project.path(".cache/openapi-generator"), "junction");
  return project;
}

/** Other tests cover the rules, which would require descriptions and sources here. */
export function dropRules(project: Project): void {
  project.write("spec/rules/ruleset.yaml", "rules: {}\n");
}

export interface Conditions {
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Octal. Default: the caller's. */
  readonly umask?: string;
}

/** Runs `npm run generate` of this repository in the copy. */
export function generate(project: Project, conditions: Conditions = {}): SpawnSyncReturns<string> {
  const { flags = [], environment = {}, umask } = conditions;
  const script = join(repository, "scripts/generate/main.ts");
  const command = [process.execPath, "--import", loader, script, ...flags];
  const shell = umask === undefined ? [] : ["/bin/sh", "-c", `umask ${umask}; exec "$@"`, "sh"];
  const [program = "", ...rest] = [...shell, ...command];
  return spawnSync(program, rest, { cwd: project.root, encoding: "utf8", env: { ...process.env, ...environment } });
}

/** Generates, and fails the test with the message of the command if that fails. */
export function generateOrThrow(project: Project, conditions?: Conditions): void {
  const { status, stderr } = generate(project, conditions);
  if (status !== 0) throw new Error(`generate exited with ${status}: ${stderr}`);
}

/** Changes the specification of the copy. */
export function editSpecification(project: Project, edit: (document: Document) => void): void {
  const document = parseDocument(readFileSync(project.path("spec/beta/openapi.yaml"), "utf8"));
  edit(document);
  project.write("spec/beta/openapi.yaml", document.toString());
}

/** Lines of a file in the copy that do not compile. The error codes depend on how a type is written, so they are left out. */
export function compile(project: Project, path: string): number[] {
  const tsconfig = { extends: "./tsconfig.json", include: [path], exclude: [] };
  project.write("tsconfig.test.json", JSON.stringify(tsconfig));
  const compiler = join(repository, "node_modules/typescript/bin/tsc");
  const { stdout } = spawnSync(process.execPath, [compiler, "-p", "tsconfig.test.json", "--pretty", "false"], {
    cwd: project.root,
    encoding: "utf8",
  });
  return stdout.split("\n").flatMap((line) => {
    const [, file, row] = /^(.+?)\((\d+),\d+\): error TS\d+:/.exec(line) ?? [];
    return file === path ? [Number(row)] : [];
  });
}

/** Runs a TypeScript file of the copy and returns what it prints as JSON. */
export function execute(project: Project, path: string): unknown {
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", loader, path], {
    cwd: project.root,
    encoding: "utf8",
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Content of every file below a folder. */
export function contents(folder: string): Record<string, string> {
  return Object.fromEntries(listFiles(folder).map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
