import type { ContractRow, FacetValue, RowKind } from "../../contract/rows/row.js";

/** A row with another name, and why it counts as the same row. */
export interface Rename {
  readonly base: ContractRow;
  readonly head: ContractRow;
  readonly reason: string;
}

interface Similarity {
  readonly score: number;
  readonly reason: string;
}

const texts = new Set(["description", "summary", "path", "operationId", "tags", "example", "value", "status"]);

function shape(row: ContractRow): string {
  return JSON.stringify(
    Object.entries(row.facets)
      .filter(([facet]) => !texts.has(facet))
      .sort(),
  );
}

/** The share, from 0 to 1, that two collections have in common. */
function overlap(a: readonly string[], b: readonly string[]): number {
  const all = new Set([...a, ...b]);
  const shared = [...new Set(a)].filter((item) => b.includes(item));
  return all.size === 0 ? 0 : shared.length / all.size;
}

function pairs(word: string): string[] {
  const lower = word.toLowerCase();
  return [...lower].slice(1).map((letter, index) => `${lower[index]}${letter}`);
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Whether a name belongs to a part of the row with the other name. */
function isInside(name: string, outer: string): boolean {
  return name.startsWith(outer) && /^[ .[]/.test(name.slice(outer.length));
}

/** The parts of a row, without the row's own name. */
function contents(row: ContractRow, rows: readonly ContractRow[]): string[] {
  return rows
    .filter((other) => other !== row && (other.name === row.name || isInside(other.name, row.name)))
    .map((other) => `${other.kind}${other.name.slice(row.name.length)} ${shape(other)}`);
}

/** The name without the names of its placeholders. */
const route = (row: ContractRow): string => row.name.replace(/\{[^}]*\}/g, "{}");

function containers(
  base: ContractRow,
  head: ContractRow,
  before: readonly ContractRow[],
  after: readonly ContractRow[],
): Similarity {
  const share = overlap(contents(base, before), contents(head, after));
  const sameId = base.kind === "operation" && base.facets["operationId"] === head.facets["operationId"];
  const sameRoute = route(base) === route(head);
  const reason = `${sameId ? "same operationId, " : ""}${sameRoute ? "same route, " : ""}${percent(share)} of its parts are the same`;
  return { score: share + (sameId || sameRoute ? 1 : 0), reason };
}

function leaves(base: ContractRow, head: ContractRow): Similarity {
  if (shape(base) !== shape(head)) return { score: -1, reason: "" };
  if (base.kind === "response")
    return { score: base.name.at(-3) === head.name.at(-3) ? 1 : 0, reason: "same operation and same schema" };
  const last = (row: ContractRow): string => row.name.split(/[. ]/).at(-1) ?? "";
  const similarity = overlap(pairs(last(base)), pairs(last(head)));
  const sameText =
    base.facets["description"] !== undefined && base.facets["description"] === head.facets["description"];
  return {
    score: similarity + (sameText ? 0.5 : 0),
    reason: `same shape${sameText ? ", same description" : ""}, names ${percent(similarity)} similar`,
  };
}

const enough: Partial<Record<RowKind, number>> = {
  operation: 0.6,
  schema: 0.6,
  property: 0.35,
  parameter: 0.35,
  response: 1,
  scheme: 0,
  // Only the case differs.
  header: 1,
};

/** Pairs rows of a kind that were removed with rows that were added, the most similar first. */
export function findRenames(kind: RowKind, before: readonly ContractRow[], after: readonly ContractRow[]): Rename[] {
  const least = enough[kind] ?? Number.POSITIVE_INFINITY;
  const keysBefore = new Set(before.map(({ key }) => key));
  const keysAfter = new Set(after.map(({ key }) => key));
  const removed = before.filter((row) => row.kind === kind && !keysAfter.has(row.key));
  const added = after.filter((row) => row.kind === kind && !keysBefore.has(row.key));
  const isContainer = kind === "operation" || kind === "schema";
  const candidates = removed.flatMap((base) =>
    added
      .filter((head) => isContainer || (base.owner === head.owner && base.facets["in"] === head.facets["in"]))
      .map((head) => ({ base, head, ...(isContainer ? containers(base, head, before, after) : leaves(base, head)) })),
  );
  const taken = new Set<ContractRow>();
  return candidates
    .filter(({ score }) => score >= least)
    .sort((a, b) => b.score - a.score)
    .filter(({ base, head }) => {
      const free = !taken.has(base) && !taken.has(head);
      if (free) taken.add(base).add(head);
      return free;
    })
    .map(({ base, head, reason }) => ({ base, head, reason }));
}

/** Facets that name schemas. */
const schemaReferences = [
  "type",
  "schema",
  "anyOf",
  "oneOf",
  "additionalProperties",
  "items",
  "not",
  "mapping",
  "callbacks",
];

/** The table as if the row had always had its new name. */
export function applyRename(
  rows: readonly ContractRow[],
  { base, head }: Pick<Rename, "base" | "head">,
): ContractRow[] {
  const renamed = (name: string): string =>
    name === base.name || isInside(name, base.name) ? head.name + name.slice(base.name.length) : name;
  const escaped = base.name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  const mention = new RegExp(`(?<![\\w.$/-])${escaped}(?![\\w.$/-])`, "g");
  const mentions = (value: FacetValue): FacetValue => {
    if (Array.isArray(value)) return value.map((item: string) => item.replace(mention, () => head.name));
    return typeof value === "string" ? value.replace(mention, () => head.name) : (value as FacetValue);
  };
  const references = base.kind === "scheme" ? ["security"] : schemaReferences;
  return rows.map((row) => {
    const name = renamed(row.name);
    const facets = Object.entries(row.facets).map(([facet, value]) => {
      const isReference = base.kind !== "property" && references.includes(facet);
      return [facet, isReference ? mentions(value) : value];
    });
    const moved = { ...row, name, key: `${row.kind}:${name}`, facets: Object.fromEntries(facets) };
    if (row.owner === undefined) return moved;
    const colon = row.owner.indexOf(":");
    return { ...moved, owner: `${row.owner.slice(0, colon + 1)}${renamed(row.owner.slice(colon + 1))}` };
  });
}
