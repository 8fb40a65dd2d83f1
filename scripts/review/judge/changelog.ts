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

const apiChanges: Readonly<Record<string, string>> = {
  operation: "Method",
  parameter: "Parameter",
  body: "Method",
  response: "Method",
  header: "Method",
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

/** The changes in words for CHANGELOG.md: breaking ones first and marked; those of another API version than beta name it. */
export function changelogLines(changes: readonly JudgedChange[]): string[] {
  const breaks = ({ verdict }: JudgedChange): boolean => verdict.wire === "breaking" || verdict.types === "breaking";
  const sorted = [...changes].sort((a, b) => Number(breaks(b)) - Number(breaks(a)));
  return sorted.map((judged) => {
    const mark = breaks(judged) ? "⚠️ " : "";
    const version = judged.version === defaultVersion ? "" : `${judged.version}: `;
    const note = judged.correctedBy.length > 0 ? " The service did not change: the description was wrong." : "";
    return `- ${mark}${version}${sentence(judged.change)}.${note}`;
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

/** The version that brings the changes: the required one while package.json has a smaller one. */
function versionOfChanges({ packageVersion, needed }: VersionVerdict): string {
  return isAtLeast(packageVersion, needed) ? packageVersion : needed;
}

/** Lines for the changes that users notice; only the review lists changes of wording. */
function missingLines(section: Section, { contracts }: Input): string[] {
  const changes = contracts.flatMap((contract) => contract.changes);
  const forUsers = changes.filter(({ verdict }) => verdict.wire !== "none" || verdict.types !== "none");
  return changelogLines(forUsers).filter((line) => !section.lines.includes(line));
}

/** Day on which a version was released, according to its heading in the changelog. */
export function releaseDate({ snapshot, packageVersion }: Revision): string | undefined {
  return sectionOf((snapshot.read(changelogFile) ?? "").split("\n"), packageVersion).date;
}

/** The changelog must list each change that users notice, under the version that brings it. */
export function changelogFindings(input: Input): Finding[] {
  const { head, version } = input;
  const source = head.snapshot.read(changelogFile);
  if (source === undefined) return [];
  const name = versionOfChanges(version);
  const section = sectionOf(source.split("\n"), name);
  const at = { file: changelogFile, line: Math.max(1, section.start + 1), pointer: "#" };
  return missingLines(section, input).map((line) =>
    makeFinding(
      "changelog-lacks",
      line,
      at,
      `${name} lacks "${line}"`,
      "Run npm run review -- --changelog with the same --base.",
    ),
  );
}

/** The changelog with the lines that its version lacks, breaking ones first; a version it does not know gets a section. */
export function withMissingLines(input: Input): string {
  const { head, version } = input;
  const lines = (head.snapshot.read(changelogFile) ?? "# Changelog\n").split("\n");
  const name = versionOfChanges(version);
  const section = sectionOf(lines, name);
  const missing = missingLines(section, input);
  if (missing.length === 0) return lines.join("\n");
  if (section.start >= 0) {
    const from = section.start + 1 + (section.lines[0] === "" ? 1 : 0);
    const isBreaking = (line: string): boolean => line.startsWith("- ⚠️");
    // A line that is indented continues the entry above it.
    const rest = lines.slice(from).findIndex((line) => !isBreaking(line) && !line.startsWith("  "));
    const end = rest < 0 ? lines.length : from + rest;
    const others = missing.filter((line) => !isBreaking(line));
    const breaking = missing.filter(isBreaking);
    return [...lines.slice(0, from), ...breaking, ...lines.slice(from, end), ...others, ...lines.slice(end)].join("\n");
  }
  const first = lines.findIndex((line) => line.startsWith("## "));
  const before = first < 0 ? lines.length : first;
  const added = [`## ${name} (unreleased)`, "", ...missing, ""];
  return [...lines.slice(0, before), ...added, ...lines.slice(before)].join("\n");
}
