import { entries, isObject } from "../../contract/json.js";
import { parseBody } from "../read/page-example.js";
import type { PageRow } from "../read/page-row.js";

/** A row of the page that differs from the confirmed one: changed, removed (no `read`) or added (no `confirmed`). */
export interface PageChange {
  readonly confirmed?: PageRow;
  readonly read?: PageRow;
}

interface PageDiff {
  readonly changes: readonly PageChange[];
  /** The rows of the page; those that only moved keep their confirmed lines. */
  readonly rows: readonly PageRow[];
}

function same(a: PageRow, b: PageRow): boolean {
  return a.text === b.text && JSON.stringify(a.facets) === JSON.stringify(b.facets);
}

/** Compares the rows of a page with the confirmed ones. A renamed row is paired by its position among its kind. */
export function diffPages(confirmed: readonly PageRow[], read: readonly PageRow[]): PageDiff {
  const before = new Map(confirmed.map((row) => [row.key, row]));
  const after = new Set(read.map(({ key }) => key));
  const gone = confirmed.filter(({ key }) => !after.has(key));
  const pairs = read.map((row): PageChange => {
    const known = before.get(row.key);
    if (known) return { confirmed: known, read: row };
    const index = gone.findIndex(({ kind }) => kind === row.kind);
    const [renamed] = index < 0 ? [] : gone.splice(index, 1);
    return renamed ? { confirmed: renamed, read: row } : { read: row };
  });
  const isSame = ({ confirmed: known, read: row }: PageChange): boolean =>
    known !== undefined && row !== undefined && same(known, row);
  const changed = pairs.filter((pair) => !isSame(pair));
  const rows = pairs.flatMap((pair) => (isSame(pair) ? pair.confirmed : pair.read) ?? []);
  return { changes: [...changed, ...gone.map((row) => ({ confirmed: row }))], rows };
}

/** The facets of a row, with the members of its body, each as a string and by the name of its part. */
function partsOf({ facets: { body, ...facets } }: PageRow): Map<string, string> {
  const value = parseBody(String(body ?? ""));
  const members = isObject(value) ? entries(value) : [];
  return new Map([
    ...Object.entries(facets).map(([name, facet]) => [name, String(facet)] as const),
    ...members.map(([name, member]) => [`body ${name}`, JSON.stringify(member)] as const),
    ...(body === undefined || isObject(value) ? [] : [["body", String(body)] as const]),
  ]);
}

/** The parts that differ. If the body is not valid JSON, only that. */
function changedParts(was: ReadonlyMap<string, string>, is: ReadonlyMap<string, string>): string[] {
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter((part) => was.get(part) !== is.get(part));
  return is.has("invalidJson") ? changed.filter((part) => !part.startsWith("body")) : changed;
}

/** What changed in a row, in words, and the line of the page that shows it. */
export function describeChange({ confirmed, read }: PageChange): { words: string; line: number } {
  if (!confirmed && read?.kind === "include")
    return { words: "it was not read, because there is no such file next to the page", line: read.line };
  if (!confirmed && read?.kind === "statement")
    return { words: `it is new and normative (${String(read.facets["words"])})`, line: read.line };
  if (!confirmed) return { words: "it was added", line: read?.line ?? 1 };
  if (!read) return { words: "it was removed", line: confirmed.line };
  if (confirmed.name !== read.name)
    return { words: `it was ${confirmed.name}, and is now ${read.name}`, line: read.line };
  const [was, is] = [partsOf(confirmed), partsOf(read)];
  const changed = changedParts(was, is);
  if (changed.length === 0) return { words: "its wording changed", line: read.line };
  const details = changed.map((part) =>
    part === "invalidJson" && is.has(part)
      ? `the body is not valid JSON (${is.get(part)})`
      : `${part.replace(/^body /, "")} was ${was.get(part) ?? "absent"}, and is now ${is.get(part) ?? "absent"}`,
  );
  const line = changed.map((part) => read.parts[part]).find((one) => one !== undefined);
  return { words: details.join("; "), line: line ?? read.line };
}
