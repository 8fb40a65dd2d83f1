import { type Command, InvalidArgumentError, Option } from "commander";
import { models, servers } from "../../generated/beta/contract.js";
import type { ConnectionOptions } from "./connection.js";

/** Options that every command has. */
export interface OutputOptions {
  readonly json?: true;
  readonly quiet?: true;
}

/** Options of every command that talks to a catalog. */
export interface CatalogOptions extends ConnectionOptions, OutputOptions {}

/** Options of every command that changes a catalog. */
export interface ChangeCommandOptions extends CatalogOptions {
  readonly justification?: string;
  readonly dryRun?: true;
}

/** Names of the origin systems that the documentation names, for help texts. */
export const originSystems = models.AccessPackageResource.properties.originSystem.knownValues.join(", ");
export const mostPerBatch = models.BatchRequest.properties.requests.maxItems;

export function withOutput(command: Command): Command {
  return command
    .option("--json", "print JSON Lines: one object per line")
    .option("-q, --quiet", "print no progress and no advice, only data and errors");
}

export function withCatalog(command: Command): Command {
  const clouds = servers.map(({ cloud }) => cloud);
  return withOutput(command)
    .requiredOption("--catalog <id>", "id of the catalog", filled)
    .addOption(
      new Option("--cloud <name>", `cloud of Microsoft Graph (default: the endpoint's, else ${clouds[0]})`).choices(
        clouds,
      ),
    )
    .option("--endpoint <url>", "service root with its version; http on this machine is taken for the emulator", filled)
    .option("--force", "take values as they are that look as if the service cannot know them");
}

export function withChange(command: Command): Command {
  return withCatalog(command)
    .option("--justification <text>", "why, for the owners of the catalog")
    .option("--dry-run", "print the bodies that would be sent, one per line, and send nothing");
}

/** Refuses an empty text, which an unset variable of a shell leaves, for commander. */
export function filled(text: string): string {
  if (text !== "") return text;
  throw new InvalidArgumentError("It must not be empty.");
}

/** Parses a whole number, for commander. */
export function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${minimum} to ${maximum}.`);
  };
}

/** Collects `name=value` pairs, for commander. */
export function collectPairs(text: string, previous: readonly (readonly [string, string])[] = []) {
  const end = text.indexOf("=");
  if (end < 1) throw new InvalidArgumentError('It must be "name=value".');
  return [...previous, [text.slice(0, end).trim(), text.slice(end + 1).trim()] as const];
}
