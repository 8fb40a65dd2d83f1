import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { CommandFailure } from "./command.js";

/** Sorted relative paths of all files in a folder and its subfolders, with forward slashes. None for a missing folder. */
export function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .sort();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return [];
    throw error;
  }
}

/** Total size in bytes of all files in a folder and its subfolders. */
export function sizeOf(folder: string): number {
  return listFiles(folder).reduce((sum, name) => sum + lstatSync(join(folder, name)).size, 0);
}

/** Content of a file that the project needs. */
export function readRequired(root: string, path: string): Buffer {
  try {
    return readFileSync(join(root, path));
  } catch (error) {
    if (hasCode(error, "ENOENT"))
      throw new CommandFailure("environment", `${path} is missing; run the command in the root of the repository.`);
    throw error;
  }
}

/** Whether a system call failed with this code. Not `instanceof`, as another realm has other classes. */
export function hasCode(error: unknown, code: string): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === code;
}
