import { fingerprint } from "../../contract/json.js";
import type { ContractRow, Direction, FacetValue, RowKind } from "../../contract/rows/row.js";

type ChangeKind = "added" | "removed" | "changed" | "renamed";

/** A row in both tables. */
export interface Around {
  readonly before: ContractRow;
  readonly after: ContractRow;
}

/** One difference between two tables of rows. */
export interface Change {
  /** 12 hexadecimal digits that stay the same when the rows move in their files. */
  readonly id: string;
  readonly change: ChangeKind;
  /** Key of the row as it is now; of a removed row, as it was. */
  readonly key: string;
  readonly kind: RowKind;
  readonly name: string;
  /** The facet that changed; absent when the row as a whole was added, removed or renamed. */
  readonly facet?: string | undefined;
  /** Absent when the facet, or the value of a list, was added. */
  readonly before?: FacetValue | undefined;
  readonly after?: FacetValue | undefined;
  /** Why an addition and a removal count as one renaming. */
  readonly similarity?: string | undefined;
  readonly directions: readonly Direction[];
  readonly pointer: string;
  readonly line: number;
  /** Keys of other rows that have the same place in the file, and so changed with it. */
  readonly also: readonly string[];
  /** How many parts of this row were added or removed with it. */
  readonly contains: number;
  readonly base?: ContractRow | undefined;
  readonly head?: ContractRow | undefined;
  /** Of a row that was added or removed: the rows that it is a part of, or the responses that cover its status. */
  readonly around?: Around | undefined;
}

/** Whether a response has a status range that contains the status of another. */
export function coversStatus({ facets }: ContractRow, other: ContractRow): boolean {
  const [range, status] = [String(facets["status"]), String(other.facets["status"])];
  return range === "default" || (/^\dXX$/i.test(range) && range[0] === status[0]);
}

type Difference = Pick<Change, "change" | "base" | "head" | "facet" | "before" | "after" | "similarity" | "around"> &
  Partial<Pick<Change, "contains">>;

export function makeChange(difference: Difference): Change {
  const { change, base, head, facet, before, after } = difference;
  const row = head ?? base;
  if (!row) throw new TypeError("A change needs the row before it or the row after it.");
  const { key, kind, name, pointer, line } = row;
  const id = fingerprint(change, key, facet ?? "", JSON.stringify(before ?? null), JSON.stringify(after ?? null));
  const directions = [...new Set([...(base?.directions ?? []), ...(head?.directions ?? [])])];
  return { id, key, kind, name, directions, pointer, line, also: [], contains: 0, ...difference };
}

/** Is the row defined at its place, rather than by a reference or `allOf` from elsewhere? */
function writtenHere(change: Change): boolean {
  const [owner = ""] = change.name.split(".");
  return change.pointer.startsWith(`#/components/schemas/${owner}/`);
}

/** Merges changes that are one edit of the file: the same change of rows that have the same place. */
export function groupByPlace(changes: readonly Change[]): Change[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const values = [change.facet, change.before, change.after, change.facet ? "" : change.head?.facets["required"]];
    // Operations can share their security.
    const where = change.facet === "security" ? change.head?.facets["security"] : change.pointer;
    const place = JSON.stringify([change.change, change.kind, where, change.change === "renamed" ? "" : values]);
    groups.set(place, [...(groups.get(place) ?? []), change]);
  }
  return [...groups.values()].flatMap((group) => {
    const first = group.find(writtenHere) ?? group[0];
    if (!first) return [];
    const also = group.filter((other) => other !== first).map(({ key }) => key);
    return [{ ...first, also, directions: [...new Set(group.flatMap(({ directions }) => directions))] }];
  });
}
