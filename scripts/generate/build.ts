import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CommandFailure } from "../command.js";
import { filesOf } from "../contract/versions.js";
import { readYaml } from "../contract/yaml.js";
import { listFiles } from "../files.js";
import type { ProgramResult } from "../program.js";
import { finish } from "./finish.js";
import { requireJar } from "./jar.js";
import { createLock, formatLock } from "./lock.js";
import { expectedOutputs, type Generator, paths } from "./project.js";
import { requireJava, runJar, runPackage, type ToolOptions } from "./run-tool.js";
import { invalidSpecification, validateSpecification } from "./validate.js";
import type { Workspace } from "./workspace.js";

/** Builds the complete tree in the workspace: checks the tools and the specifications, runs the generators, writes the lock. */
export async function buildTree(workspace: Workspace, signal: AbortSignal): Promise<void> {
  const options: ToolOptions = { cwd: workspace.inputs, signal };
  await requireJava(options);
  const jar = await requireJar(workspace.root, workspace.settings, options);
  for (const version of Object.keys(workspace.settings.versions)) {
    await validateSpecification(workspace, version, jar, options);
    mkdirSync(join(workspace.tree, version));
    await Promise.all([
      generateSchema(workspace, version, options),
      generateFromTemplates(workspace, version, jar, options),
    ]);
  }
  cpSync(join(workspace.inputs, paths.readmeTemplate), join(workspace.tree, "README.md"));
  keepExpected(workspace);
  writeFileSync(join(workspace.inputs, paths.lock), formatLock(createLock(workspace)));
}

async function generateSchema(workspace: Workspace, version: string, options: ToolOptions): Promise<void> {
  const file = filesOf(version).spec;
  const specification = join(workspace.inputs, file);
  const schemaArguments = [pathToFileURL(specification).href, ...workspace.settings.schemaArguments];
  const command = ["openapi-typescript", "openapi-typescript"] as const;
  const result = await runPackage(workspace.root, command, schemaArguments, options);
  if (result.exitCode !== 0) throw schemaError(file, readFileSync(specification, "utf8"), result);
  writeFileSync(join(workspace.tree, version, "schema.ts"), result.stdout);
}

/** openapi-typescript ends its message with `at #/a/json/pointer`. */
function schemaError(file: string, text: string, { stderr, stdout }: ProgramResult): CommandFailure {
  const message = /✘\s+(.*)/.exec(stderr + stdout)?.[1] ?? "openapi-typescript failed and gave no reason";
  const pointer = / at #\/(\S*)$/.exec(message)?.[1] ?? "";
  return invalidSpecification(file, [{ line: readYaml(text, file).lineOf(`/${pointer}`), message }]);
}

/** Runs the generator of openapitools.json without the wrapper, which passes paths to a shell that expands them. */
async function generateFromTemplates(
  { root, tree, settings }: Workspace,
  version: string,
  jar: string,
  options: ToolOptions,
): Promise<void> {
  const file = filesOf(version).spec;
  const { generatorName, inputSpec, output, config } = settings.versions[version] as Generator;
  const places = ["-i", inputSpec, "-o", output, "-c", config].map((place) => place.replace("#{cwd}/", ""));
  const result = await runJar(jar, ["generate", "-g", generatorName, ...places], options);
  const missing = settings.templateOutputs.filter((name) => !hasContent(join(tree, version, name)));
  if (result.exitCode === 0 && missing.length === 0) return finishFiles(join(tree, version));
  const log = `${paths.cache}/openapi-generator.log`;
  writeFileSync(join(root, log), result.stdout + result.stderr);
  // If the generator does not understand its configuration, it writes nothing and still exits with 0.
  const what =
    result.exitCode === 0
      ? `wrote no ${missing.join(", ")} for ${file}; see ${paths.generatorConfig}`
      : `failed for ${file}`;
  throw new CommandFailure("findings", `openapi-generator ${what}. Its output is in ${log}.`);
}

function finishFiles(folder: string): void {
  for (const [name, finished] of Object.entries(finish)) {
    const path = join(folder, name);
    if (existsSync(path)) writeFileSync(path, finished(readFileSync(path, "utf8")));
  }
}

function hasContent(file: string): boolean {
  return existsSync(file) && statSync(file).size > 0;
}

/** Removes what the generators write for their own use. */
function keepExpected(workspace: Workspace): void {
  const expected = new Set(expectedOutputs(workspace.settings));
  for (const path of listFiles(workspace.tree)) {
    if (!expected.has(path)) rmSync(join(workspace.tree, path));
  }
}
