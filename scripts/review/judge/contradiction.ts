import type { LedgerEntry } from "../../contract/ledger.js";
import type { ContractRow } from "../../contract/rows/row.js";
import type { PageRow } from "../read/page-row.js";

/** A place where the page differs from itself, from OData, or from the specification. */
export interface Contradiction {
  readonly rule: string;
  /** What it is about, in words that hold when lines move. */
  readonly subject: string;
  /** Lines of the page, the telling one first. */
  readonly lines: readonly number[];
  /** The rows of the page that take part. */
  readonly pageRows: readonly PageRow[];
  /** The rows of the specification that take part, the telling one first; none when the page differs from itself. */
  readonly specRows: readonly ContractRow[];
  readonly message: string;
  readonly fix: string;
}

/** What the rules compare: the page's rows, the specification's rows, and which operation the page is about. */
export interface Subjects {
  readonly page: readonly PageRow[];
  readonly spec: readonly ContractRow[];
  /** `POST /path` of the page's HTTP line, or of the confirmed page when that line names no operation. */
  readonly operation: string;
  /** Names of the schemas the operation takes and answers with. */
  readonly body: string;
  readonly answer: string;
}

export function specRow(subjects: Subjects, key: string): ContractRow | undefined {
  return subjects.spec.find((row) => row.key === key);
}

export function pageRowsOf(subjects: Subjects, kind: PageRow["kind"]): PageRow[] {
  return subjects.page.filter((row) => row.kind === kind);
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

const fixSpec = "Mend the specification, or explain the departure in spec/ledger.yaml.";

/** A contradiction between a row of the page and a row of the specification, or its absence. */
export function between(
  rule: string,
  row: PageRow,
  other: ContractRow | undefined,
  facet: string,
  message: string,
): Contradiction {
  const specRows = other ? [other] : [];
  return { rule, subject: `${row.key}#${facet}`, lines: [row.line], pageRows: [row], specRows, message, fix: fixSpec };
}

const fixPage = "Explain in spec/ledger.yaml which of the two the specification follows.";

interface Sides {
  readonly lines: readonly number[];
  readonly pageRows: readonly PageRow[];
  readonly specRows?: readonly ContractRow[];
}

/** A contradiction of the page with itself, or with what a row of the specification makes of it. */
export function pageContradiction(rule: string, subject: string, sides: Sides, message: string): Contradiction {
  return { rule, subject, specRows: [], ...sides, message, fix: fixPage };
}

/** The same, where they do differ; nothing where they do not. */
export function unless(agrees: boolean, ...difference: Parameters<typeof between>): Contradiction[] {
  return agrees ? [] : [between(...difference)];
}
