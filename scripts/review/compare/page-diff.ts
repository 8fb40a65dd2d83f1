import { isObject, type Json, text } from "../../contract/json.js";
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

function members(value: unknown): Readonly<Record<string, Json>> {
  const body = parseBody(text(value as Json) ?? "");
  return isObject(body) ? body : {};
}

function bodyDetail(before: unknown, after: unknown): { words: string; part: string } {
  const [was, is] = [members(before), members(after)];
  const name = [...Object.keys(was), ...Object.keys(is)].find(
    (member) => JSON.stringify(was[member]) !== JSON.stringify(is[member]),
  );
  if (name === undefined) return { words: "the body differs", part: "body" };
  const written = (value: Json | undefined): string => (value === undefined ? "absent" : JSON.stringify(value));
  return { words: `${name} was ${written(was[name])}, is ${written(is[name])}`, part: `body ${name}` };
}

/** What changed in a row, in words, and the line of the page that shows it. */
export function describeChange({ confirmed, read }: PageChange): { words: string; line: number } {
  if (!confirmed && read?.kind === "include")
    return { words: "it was not read, because no such file is beside the page", line: read.line };
  if (!confirmed && read?.kind === "statement")
    return { words: `it is new, and states something (${String(read.facets["words"])})`, line: read.line };
  if (!confirmed) return { words: "it was added", line: read?.line ?? 1 };
  if (!read) return { words: "it was removed", line: confirmed.line };
  if (confirmed.name !== read.name) return { words: `it was ${confirmed.name}, is ${read.name}`, line: read.line };
  const facets = [...new Set([...Object.keys(confirmed.facets), ...Object.keys(read.facets)])];
  const isUnreadable = read.facets["invalidJson"] !== undefined;
  const changed = facets
    .filter((facet) => JSON.stringify(confirmed.facets[facet]) !== JSON.stringify(read.facets[facet]))
    .filter((facet) => facet !== "body" || !isUnreadable);
  if (changed.length === 0) return { words: "its wording changed", line: read.line };
  const details = changed.map((facet) => {
    if (facet === "body") return bodyDetail(confirmed.facets["body"], read.facets["body"]);
    if (facet === "invalidJson" && isUnreadable)
      return { words: `the body is not valid JSON (${read.facets[facet]})`, part: facet };
    const words = `${facet} was ${String(confirmed.facets[facet] ?? "absent")}, is ${String(read.facets[facet] ?? "absent")}`;
    return { words, part: facet };
  });
  const line = details.map(({ part }) => read.parts[part]).find((part) => part !== undefined);
  return { words: details.map(({ words }) => words).join("; "), line: line ?? read.line };
}
