import { type Command, InvalidArgumentError, Option } from "commander";
import { models, servers } from "../../generated/beta/contract.js";
import type { AddResourceOptions } from "../catalog/types.js";
import type { ConnectionOptions } from "./connection.js";
import type { Format } from "./input/source.js";

export interface OutputOptions {
  readonly json?: true;
  readonly quiet?: true;
}

/** Options of every command that uses a catalog. */
export interface CatalogOptions extends ConnectionOptions, OutputOptions {}

/** Options of the commands that change a catalog. Not every command has the last two. */
export interface ChangeCommandOptions extends CatalogOptions {
  readonly justification?: string;
  readonly dryRun?: true;
  readonly wait?: true;
  readonly validateOnly?: true;
}

export interface ImportOptions extends ChangeCommandOptions {
  readonly format?: Format;
  readonly map?: Pairs;
  readonly originSystem?: string;
  readonly journal?: string;
  readonly batchSize?: number;
  readonly maxInFlight?: number;
}

export type Pairs = readonly (readonly [name: string, value: string])[];

/** The known origin systems, for help texts. */
export const originSystems = models.AccessPackageResource.properties.originSystem.knownValues.join(", ");

export function addOutputOptions(command: Command): Command {
  return command
    .option("--json", "print JSON Lines: one object per line")
    .option("-q, --quiet", "print only data and errors, no progress and no advice");
}

export function addCatalogOptions(command: Command): Command {
  const clouds = servers.map(({ cloud }) => cloud);
  const cloudHelp = `cloud of Microsoft Graph (default: the endpoint's, else ${clouds[0]})`;
  return addOutputOptions(command)
    .requiredOption("--catalog <id>", "id of the catalog", filled)
    .addOption(new Option("--cloud <name>", cloudHelp).choices(clouds))
    .option("--endpoint <url>", "service root with its version; http is for an emulator on this machine", filled)
    .option("--force", "accept values that the service is unlikely to know");
}

export function addOriginArguments(command: Command, [system, id] = ["<originSystem>", "<originId>"]): Command {
  return command
    .argument(`${system}`, `where the resource comes from: ${originSystems}`)
    .argument(`${id}`, "object id of the group or of the service principal, or URL of the site");
}

export function addChangeOptions(command: Command): Command {
  return addCatalogOptions(command)
    .option("--justification <text>", "reason, for the owners of the catalog")
    .option("--dry-run", "print the request bodies, one per line, and send nothing");
}

/** The options of the command as options of the catalog. */
export function changeOptionsOf({ justification, validateOnly, wait }: ChangeCommandOptions): AddResourceOptions {
  return {
    ...(justification !== undefined && { justification }),
    ...(validateOnly && { isValidationOnly: true }),
    ...(wait && { waitUntilVisible: true }),
  };
}

/** Refuses an empty value, which an unset variable of a shell leaves. */
export function filled(text: string): string {
  if (text !== "") return text;
  throw new InvalidArgumentError("It must not be empty.");
}

export function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${minimum} to ${maximum}.`);
  };
}

/** Collects the `name=value` pairs of an option that may be repeated. */
export function collectPairs(text: string, previous: Pairs = []): Pairs {
  const end = text.indexOf("=");
  if (end < 1) throw new InvalidArgumentError('It must be "name=value".');
  return [...previous, [text.slice(0, end).trim(), text.slice(end + 1).trim()]];
}
