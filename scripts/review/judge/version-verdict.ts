import type { BrokenLine } from "../compare/old-programs.js";
import { sentence } from "../compare/words.js";
import type { Revision } from "../read/revision.js";
import type { Bump, JudgedChange } from "./levels.js";
import { removedByHand, type SurfaceDifference } from "./surface.js";
import { bumpFor } from "./verdict.js";
import { highestBump, nextVersion } from "./version.js";

export interface VersionVerdict {
  /** The version of the base; undefined when there is none. */
  readonly base: string | undefined;
  readonly bump: Bump;
  /** The change that asks for this bump, in words; undefined when there is none. */
  readonly because: string | undefined;
  readonly needed: string;
  readonly packageVersion: string;
  readonly infoVersion: string;
}

interface Input {
  readonly head: Revision;
  readonly base: Revision | undefined;
  readonly changes: readonly JudgedChange[];
  /** What breaks the types although the contract did not ask for it, in words. */
  readonly bySource: readonly string[];
}

/** What the handwritten source breaks by itself: exports that are gone, and programs that no longer compile. */
export function breaksBySource(
  surface: readonly SurfaceDifference[] = [],
  brokenLines: readonly BrokenLine[] = [],
): string[] {
  return [
    ...removedByHand(surface).map(({ where, file }) => `Remove ${where} from ${file}`),
    ...brokenLines.map(({ file, line, message }) => `${file}:${line} of the base no longer compiles, ${message}`),
  ];
}

/** The least version that the changes of the contract, and what the source breaks by itself, ask for. */
export function versionOf({ head, base, changes, bySource }: Input): VersionVerdict {
  const { packageVersion, infoVersion } = head;
  const broken = bumpFor({ wire: "none", types: "breaking" }, base?.packageVersion ?? packageVersion);
  const asked = [
    ...changes.map(({ change, verdict }) => ({ bump: verdict.bump, words: sentence(change) })),
    ...bySource.map((words) => ({ bump: broken, words })),
  ];
  const bump = highestBump(asked.map((one) => one.bump));
  const because = asked.find((one) => one.bump === bump)?.words;
  const needed = base ? nextVersion(base.packageVersion, bump) : packageVersion;
  return { base: base?.packageVersion, bump, because, needed, packageVersion, infoVersion };
}
