import { byKey, type ContractRow, type FacetValue, type RowKind } from "../../contract/rows/row.js";
import { type Change, groupByPlace, makeChange } from "./change.js";
import { applyRename, findRenames } from "./rename.js";

/** Facets that repeat the row's own name: a renaming has told them already. */
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

/** Rows of one table that the other lacks, those inside another such row left out but counted. */
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

/** Everything that differs between two tables of rows, renamings told as such. */
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
