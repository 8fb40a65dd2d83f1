import { existsSync } from "node:fs";
import { join } from "node:path";
import { readRequired } from "../files.js";
import { buildTree } from "./build.js";
import { createLock, formatLock, type Lock } from "./lock.js";
import { expectedOutputs, paths, readSettings } from "./project.js";
import { changedFiles } from "./swap.js";
import { withWorkspace } from "./workspace.js";

const missingTree = `${paths.output}/: missing folder, as after a run that was killed while it replaced it: \`npm run generate\` or \`git restore ${paths.output}\` brings it back`;

/**
 * Compares the hashes in the lock with the repository. Needs no Java and writes nothing.
 * @returns one line per culprit; none when `generated/` is fresh
 */
export function findStale(root: string): string[] {
  if (!existsSync(join(root, paths.output))) return [missingTree];
  if (!existsSync(join(root, paths.lock))) return [`${paths.lock}: missing file`];
  const stored = readRequired(root, paths.lock).toString();
  const locked = parseLock(stored);
  if (locked === undefined) return [`${paths.lock}: edited by hand, it is no lock file any more`];
  const actual = createLock({ root, inputs: root, tree: join(root, paths.output) });
  const culprits = [
    ...specificationCulprits(locked, actual),
    ...recordCulprits(locked.templates, actual.templates, "template"),
    ...recordCulprits(locked.options, actual.options, "option"),
    ...toolCulprits(locked, actual),
    ...outputCulprits(locked, actual, expectedOutputs(readSettings(root))),
  ];
  if (culprits.length === 0 && stored !== formatLock(actual)) return [`${paths.lock}: edited by hand`];
  return culprits;
}

/**
 * Generates again beside `generated/` and compares the bytes, for what the hashes cannot show.
 * @returns one line per culprit; none when `generated/` is what the tools write now
 */
export async function findDifferences(root: string, signal: AbortSignal): Promise<string[]> {
  return withWorkspace(root, async (workspace) => {
    await buildTree(workspace, signal);
    return changedFiles(join(root, paths.output), workspace.tree).map(
      (path) => `${paths.output}/${path}: not what the tools write now, although the lock agrees with it`,
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

function specificationCulprits({ specifications: locked }: Lock, { specifications: actual }: Lock): string[] {
  return unionOfKeys(locked, actual).flatMap((path) => {
    const [before, now] = [locked[path], actual[path]];
    if (before === undefined) return [`${path}: specification added`];
    if (now === undefined) return [`${path}: specification removed`];
    if (before.sha256 === now.sha256) return [];
    const sameMeaning = before.normalizedSha256 === now.normalizedSha256;
    return [`${path}: specification changed${sameMeaning ? ", in layout, order or comments only" : ""}`];
  });
}

function recordCulprits(
  locked: Readonly<Record<string, string>>,
  actual: Readonly<Record<string, string>>,
  kind: string,
): string[] {
  return unionOfKeys(locked, actual)
    .filter((name) => locked[name] !== actual[name])
    .map((name) => {
      if (locked[name] === undefined) return `${name}: ${kind} added`;
      return `${name}: ${kind} ${actual[name] === undefined ? "removed" : "changed"}`;
    });
}

function toolCulprits(locked: Lock, actual: Lock): string[] {
  const versions = unionOfKeys(locked.tools, actual.tools)
    .filter((name) => locked.tools[name] !== actual.tools[name])
    .map((name) => `${name}: tool changed from ${locked.tools[name] ?? "none"} to ${actual.tools[name] ?? "none"}`);
  const jar =
    locked.jarSha256 === actual.jarSha256 ? [] : ["openapi-generator: tool changed, the jar has another SHA-256"];
  return [...versions, ...jar];
}

function outputCulprits(locked: Lock, actual: Lock, expected: readonly string[]): string[] {
  const before = locked.output.files;
  const now = actual.output.files;
  return [...new Set([...unionOfKeys(before, now), ...expected])].sort().flatMap((path) => {
    if (now[path] === undefined) return [`${paths.output}/${path}: missing file`];
    if (before[path] === undefined) return [`${paths.output}/${path}: extra file`];
    return before[path] === now[path] ? [] : [`${paths.output}/${path}: output edited by hand`];
  });
}

function unionOfKeys(a: object, b: object): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
}
