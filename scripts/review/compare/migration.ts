import { field, list, text } from "../../contract/json.js";
import { byKey, type ContractRow, type RowKind } from "../../contract/rows/row.js";
import { readYaml } from "../../contract/yaml.js";
import type { Contract } from "../read/revision.js";
import { applyRename } from "./rename.js";

type Outcome = "same" | "renamed" | "other type" | "gone" | "new";

/** What became of one row of the older API version, or that a row of the newer one is new. */
export interface MigrationLine {
  readonly outcome: Outcome;
  readonly older: ContractRow | undefined;
  readonly newer: ContractRow | undefined;
  /** What a user has to know; empty when there is nothing to say. */
  readonly note: string;
}

/** An entry of `migration.yaml`, written by hand: `from` alone explains what is gone, `to` alone what is new. */
interface Entry {
  /** Key of a row of the older version, `kind:name`. */
  readonly from: string | undefined;
  /** Key of a row of the newer version. */
  readonly to: string | undefined;
  /** The sentence that a user needs. */
  readonly say: string;
  readonly line: number;
}

const kinds: readonly RowKind[] = ["operation", "parameter", "body", "response", "schema", "property"];

function readEntries(source: string, file: string): Entry[] {
  const yaml = readYaml(source, file);
  return list(field(yaml.root, "entries")).map((entry, index) => ({
    from: text(field(entry, "from")),
    to: text(field(entry, "to")),
    say: text(field(entry, "say")) ?? "",
    line: yaml.lineOf(`/entries/${index}`),
  }));
}

function problemsOf({ from, to, say }: Entry, older: Contract, newer: Contract): string[] {
  const lacks = (key: string | undefined, { rows }: Contract): boolean =>
    key !== undefined && !rows.some((row) => row.key === key);
  return [
    ...(from === undefined && to === undefined ? ["an entry needs from or to"] : []),
    ...(lacks(from, older) ? [`${from} is no row of ${older.version}`] : []),
    ...(lacks(to, newer) ? [`${to} is no row of ${newer.version}`] : []),
    ...(say.trim() === "" ? ["an entry needs the sentence `say`"] : []),
  ];
}

/** The rows of the older version with the names of the newer one, each at its old index. */
function withNewNames(
  rows: readonly ContractRow[],
  entries: readonly Entry[],
  newer: ReadonlyMap<string, ContractRow>,
) {
  const kindOf = ({ from = "" }: Entry): number => kinds.findIndex((kind) => from.startsWith(`${kind}:`));
  // Operations and types come before properties, whose names begin with theirs.
  return [...entries]
    .sort((a, b) => kindOf(a) - kindOf(b))
    .reduce<readonly ContractRow[]>((renamed, { from, to }) => {
      const [base, head] = [renamed[rows.findIndex(({ key }) => key === from)], newer.get(to ?? "")];
      return base && head ? applyRename(renamed, { base, head }) : renamed;
    }, rows);
}

function typeOf({ facets }: ContractRow): string {
  return String(facets["schema"] ?? facets["type"] ?? "");
}

function compareRow(older: ContractRow, renamed: ContractRow, newer: ContractRow | undefined, entry?: Entry) {
  const note = entry?.say ?? "";
  if (!newer) return { outcome: "gone", older, newer, note } as const;
  if (typeOf(renamed) === typeOf(newer))
    return { outcome: entry?.to ? "renamed" : "same", older, newer, note } as const;
  const types = `Type \`${typeOf(older)}\` becomes \`${typeOf(newer)}\`.`;
  return { outcome: "other type", older, newer, note: note === "" ? types : `${note} ${types}` } as const;
}

/** Leaves out the parts of what is gone or new as a whole, unless there is something to say about them. */
function withoutParts(lines: readonly MigrationLine[]): MigrationLine[] {
  const whole = new Set(
    lines.flatMap(({ older, newer, outcome }) =>
      outcome === "gone" || outcome === "new" ? [`${outcome} ${(older ?? newer)?.key}`] : [],
    ),
  );
  return lines.filter(
    ({ older, newer, outcome, note }) => note !== "" || !whole.has(`${outcome} ${(older ?? newer)?.owner}`),
  );
}

/**
 * Compares two versions of the API row by row.
 * @param source Text of the newer version's `migration.yaml`, which lists what has another name.
 * @returns The rows of either version, those that are gone or new as a whole without their parts; and what is wrong
 * with the list, with file and line.
 */
export function compareVersions(older: Contract, newer: Contract, source = "entries: []") {
  const entries = readEntries(source, newer.files.migration);
  const newRows = byKey(newer.rows);
  const renamed = withNewNames(older.rows, entries, newRows);
  const kept = new Set(renamed.map(({ key }) => key));
  const known = older.rows.map((row, index): MigrationLine => {
    const now = renamed[index] ?? row;
    const entry = entries.find(({ from }) => from === row.key);
    return compareRow(row, now, newRows.get(now.key), entry);
  });
  const added = newer.rows
    .filter(({ key }) => !kept.has(key))
    .map((row): MigrationLine => {
      const note = entries.find(({ from, to }) => from === undefined && to === row.key)?.say ?? "";
      return { outcome: "new", older: undefined, newer: row, note };
    });
  const lines = [...known, ...added].filter((line) => kinds.includes((line.older ?? line.newer)?.kind ?? "info"));
  const problems = entries.flatMap((entry) =>
    problemsOf(entry, older, newer).map((problem) => `${newer.files.migration}:${entry.line}: ${problem}.`),
  );
  return { lines: withoutParts(lines), problems };
}
