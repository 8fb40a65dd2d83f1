import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Output } from "../command.js";

/** What the command gets from its environment. */
export interface World extends Output {
  /** Today, such as 2026-11-24. */
  today(): string;
  /** Environment variables, which describe a run on GitHub Actions. Default: none. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Whether standard output is a terminal that shows colours. Default: false. */
  readonly hasColor?: boolean;
}

/** Node's recursive `mkdirSync` never ends where the system allows no new folder, such as in /proc. */
function createFolder(path: string): void {
  if (existsSync(path)) return;
  createFolder(dirname(path));
  mkdirSync(path);
}

/** Writes a file completely or not at all. */
export function replaceFile(path: string, content: string): void {
  createFolder(dirname(path));
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}
