import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readLedger } from "../../scripts/contract/ledger.js";
import { readRows } from "../../scripts/contract/rows/read.js";
import { readYaml } from "../../scripts/contract/yaml.js";
import { type Conformance, checkConformance } from "../../scripts/review/judge/conformance.js";
import { type ContractReview, createReview, findingsOf, type Review } from "../../scripts/review/judge/review.js";
import { readPage } from "../../scripts/review/read/page.js";
import { readPageFacts } from "../../scripts/review/read/page-facts.js";
import { readRevision } from "../../scripts/review/read/revision.js";
import type { Snapshot } from "../../scripts/review/read/snapshot.js";
import { edited } from "./contract.js";

export const projectFolder = join(__dirname, "fixtures/project");

export const fixture = (path: string): string => readFileSync(join(projectFolder, path), "utf8");

export const page = fixture("page.txt");

export interface Texts {
  readonly spec?: string;
  readonly ledger?: string;
  readonly facts?: string;
  readonly page?: string;
}

/** Conformance of the fixture project, with some of its files replaced. */
export function conform(texts: Texts = {}): Conformance {
  const spec = readYaml(texts.spec ?? fixture("spec/beta/openapi.yaml"), "spec/beta/openapi.yaml");
  const ledger = readLedger(texts.ledger ?? fixture("spec/beta/ledger.yaml"), "spec/beta/ledger.yaml");
  const facts = readPageFacts(texts.facts ?? fixture("spec/beta/page.yaml"), "spec/beta/page.yaml");
  const read = texts.page === undefined ? undefined : readPage(texts.page);
  return checkConformance({ spec, rows: readRows(spec), ledger, facts, page: read });
}

const files = [
  "package.json",
  "spec/beta/openapi.yaml",
  "spec/beta/ledger.yaml",
  "spec/ledger.schema.json",
  "spec/beta/page.yaml",
] as const;

/** Where the fixture's ledger says its tests are. The file has another name, so that jest does not run it. */
export const testFile = "test/ledger.test.ts";

/** A revision in memory: the fixture project with some of its files replaced, added or removed. */
function revision(name: string, changed: Readonly<Record<string, string | undefined>> = {}): Snapshot {
  const all = new Map<string, string>();
  for (const file of files) all.set(file, fixture(file));
  all.set(testFile, fixture("tests.txt"));
  for (const [file, text] of Object.entries(changed)) {
    if (text === undefined) all.delete(file);
    else all.set(file, text);
  }
  return {
    name,
    read: (path) => all.get(path),
    list: (folder) => [...all.keys()].filter((path) => path.startsWith(`${folder}/`)).sort(),
  };
}

const released = readRevision(revision("v0.3.0"));

export const spec = fixture("spec/beta/openapi.yaml");
export const ledger = fixture("spec/beta/ledger.yaml");

/** The fixture's contract with another operationId, which breaks types and nothing else. */
export const renamed = edited(spec, "operationId: lendShelfRequest", "operationId: lendThing");
/** The fixture's contract, which lacks a line of the page. */
export const unclaimed = edited(spec, "x-source: ['page:42']", "x-source: [handbook]");

export const withSpec = (text: string): Record<string, string> => ({ "spec/beta/openapi.yaml": text });
export const withLedger = (text: string): Record<string, string> => ({ "spec/beta/ledger.yaml": text });

/** The fixture's files at another version. */
export function atVersion(version: string, text = spec): Record<string, string> {
  return {
    "package.json": `{ "version": "${version}" }`,
    "spec/beta/openapi.yaml": text.replace("version: 0.3.0", `version: ${version}`),
  };
}

/** The fixture's files twice, as beta and as v1.0, some with another contract. */
export function twoVersions(specs: { readonly beta?: string; readonly "v1.0"?: string } = {}): Record<string, string> {
  const copies = ["ledger", "page"].map((name) => [`spec/v1.0/${name}.yaml`, fixture(`spec/beta/${name}.yaml`)]);
  const { beta = spec, "v1.0": other = spec } = specs;
  return { ...Object.fromEntries(copies), ...withSpec(beta), "spec/v1.0/openapi.yaml": other };
}

/** The text of `acceptances.yaml` with one entry. */
export function acceptance(fingerprint: string, fields: Readonly<Record<string, string>> = {}): string {
  const entry = {
    fingerprint,
    reasonClass: "UserImpact",
    reason: "It was not in use.",
    who: "A. Reader",
    date: "2026-05-01",
    expires: "2026-12-31",
    ...fields,
  };
  return `acceptances:\n  - ${JSON.stringify(entry)}\n`;
}

export interface Revisions {
  readonly before?: Readonly<Record<string, string | undefined>>;
  readonly after: Readonly<Record<string, string | undefined>>;
  /** Version of the last release, if `before` is not a release itself. */
  readonly released?: string | undefined;
}

/** A review, with what it says about the only contract and with all findings. */
type FixtureReview = Review & Omit<ContractReview, "head" | "base">;

/** Review of one state of the fixture against another. */
export function reviewOf({ before = {}, after, released: lastRelease }: Revisions): FixtureReview {
  const [base, head] = [revision("v0.3.0", before), revision("work tree", after)];
  const review = createReview({
    head: readRevision(head),
    base: Object.keys(before).length > 0 ? readRevision(base) : released,
    released: lastRelease,
    isRelease: lastRelease === undefined,
    steps: [{ before: base, after: head }],
    today: "2026-06-01",
  });
  const [contract] = review.contracts;
  if (!contract) throw new Error("The fixture has no contract.");
  return { ...contract, ...review, findings: findingsOf(review) };
}
