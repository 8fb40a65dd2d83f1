import { type Finding, makeFinding, markExisting } from "../../contract/finding.js";
import { parseJson } from "../../contract/json.js";
import { checkSchema, checkTests, entriesSince, type LedgerEntry, ledgerSchemaFile } from "../../contract/ledger.js";
import { diffRows } from "../compare/diff.js";
import { type GeneratedReport, generatedReport, type Step } from "../compare/generated.js";
import type { BrokenLine } from "../compare/old-programs.js";
import { type AcceptanceHistory, checkAcceptances, compareAcceptances } from "../read/acceptances.js";
import type { Page } from "../read/page.js";
import { type Revision, specFile } from "../read/revision.js";
import { changelogFindings } from "./changelog-file.js";
import { type Conformance, checkConformance } from "./conformance.js";
import { checkExamples, type ExampleResult, exampleFindings } from "./examples.js";
import {
  breakingFindings,
  differingVersions,
  handFindings,
  mixedFindings,
  openFindings,
  versionFindings,
} from "./findings.js";
import type { JudgedChange, Surface, Wire } from "./levels.js";
import { compareSurfaces, type SurfaceDifference } from "./surface.js";
import { judge } from "./verdict.js";
import { breaksBySource, type VersionVerdict, versionOf } from "./version-verdict.js";

export interface Review {
  readonly head: Revision;
  readonly base: Revision | undefined;
  readonly changes: readonly JudgedChange[];
  readonly wire: Wire;
  readonly types: Surface;
  readonly version: VersionVerdict;
  readonly generated: GeneratedReport;
  /** How the public TypeScript surface differs; undefined without a base, or when the base kept no report of it. */
  readonly surface: readonly SurfaceDifference[] | undefined;
  /** What no longer compiles of the base's type tests; undefined when they were not compiled. */
  readonly brokenLines: readonly BrokenLine[] | undefined;
  readonly conformance: Conformance | undefined;
  readonly examples: readonly ExampleResult[];
  readonly openQuestions: readonly LedgerEntry[];
  /** Those that fail the review, and those that an acceptance lets pass. */
  readonly findings: readonly Finding[];
  readonly accepted: readonly Finding[];
  readonly acceptances: AcceptanceHistory;
}

interface ReviewInput {
  readonly head: Revision;
  readonly base?: Revision | undefined;
  readonly page?: Page | undefined;
  readonly steps?: readonly Step[];
  readonly brokenLines?: readonly BrokenLine[] | undefined;
  /** Today as 2026-11-24. */
  readonly today: string;
}

/** The levels, the worst first. */
const wires: readonly Wire[] = ["breaking", "compatible", "corrected", "none"];
const surfaces: readonly Surface[] = ["breaking", "compatible", "none"];

function judgeChanges(head: Revision, base: Revision | undefined): JudgedChange[] {
  if (!base) return [];
  const explaining = entriesSince(head.ledger, base.ledger);
  return diffRows(base.rows, head.rows)
    .map((change) => {
      const keys = [change.key, ...change.also, ...(change.base ? [change.base.key] : [])];
      const correctedBy = explaining.filter(({ rows }) => rows.some((row) => keys.includes(row))).map(({ id }) => id);
      const verdict = judge(change, base.packageVersion, correctedBy.length > 0);
      return { change, verdict, correctedBy: verdict.wire === "corrected" ? correctedBy : [] };
    })
    .sort(
      (a, b) =>
        wires.indexOf(a.verdict.wire) - wires.indexOf(b.verdict.wire) ||
        surfaces.indexOf(a.verdict.types) - surfaces.indexOf(b.verdict.types),
    );
}

function conform({ head, page }: ReviewInput): { conformance: Conformance | undefined; findings: readonly Finding[] } {
  const { spec, rows, ledger, facts } = head;
  if (facts) {
    const conformance = checkConformance({ spec, rows, ledger, facts, ...(page ? { page } : {}) });
    return { conformance, findings: conformance.findings };
  }
  const at = { file: specFile, line: 1, pointer: "#" };
  const message = "spec/beta/page.yaml is missing: nothing says what the documentation page states.";
  const fix = "Run npm run review -- --page FILE --confirm-page.";
  return { conformance: undefined, findings: [makeFinding("page-facts", "missing", at, message, fix)] };
}

/** What is wrong with a revision by itself, whatever came before it. */
function staticFindings(input: ReviewInput) {
  const { ledger, snapshot, spec, rows } = input.head;
  const schema = parseJson(snapshot.read(ledgerSchemaFile) ?? "null", ledgerSchemaFile);
  const { conformance, findings } = conform(input);
  const examples = checkExamples(spec, rows);
  const all = [
    ...checkSchema(ledger, schema),
    ...checkTests(ledger, (path) => snapshot.read(path)),
    ...findings,
    ...exampleFindings(spec, examples, rows),
    ...openFindings(input.head),
    ...differingVersions(input.head),
  ];
  return { conformance, examples, findings: all };
}

/** Tells new findings from existing ones, and those that fail the review from those that were accepted. */
function settle({ head, base, today }: ReviewInput, found: readonly Finding[], changes: readonly JudgedChange[]) {
  const known = new Set([...found.map(({ fingerprint }) => fingerprint), ...changes.map(({ change }) => change.id)]);
  const wrong = checkAcceptances(head.acceptances, today, known);
  const valid = head.acceptances.filter(({ expires }) => expires >= today).map(({ fingerprint }) => fingerprint);
  const isAccepted = ({ fingerprint }: Finding): boolean => valid.includes(fingerprint);
  const before = base ? staticFindings({ head: base, today }).findings : [];
  const marked = markExisting([...found, ...wrong], before);
  return { findings: marked.filter((finding) => !isAccepted(finding)), accepted: marked.filter(isAccepted) };
}

/** The whole review of a revision, against a base where there is one. */
export function createReview(input: ReviewInput): Review {
  const { head, base, brokenLines } = input;
  const changes = judgeChanges(head, base);
  const surface = base ? compareSurfaces(base.snapshot, head.snapshot, changes) : undefined;
  const bySource = breaksBySource(surface, brokenLines);
  const wire = wires.find((level) => changes.some(({ verdict }) => verdict.wire === level)) ?? "none";
  const changed = surfaces.find((level) => changes.some(({ verdict }) => verdict.types === level)) ?? "none";
  const types = bySource.length > 0 ? "breaking" : changed;
  const own = staticFindings(input);
  const generated = generatedReport(input.steps ?? []);
  const version = versionOf({ head, base, changes, bySource });
  const found = [
    ...breakingFindings(changes),
    ...versionFindings(version),
    ...changelogFindings({ head, changes, version }),
    ...own.findings,
    ...mixedFindings(generated),
    ...handFindings(generated),
  ];
  return {
    head,
    base,
    changes,
    wire,
    types,
    version,
    generated,
    surface,
    brokenLines,
    conformance: own.conformance,
    examples: own.examples,
    openQuestions: head.ledger.entries.filter(({ status }) => status === "open"),
    ...settle(input, found, changes),
    acceptances: compareAcceptances(head.acceptances, base?.acceptances ?? []),
  };
}
