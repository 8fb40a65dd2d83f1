import { asString, field, list } from "../../contract/json.js";
import { byKey, type ContractRow, type RowKind } from "../../contract/rows/row.js";
import { readYaml } from "../../contract/yaml.js";
import type { Contract } from "../read/revision.js";
import { applyRename } from "./rename.js";

type Outcome = "renamed" | "type changed" | "values changed" | "now required" | "no longer sent" | "removed" | "new";

/** The outcome for one row of the older API version, or a new row of the newer one. */
export interface MigrationLine {
  readonly outcome: Outcome | "same";
  readonly older: ContractRow | undefined;
  readonly newer: ContractRow | undefined;
  /** The sentence of `migration.yaml`; empty when it has none. */
  readonly say: string;
  /** The difference of the two rows in words; empty when the outcome says it all. */
  readonly difference: string;
}

/** An entry of `migration.yaml`, written by hand: `from` alone explains what was removed, `to` alone what is new. */
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
    from: asString(field(entry, "from")),
    to: asString(field(entry, "to")),
    say: asString(field(entry, "say")) ?? "",
    line: yaml.lineOf(`/entries/${index}`),
  }));
}

function problemsOf({ from, to, say }: Entry, older: Contract, newer: Contract): string[] {
  const lacks = (key: string | undefined, { rows }: Contract): boolean =>
    key !== undefined && !rows.some((row) => row.key === key);
  return [
    ...(from === undefined && to === undefined ? ["an entry needs from or to"] : []),
    ...(lacks(from, older) ? [`${from} is not a row of ${older.version}`] : []),
    ...(lacks(to, newer) ? [`${to} is not a row of ${newer.version}`] : []),
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

function valuesOf({ facets }: ContractRow): readonly string[] {
  const values = facets["knownValues"];
  return Array.isArray(values) ? values : [];
}

function isSent({ directions }: ContractRow): boolean {
  return directions.includes("request");
}

function listed(label: string, values: readonly string[]): string {
  return values.length === 0 ? "" : `${label}: ${values.map((value) => `\`${value}\``).join(", ")}.`;
}

/** What differs, the most important first. `renamed` is the older row with the names of the newer version. */
function difference(
  older: ContractRow,
  renamed: ContractRow,
  newer: ContractRow,
): Pick<MigrationLine, "outcome" | "difference"> {
  if (typeOf(renamed) !== typeOf(newer))
    return { outcome: "type changed", difference: `Type \`${typeOf(older)}\` becomes \`${typeOf(newer)}\`.` };
  const [before, after] = [valuesOf(older), valuesOf(newer)];
  const removed = before.filter((value) => !after.includes(value));
  const added = after.filter((value) => !before.includes(value));
  if (removed.length + added.length > 0)
    return {
      outcome: "values changed",
      difference: [listed("Removed", removed), listed("New", added)].join(" ").trim(),
    };
  if (isSent(older) && !isSent(newer)) return { outcome: "no longer sent", difference: "" };
  const isRequired = isSent(newer) && newer.facets["required"] === true && older.facets["required"] !== true;
  if (isRequired) return { outcome: "now required", difference: "" };
  return { outcome: older.name === renamed.name ? "same" : "renamed", difference: "" };
}

function compareRow(
  older: ContractRow,
  renamed: ContractRow,
  newer: ContractRow | undefined,
  entry?: Entry,
): MigrationLine {
  const say = entry?.say ?? "";
  // An entry without `to` also separates a row from another one that has the same name in the newer version.
  if (!newer || (entry && entry.to === undefined))
    return { outcome: "removed", older, newer: undefined, say, difference: "" };
  // The parts of a renamed row have a new name only because of it.
  const { outcome, ...rest } = difference(older, renamed, newer);
  return { outcome: outcome === "renamed" && !entry ? "same" : outcome, older, newer, say, ...rest };
}

/** Leaves out rows that neither version carries and parts of removed or new rows, unless an entry explains them. */
function withoutParts(lines: readonly MigrationLine[]): MigrationLine[] {
  const keysOf = (wanted: MigrationLine["outcome"]) =>
    new Set(lines.flatMap(({ outcome, older, newer }) => (outcome === wanted ? [(older ?? newer)?.key] : [])));
  const [removed, added] = [keysOf("removed"), keysOf("new")];
  return lines.filter(({ older, newer, say }) => {
    if (say !== "") return true;
    const row = older ?? newer;
    const isCarried = row?.kind !== "property" || row.directions.length > 0 || (newer?.directions.length ?? 0) > 0;
    return isCarried && !(older ? removed : added).has(row?.owner);
  });
}

/**
 * Compares two versions of the API row by row.
 * @param source Content of the newer version's `migration.yaml`, which lists the renamed rows.
 * @returns The rows of either version, those that are removed or new as a whole without their parts; and what is wrong
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
      const say = entries.find(({ from, to }) => from === undefined && to === row.key)?.say ?? "";
      return { outcome: "new", older: undefined, newer: row, say, difference: "" };
    });
  const lines = [...known, ...added].filter((line) => kinds.includes((line.older ?? line.newer)?.kind ?? "info"));
  const problems = entries.flatMap((entry) =>
    problemsOf(entry, older, newer).map((problem) => `${newer.files.migration}:${entry.line}: ${problem}.`),
  );
  return { lines: withoutParts(lines), problems };
}
