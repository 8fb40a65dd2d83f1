import { type Command, InvalidArgumentError, Option } from "commander";
import { servers } from "../../generated/beta/contract.js";
import type { AddResourceOptions } from "../catalog/types.js";
import { apiOf, apiVersionNames, apiVersionVariable, originSystems } from "./api-versions.js";
import { assertCatalogId, type ConnectionOptions } from "./connection.js";
import type { Context } from "./context.js";
import { applyEnvironment, variables } from "./environment.js";
import { CliFailure } from "./exit-codes.js";
import { keyOfName } from "./input/columns.js";
import type { Format } from "./input/source.js";
import { inQuotes } from "./output/text.js";
import { assertSignIn } from "./sign-in.js";

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
  readonly batchSize: number;
  readonly maxInFlight?: number;
  readonly failures?: string;
  readonly plan?: true;
}

export type Pairs = readonly (readonly [name: string, value: string])[];

/** The placeholder in a `--dry-run` body for an id that only the service knows. */
export const lookedUp = "(looked up first)";

/** Flags of options that not every version has, by their names in the API. */
const flags: Readonly<Record<string, string>> = {
  justification: "--justification",
  isValidationOnly: "--validate-only",
};

export function addOutputOptions(command: Command): Command {
  return command
    .option("--json", "print JSON Lines: one object per line")
    .option("-q, --quiet", "print only data and errors, no progress or advice");
}

/** Adds `--api-version`. The action gets that version as the option `api`. */
export function addApiVersionOption(command: Command, { io }: Context): Command {
  const help = `version of Microsoft Graph (default: ${apiVersionVariable} from the environment, otherwise beta)`;
  return command
    .addOption(new Option("--api-version <name>", help).choices(apiVersionNames))
    .hook("preAction", () => void command.setOptionValue("api", apiOf(command.opts()["apiVersion"], io.env)));
}

/** Adds the options that say where requests go and who signs in. */
export function addConnectionOptions(command: Command, context: Context): Command {
  const clouds = servers.map(({ cloud }) => cloud);
  return addApiVersionOption(addOutputOptions(command), context)
    .addOption(
      new Option("--catalog <id>", `id of the catalog (default: ${variables.catalog} from the environment)`)
        .argParser(nonEmpty)
        .conflicts("catalogName"),
    )
    .option("--catalog-name <name>", "exact display name of the catalog, instead of its id", nonEmpty)
    .addOption(
      new Option("--cloud <name>", `Microsoft Graph cloud (default: the endpoint's, otherwise ${clouds[0]})`).choices(
        clouds,
      ),
    )
    .option(
      "--endpoint <url>",
      `service root, including the version; http only for an emulator on this machine (default: ${variables.endpoint} from the environment, otherwise that of the cloud)`,
      nonEmpty,
    )
    .option("--tenant-id <id>", "sign in as yourself in a browser: id or domain of the tenant", nonEmpty)
    .option("--client-id <id>", "sign in as yourself: application id of an app registration", nonEmpty)
    .option("--device-code", "sign in as yourself with a code on another device, if this one has no browser")
    .option("--verbose", "print each HTTP request and the full reason for a failed sign-in on standard error")
    .option("--force", "accept values that the service is unlikely to know")
    .hook("preAction", () => {
      applyEnvironment(command, context.io.env);
      assertSignIn(command.opts());
      assertCatalogId(command.opts());
    });
}

export function addCatalogOptions(command: Command, context: Context): Command {
  return addConnectionOptions(command, context).hook("preAction", () => assertUsable(command.opts()));
}

export function addOriginArguments(command: Command, [system, id] = ["<originSystem>", "<originId>"]): Command {
  return command
    .argument(`${system}`, `where the resource comes from: ${originSystems}`)
    .argument(`${id}`, "object id of the group or service principal, or URL of the site");
}

export function addChangeOptions(command: Command, context: Context): Command {
  return addCatalogOptions(command, context)
    .option("--justification <text>", "reason for the change, for the catalog owners; beta only")
    .option("--dry-run", "print the request bodies, one per line, and send nothing");
}

/** The catalog as the options specify it. */
export function catalogOf({ catalog, catalogName }: CatalogOptions): string {
  return catalog ?? inQuotes(String(catalogName));
}

/** The options of the command as options of the catalog. */
export function changeOptionsOf({ justification, validateOnly, wait }: ChangeCommandOptions): AddResourceOptions {
  return {
    ...(justification !== undefined && { justification }),
    ...(validateOnly && { isValidationOnly: true }),
    ...(wait && { waitUntilVisible: true }),
  };
}

/** The body that a command sends for a change. */
export function bodyOf(kind: "Add" | "Remove", resource: object, options: ChangeCommandOptions): object {
  const { api, catalog = lookedUp } = options;
  return api.version.changeBody(kind, catalog, resource, changeOptionsOf(options));
}

/** @throws CliFailure when no catalog is specified, or an option does not exist in the version. */
function assertUsable(options: ChangeCommandOptions): void {
  for (const name of Object.keys(changeOptionsOf(options))) {
    const rule = options.api.version.optionRules.add[name];
    if (rule && "refusal" in rule) throw new CliFailure("usage", `${flags[name]} ${rule.refusal}`);
  }
  if (options.catalog === undefined && options.catalogName === undefined)
    throw new CliFailure(
      "usage",
      `specify the catalog with --catalog <id>, --catalog-name <name> or ${variables.catalog}`,
    );
}

/** Refuses an empty value, which an unset shell variable leaves behind. */
export function nonEmpty(text: string): string {
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

/** Collects the `name=value` pairs of an option that can be repeated. */
export function collectPairs(text: string, previous: Pairs = []): Pairs {
  const end = text.indexOf("=");
  if (end < 1) throw new InvalidArgumentError('It must be "name=value".');
  const name = text.slice(0, end).trim();
  if (previous.some(([other]) => keyOfName(other) === keyOfName(name)))
    throw new InvalidArgumentError(`It repeats ${inQuotes(name)}.`);
  return [...previous, [name, text.slice(end + 1).trim()]];
}
