import type { PageRowInput } from "./page-row.js";

/** Sections that are read, or that only illustrate. */
const known = /^(permissions|http request|request headers|request body|response|request|examples?\b.*)$/;

const normative = [
  "must|shall|should|cannot|only|mandatory|unsupported|deprecated",
  "require[sd]?|at (?:most|least)|minimum|maximum",
  "(?:is|are|does|do|may|can) not|(?:is|are|does|do|ca)n't|not (?:supported|allowed|available)",
];

/** The row of a section that the review does not know, when its words require or exclude something. */
export function statementRows(section: string, written: string, line: number, to = line): PageRowInput[] {
  const found = written.replaceAll("’", "'").match(new RegExp(`\\b(?:${normative.join("|")})\\b`, "gi")) ?? [];
  if (found.length === 0 || known.test(section)) return [];
  const words = [...new Set(found.map((word) => word.toLowerCase()))];
  return [{ kind: "statement", name: section, facets: { words }, line, to }];
}
