import type { LedgerEntry } from "../../contract/ledger.js";
import type { ContractRow } from "../../contract/rows/row.js";
import type { PageRow, PageRowKind } from "../read/page-row.js";

/** A place where the page differs from itself, from OData, or from the specification, as a rule finds it. */
export interface Difference {
  /** What it is about, in words that hold when lines move. */
  readonly subject: string;
  /** Lines of the page, the telling one first. */
  readonly lines: readonly number[];
  /** The rows of the page that take part. */
  readonly pageRows: readonly PageRow[];
  /** The rows of the specification that take part, the telling one first; none when the page differs from itself. */
  readonly specRows: readonly ContractRow[];
  readonly message: string;
}

export interface Contradiction extends Difference {
  readonly rule: string;
}

/** What the rules compare: the page's rows, the specification's rows, and which operation the page is about. */
export interface Subjects {
  readonly page: readonly PageRow[];
  readonly spec: readonly ContractRow[];
  /** `POST /path` of the page's HTTP line, or of the confirmed page when that line names no operation. */
  readonly operation: string;
  /** Names of the schemas the operation takes and answers with. */
  readonly body: string;
  readonly response: string;
}

export type Rule = (subjects: Subjects) => Difference[];

export function specRow(subjects: Subjects, key: string): ContractRow | undefined {
  return subjects.spec.find((row) => row.key === key);
}

/** Makes a rule that looks at one row of the page at a time, of these kinds. */
export function each(
  kinds: readonly PageRowKind[],
  find: (row: PageRow, subjects: Subjects) => Difference | readonly Difference[] | undefined,
): Rule {
  return (subjects) =>
    subjects.page.filter(({ kind }) => kinds.includes(kind)).flatMap((row) => find(row, subjects) ?? []);
}

/** A difference of one row of the page, in its part `part`. */
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

/** The ledger's entries that are about one of these lines and, where they name rows, about one of these rows. */
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
