import type { Change } from "../compare/change.js";

/** `corrected`: the description was wrong; the service did not change. */
export type Wire = "none" | "compatible" | "breaking" | "corrected";
export type Surface = "none" | "compatible" | "breaking";
/** The levels, the worst first. */
export const wires: readonly Wire[] = ["breaking", "compatible", "corrected", "none"];
export const surfaces: readonly Surface[] = ["breaking", "compatible", "none"];
export type Bump = "none" | "patch" | "minor" | "major";

/** What one change means for programs that send and receive, for programs that compile, and for the package version. */
export interface Verdict {
  readonly wire: Wire;
  readonly types: Surface;
  readonly bump: Bump;
}

export interface Levels {
  readonly wire: Surface;
  readonly types: Surface;
}

export const nothing: Levels = { wire: "none", types: "none" };
export const fine: Levels = { wire: "compatible", types: "compatible" };

export function worst(...levels: readonly Surface[]): Surface {
  return surfaces.find((level) => levels.includes(level)) ?? "none";
}

export interface JudgedChange {
  /** Version of the API that changed, such as `beta`. */
  readonly version: string;
  readonly change: Change;
  readonly verdict: Verdict;
  /** Ids of the ledger entries that say the service never changed. */
  readonly correctedBy: readonly string[];
}
