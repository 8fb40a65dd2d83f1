import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ExitCode, exitCodeOf, exitCodes, type Output } from "../command.js";
import { filesOf, readVersions } from "../contract/versions.js";
import { paths } from "../generate/project.js";
import { runPackage } from "../generate/run-tool.js";
import type { ProgramResult } from "../program.js";

interface Setting extends Output {
  /** Root of the repository. */
  readonly root: string;
}

const { signal } = new AbortController();

/** Lints every `spec/<version>/openapi.yaml` with Spectral and Redocly and prints what they find. A warning fails too. */
export async function run({ root, out, err }: Setting): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.ok;
  try {
    for (const file of readVersions(root).map((version) => filesOf(version).spec)) {
      for (const result of [await lintWithSpectral(root, file), await lintWithRedocly(root, file)]) {
        if (result.exitCode !== 0) exitCode = exitCodes.findings;
        const report = reportOf(result);
        if (report !== "") out(`${report}\n`);
      }
    }
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, "lint:spec", (message) => err(`${message}\n`));
  }
}

function lintWithSpectral(root: string, file: string): Promise<ProgramResult> {
  const options = ["--quiet", "--format", "text", "--fail-severity", "warn", "--ruleset", paths.ruleset];
  // On stdin, because Spectral reads a path as a pattern and decodes what looks percent-encoded in it.
  const input = readFileSync(join(root, file), "utf8");
  const args = ["lint", ...options, "--stdin-filepath", file];
  return runPackage(root, ["@stoplight/spectral-cli", "spectral"], args, { cwd: root, input, signal });
}

async function lintWithRedocly(root: string, file: string): Promise<ProgramResult> {
  // On a copy, because Redocly resolves no reference in a file whose path has a `#`.
  const folder = mkdtempSync(join(tmpdir(), "lint-spec-"));
  const environment = { REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  try {
    cpSync(join(root, file), join(folder, file));
    cpSync(join(root, paths.redoclyConfig), join(folder, "redocly.yaml"));
    const args = ["lint", "--format", "stylish", file];
    return await runPackage(root, ["@redocly/cli", "redocly"], args, { cwd: folder, environment, signal });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Redocly prints notices on stderr, so stderr counts only when a linter fails without findings. */
function reportOf({ exitCode, stdout, stderr }: ProgramResult): string {
  return stdout.trim() || (exitCode === 0 ? "" : stderr.trim());
}
