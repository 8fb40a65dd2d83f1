import { byKey, type ContractRow, type FacetValue, type RowKind } from "../../contract/rows/row.js";
import { type Change, coversStatus, groupByPlace, makeChange } from "./change.js";
import { applyRename, findRenames } from "./rename.js";

/** Facets that are part of the row's name, so that they change only when the row is renamed. */
const partOfName = new Set(["path", "method", "status", "in"]);

function equal(a: FacetValue | undefined, b: FacetValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function facetChanges(base: ContractRow, head: ContractRow): Change[] {
  const facets = [...new Set([...Object.keys(base.facets), ...Object.keys(head.facets)])].filter(
    (facet) => !partOfName.has(facet),
  );
  return facets.flatMap((facet) => {
    const before = base.facets[facet];
    const after = head.facets[facet];
    if (equal(before, after)) return [];
    if (!Array.isArray(before) || !Array.isArray(after))
      return [makeChange({ change: "changed", base, head, facet, before, after })];
    const removed = before
      .filter((value) => !after.includes(value))
      .map((value) => makeChange({ change: "changed", base, head, facet, before: value }));
    const added = after
      .filter((value) => !before.includes(value))
      .map((value) => makeChange({ change: "changed", base, head, facet, after: value }));
    return [...removed, ...added];
  });
}

/** Rows that the other table lacks. Parts of such a row are counted but not listed. */
function onlyIn(
  rows: readonly ContractRow[],
  other: ReadonlyMap<string, ContractRow>,
): { row: ContractRow; contains: number }[] {
  const lone = rows.filter((row) => !other.has(row.key));
  const keys = new Set(lone.map(({ key }) => key));
  const owners = byKey(rows);
  const inside = (row: ContractRow, key: string): boolean => {
    if (row.owner === undefined) return false;
    const owner = owners.get(row.owner);
    return row.owner === key || (owner !== undefined && inside(owner, key));
  };
  return lone
    .filter((row) => row.owner === undefined || !keys.has(row.owner))
    .map((row) => ({ row, contains: lone.filter((child) => inside(child, row.key)).length }));
}

type Rows = ReadonlyMap<string, ContractRow>;

/** The row that contains the property, in both tables: the nearest enclosing property, or the schema. */
function ownerIn(name: string, base: Rows, head: Rows): Change["around"] {
  const outer = name.replace(/(?:\[\])+$|\.[^.]*$/, "");
  for (const kind of ["property", "schema"]) {
    const [before, after] = [base.get(`${kind}:${outer}`), head.get(`${kind}:${outer}`)];
    if (before && after) return { before, after };
  }
  return outer === name ? undefined : ownerIn(outer, base, head);
}

/** The two rows to compare as a whole when only one table has a row. */
function aroundOf(row: ContractRow, base: Rows, head: Rows): Change["around"] {
  if (row.kind === "property") return ownerIn(row.name, base, head);
  if (row.kind !== "response") return undefined;
  const isAdded = head.has(row.key);
  const other = [...(isAdded ? base : head).values()].find(
    (one) =>
      one.kind === "response" &&
      one.owner === row.owner &&
      (coversStatus(one, row) || (!isAdded && !base.has(one.key) && coversStatus(row, one))),
  );
  return other && (isAdded ? { before: other, after: row } : { before: row, after: other });
}

/** URLs and scopes that are added or removed together with their flow are not separate changes. */
function withoutPartsOfFlows(changes: readonly Change[]): Change[] {
  const flows = changes.filter(({ kind, facet }) => kind === "scheme" && facet === "flows");
  const isNew = ({ change, before }: Change) => change === "added" || (change === "changed" && before === undefined);
  return changes.filter((one) => {
    const row = one.head ?? one.base;
    const same = flows.filter((flow) => [one.key, row?.owner].includes(flow.key) && isNew(flow) === isNew(one));
    const names = same.map(({ before, after }) => before ?? after);
    const isPart = [undefined, "flows", "urls"].includes(one.facet) && names.length > 0 && !flows.includes(one);
    const parts = one.facet === undefined ? row?.facets["flows"] : [String(one.before ?? one.after).split(" ", 1)[0]];
    return !isPart || !Array.isArray(parts) || !parts.every((part) => names.includes(part));
  });
}

const order: readonly RowKind[] = ["scheme", "operation", "schema", "response", "property", "parameter", "header"];

/** Everything that differs between two tables of rows. A renamed row is one change, not two. */
export function diffRows(before: readonly ContractRow[], after: readonly ContractRow[]): Change[] {
  let base: readonly ContractRow[] = before;
  const renames: Change[] = [];
  for (const kind of order) {
    for (const rename of findRenames(kind, base, after)) {
      const { base: was, head, reason } = rename;
      const names = { before: was.name, after: head.name };
      renames.push(makeChange({ change: "renamed", base: was, head, ...names, similarity: reason }));
      base = applyRename(base, rename);
    }
  }
  const baseKeys = byKey(base);
  const headKeys = byKey(after);
  const removed = onlyIn(base, headKeys).map(({ row, contains }) =>
    makeChange({ change: "removed", base: row, contains, around: aroundOf(row, baseKeys, headKeys) }),
  );
  const added = onlyIn(after, baseKeys).map(({ row, contains }) =>
    makeChange({ change: "added", head: row, contains, around: aroundOf(row, baseKeys, headKeys) }),
  );
  const changed = after.flatMap((head) => {
    const was = baseKeys.get(head.key);
    return was ? facetChanges(was, head) : [];
  });
  return groupByPlace([...renames, ...withoutPartsOfFlows([...removed, ...added, ...changed])]);
}
