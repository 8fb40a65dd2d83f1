import { type Finding, makeFinding } from "../../contract/finding.js";
import { defaultVersion } from "../../contract/versions.js";
import { sentence } from "../compare/words.js";
import type { Revision } from "../read/revision.js";
import type { JudgedChange } from "./levels.js";
import { isAtLeast, type VersionVerdict } from "./version.js";

/** One entry in the shape of Graph's own changelog. */
export interface ChangelogEntry {
  readonly Id: string;
  readonly ApiChange: string;
  readonly ChangedApiName: string;
  readonly ChangeType: "Addition" | "Change" | "Deletion" | "Deprecation";
  readonly Description: string;
  readonly Target: string;
}

/** What Graph's changelog calls a change of each kind. Every other kind is a change of a method. */
const apiChanges: Readonly<Record<string, string>> = {
  parameter: "Parameter",
  schema: "Resource",
  property: "Property",
  scheme: "Permission",
  scope: "Permission",
};

function changeType({ change: { change, facet, after, before } }: JudgedChange): ChangelogEntry["ChangeType"] {
  if (facet === "deprecated" && after === true) return "Deprecation";
  if (change === "added" || (facet === "knownValues" && before === undefined)) return "Addition";
  return change === "removed" ? "Deletion" : "Change";
}

export function changelogEntries(changes: readonly JudgedChange[]): ChangelogEntry[] {
  return changes.map((judged) => {
    const { change } = judged;
    const owner = change.kind === "property" ? change.name.slice(0, change.name.lastIndexOf(".")) : change.name;
    return {
      Id: change.id,
      ApiChange: apiChanges[change.kind] ?? "Method",
      ChangedApiName: change.kind === "property" ? (change.name.split(".").at(-1) ?? change.name) : change.name,
      ChangeType: changeType(judged),
      Description: `${sentence(change)}.`,
      Target: owner,
    };
  });
}

/** The changes in words for CHANGELOG.md: breaking ones first and marked, with the API version if it is not beta. */
export function changelogLines(changes: readonly JudgedChange[]): string[] {
  const breaks = ({ verdict }: JudgedChange): boolean => verdict.wire === "breaking" || verdict.types === "breaking";
  const sorted = [...changes].sort((a, b) => Number(breaks(b)) - Number(breaks(a)));
  return sorted.map((judged) => {
    const mark = breaks(judged) ? "⚠️ " : "";
    const version = judged.version === defaultVersion ? "" : `${judged.version}: `;
    const note = judged.correctedBy.length > 0 ? " The service did not change: the description was wrong." : "";
    // A user looks for the element. How many parts it has is for the reviewer.
    return `- ${mark}${version}${sentence({ ...judged.change, contains: 0 })}.${note}`;
  });
}

export const changelogFile = "CHANGELOG.md";

interface Section {
  /** Index of its heading among the lines; -1 when the version has no section. */
  readonly start: number;
  readonly lines: readonly string[];
  /** Day of the release, such as 2026-11-24; undefined while it is unreleased. */
  readonly date: string | undefined;
}

interface Input {
  readonly head: Revision;
  readonly contracts: readonly { readonly changes: readonly JudgedChange[] }[];
  readonly version: VersionVerdict;
}

function sectionOf(lines: readonly string[], version: string): Section {
  const start = lines.findIndex((line) => line === `## ${version}` || line.startsWith(`## ${version} `));
  const rest = start < 0 ? [] : lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith("## "));
  const [, date] = /\((\d{4}-\d{2}-\d{2})\)$/.exec(lines[start] ?? "") ?? [];
  return { start, lines: end < 0 ? rest : rest.slice(0, end), date };
}

/** The section of the version that brings the changes, and the lines that it lacks. Only the review lists changes of wording. */
function compareSection(source: string, { contracts, version: { packageVersion, needed } }: Input) {
  const lines = source.split("\n");
  const name = isAtLeast(packageVersion, needed) ? packageVersion : needed;
  const section = sectionOf(lines, name);
  const forUsers = contracts
    .flatMap(({ changes }) => changes)
    .filter(({ verdict }) => verdict.wire !== "none" || verdict.types !== "none");
  return { lines, name, section, missing: changelogLines(forUsers).filter((line) => !section.lines.includes(line)) };
}

/** Day on which a version was released, according to its heading in the changelog. */
export function releaseDate({ snapshot, packageVersion }: Revision): string | undefined {
  return sectionOf((snapshot.read(changelogFile) ?? "").split("\n"), packageVersion).date;
}

/** The changelog must list each change that users notice, under the version that brings it. */
export function changelogFindings(input: Input): Finding[] {
  const source = input.head.snapshot.read(changelogFile);
  if (source === undefined) return [];
  const { name, section, missing } = compareSection(source, input);
  const at = { file: changelogFile, line: Math.max(1, section.start + 1), pointer: "#" };
  const fix = "Run npm run review -- --changelog with the same --base.";
  return missing.map((line) =>
    makeFinding("changelog-lacks", line, at, `The section for ${name} lacks "${line}"`, fix),
  );
}

/** The changelog with the lines that its version lacks, breaking ones first; a version it does not know gets a section. */
export function withMissingLines(input: Input): string {
  const source = input.head.snapshot.read(changelogFile) ?? "# Changelog\n";
  const { lines, name, section, missing } = compareSection(source, input);
  if (missing.length === 0) return source;
  if (section.start >= 0) {
    const from = section.start + 1 + (section.lines[0] === "" ? 1 : 0);
    const isBreaking = (line: string): boolean => line.startsWith("- ⚠️");
    // A line that is indented continues the entry above it.
    const rest = lines.slice(from).findIndex((line) => !isBreaking(line) && !line.startsWith("  "));
    const end = rest < 0 ? lines.length : from + rest;
    lines.splice(end, 0, ...missing.filter((line) => !isBreaking(line)));
    lines.splice(from, 0, ...missing.filter(isBreaking));
  } else {
    const first = lines.findIndex((line) => line.startsWith("## "));
    lines.splice(first < 0 ? lines.length : first, 0, `## ${name} (unreleased)`, "", ...missing, "");
  }
  return lines.join("\n");
}
