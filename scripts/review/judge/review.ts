import { type Finding, markExisting } from "../../contract/finding.js";
import type { LedgerEntry } from "../../contract/ledger.js";
import { type GeneratedReport, generatedReport, type Step } from "../compare/generated.js";
import type { BrokenLine } from "../compare/old-programs.js";
import { type AcceptanceHistory, checkAcceptances, compareAcceptances } from "../read/acceptances.js";
import type { Page } from "../read/page.js";
import type { Revision } from "../read/revision.js";
import { changelogFindings } from "./changelog.js";
import { handFindings, mixedFindings, versionFindings } from "./findings.js";
import { type JudgedChange, type Surface, type Wire, wires, worst } from "./levels.js";
import { type ContractFacts, checkContract, reviewContract } from "./review-contract.js";
import { compareSurfaces, type SurfaceDifference } from "./surface.js";
import { type VersionVerdict, versionOf } from "./version.js";

/** Findings that fail the review, and those that an acceptance allows. */
interface Settled {
  readonly findings: readonly Finding[];
  readonly accepted: readonly Finding[];
}

/** The review of one version of the API. */
export interface ContractReview extends ContractFacts, Settled {
  readonly acceptances: AcceptanceHistory;
}

export interface Review {
  readonly head: Revision;
  readonly base: Revision | undefined;
  /** One for each version of the API that is reported. */
  readonly contracts: readonly ContractReview[];
  readonly wire: Wire;
  readonly types: Surface;
  readonly version: VersionVerdict;
  readonly generated: GeneratedReport;
  /** How the public TypeScript surface differs; undefined without a base, or when the base has no report of it. */
  readonly surface: readonly SurfaceDifference[] | undefined;
  /** Lines of the base's type tests that no longer compile; undefined when they were not compiled. */
  readonly brokenLines: readonly BrokenLine[] | undefined;
  /** What concerns the package as a whole. */
  readonly package: Settled;
}

export interface ReviewInput {
  readonly head: Revision;
  readonly base?: Revision | undefined;
  /** Whether the base is a release. Default: true. */
  readonly isRelease?: boolean;
  /** Version of the last release, when the base is a later commit. */
  readonly released?: string | undefined;
  /** The documentation page itself, of the API version `version`. */
  readonly page?: { readonly version: string; readonly page: Page } | undefined;
  readonly steps?: readonly Step[];
  readonly brokenLines?: readonly BrokenLine[] | undefined;
  /** Today, such as 2026-11-24. */
  readonly today: string;
}

function settle(found: readonly Finding[], before: readonly Finding[], accepted: ReadonlySet<string>): Settled {
  const isAccepted = ({ fingerprint }: Finding): boolean => accepted.has(fingerprint);
  const marked = markExisting(found, before);
  return { findings: marked.filter((finding) => !isAccepted(finding)), accepted: marked.filter(isAccepted) };
}

/** An acceptance of a contract covers findings of this contract and of the package. */
function settleContract(
  facts: ContractFacts,
  ofPackage: readonly Finding[],
  { base, isRelease = true, today }: ReviewInput,
) {
  const { head, changes, findings } = facts;
  const known = [...findings, ...ofPackage].map(({ fingerprint }) => fingerprint);
  // Until the next release, an acceptance of the base stays valid, although the change that it accepts is in the base too.
  const merged = isRelease ? [] : (facts.base?.acceptances ?? []).map(({ fingerprint }) => fingerprint);
  const ids = new Set([...known, ...merged, ...changes.map(({ change }) => change.id)]);
  const wrong = checkAcceptances(head.acceptances, head.files.acceptances, today, ids);
  const before = base && facts.base ? checkContract(facts.base, base).findings : [];
  const acceptances = compareAcceptances(head.acceptances, facts.base?.acceptances ?? []);
  return { ...facts, acceptances, ...settle([...findings, ...wrong], before, validFingerprints([facts], today)) };
}

function validFingerprints(contracts: readonly ContractFacts[], today: string): Set<string> {
  const all = contracts.flatMap(({ head }) => head.acceptances);
  return new Set(all.filter(({ expires }) => expires >= today).map(({ fingerprint }) => fingerprint));
}

function worstOf(changes: readonly JudgedChange[], bySource: readonly string[]): { wire: Wire; types: Surface } {
  const types = worst(...changes.map(({ verdict }) => verdict.types));
  return {
    wire: wires.find((level) => changes.some(({ verdict }) => verdict.wire === level)) ?? "none",
    types: bySource.length > 0 ? "breaking" : types,
  };
}

/** The whole review of a revision, against a base where there is one. */
export function createReview(input: ReviewInput): Review {
  const { head, base, released, page, brokenLines, today } = input;
  const contracts = head.contracts.map((contract) =>
    reviewContract(contract, head, base, page?.version === contract.version ? page.page : undefined),
  );
  const changes = contracts.flatMap((contract) => contract.changes);
  const surface = base ? compareSurfaces(base.snapshot, head.snapshot, changes) : undefined;
  const generated = generatedReport(input.steps ?? []);
  const version = versionOf({ head, base, released, changes, surface, brokenLines });
  const found = [
    ...versionFindings(version),
    ...changelogFindings({ head, contracts, version }),
    ...mixedFindings(generated),
    ...handFindings(generated),
  ];
  return {
    head,
    base,
    contracts: contracts.map((contract) => settleContract(contract, found, input)),
    ...worstOf(changes, version.bySource),
    version,
    generated,
    surface,
    brokenLines,
    package: settle(found, [], validFingerprints(contracts, today)),
  };
}

/** Entries of the ledger that are not settled. */
export function openQuestions({ head }: ContractFacts): LedgerEntry[] {
  return head.ledger.entries.filter(({ status }) => status === "open");
}

/** All findings that fail the review. */
export function findingsOf(review: Review): Finding[] {
  return [...review.contracts, review.package].flatMap(({ findings }) => findings);
}
