import { byKey, type ContractRow, type FacetValue, type RowKind } from "../../contract/rows/row.js";
import { type Change, groupByPlace, makeChange } from "./change.js";
import { applyRename, findRenames } from "./rename.js";

/** Facets that are part of the row's name, so that they only change when the row is renamed. */
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
    const gone = before
      .filter((value) => !after.includes(value))
      .map((value) => makeChange({ change: "changed", base, head, facet, before: value }));
    const come = after
      .filter((value) => !before.includes(value))
      .map((value) => makeChange({ change: "changed", base, head, facet, after: value }));
    return [...gone, ...come];
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

const order: readonly RowKind[] = ["operation", "schema", "response", "property", "parameter"];

/** Everything that differs between two tables of rows. A row with another name is one change, not two. */
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
    makeChange({ change: "removed", base: row, contains }),
  );
  const added = onlyIn(after, baseKeys).map(({ row, contains }) =>
    makeChange({ change: "added", head: row, contains }),
  );
  const changed = after.flatMap((head) => {
    const was = baseKeys.get(head.key);
    return was ? facetChanges(was, head) : [];
  });
  return groupByPlace([...renames, ...removed, ...added, ...changed]);
}
