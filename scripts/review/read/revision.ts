import { CommandFailure } from "../../command.js";
import { field, parseJson, text } from "../../contract/json.js";
import { emptyLedger, type Ledger, ledgerFile, readLedger } from "../../contract/ledger.js";
import { readRows } from "../../contract/rows/read.js";
import type { ContractRow } from "../../contract/rows/row.js";
import { readYaml, type YamlFile } from "../../contract/yaml.js";
import { type Acceptance, acceptancesFile, readAcceptances } from "./acceptances.js";
import { type PageFacts, pageFile, readPageFacts } from "./page-facts.js";
import type { Snapshot } from "./snapshot.js";

export const specFile = "spec/beta/openapi.yaml";

/** Everything the review reads of one revision. */
export interface Revision {
  readonly snapshot: Snapshot;
  readonly spec: YamlFile;
  readonly rows: readonly ContractRow[];
  readonly ledger: Ledger;
  readonly facts: PageFacts | undefined;
  readonly acceptances: readonly Acceptance[];
  readonly packageVersion: string;
  readonly infoVersion: string;
}

export function readRevision(snapshot: Snapshot): Revision {
  const source = snapshot.read(specFile);
  if (source === undefined)
    throw new CommandFailure("usage", `${snapshot.name} has no ${specFile}. Run the command in the project's folder.`);
  const spec = readYaml(source, specFile);
  const [ledger, facts, acceptances] = [
    snapshot.read(ledgerFile),
    snapshot.read(pageFile),
    snapshot.read(acceptancesFile),
  ];
  const manifest = parseJson(snapshot.read("package.json") ?? "{}", "package.json");
  return {
    snapshot,
    spec,
    rows: readRows(spec),
    ledger: ledger === undefined ? emptyLedger : readLedger(ledger),
    facts: facts === undefined ? undefined : readPageFacts(facts),
    acceptances: acceptances === undefined ? [] : readAcceptances(acceptances),
    packageVersion: text(field(manifest, "version")) ?? "0.0.0",
    infoVersion: text(field(field(spec.root, "info"), "version")) ?? "0.0.0",
  };
}
