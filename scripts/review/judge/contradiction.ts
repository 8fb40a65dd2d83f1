import type { LedgerEntry } from "../../contract/ledger.js";
import type { ContractRow } from "../../contract/rows/row.js";
import type { PageRow, PageRowKind } from "../read/page-row.js";

/** A place where the page differs from itself, from OData or from the specification. */
export interface Difference {
  /** What it is about, in words that stay the same when lines move. */
  readonly subject: string;
  /** Lines of the page, the one to show first. */
  readonly lines: readonly number[];
  readonly pageRows: readonly PageRow[];
  /** Rows of the specification, the one to show first; none when the page differs from itself. */
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

/** The ledger's entries that name one of these lines and, where they name rows, one of these rows. */
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
