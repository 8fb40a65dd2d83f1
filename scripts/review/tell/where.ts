import type { Commit } from "../read/snapshot.js";
import { type Links, linksFrom } from "./links.js";

/** What the report says about git, and where its links lead. */
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
