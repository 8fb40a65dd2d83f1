import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ExitCode, exitCodeOf, exitCodes, type Output } from "../command.js";
import { commandScript, findVersions, paths, specificationOf } from "../generate/project.js";

interface Setting extends Output {
  /** Root of the repository. */
  readonly root: string;
}

interface Lint {
  readonly passed: boolean;
  readonly report: string;
}

/** Lints every `spec/<version>/openapi.yaml` with Spectral and Redocly and prints what they find. A warning fails too. */
export function run({ root, out, err }: Setting): ExitCode {
  try {
    const lints = findVersions(root)
      .map(specificationOf)
      .flatMap((file) => [lintWithSpectral(root, file), lintWithRedocly(root, file)]);
    for (const { report } of lints) if (report !== "") out(`${report}\n`);
    return lints.every(({ passed }) => passed) ? exitCodes.ok : exitCodes.findings;
  } catch (error) {
    return exitCodeOf(error, "lint:spec", (message) => err(`${message}\n`));
  }
}

function lintWithSpectral(root: string, file: string): Lint {
  const script = commandScript(root, "@stoplight/spectral-cli", "spectral");
  const options = ["--quiet", "--format", "text", "--fail-severity", "warn", "--ruleset", paths.ruleset];
  // On stdin, because Spectral takes a path for a pattern and decodes what looks percent-encoded in it.
  return lint([script, "lint", ...options, "--stdin-filepath", file], root, readFileSync(join(root, file)));
}

function lintWithRedocly(root: string, file: string): Lint {
  const script = commandScript(root, "@redocly/cli", "redocly");
  // On a copy, because Redocly resolves no reference in a file whose path has a `#`.
  const folder = mkdtempSync(join(tmpdir(), "lint-spec-"));
  try {
    cpSync(join(root, file), join(folder, file));
    cpSync(join(root, paths.redoclyConfig), join(folder, "redocly.yaml"));
    return lint([script, "lint", "--format", "stylish", file], folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs a linter. Redocly prints notices on stderr, so that counts only when a linter fails and has no findings. */
function lint(command: readonly string[], cwd: string, input?: Buffer): Lint {
  const env = { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd, input, env, encoding: "utf8" });
  const passed = status === 0;
  return { passed, report: stdout.trim() || (passed ? "" : stderr.trim()) };
}
