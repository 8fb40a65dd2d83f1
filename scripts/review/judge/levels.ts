import type { Change } from "../compare/change.js";

/** `corrected`: the description was wrong; the service is as it was. */
export type Wire = "none" | "compatible" | "breaking" | "corrected";
export type Surface = "none" | "compatible" | "breaking";
export type Bump = "none" | "patch" | "minor" | "major";

/** What one change means for who sends and receives, for who compiles, and for the number of the package. */
export interface Verdict {
  readonly wire: Wire;
  readonly types: Surface;
  readonly bump: Bump;
}

export interface Levels {
  readonly wire: Surface;
  readonly types: Surface;
}

export interface JudgedChange {
  readonly change: Change;
  readonly verdict: Verdict;
  /** Ids of the ledger entries that say the service never changed. */
  readonly correctedBy: readonly string[];
}
