import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Conformance, checkConformance } from "../../scripts/review/conformance.js";
import { readYaml } from "../../scripts/review/document.js";
import { readLedger } from "../../scripts/review/ledger.js";
import { readPage } from "../../scripts/review/page.js";
import { readPageFacts } from "../../scripts/review/page-facts.js";
import { readRows } from "../../scripts/review/rows.js";

export const projectFolder = join(__dirname, "fixtures/project");

export const fixture = (path: string): string => readFileSync(join(projectFolder, path), "utf8");

export const page = fixture("page.txt");

export interface Texts {
  readonly spec?: string;
  readonly ledger?: string;
  readonly facts?: string;
  readonly page?: string;
}

/** Conformance of the fixture project, with some of its texts replaced. */
export function conform(texts: Texts = {}): Conformance {
  const spec = readYaml(texts.spec ?? fixture("spec/openapi.yaml"), "spec/openapi.yaml");
  const ledger = readLedger(texts.ledger ?? fixture("spec/ledger.yaml"));
  const facts = readPageFacts(texts.facts ?? fixture("spec/page.yaml"));
  const read = texts.page === undefined ? {} : { page: readPage(texts.page) };
  return checkConformance({ spec, rows: readRows(spec), ledger, facts, ...read });
}
