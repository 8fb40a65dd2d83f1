import { type Finding, makeFinding } from "../../contract/finding.js";
import type { LedgerEntry } from "../../contract/ledger.js";
import type { ContractRow } from "../../contract/rows/row.js";
import { describeChange, diffPages, type PageChange } from "../compare/page-diff.js";
import type { Page } from "../read/page.js";
import type { PageRow } from "../read/page-row.js";
import { type Claimed, type ClaimReport, checkClaims, citations, elements } from "./claims.js";
import { type Contradiction, explanations, type Subjects } from "./contradiction.js";
import { rules } from "./rules.js";

interface Explained extends Contradiction {
  /** Ids of the ledger entries that explain it. */
  readonly entries: readonly string[];
}

export interface Conformance {
  readonly sha256: string;
  /** False when only the confirmed facts of the page were read. */
  readonly pageRead: boolean;
  readonly explained: readonly Explained[];
  readonly claims: ClaimReport;
  readonly findings: readonly Finding[];
}

interface ConformanceInput extends Claimed {
  /** Undefined when the page itself was not given. */
  readonly page: Page | undefined;
}

function subjectsOf(page: readonly PageRow[], spec: readonly ContractRow[], confirmed: readonly PageRow[]): Subjects {
  const names = [...page, ...confirmed].filter(({ kind }) => kind === "operation").map(({ name }) => name);
  const operation = names.find((name) => spec.some(({ key }) => key === `operation:${name}`)) ?? names[0] ?? "";
  const schema = (key: string): string =>
    String(spec.find((row) => row.key.startsWith(key) && row.facets["schema"] !== undefined)?.facets["schema"] ?? "");
  return { page, spec, operation, body: schema(`body:${operation}`), response: schema(`response:${operation} 2`) };
}

function contradictions(subjects: Subjects): Contradiction[] {
  return Object.entries(rules).flatMap(([rule, find]) => find(subjects).map((found) => ({ rule, ...found })));
}

function unexplained({ spec, ledger }: ConformanceInput, contradiction: Contradiction): Finding {
  const { rule, subject, message, lines, specRows } = contradiction;
  const { line, pointer } = specRows[0] ?? { line: 1, pointer: "#" };
  const [pageLine = 1] = lines;
  const fix = `Fix the specification, or add an entry to ${ledger.yaml.file} that explains the difference.`;
  return makeFinding(rule, subject, { file: spec.file, line, pointer, pageLine }, message, fix);
}

/** The place that states a row of the page: in the specification, otherwise in the ledger, otherwise in the facts. */
function placeOf(input: ConformanceInput, row: PageRow | undefined): { file: string; line: number; pointer: string } {
  const { claims, mentions } = row ? citations(row, elements(input.spec)) : { claims: [], mentions: [] };
  const element = claims[0] ?? mentions[0];
  if (element) return { file: input.spec.file, line: element.line, pointer: element.pointer };
  const entry = row && input.ledger.entries.find(({ page }) => page.some((line) => line >= row.from && line <= row.to));
  if (entry) return { file: entry.file, line: entry.line, pointer: `#${entry.pointer}` };
  const { rows, yaml } = input.facts;
  const index = row ? rows.indexOf(row) : -1;
  if (index < 0) return { file: yaml.file, line: 1, pointer: "#" };
  return { file: yaml.file, line: yaml.lineOf(`/rows/${index}`), pointer: `#/rows/${index}` };
}

function changeFinding(input: ConformanceInput, change: PageChange, consequences: readonly Contradiction[]): Finding {
  const { words, line } = describeChange(change);
  const row = change.confirmed ?? change.read;
  const also = consequences.length > 0 ? ` As a result: ${consequences.map(({ message }) => message).join(" ")}` : "";
  const message = `${row?.key} on the page differs from what was confirmed: ${words}.${also}`;
  const fix = "Fix the specification and the ledger, then confirm the page with --confirm-page.";
  const at = { ...placeOf(input, change.confirmed), pageLine: line };
  return makeFinding("page-changed", `${row?.key} ${change.read?.text ?? "gone"}`, at, message, fix);
}

function pageFindings(input: ConformanceInput, page: Page, known: readonly Contradiction[]): Finding[] {
  const { facts, rows } = input;
  const { changes, rows: read } = diffPages(facts.rows, page.rows);
  const subjects = new Set(known.map(({ subject }) => subject));
  const made = contradictions(subjectsOf(read, rows, facts.rows)).filter(({ subject }) => !subjects.has(subject));
  const consequences = ({ read: row }: PageChange) =>
    made.filter(({ pageRows }) => pageRows.some((one) => one === row));
  const found = changes.map((change) => changeFinding(input, change, consequences(change)));
  if (found.length > 0 || page.sha256 === facts.sha256) return found;
  const message = "The page is not the one that was confirmed. Its bytes differ, but it states the same facts.";
  const at = { file: facts.yaml.file, line: facts.yaml.lineOf("/sha256"), pointer: "#/sha256", pageLine: 1 };
  const fix = "Read the page, then confirm it with --confirm-page.";
  return [makeFinding("page-hash", page.sha256, at, message, fix)];
}

/** Does an entry still explain a contradiction, something that the page does not have, or an open question? */
function isNeeded(entry: LedgerEntry, { rows, spec }: ConformanceInput, explained: readonly Explained[]): boolean {
  if (entry.status === "open" || entry.outsideSpec !== undefined) return true;
  if (explained.some(({ entries }) => entries.includes(entry.id))) return true;
  const named = rows.filter(({ key }) => entry.rows.includes(key));
  if (named.some(({ sources }) => !sources.some((source) => source.startsWith("page:")))) return true;
  return entry.rows.length === 0 && elements(spec).some(({ sources }) => sources.includes(`ledger:${entry.id}`));
}

/** Entries that no longer explain anything, and rows that they list but that do not exist. */
function needlessEntries(input: ConformanceInput, explained: readonly Explained[]): Finding[] {
  const keys = new Set(input.rows.map(({ key }) => key));
  return input.ledger.entries.flatMap((entry) => {
    const { id, file, line, pointer } = entry;
    const at = { file, line, pointer: `#${pointer}` };
    const unknown = entry.rows.filter((row) => !keys.has(row));
    const lost = unknown.map((row) => {
      const message = `The entry ${id} refers to ${row}, which is not a row of the contract.`;
      const fix = "Use the key of a row, as npm run review -- --json prints it.";
      return makeFinding("ledger-row", `${id} ${row}`, at, message, fix);
    });
    if (lost.length > 0 || isNeeded(entry, input, explained)) return lost;
    const message = `The entry ${id} explains no difference: the page and the specification agree.`;
    return [makeFinding("ledger-needless", id, at, message, "Remove the entry, or list the row in which they differ.")];
  });
}

/** Does the specification say what the page says? If not, does the ledger explain why? */
export function checkConformance(input: ConformanceInput): Conformance {
  const { rows, ledger, facts, page } = input;
  const known = contradictions(subjectsOf(facts.rows, rows, facts.rows));
  const all = known.map((one) => ({ ...one, entries: explanations(one, ledger.entries, rows).map(({ id }) => id) }));
  const explained = all.filter(({ entries }) => entries.length > 0);
  const others = all.filter(({ entries }) => entries.length === 0);
  const claims = checkClaims(input);
  const findings = [
    ...others.map((one) => unexplained(input, one)),
    ...claims.findings,
    ...needlessEntries(input, explained),
    ...(page ? pageFindings(input, page, known) : []),
  ];
  return {
    sha256: facts.sha256,
    pageRead: page !== undefined,
    explained,
    claims,
    findings,
  };
}
