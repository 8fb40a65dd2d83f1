import type { BrokenLine } from "../compare/old-programs.js";
import { sentence } from "../compare/words.js";
import type { Revision } from "../read/revision.js";
import type { Bump, JudgedChange } from "./levels.js";
import { removedByHand, type SurfaceDifference } from "./surface.js";
import { bumpFor } from "./verdict.js";

/** The highest first. */
const bumps: readonly Bump[] = ["major", "minor", "patch", "none"];

function numbers(version: string): [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/).map((part) => Number.parseInt(part, 10) || 0);
  return [major, minor, patch];
}

/** The next version: 0.2.0 after 0.1.3 with a minor bump. */
function nextVersion(version: string, bump: Bump): string {
  const [major, minor, patch] = numbers(version);
  if (bump === "major") return `${major + 1}.0.0`;
  if (bump === "minor") return `${major}.${minor + 1}.0`;
  return bump === "patch" ? `${major}.${minor}.${patch + 1}` : `${major}.${minor}.${patch}`;
}

/** Is version `a` at least version `b`? Pre-release suffixes are ignored. */
export function isAtLeast(a: string, b: string): boolean {
  const [left, right] = [numbers(a), numbers(b)];
  const index = left.findIndex((part, at) => part !== right[at]);
  return index < 0 || (left[index] ?? 0) > (right[index] ?? 0);
}

export interface VersionVerdict {
  /** The version of the base; undefined when there is none. */
  readonly base: string | undefined;
  /** The last release, when the base is a later commit. */
  readonly released: string | undefined;
  readonly bump: Bump;
  /** The change that requires this bump, in words; undefined when there is none. */
  readonly because: string | undefined;
  readonly needed: string;
  readonly packageVersion: string;
  /** Breaks that no change of a contract explains: a removed version or export, or a program that no longer compiles. */
  readonly bySource: readonly string[];
}

interface Input {
  readonly head: Revision;
  readonly base: Revision | undefined;
  /** Version of the last release, when the base is a later commit. */
  readonly released: string | undefined;
  readonly changes: readonly JudgedChange[];
  readonly surface: readonly SurfaceDifference[] | undefined;
  readonly brokenLines: readonly BrokenLine[] | undefined;
}

function breaksBySource({ head, base, surface = [], brokenLines = [] }: Input): string[] {
  const versions = new Set(head.contracts.map(({ version }) => version));
  const gone = (base?.contracts ?? []).filter(({ version }) => !versions.has(version));
  return [
    ...gone.map(({ files }) => `Remove ${files.spec}`),
    ...removedByHand(surface).map(({ where, file }) => `Remove ${where} from ${file}`),
    ...brokenLines.map(({ file, line, message }) => `${file}:${line} of the base no longer compiles: ${message}`),
  ];
}

/** The lowest version that the changes of the contracts and of the source require. */
export function versionOf(input: Input): VersionVerdict {
  const { base, released, changes } = input;
  const { packageVersion } = input.head;
  const bySource = breaksBySource(input);
  const broken = bumpFor({ wire: "none", types: "breaking" }, base?.packageVersion ?? packageVersion);
  const reasons = [
    ...changes.map(({ change, verdict }) => ({ bump: verdict.bump, words: sentence(change) })),
    ...bySource.map((words) => ({ bump: broken, words })),
  ];
  const bump = bumps.find((level) => reasons.some((one) => one.bump === level)) ?? "none";
  const because = reasons.find((one) => one.bump === bump)?.words;
  // A base with an unreleased version already has the bump since the last release.
  const next = nextVersion(released ?? base?.packageVersion ?? packageVersion, bump);
  const least = base?.packageVersion ?? packageVersion;
  const needed = base && isAtLeast(next, least) ? next : least;
  return { base: base?.packageVersion, released, bump, because, needed, packageVersion, bySource };
}
