import { posix, relative, resolve, sep } from "node:path";
import { type Commit, commitOf, isEdited, prefixOf } from "../read/snapshot.js";
import type { Phrase } from "./blocks.js";

/** Where the report finds a file of the repository. */
export interface Links {
  /** A file and its line as they are now, as a link where there is an address. */
  readonly now: (file: string, line: number) => Phrase;
  /** A file and its line in the base. */
  readonly before: (file: string, line: number) => Phrase;
}

interface Places {
  /** Path of the project in its git repository, with a trailing slash; empty for the root. */
  readonly prefix: string;
  /** Path from the folder of the report to that of the project, with forward slashes. */
  readonly toProject: string;
  /** Full id of the base's commit. */
  readonly base: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

function address(...parts: readonly string[]): string {
  return parts.join("/").split("/").map(encodeURIComponent).join("/");
}

/**
 * Links to a file and its line. On GitHub Actions they point to the repository of the run. Elsewhere the address of the
 * repository is not known, so they are relative to the folder of the report, and the base has no links.
 */
export function linksFrom({ prefix, toProject, base, env }: Places): Links {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_SHA: commit } = env;
  const blobs = server && repository && commit ? `${server}/${address(repository)}/blob` : undefined;
  return {
    now: (file, line) => {
      const path = blobs ? `${blobs}/${commit}/${address(`${prefix}${file}`)}` : address(posix.join(toProject, file));
      return [{ text: `${file}:${line}`, href: `${path}#L${line}` }];
    },
    before: (file, line) => {
      const text = `${file}:${line} of the base`;
      return blobs && base ? [{ text, href: `${blobs}/${base}/${address(`${prefix}${file}`)}#L${line}` }] : [text];
    },
  };
}

/** What the report says about git, and where its links point. */
export interface Where {
  readonly base: Commit | undefined;
  /** The commit that is checked out. */
  readonly head: Commit | undefined;
  /** Does the work tree differ from that commit? */
  readonly isEdited: boolean;
  readonly links: Links;
}

/** A review outside a repository. */
export const nowhere: Where = {
  base: undefined,
  head: undefined,
  isEdited: false,
  links: linksFrom({ prefix: "", toProject: "", base: undefined, env: {} }),
};

/**
 * @param root Folder of the project.
 * @param out Folder of the report.
 * @param ref Name of the base.
 */
export function whereIs(root: string, out: string, ref: string | undefined, env: Places["env"] = {}): Where {
  const base = ref === undefined ? undefined : commitOf(root, ref);
  const toProject = relative(resolve(out), resolve(root)).split(sep).join("/");
  const links = linksFrom({ prefix: prefixOf(root), toProject, base: base?.id, env });
  return { base, head: commitOf(root), isEdited: isEdited(root), links };
}
