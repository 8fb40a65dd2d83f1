import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CommandFailure } from "../command.js";
import { filesOf } from "../contract/versions.js";
import { type Problem, parseYaml, pointerTo, type YamlFile } from "../contract/yaml.js";
import { paths } from "./project.js";
import { runJar, runPackage, type ToolOptions } from "./run-tool.js";
import type { Workspace } from "./workspace.js";

/** Severities of Spectral that fail: 0 error, 1 warning. */
const lowestFailure = 1;

/**
 * Checks that the specification is YAML, passes our rules and is valid OpenAPI.
 *
 * @throws CommandFailure with one line for each problem.
 */
export async function validateSpecification(
  workspace: Workspace,
  version: string,
  jar: string,
  options: ToolOptions,
): Promise<void> {
  const file = filesOf(version).spec;
  const text = readFileSync(join(workspace.inputs, file), "utf8");
  const specification = parseYaml(text, file);
  if (specification.problems.length > 0) throw invalidSpecification(file, specification.problems);
  const [linted, validated] = await Promise.all([
    lint(workspace, text, options),
    validate(specification, jar, options),
  ]);
  // Both tools check the rules of OpenAPI, so the second would repeat the first.
  const problems = linted.length > 0 ? linted : validated;
  if (problems.length > 0) throw invalidSpecification(file, problems);
}

/** The failure that has a line for every problem, in the form that editors turn into links. */
export function invalidSpecification(file: string, problems: readonly Problem[]): CommandFailure {
  const rows = [...problems].sort((a, b) => a.line - b.line).map(({ line, message }) => `${file}:${line}: ${message}`);
  return new CommandFailure("findings", [...new Set(rows)].join("\n"));
}

interface SpectralResult {
  readonly code: string | number;
  readonly message: string;
  readonly severity: number;
  readonly range: { readonly start: { readonly line: number } };
}

async function lint(workspace: Workspace, input: string, options: ToolOptions): Promise<Problem[]> {
  const { stdout, stderr } = await runPackage(
    workspace.root,
    ["@stoplight/spectral-cli", "spectral"],
    ["lint", "--ruleset", paths.ruleset, "--format", "json", "--quiet"],
    // On stdin, because Spectral reads a path as a pattern and decodes what looks percent-encoded in it.
    { ...options, input },
  );
  return parseSpectral(stdout, stderr)
    .filter((result) => result.severity <= lowestFailure)
    .map(({ range, message, code }) => ({ line: range.start.line + 1, message: `${message} (${code})` }));
}

function parseSpectral(stdout: string, stderr: string): readonly SpectralResult[] {
  try {
    return JSON.parse(stdout) as readonly SpectralResult[];
  } catch {
    const reason = (stderr + stdout).split("\n").find((line) => line.trim() !== "");
    throw new CommandFailure(
      "environment",
      `Spectral could not run with ${paths.ruleset}: ${reason?.trim() ?? "it printed nothing"}`,
    );
  }
}

async function validate(specification: YamlFile, jar: string, options: ToolOptions): Promise<Problem[]> {
  const { exitCode, stdout, stderr } = await runJar(jar, ["validate", "-i", specification.file], options);
  if (exitCode === 0) return [];
  const messages = validatorMessages(stdout + stderr);
  if (messages.length === 0) return [{ line: 1, message: "openapi-generator rejects the file and gives no reason" }];
  return messages.map((message) => ({ line: specification.lineOf(pointerTo(...placeIn(message))), message }));
}

/** The bullet points below `Errors:`. A long one is wrapped over several lines. */
function validatorMessages(output: string): string[] {
  const [, errors = ""] = output.split(/^Errors:\s*$/m);
  const [list = ""] = errors.split(/^(?:Warnings:|\[error\])/m);
  return list
    .split(/^\s*- /m)
    .slice(1)
    .map((message) => message.trim().replace(/\s+/g, " "));
}

/** The path that a message of the validator is about, such as `attribute paths.'/a'(post).responses.204.description is missing`. */
function placeIn(message: string): string[] {
  const [, path = ""] = /^attribute (.*?) is /.exec(message) ?? [];
  return [...path.matchAll(/'([^']*)'|\(([^)]*)\)|\[(\d+)\]|([^.'()[\]]+)/g)].map(
    ([, quoted, method, index, plain]) => quoted ?? method ?? index ?? plain ?? "",
  );
}
