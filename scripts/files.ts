import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { CommandFailure } from "./command.js";

/** Paths of all files below `folder`, relative to it, with forward slashes, sorted by code unit. A missing folder has no files. */
export function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Content of a file the project cannot do without. */
export function readRequired(root: string, path: string): Buffer {
  try {
    return readFileSync(join(root, path));
  } catch (error) {
    if (isMissing(error))
      throw new CommandFailure("environment", `${path} is missing; run the command in the root of the repository.`);
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return hasCode(error, "ENOENT");
}

/** Whether a system call failed with this code. Not asked by class: an error of another realm has another class. */
export function hasCode(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}
