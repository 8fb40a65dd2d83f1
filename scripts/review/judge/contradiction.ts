import type { Json } from "../../contract/json.js";
import type { LedgerEntry } from "../../contract/ledger.js";
import type { ContractRow } from "../../contract/rows/row.js";
import { parseBody } from "../read/page-example.js";
import type { PageRow, PageRowKind } from "../read/page-row.js";

/** A place where the page contradicts itself, OData or the specification. */
export interface Difference {
  /** What it is about, in words that stay the same when lines move. */
  readonly subject: string;
  /** Lines of the page, the one to show first. */
  readonly lines: readonly number[];
  readonly pageRows: readonly PageRow[];
  /** Rows of the specification, the one to show first; none when the page contradicts itself. */
  readonly specRows: readonly ContractRow[];
  readonly message: string;
}

export interface Contradiction extends Difference {
  readonly rule: string;
}

/** What the rules compare. */
export interface Subjects {
  readonly page: readonly PageRow[];
  readonly spec: readonly ContractRow[];
  /** `POST /path` of the page's HTTP line, or of the confirmed page when that line names no operation. */
  readonly operation: string;
  /** Names of the schemas of the operation's request body and of its successful response. */
  readonly body: string;
  readonly response: string;
}

/** The page's type names as OpenAPI types. */
export const types: Readonly<Record<string, readonly [type: string, format?: string]>> = {
  String: ["string"],
  Boolean: ["boolean"],
  Int32: ["integer"],
  Int64: ["integer"],
  Double: ["number"],
  DateTimeOffset: ["string", "date-time"],
  Guid: ["string", "uuid"],
};

export type Rule = (subjects: Subjects) => Difference[];

export function specRow(subjects: Subjects, key: string): ContractRow | undefined {
  return subjects.spec.find((row) => row.key === key);
}

/** Makes a rule about one row of the page, of these kinds. */
export function each(
  kinds: readonly PageRowKind[],
  find: (row: PageRow, subjects: Subjects) => Difference | readonly Difference[] | undefined,
): Rule {
  return (subjects) =>
    subjects.page.filter(({ kind }) => kinds.includes(kind)).flatMap((row) => find(row, subjects) ?? []);
}

/** The same, but finds nothing when the specification lacks the operation: the rule page-operation reports that. */
export function eachOfOperation(kinds: readonly PageRowKind[], find: Parameters<typeof each>[1]): Rule {
  const rule = each(kinds, find);
  return (subjects) => (specRow(subjects, `operation:${subjects.operation}`) ? rule(subjects) : []);
}

/** A difference in the part `part` of one row of the page. */
export function differs(
  row: PageRow,
  part: string,
  specRows: readonly (ContractRow | undefined)[],
  message: string,
  sides: Partial<Pick<Difference, "lines" | "pageRows">> = {},
): Difference {
  const known = specRows.filter((other) => other !== undefined);
  return { subject: `${row.key}#${part}`, lines: [row.line], pageRows: [row], ...sides, specRows: known, message };
}

/** Makes a rule about a property that both the page's table and the specification have. */
export function eachProperty(find: (row: PageRow, other: ContractRow) => Difference | undefined): Rule {
  return each(["property"], (row, subjects) => {
    const other = specRow(subjects, `property:${subjects.body}.${row.name}`);
    return other && find(row, other);
  });
}

/** Makes a rule about the successful response that both the page and the specification have. */
export function eachResponse(
  find: (row: PageRow, same: ContractRow, subjects: Subjects) => Difference | Difference[] | undefined,
): Rule {
  return each(["response"], (row, subjects) => {
    const same = successes(subjects).find(({ facets }) => facets["status"] === row.facets["status"]);
    return same && find(row, same, subjects);
  });
}

/** Makes a rule about one example of the page and its body. */
export function eachExample(find: (row: PageRow, body: Json | undefined, subjects: Subjects) => Difference[]): Rule {
  return each(["request", "answer"], (row, subjects) =>
    row.facets["invalidJson"] === undefined ? find(row, parseBody(String(row.facets["body"] ?? "")), subjects) : [],
  );
}

export function successes({ spec, operation }: Subjects): ContractRow[] {
  return spec.filter(({ key }) => key.startsWith(`response:${operation} 2`));
}

/** The schemes and scopes that an operation requires in any alternative, each as the name of its row. */
export function requirements({ facets: { security } }: ContractRow): string[] {
  return Array.isArray(security) ? security.flatMap((one: string) => one.split(" and ")) : [];
}

/** The scopes that an operation requires, and their short names. */
export function scopesOf({ spec }: Subjects): {
  readonly rows: readonly ContractRow[];
  readonly names: readonly string[];
} {
  const required = new Set(spec.flatMap(requirements));
  const rows = spec.filter(({ kind, name }) => kind === "scope" && required.has(name));
  return { rows, names: rows.map(({ name }) => name.split(" ").at(-1) ?? name) };
}

/** The row of the specification for a member of an example's body. */
export function memberRow(subjects: Subjects, row: PageRow, name: string): ContractRow | undefined {
  return specRow(subjects, `property:${row.kind === "request" ? subjects.body : subjects.response}.${name}`);
}

export function memberLines(row: PageRow, name: string): { readonly lines: readonly number[] } {
  return { lines: [row.parts[`body ${name}`] ?? row.line] };
}

export function copiesOf(row: PageRow, { spec }: Subjects): ContractRow[] {
  return spec.filter(({ kind, facets }) => kind === "example" && facets["value"] === row.facets["body"]);
}

export function nameOf({ kind }: PageRow): string {
  return kind === "request" ? "request example" : "response example";
}

export function pageRows({ page }: Subjects, kind: PageRow["kind"]): PageRow[] {
  return page.filter((row) => row.kind === kind);
}

/** The ledger entries that list one of the contradiction's lines and, if it has rows, one of its rows. */
export function explanations(
  contradiction: Contradiction,
  ledger: readonly LedgerEntry[],
  spec: readonly ContractRow[],
): LedgerEntry[] {
  const places = new Set(contradiction.specRows.map(({ pointer }) => pointer));
  const keys = new Set(spec.filter(({ pointer }) => places.has(pointer)).map(({ key }) => key));
  return ledger.filter(({ page, rows }) => {
    const aboutLine = page.some((line) => contradiction.lines.includes(line));
    return aboutLine && (keys.size === 0 || rows.some((row) => keys.has(row)));
  });
}
