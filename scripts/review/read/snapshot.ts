import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CommandFailure } from "../../command.js";
import { readUserText } from "../../contract/user-text.js";
import { hasCode, listFiles } from "../../files.js";

/** The files of one revision. */
export interface Snapshot {
  /** Name of the revision in the report. */
  readonly name: string;
  /** Text of a file by its path from the root, or undefined when the revision has no such file. */
  read(path: string): string | undefined;
  /** Paths of the files in a folder and below it, sorted. */
  list(folder: string): readonly string[];
}

/** What git prints, or undefined when it fails. Throws when git itself is missing. */
function git(root: string, ...parameters: readonly string[]): string | undefined {
  try {
    return execFileSync("git", ["-C", root, ...parameters], {
      encoding: "utf8",
      env: process.env,
      maxBuffer: 64 * 1024 * 1024,
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    if (hasCode(error, "ENOENT")) {
      throw new CommandFailure("environment", "git was not found. Install it, or put it on the PATH.");
    }
    return undefined;
  }
}

export function workTree(root: string): Snapshot {
  const list = (folder: string) => listFiles(join(root, folder)).map((name) => `${folder}/${name}`);
  const read = (path: string): string | undefined => {
    const file = join(root, path);
    return existsSync(file) ? readUserText(file, { mayBeEmpty: true }) : undefined;
  };
  return { name: "work tree", read, list };
}

export function commitSnapshot(root: string, commit: string, name: string): Snapshot {
  return {
    name,
    read: (path) => git(root, "show", `${commit}:./${path}`),
    list: (folder) => linesOf(git(root, "ls-tree", "-r", "--name-only", commit, "--", folder)).sort(),
  };
}

function linesOf(text = ""): string[] {
  return text.split("\n").filter(Boolean);
}

/** Full id of the commit with this name. Throws when git knows no such commit. */
export function resolveCommit(root: string, ref: string): string {
  const commit = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`);
  if (commit !== undefined) return commit.trim();
  throw new CommandFailure("usage", `--base ${ref}: git knows no such revision. Name a commit, a branch or a tag.`);
}

/** The last tag before HEAD, or undefined when nothing was released. */
export function lastTag(root: string, ...options: readonly string[]): string | undefined {
  return git(root, "describe", "--tags", "--abbrev=0", ...options)?.trim();
}

/**
 * The last tag before the one of a version. Undefined when there is none, or when the folder is not the root of its git
 * repository, whose tags say nothing about this folder.
 */
export function releaseBefore(root: string, version: string): string | undefined {
  const prefix = git(root, "rev-parse", "--show-prefix")?.trim();
  return prefix === "" ? lastTag(root, `--exclude=v${version}`) : undefined;
}

/** The commits since a base that changed a file, the oldest first, each with its parent. */
export function commitsTouching(root: string, base: string, path: string): { commit: string; parent: string }[] {
  const log = git(root, "log", "--reverse", "--first-parent", "--format=%H %P", `${base}..HEAD`, "--", path);
  return linesOf(log).map((line) => {
    const [commit = "", parent = base] = line.split(" ");
    return { commit, parent };
  });
}
