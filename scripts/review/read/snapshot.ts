import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CommandFailure } from "../../command.js";
import { readUserText } from "../../contract/user-text.js";
import { hasCode, listFiles } from "../../files.js";

/** The files of one revision, read only. */
export interface Snapshot {
  /** How the revision is called in the report. */
  readonly name: string;
  /** Text of a file by its path from the root, or undefined when the revision has no such file. */
  read(path: string): string | undefined;
  /** Paths of the files in a folder and below it, sorted. */
  list(folder: string): readonly string[];
}

function git(root: string, ...parameters: readonly string[]): string {
  return execFileSync("git", ["-C", root, ...parameters], {
    encoding: "utf8",
    env: process.env,
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Undefined where git or the disk has nothing; only a missing git is another matter. */
function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
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
    read: (path) => attempt(() => git(root, "show", `${commit}:./${path}`)),
    list: (folder) =>
      (attempt(() => git(root, "ls-tree", "-r", "--name-only", commit, "--", folder)) ?? "")
        .split("\n")
        .filter(Boolean)
        .sort(),
  };
}

/** Full id of the commit that a name stands for. Throws when git knows no such commit. */
export function resolveCommit(root: string, ref: string): string {
  const commit = attempt(() =>
    git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`).trim(),
  );
  if (commit === undefined)
    throw new CommandFailure("usage", `--base ${ref}: git knows no such revision. Name a commit, a branch or a tag.`);
  return commit;
}

/** The last tag that HEAD comes after, or undefined when nothing was released. */
export function lastTag(root: string): string | undefined {
  return attempt(() => git(root, "describe", "--tags", "--abbrev=0").trim());
}

/**
 * The last tag before the one of a version. Undefined when there is none, or when the folder is not the root of what git
 * keeps, so that the tag could not tell what this folder was.
 */
export function releaseBefore(root: string, version: string): string | undefined {
  const prefix = attempt(() => git(root, "rev-parse", "--show-prefix").trim());
  if (prefix !== "") return undefined;
  return attempt(() => git(root, "describe", "--tags", "--abbrev=0", `--exclude=v${version}`).trim());
}

/** The commits after a base that touched a file, the oldest first, each with its parent. */
export function commitsTouching(root: string, base: string, path: string): { commit: string; parent: string }[] {
  const listed =
    attempt(() => git(root, "log", "--reverse", "--first-parent", "--format=%H %P", `${base}..HEAD`, "--", path)) ?? "";
  return listed
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [commit = "", parent = base] = line.split(" ");
      return { commit, parent };
    });
}
