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

/** Full id of the commit with this name. Throws when git does not know it. */
export function resolveCommit(root: string, ref: string): string {
  const commit = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`);
  if (commit !== undefined) return commit.trim();
  const isShallow = git(root, "rev-parse", "--is-shallow-repository")?.trim() === "true";
  const advice = isShallow ? "This clone is shallow: run git fetch --unshallow" : "Give a commit, a branch or a tag";
  throw new CommandFailure("usage", `--base ${ref}: git does not know this revision. ${advice}.`);
}

export interface Commit {
  /** Full id. */
  readonly id: string;
  /** Day such as 2026-11-24. */
  readonly date: string;
}

/** A commit by its name, or undefined when git does not know it. */
export function commitOf(root: string, ref = "HEAD"): Commit | undefined {
  const [id, date] = git(root, "log", "-1", "--format=%H %cs", "--end-of-options", ref)?.trim().split(" ") ?? [];
  return id && date ? { id, date } : undefined;
}

/** Does a folder differ from the commit that is checked out? Writes nothing, not even the index of git. */
export function isEdited(root: string): boolean {
  return git(root, "--no-optional-locks", "status", "--porcelain", "--", ".")?.trim() !== "";
}

/** Path of a folder in its git repository, with a trailing slash; empty for the root and outside a repository. */
export function prefixOf(root: string): string {
  return git(root, "rev-parse", "--show-prefix")?.trim() ?? "";
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
  return prefixOf(root) === "" ? lastTag(root, `--exclude=v${version}`) : undefined;
}

/** The commits since a base that changed a file, the oldest first, each with its parent. */
export function commitsTouching(root: string, base: string, path: string): { commit: string; parent: string }[] {
  const log = git(root, "log", "--reverse", "--first-parent", "--format=%H %P", `${base}..HEAD`, "--", path);
  return linesOf(log).map((line) => {
    const [commit = "", parent = base] = line.split(" ");
    return { commit, parent };
  });
}
