import { type Finding, makeFinding } from "../../contract/finding.js";
import type { Revision } from "../read/revision.js";
import { changelogLines } from "./changelog.js";
import type { JudgedChange } from "./levels.js";
import { isAtLeast } from "./version.js";
import type { VersionVerdict } from "./version-verdict.js";

export const changelogFile = "CHANGELOG.md";

interface Section {
  /** Index of its heading among the lines; -1 when the version has no section. */
  readonly start: number;
  readonly lines: readonly string[];
  /** Day of the release as 2026-11-24; undefined while it is unreleased. */
  readonly date: string | undefined;
}

function sectionOf(lines: readonly string[], version: string): Section {
  const start = lines.findIndex((line) => line === `## ${version}` || line.startsWith(`## ${version} `));
  const rest = start < 0 ? [] : lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith("## "));
  const [, date] = /\((\d{4}-\d{2}-\d{2})\)$/.exec(lines[start] ?? "") ?? [];
  return { start, lines: end < 0 ? rest : rest.slice(0, end), date };
}

interface Telling {
  readonly head: Revision;
  readonly changes: readonly JudgedChange[];
  readonly version: VersionVerdict;
}

/** The version that brings the changes: while package.json lags behind, the one they ask for. */
function versionToTell({ packageVersion, needed }: VersionVerdict): string {
  return isAtLeast(packageVersion, needed) ? packageVersion : needed;
}

/** What a user of the package meets; rewordings are told in the review only. */
function isForUsers({ verdict }: JudgedChange): boolean {
  return verdict.wire !== "none" || verdict.types !== "none";
}

function missingLines(section: Section, changes: readonly JudgedChange[]): string[] {
  return changelogLines(changes.filter(isForUsers)).filter((line) => !section.lines.includes(line));
}

/** Day on which a version was released, as its heading in the changelog says. */
export function releaseDate({ snapshot, packageVersion }: Revision): string | undefined {
  return sectionOf((snapshot.read(changelogFile) ?? "").split("\n"), packageVersion).date;
}

/** Each change that a user meets is told, in its words, under the version that brings it. */
export function changelogFindings({ head, changes, version }: Telling): Finding[] {
  const source = head.snapshot.read(changelogFile);
  if (source === undefined) return [];
  const telling = versionToTell(version);
  const section = sectionOf(source.split("\n"), telling);
  const at = { file: changelogFile, line: Math.max(1, section.start + 1), pointer: "#" };
  return missingLines(section, changes).map((line) =>
    makeFinding("changelog-lacks", line, at, `${telling} lacks "${line}"`, "Run npm run review -- --changelog."),
  );
}

/** The changelog with the lines that its version lacks, before those it has; a version it does not know gets a section. */
export function withMissingLines({ head, changes, version }: Telling): string {
  const lines = (head.snapshot.read(changelogFile) ?? "# Changelog\n").split("\n");
  const telling = versionToTell(version);
  const section = sectionOf(lines, telling);
  const missing = missingLines(section, changes);
  if (missing.length === 0) return lines.join("\n");
  if (section.start >= 0) {
    const from = section.start + 1 + (section.lines[0] === "" ? 1 : 0);
    return [...lines.slice(0, from), ...missing, ...lines.slice(from)].join("\n");
  }
  const first = lines.findIndex((line) => line.startsWith("## "));
  const before = first < 0 ? lines.length : first;
  const added = [`## ${telling} (unreleased)`, "", ...missing, ""];
  return [...lines.slice(0, before), ...added, ...lines.slice(before)].join("\n");
}
