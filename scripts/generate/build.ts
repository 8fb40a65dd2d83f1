import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CommandFailure } from "../command.js";
import { readYaml } from "../contract/yaml.js";
import { listFiles } from "../files.js";
import { requireJar } from "./jar.js";
import { requireJava, runJar } from "./java.js";
import { createLock, formatLock } from "./lock.js";
import { commandScript, expectedOutputs, paths } from "./project.js";
import { runNode, type ToolOptions, type ToolResult } from "./run-tool.js";
import { invalidSpecification, validateSpecification } from "./validate.js";
import type { Workspace } from "./workspace.js";

/** Builds the complete tree in the workspace: checks the tools and the specification, runs the generators, writes the lock. */
export async function buildTree(workspace: Workspace, signal: AbortSignal): Promise<void> {
  const options: ToolOptions = { cwd: workspace.inputs, signal };
  await requireJava(options);
  const jar = await requireJar(workspace.root, workspace.settings, options);
  await validateSpecification(workspace, jar, options);
  await Promise.all([generateSchema(workspace, options), generateFromTemplates(workspace, jar, options)]);
  cpSync(join(workspace.inputs, paths.readmeTemplate), join(workspace.tree, "README.md"));
  keepExpected(workspace);
  writeFileSync(join(workspace.inputs, paths.lock), formatLock(createLock(workspace)));
}

async function generateSchema(workspace: Workspace, options: ToolOptions): Promise<void> {
  const script = commandScript(workspace.root, "openapi-typescript", "openapi-typescript");
  const specification = join(workspace.inputs, paths.specification);
  const schemaArguments = [pathToFileURL(specification).href, ...workspace.settings.schemaArguments];
  const result = await runNode(script, schemaArguments, options);
  if (result.exitCode !== 0) throw schemaError(readFileSync(specification, "utf8"), result);
  writeFileSync(join(workspace.tree, "schema.ts"), result.stdout);
}

/** openapi-typescript ends its message with `at #/a/json/pointer`. */
function schemaError(text: string, { stderr, stdout }: ToolResult): CommandFailure {
  const message = /✘\s+(.*)/.exec(stderr + stdout)?.[1] ?? "openapi-typescript failed and does not say why";
  const pointer = / at #\/(\S*)$/.exec(message)?.[1] ?? "";
  return invalidSpecification([{ line: readYaml(text, paths.specification).lineOf(`/${pointer}`), message }]);
}

/** Runs the generator of openapitools.json, without the wrapper: that one hands its paths to a shell, which expands them. */
async function generateFromTemplates(workspace: Workspace, jar: string, options: ToolOptions): Promise<void> {
  const { generatorName, inputSpec, output, config } = workspace.settings.generator;
  const places = ["-i", inputSpec, "-o", output, "-c", config].map((place) => place.replace("#{cwd}/", ""));
  const result = await runJar(jar, ["generate", "-g", generatorName, ...places], options);
  const missing = workspace.settings.templateOutputs.filter((name) => !hasContent(join(workspace.tree, name)));
  if (result.exitCode === 0 && missing.length === 0) return;
  const log = `${paths.cache}/openapi-generator.log`;
  writeFileSync(join(workspace.root, log), result.stdout + result.stderr);
  // A list in the generator's configuration that is not understood makes it write nothing and still exit with 0.
  const what = result.exitCode === 0 ? `wrote no ${missing.join(", ")}; see ${paths.generatorConfig}` : "failed";
  throw new CommandFailure("findings", `openapi-generator ${what}. Its own words are in ${log}.`);
}

function hasContent(file: string): boolean {
  return existsSync(file) && statSync(file).size > 0;
}

/** Drops what the generators write for themselves. */
function keepExpected(workspace: Workspace): void {
  const expected = new Set(expectedOutputs(workspace.settings));
  for (const path of listFiles(workspace.tree)) {
    if (!expected.has(path))
      rmSync(join(workspace.tree, path.split("/", 1)[0] ?? path), { recursive: true, force: true });
  }
}
