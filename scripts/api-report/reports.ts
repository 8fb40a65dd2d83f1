import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CommandFailure } from "../command.js";
import { builtEntryPoints } from "./entry-points.js";
import { extractReport } from "./extract.js";

/** Where the reports are kept, relative to the package's folder. */
export const reportFolder = "generated/api";

const ending = ".api.md";

/** The report of every built entry point, by file name, sorted. */
export function createReports(root: string): ReadonlyMap<string, string> {
  const entries = builtEntryPoints(root);
  if (entries.length === 0) {
    throw new CommandFailure("environment", "nothing is built: run `npm run build` first");
  }
  return new Map(entries.map((entry) => [`${entry.name}${ending}`, extractReport(root, entry)]));
}

/** Write the reports, each to a temporary file that is then renamed, and remove those of entry points that are gone. */
export function writeReports(root: string, reports: ReadonlyMap<string, string>): void {
  const folder = join(root, reportFolder);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of reports) {
    const temporary = join(folder, `.${name}.${process.pid}`);
    writeFileSync(temporary, text);
    renameSync(temporary, join(folder, name));
  }
  for (const name of keptNames(folder)) {
    if (!reports.has(name)) rmSync(join(folder, name));
  }
}

/** What is wrong with the reports that are kept: one line for each stale, missing or needless one. */
export function findStale(root: string, reports: ReadonlyMap<string, string>): readonly string[] {
  const folder = join(root, reportFolder);
  const kept = keptNames(folder);
  return [...new Set([...reports.keys(), ...kept])].sort().flatMap((name) => {
    const path = `${reportFolder}/${name}`;
    const expected = reports.get(name);
    if (expected === undefined) return [`${path} belongs to no entry point that is built`];
    if (!kept.includes(name)) return [`${path} is missing`];
    const actual = readFileSync(join(folder, name), "utf8");
    return actual === expected ? [] : [`${path}:${firstDifference(actual, expected)} is stale`];
  });
}

function keptNames(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(ending)) : [];
}

function firstDifference(actual: string, expected: string): number {
  const [kept, fresh] = [actual.split("\n"), expected.split("\n")];
  const index = kept.findIndex((line, at) => line !== fresh[at]);
  return (index === -1 ? kept.length : index) + 1;
}
