import { existsSync } from "node:fs";
import { join } from "node:path";
import { readRequired } from "../files.js";
import { buildTree } from "./build.js";
import { createLock, formatLock, type Lock } from "./lock.js";
import { expectedOutputs, paths, readSettings } from "./project.js";
import { changedFiles } from "./swap.js";
import { withWorkspace } from "./workspace.js";

const missingTree = `${paths.output}/: missing folder, perhaps because a run was killed while it replaced it; \`npm run generate\` or \`git restore ${paths.output}\` restores it`;

/**
 * Compares the hashes in the lock with the repository. Needs no Java and writes nothing.
 *
 * @returns One line for each thing that is stale; none when `generated/` is fresh.
 */
export function findStale(root: string): string[] {
  if (!existsSync(join(root, paths.output))) return [missingTree];
  if (!existsSync(join(root, paths.lock))) return [`${paths.lock}: missing file`];
  const stored = readRequired(root, paths.lock).toString();
  const locked = parseLock(stored);
  if (locked === undefined) return [`${paths.lock}: edited by hand, and no longer a lock file`];
  const actual = createLock({ root, inputs: root, tree: join(root, paths.output) });
  const expected = Object.fromEntries(expectedOutputs(readSettings(root)).map((path) => [path, ""]));
  const stale = [
    ...specificationChanges(locked, actual),
    ...changes(locked.templates, actual.templates, "template"),
    ...changes(locked.options, actual.options, "option"),
    ...changes(locked.tools, actual.tools, "tool", (name) => ` from ${locked.tools[name]} to ${actual.tools[name]}`),
    ...(locked.jarSha256 === actual.jarSha256 ? [] : ["openapi-generator.jar: SHA-256 changed"]),
    ...outputChanges({ ...expected, ...locked.output.files }, actual.output.files),
  ];
  return stale.length === 0 && stored !== formatLock(actual) ? [`${paths.lock}: edited by hand`] : stale;
}

/**
 * Generates again next to `generated/` and compares the bytes, which finds what the hashes cannot show.
 *
 * @returns One line for each file that differs; none when `generated/` is what the tools write now.
 */
export async function findDifferences(root: string, signal: AbortSignal): Promise<string[]> {
  return withWorkspace(root, async (workspace) => {
    await buildTree(workspace, signal);
    return changedFiles(join(root, paths.output), workspace.tree).map(
      (path) => `${paths.output}/${path}: not what the tools write now, although its hash matches the lock`,
    );
  });
}

function parseLock(text: string): Lock | undefined {
  try {
    const lock = JSON.parse(text) as Partial<Lock>;
    const { specifications, templates, options, tools, output } = lock;
    return specifications && templates && options && tools && output?.files ? (lock as Lock) : undefined;
  } catch {
    return undefined;
  }
}

type Hashes = Readonly<Record<string, string>>;

/** @param detail What follows the word "changed" for a name. */
function changes(before: Hashes, now: Hashes, kind: string, detail: (name: string) => string = () => ""): string[] {
  return changedKeys(before, now).map((name) => {
    if (before[name] === undefined) return `${name}: ${kind} added`;
    return `${name}: ${kind} ${now[name] === undefined ? "removed" : `changed${detail(name)}`}`;
  });
}

function specificationChanges({ specifications: locked }: Lock, { specifications: actual }: Lock): string[] {
  const hashes = (all: Lock["specifications"]) =>
    Object.fromEntries(Object.entries(all).map(([path, { sha256 }]) => [path, sha256]));
  return changes(hashes(locked), hashes(actual), "specification", (path) => {
    const sameMeaning = locked[path]?.normalizedSha256 === actual[path]?.normalizedSha256;
    return sameMeaning ? ", but only in layout, order or comments" : "";
  });
}

function outputChanges(before: Hashes, now: Hashes): string[] {
  return changedKeys(before, now).map((path) => {
    if (now[path] === undefined) return `${paths.output}/${path}: missing file`;
    return `${paths.output}/${path}: ${before[path] === undefined ? "extra file" : "output edited by hand"}`;
  });
}

function changedKeys(before: Hashes, now: Hashes): string[] {
  const all = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...all].filter((key) => before[key] !== now[key]).sort();
}
