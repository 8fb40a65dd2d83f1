import { type Finding, makeFinding } from "../../contract/finding.js";
import { entries, field, isObject, strings } from "../../contract/json.js";
import type { ContractRow } from "../../contract/rows/row.js";
import { child, type Place, type YamlFile } from "../../contract/yaml.js";
import type { PageFacts } from "../read/page-facts.js";
import type { PageRow, PageRowKind } from "../read/page-row.js";
import type { Contract } from "../read/revision.js";

/** An element of the specification that names its sources. */
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

/** Every element with an `x-source`. */
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

/** The kinds of elements that state what a line says, the nearest first. Others may cite it as background. */
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

/** Elements that cite a row of the page: those that state it, and those that only mention it. */
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
  /** How many elements have a line of the page as a source, a ledger entry but no line, only a document. */
  readonly bases: Readonly<Record<"page" | "ledger" | "document", number>>;
  readonly findings: readonly Finding[];
}

/** The parts of a contract that the check reads. */
export type Claimed = Pick<Contract, "spec" | "rows" | "ledger"> & { readonly facts: PageFacts };

/** Lines of the page that no element states and no ledger entry explains, or that several elements state. */
function pageFindings({ spec, ledger }: Claimed, rows: readonly PageRow[], all: readonly Element[]): Finding[] {
  return rows.flatMap((row) => {
    const { claims } = citations(row, all);
    const isExplained = ledger.entries.some(({ page }) => page.some((line) => line >= row.from && line <= row.to));
    if (claims.length === 1 || (claims.length === 0 && isExplained)) return [];
    const [, second] = claims;
    const places = claims.map(({ line }) => `${spec.file}:${line}`).join(", ");
    const message = second
      ? `${claims.length} elements state line ${row.line} of the page (${row.key}): ${places}.`
      : `No element states line ${row.line} of the page (${row.key}), and no ledger entry explains it.`;
    const fix = second
      ? `Keep page:${row.line} in the x-source of one of them.`
      : `Write page:${row.line} into the x-source of the element that states it, or into a ledger entry.`;
    const { line, pointer } = second ?? { line: 1, pointer: "#" };
    const at = { file: spec.file, line, pointer, pageLine: row.line };
    return [makeFinding(second ? "claim-repeated" : "claim-missing", row.key, at, message, fix)];
  });
}

/** Sources that refer to something that does not exist. */
function unknownSources({ spec, ledger, facts }: Claimed, all: readonly Element[]): Finding[] {
  const documents = entries(field(field(spec.root, "info"), "x-documents")).map(([key]) => key);
  const problemOf = (source: string): string | undefined => {
    const [kind, value = ""] = source.split(":");
    const hasLine = Number(value) >= 1 && Number(value) <= facts.lines;
    if (kind === "page") return hasLine ? undefined : "the page has no such line";
    if (kind === "ledger")
      return ledger.entries.some(({ id }) => id === value) ? undefined : "the ledger has no such entry";
    return documents.includes(source) ? undefined : "info.x-documents has no such key";
  };
  return all.flatMap(({ pointer, line, sources }) =>
    sources.flatMap((source) => {
      const problem = problemOf(source);
      if (problem === undefined) return [];
      const at = { file: spec.file, line, pointer: `${pointer}/x-source` };
      const message = `The source ${source} does not exist: ${problem}.`;
      const fix = "Cite a line of the page, a ledger entry or a document.";
      return [makeFinding("source-unknown", `${pointer} ${source}`, at, message, fix)];
    }),
  );
}

function basis({ sources }: ContractRow): "page" | "ledger" | "document" {
  const kinds = ["page", "ledger"] as const;
  return kinds.find((kind) => sources.some((source) => source.startsWith(`${kind}:`))) ?? "document";
}

/** Checks both directions: does the contract cover each line of the page, and does each element name its source? */
export function checkClaims(contract: Claimed): ClaimReport {
  const all = elements(contract.spec);
  const traceable = contract.rows.filter(({ kind }) => kind !== "info" && kind !== "scope");
  const places = [...new Map(traceable.map((row) => [row.pointer, row])).values()];
  const sourced = places.filter(({ sources }) => sources.length > 0);
  const normative = contract.facts.rows.filter((row) => row.normative);
  const unclaimed = pageFindings(contract, normative, all);
  const count = (kind: string): number => sourced.filter((row) => basis(row) === kind).length;
  return {
    page: { covered: normative.length - unclaimed.length, total: normative.length },
    spec: { covered: sourced.length, total: places.length },
    bases: { page: count("page"), ledger: count("ledger"), document: count("document") },
    findings: [...unknownSources(contract, all), ...unclaimed],
  };
}
