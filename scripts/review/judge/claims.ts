import { type Finding, makeFinding } from "../../contract/finding.js";
import { entries, field, isObject, strings } from "../../contract/json.js";
import type { LedgerEntry } from "../../contract/ledger.js";
import type { ContractRow } from "../../contract/rows/row.js";
import { child, type Place, type YamlFile } from "../../contract/yaml.js";
import type { PageRow, PageRowKind } from "../read/page-row.js";

/** An element of the specification that says where it comes from. */
export interface Element {
  readonly pointer: string;
  readonly line: number;
  readonly kind: string;
  readonly sources: readonly string[];
}

const kinds: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ["example", /\/examples\/[^/]+$/],
  ["property", /\/properties\/[^/]+$/],
  ["schema", /^#\/components\/schemas\/[^/]+$/],
  ["scope", /\/flows\/[^/]+$/],
  ["scheme", /\/securitySchemes\/[^/]+$/],
  ["header", /\/headers\/[^/]+$/],
  ["parameter", /\/parameters\/[^/]+$/],
  ["response", /\/responses\/[^/]+$/],
  ["body", /\/requestBody$/],
  ["operation", /^#\/paths\/[^/]+\/[a-z]+$/],
  ["server", /^#\/servers\/\d+$/],
];

/** Every place of the specification with an `x-source`. */
export function elements(spec: YamlFile): Element[] {
  const visit = (place: Place): Element[] => {
    const { value, pointer } = place;
    if (Array.isArray(value)) return value.flatMap((_, index) => visit(child(place, String(index))));
    if (!isObject(value)) return [];
    const sources = strings(field(value, "x-source"));
    const kind = kinds.find(([, pattern]) => pattern.test(pointer))?.[0] ?? "other";
    const own = sources.length > 0 ? [{ pointer, line: spec.lineOf(pointer), kind, sources }] : [];
    return [...own, ...Object.keys(value).flatMap((name) => visit(child(place, name)))];
  };
  return visit({ value: spec.root, pointer: "#" });
}

/** Which elements can answer for a line: those of the kind the line speaks of. Others may cite it as background. */
const claimants: Readonly<Partial<Record<PageRowKind, readonly string[]>>> = {
  permission: ["scope", "scheme"],
  operation: ["operation"],
  header: ["scheme", "body", "parameter"],
  property: ["property"],
  response: ["response"],
  request: ["example"],
  answer: ["example"],
};

function citedLines(element: Element): number[] {
  return element.sources.flatMap((source) => /^page:(\d+)$/.exec(source)?.[1] ?? []).map(Number);
}

/** Elements that cite a row of the page: those that answer for it, nearest kind first, and those that only mention it. */
export function citations(row: PageRow, all: readonly Element[]): { claims: Element[]; mentions: Element[] } {
  const citing = all.filter((element) => citedLines(element).some((line) => line >= row.from && line <= row.to));
  const nearest = claimants[row.kind]?.find((kind) => citing.some((element) => element.kind === kind));
  const claims = nearest === undefined ? [] : citing.filter(({ kind }) => kind === nearest);
  return { claims, mentions: citing.filter((element) => !claims.includes(element)) };
}

interface Coverage {
  readonly covered: number;
  readonly total: number;
}

export interface ClaimReport {
  readonly page: Coverage;
  readonly spec: Coverage;
  /** How many elements rest on a page line, on a ledger entry, on a further document only. */
  readonly bases: Readonly<Record<"page" | "ledger" | "document", number>>;
  readonly findings: readonly Finding[];
}

const traced: readonly string[] = [
  "operation",
  "parameter",
  "body",
  "response",
  "header",
  "example",
  "schema",
  "property",
  "server",
  "scheme",
];

function pageFindings(
  spec: YamlFile,
  rows: readonly PageRow[],
  all: readonly Element[],
  ledger: readonly LedgerEntry[],
): Finding[] {
  return rows.flatMap((row) => {
    const { claims } = citations(row, all);
    const explained = ledger.filter(({ page }) => page.some((line) => line >= row.from && line <= row.to));
    if (claims.length === 1 || (claims.length === 0 && explained.length > 0)) return [];
    const second = claims[1];
    const message = second
      ? `Line ${row.line} of the page (${row.key}) is claimed ${claims.length} times: ${claims.map(({ line }) => `${spec.file}:${line}`).join(", ")}.`
      : `Nothing answers for line ${row.line} of the page (${row.key}).`;
    const fix = second
      ? `Keep page:${row.line} in the x-source of one of them.`
      : `Write page:${row.line} into the x-source of the element it speaks of, or into an entry of the ledger.`;
    const { line, pointer } = second ?? { line: 1, pointer: "#" };
    const at = { file: spec.file, line, pointer, pageLine: row.line };
    return [makeFinding(second ? "claim-twice" : "claim-missing", row.key, at, message, fix)];
  });
}

interface Known {
  readonly lines: number;
  readonly entries: ReadonlySet<string>;
  readonly documents: ReadonlySet<string>;
}

function sourceProblem(source: string, known: Known): string | undefined {
  const [kind, value = ""] = source.split(":");
  const hasLine = Number(value) >= 1 && Number(value) <= known.lines;
  if (kind === "page") return hasLine ? undefined : "the page has no such line";
  if (kind === "ledger") return known.entries.has(value) ? undefined : "the ledger has no such entry";
  return known.documents.has(source) ? undefined : "info.x-documents has no such key";
}

function lostSources(spec: YamlFile, all: readonly Element[], known: Known): Finding[] {
  const fix = "Name a line of the page, an entry of the ledger or a document.";
  return all.flatMap(({ pointer, line, sources }) =>
    sources.flatMap((source) => {
      const problem = sourceProblem(source, known);
      if (problem === undefined) return [];
      const at = { file: spec.file, line, pointer: `${pointer}/x-source` };
      const message = `${source} leads nowhere: ${problem}.`;
      return [makeFinding("source-unknown", `${pointer} ${source}`, at, message, fix)];
    }),
  );
}

function basis({ sources }: ContractRow): "page" | "ledger" | "document" {
  const kinds = ["page", "ledger"] as const;
  return kinds.find((kind) => sources.some((source) => source.startsWith(`${kind}:`))) ?? "document";
}

/** Both directions: does something answer for each line of the page, and does each element say where it comes from? */
export function checkClaims(
  spec: YamlFile,
  rows: readonly ContractRow[],
  page: { readonly lines: number; readonly rows: readonly PageRow[] },
  ledger: readonly LedgerEntry[],
): ClaimReport {
  const all = elements(spec);
  const known = {
    lines: page.lines,
    entries: new Set(ledger.map(({ id }) => id)),
    documents: new Set(entries(field(field(spec.root, "info"), "x-documents")).map(([key]) => key)),
  };
  const wrong = lostSources(spec, all, known);
  const traceable = rows.filter(({ kind }) => traced.includes(kind));
  const places = [...new Map(traceable.map((row) => [row.pointer, row])).values()];
  const normative = page.rows.filter((row) => row.normative);
  const unclaimed = pageFindings(spec, normative, all, ledger);
  const count = (kind: string): number => places.filter((row) => row.sources.length > 0 && basis(row) === kind).length;
  return {
    page: { covered: normative.length - unclaimed.length, total: normative.length },
    spec: { covered: places.filter(({ sources }) => sources.length > 0).length, total: places.length },
    bases: { page: count("page"), ledger: count("ledger"), document: count("document") },
    findings: [...wrong, ...unclaimed],
  };
}
