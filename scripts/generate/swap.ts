import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { listFiles } from "../files.js";
import { apiReports, paths } from "./project.js";

/**
 * Replaces the old tree with the finished one with two renames, unless they are equal. It is synchronous, so that no
 * signal handler runs between them. After a crash between them, `recoverTree` restores the old tree.
 *
 * @returns The paths that changed, relative to the tree.
 */
export function swapTree(root: string, tree: string): string[] {
  const current = join(root, paths.output);
  const changed = changedFiles(current, tree);
  if (changed.length === 0) return changed;
  if (existsSync(join(current, apiReports))) {
    cpSync(join(current, apiReports), join(tree, apiReports), { recursive: true, preserveTimestamps: true });
  }
  const previous = previousTree(root);
  mkdirSync(dirname(previous), { recursive: true });
  rmSync(previous, { recursive: true, force: true });
  if (existsSync(current)) renameSync(current, previous);
  try {
    renameSync(tree, current);
  } catch (error) {
    recoverTree(root);
    throw error;
  }
  rmSync(previous, { recursive: true, force: true });
  return changed;
}

/** Restores the old tree after a run that was killed between the two renames. */
export function recoverTree(root: string): void {
  const current = join(root, paths.output);
  if (!existsSync(current) && existsSync(previousTree(root))) renameSync(previousTree(root), current);
}

/** Paths that only one of two trees has, or whose bytes differ, without the API reports. */
export function changedFiles(before: string, after: string): string[] {
  const all = new Set([...listFiles(before), ...listFiles(after)].filter((path) => !path.startsWith(`${apiReports}/`)));
  return [...all].sort().filter((path) => !sameContent(join(before, path), join(after, path)));
}

function sameContent(a: string, b: string): boolean {
  return existsSync(a) && existsSync(b) && readFileSync(a).equals(readFileSync(b));
}

function previousTree(root: string): string {
  return join(root, paths.cache, "previous");
}
