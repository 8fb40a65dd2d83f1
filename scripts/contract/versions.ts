import { join } from "node:path";
import { CommandFailure } from "../command.js";
import { listFiles } from "../files.js";

/** The version whose client is the root entry of the package. */
export const defaultVersion = "beta";

/** Format of the ledger of every version. */
export const ledgerSchemaFile = "spec/ledger.schema.json";

/** The files of one version of the API, as paths from the root of the project. */
export interface VersionFiles {
  readonly spec: string;
  readonly ledger: string;
  /** Facts of the documentation page. */
  readonly page: string;
  readonly acceptances: string;
  /** Names that differ from the previous version. */
  readonly migration: string;
}

export function filesOf(version: string): VersionFiles {
  const file = (name: string): string => `spec/${version}/${name}.yaml`;
  return {
    spec: file("openapi"),
    ledger: file("ledger"),
    page: file("page"),
    acceptances: file("acceptances"),
    migration: file("migration"),
  };
}

/** Where a file of the default version was when the project had only one version. */
export function oldPlaceOf(file: string): string {
  return file.replace(`spec/${defaultVersion}/`, "spec/");
}

/**
 * The versions that have a contract, including one at its old place.
 * @param paths Paths of the files in `spec/`, from the root of the project.
 */
export function versionsIn(paths: readonly string[]): string[] {
  const versions = paths.flatMap((path) => {
    const match = /^spec\/(?:([^/]+)\/)?openapi\.yaml$/.exec(path);
    return match ? [match[1] ?? defaultVersion] : [];
  });
  return [...new Set(versions)];
}

/**
 * The versions that have a contract in a folder.
 * @param root Folder that contains `spec/`.
 * @throws CommandFailure when there are none.
 */
export function readVersions(root: string): string[] {
  const versions = versionsIn(listFiles(join(root, "spec")).map((name) => `spec/${name}`));
  if (versions.length > 0) return versions;
  const missing = filesOf("<version>").spec;
  throw new CommandFailure("environment", `${missing} is missing; run the command in the root of the repository.`);
}

/** @throws CommandFailure when `version` is not one of `versions`. */
export function checkVersion(version: string, versions: readonly string[]): string {
  if (versions.includes(version)) return version;
  throw new CommandFailure("usage", `There is no API version ${version}; spec/ has ${versions.join(", ")}.`);
}
