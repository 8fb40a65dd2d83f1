import { CommandFailure } from "../../command.js";
import { asString, field, parseJson } from "../../contract/json.js";
import { type Ledger, readLedger } from "../../contract/ledger.js";
import { readRows } from "../../contract/rows/read.js";
import type { ContractRow } from "../../contract/rows/row.js";
import { filesOf, oldPlaceOf, type VersionFiles, versionsIn } from "../../contract/versions.js";
import { readYaml, type YamlFile } from "../../contract/yaml.js";
import { type Acceptance, readAcceptances } from "./acceptances.js";
import { type PageFacts, readPageFacts } from "./page-facts.js";
import type { Snapshot } from "./snapshot.js";

/** One version of the API in one revision. */
export interface Contract {
  /** Name of its folder in `spec/`, such as `beta`. */
  readonly version: string;
  readonly files: VersionFiles;
  readonly spec: YamlFile;
  readonly rows: readonly ContractRow[];
  /** Empty when the file is missing. */
  readonly ledger: Ledger;
  readonly hasLedger: boolean;
  /** Undefined when no documentation page was confirmed. */
  readonly facts: PageFacts | undefined;
  readonly acceptances: readonly Acceptance[];
  readonly infoVersion: string;
}

/** Everything the review reads of one revision. */
export interface Revision {
  readonly snapshot: Snapshot;
  readonly packageVersion: string;
  readonly contracts: readonly Contract[];
}

function readContract(snapshot: Snapshot, version: string): Contract {
  const files = filesOf(version);
  const read = (file: string): string | undefined => snapshot.read(file) ?? snapshot.read(oldPlaceOf(file));
  const ledger = read(files.ledger);
  const spec = readYaml(read(files.spec) ?? "", files.spec);
  const facts = read(files.page);
  return {
    version,
    files,
    spec,
    rows: readRows(spec),
    ledger: readLedger(ledger ?? "entries: []", files.ledger),
    hasLedger: ledger !== undefined,
    facts: facts === undefined ? undefined : readPageFacts(facts, files.page),
    acceptances: readAcceptances(read(files.acceptances) ?? "acceptances: []", files.acceptances),
    infoVersion: asString(field(field(spec.root, "info"), "version")) ?? "0.0.0",
  };
}

/**
 * Names of the versions of the API.
 * @throws CommandFailure when the revision has none.
 */
export function versionsOf(snapshot: Snapshot): string[] {
  const versions = versionsIn(snapshot.list("spec"));
  if (versions.length > 0) return versions;
  const missing = filesOf("<version>").spec;
  throw new CommandFailure("usage", `${snapshot.name} has no ${missing}. Run the command in the project's folder.`);
}

export function packageVersionOf(snapshot: Snapshot): string {
  const manifest = parseJson(snapshot.read("package.json") ?? "{}", "package.json");
  return asString(field(manifest, "version")) ?? "0.0.0";
}

/** @throws CommandFailure when the revision has no contract, or a file of it cannot be read. */
export function readRevision(snapshot: Snapshot): Revision {
  const contracts = versionsOf(snapshot).map((version) => readContract(snapshot, version));
  return { snapshot, packageVersion: packageVersionOf(snapshot), contracts };
}
