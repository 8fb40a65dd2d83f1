import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { stringify } from "yaml";

export interface Finding {
  readonly rule: string;
  readonly message: string;
  readonly path: readonly string[];
  /** Line of the finding, from 1. */
  readonly line: number;
  readonly severity: number;
}

interface SpectralResult {
  readonly code: string;
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly severity: number;
  readonly source: string;
  readonly range: { readonly start: { readonly line: number } };
}

function spectral(files: readonly string[]): Promise<string> {
  const script = "node_modules/@stoplight/spectral-cli/dist/index.js";
  const command = [script, "lint", "--quiet", "--ruleset", "spec/rules/ruleset.yaml", "--format", "json", ...files];
  return new Promise((resolve, reject) => {
    // Exit code 1 means findings, which are the result here.
    execFile(process.execPath, command, { maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error && stdout.trim() === "") reject(new Error(stderr || error.message));
      else resolve(stdout);
    });
  });
}

/** What Spectral finds in each file with the rules of this project, by the file's name as passed. */
async function lintFiles(files: readonly string[]): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const results = JSON.parse(await spectral(files)) as readonly SpectralResult[];
  const findingsOf = (file: string) => results.filter(({ source }) => source.endsWith(file));
  return new Map(
    files.map((file) => [
      file,
      findingsOf(file).map(({ code, message, path, severity, range }) => ({
        rule: code,
        message,
        path: path.map(String),
        line: range.start.line + 1,
        severity,
      })),
    ]),
  );
}

/** What Spectral finds, in one run, in each document (by its name here) and in each file (by its path). */
export async function lintDocuments(
  documents: Readonly<Record<string, unknown>>,
  ...others: readonly string[]
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const folder = mkdtempSync(join(tmpdir(), "lint-"));
  try {
    const written = Object.entries(documents).map(([name, document]) => {
      const file = join(folder, `${name}.yaml`);
      writeFileSync(file, stringify(document, { aliasDuplicateObjects: false }));
      return file;
    });
    const found = await lintFiles([...written, ...others]);
    return new Map(
      [...found].map(([file, findings]) => [written.includes(file) ? basename(file, ".yaml") : file, findings]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
