import { defaultVersion } from "../../contract/versions.js";
import { sentence } from "../compare/words.js";
import type { JudgedChange } from "./levels.js";

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
