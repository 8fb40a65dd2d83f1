import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { execute } from "../../scripts/program.js";
import { temporaryFolder } from "../support/temporary-folder.js";

export interface Finding {
  readonly rule: string;
  readonly message: string;
  readonly path: readonly string[];
  /** Line of the finding, from 1. */
  readonly line: number;
}

interface SpectralResult {
  readonly code: string;
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly source: string;
  readonly range: { readonly start: { readonly line: number } };
}

/** What Spectral finds, in one run, in each document (by its name here) and in each file (by its path). */
export async function lintDocuments(
  documents: Readonly<Record<string, unknown>>,
  ...others: readonly string[]
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const folder = temporaryFolder("lint");
  const files = new Map(others.map((file) => [file, file]));
  for (const [name, document] of Object.entries(documents)) {
    const file = join(folder, `${name}.yaml`);
    writeFileSync(file, stringify(document, { aliasDuplicateObjects: false }));
    files.set(name, file);
  }
  const script = "node_modules/@stoplight/spectral-cli/dist/index.js";
  const options = ["--quiet", "--ruleset", "spec/rules/ruleset.yaml", "--format", "json"];
  // Exit code 1 means findings, which are the result here.
  const { stdout, stderr } = await execute(process.execPath, [script, "lint", ...options, ...files.values()]);
  if (stdout.trim() === "") throw new Error(stderr);
  const results = JSON.parse(stdout) as readonly SpectralResult[];
  const findingsOf = (file: string): Finding[] =>
    results
      .filter(({ source }) => source.endsWith(file))
      .map(({ code, message, path, range }) => ({
        rule: code,
        message,
        path: path.map(String),
        line: range.start.line + 1,
      }));
  return new Map([...files].map(([name, file]) => [name, findingsOf(file)]));
}
