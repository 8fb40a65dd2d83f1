import { type Finding, makeFinding } from "../../contract/finding.js";
import { parseJson } from "../../contract/json.js";
import { checkSchema, checkTests, entriesSince } from "../../contract/ledger.js";
import { ledgerSchemaFile } from "../../contract/versions.js";
import { diffRows } from "../compare/diff.js";
import type { Page } from "../read/page.js";
import type { Contract, Revision } from "../read/revision.js";
import { type Conformance, checkConformance } from "./conformance.js";
import { checkExamples, type ExampleResult, exampleFindings } from "./examples.js";
import { breakingFindings, differingVersions, openFindings, undeclaredScopes } from "./findings.js";
import { type JudgedChange, surfaces, wires } from "./levels.js";
import { judge } from "./verdict.js";

/** What the review finds out about one version of the API. */
export interface ContractFacts {
  readonly head: Contract;
  /** Undefined without a base, and when the base does not have this version of the API. */
  readonly base: Contract | undefined;
  /** The worst first. For a new version, only the operations. */
  readonly changes: readonly JudgedChange[];
  /** Undefined when no documentation page was confirmed. */
  readonly conformance: Conformance | undefined;
  readonly examples: readonly ExampleResult[];
  readonly findings: readonly Finding[];
}

function contractOf(revision: Revision | undefined, version: string): Contract | undefined {
  return revision?.contracts.find((contract) => contract.version === version);
}

function judgeChanges(head: Contract, base: Revision): JudgedChange[] {
  const before = contractOf(base, head.version);
  const explaining = before ? entriesSince(head.ledger, before.ledger) : [];
  const changes = before
    ? diffRows(before.rows, head.rows)
    : diffRows([], head.rows).filter(({ kind }) => kind === "operation");
  return changes
    .map((change) => {
      const keys = [change.key, ...change.also, ...(change.base ? [change.base.key] : [])];
      const correctedBy = explaining.filter(({ rows }) => rows.some((row) => keys.includes(row))).map(({ id }) => id);
      const verdict = judge(change, base.packageVersion, correctedBy.length > 0);
      return { version: head.version, change, verdict, correctedBy: verdict.wire === "corrected" ? correctedBy : [] };
    })
    .sort(
      (a, b) =>
        wires.indexOf(a.verdict.wire) - wires.indexOf(b.verdict.wire) ||
        surfaces.indexOf(a.verdict.types) - surfaces.indexOf(b.verdict.types),
    );
}

function missingFacts({ files }: Contract): Finding {
  const message = `${files.page} is missing, so nothing says what the documentation page states.`;
  const fix = "Run npm run review -- --page FILE --confirm-page.";
  return makeFinding("page-facts", "missing", { file: files.spec, line: 1, pointer: "#" }, message, fix);
}

/** Without the ledger, each difference from the page would be a separate finding. */
function missingLedger({ files }: Contract): Finding {
  const message = `${files.ledger} is missing, so nothing explains how the contract differs from the documentation page.`;
  const fix = `Restore the file, or write one in the format of ${ledgerSchemaFile}.`;
  return makeFinding("ledger-missing", "missing", { file: files.spec, line: 1, pointer: "#" }, message, fix);
}

/** What is wrong with a contract by itself, whatever came before it. */
export function checkContract(contract: Contract, revision: Revision, page?: Page) {
  const { ledger, spec, rows, facts } = contract;
  const { snapshot } = revision;
  const schema = parseJson(snapshot.read(ledgerSchemaFile) ?? "null", ledgerSchemaFile);
  const conformance = facts && contract.hasLedger ? checkConformance({ ledger, spec, rows, facts, page }) : undefined;
  const examples = checkExamples(spec, rows);
  const findings = [
    ...(contract.hasLedger ? checkSchema(ledger, schema) : [missingLedger(contract)]),
    ...checkTests(ledger, (path) => snapshot.read(path)),
    ...(facts ? (conformance?.findings ?? []) : [missingFacts(contract)]),
    ...exampleFindings(spec, examples),
    ...undeclaredScopes(contract),
    ...openFindings(contract, revision),
    ...differingVersions(contract, revision),
  ];
  return { conformance, examples, findings };
}

export function reviewContract(contract: Contract, head: Revision, base?: Revision, page?: Page): ContractFacts {
  const changes = base ? judgeChanges(contract, base) : [];
  const own = checkContract(contract, head, page);
  const findings = [...breakingFindings(changes, contract.spec), ...own.findings];
  return { ...own, head: contract, base: contractOf(base, contract.version), changes, findings };
}
