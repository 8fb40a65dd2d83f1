import { type Command, Option } from "commander";
import type { ListedResource, ResourceToAdd, ResourceToRemove } from "../../catalog/any-version.js";
import type { Catalog } from "../../catalog/catalog.js";
import type { AddResourceOptions } from "../../catalog/types.js";
import {
  type AccessPackageResourceRequestsError,
  isAccessPackageResourceRequestsError,
  isGraphError,
  isRequestNotDeliveredError,
} from "../../errors/index.js";
import type { RawResponse } from "../../options.js";
import type { AnyVersion } from "../api-versions.js";
import { withCatalog } from "../connection.js";
import type { Context } from "../context.js";
import { assertGuid } from "../environment.js";
import { CliFailure, type ExitCode, exitCodeOf, exitCodes } from "../exit-codes.js";
import { exampleCatalog, exampleGroup, helpEnd } from "../help.js";
import { setProperty } from "../input/columns.js";
import { assertPlausible, waitAdvice } from "../input/plausible.js";
import {
  addChangeOptions,
  addOriginArguments,
  bodyOf,
  type ChangeCommandOptions,
  catalogOf,
  changeOptionsOf,
  collectPairs,
  lookedUp,
  type Pairs,
} from "../options.js";
import { inCommandWords } from "../output/words.js";
import { confirmRemoval } from "./confirm-removal.js";

type AddOptions = ChangeCommandOptions & { readonly set?: Pairs };
type RemoveOptions = ChangeCommandOptions & { readonly id?: string; readonly yes?: true };

export function defineAdd(program: Command, context: Context): void {
  addOriginArguments(addChangeOptions(program.command("add"), context))
    .summary("add one resource to a catalog")
    .description(
      "Adds one resource to a catalog. It is safe to repeat: it succeeds if the resource is already there. A group that is too new for the service is retried for five minutes.",
    )
    .option("--set <property=value>", "send another property of the resource; can be repeated", collectPairs)
    .option("--wait", "wait until the catalog lists the resource")
    .addOption(new Option("--validate-only", "let the service check it and add nothing; beta only").conflicts("wait"))
    .addHelpText(
      "after",
      helpEnd(
        `add ${exampleGroup} ${exampleCatalog}`,
        `add SharePointOnline https://contoso.sharepoint.com/sites/Sales --set displayName=Sales --wait ${exampleCatalog}`,
      ),
    )
    .action(async (originSystem: string, originId: string, options: AddOptions) => {
      const resource = toAdd(originSystem, originId, options);
      const body = bodyOf("Add", resource, options);
      let isNoted = options.quiet === true;
      const onResponse = ({ bodyAsText }: RawResponse) => {
        if (isNoted || !bodyAsText.includes('"ResourceNotFoundInOriginSystem"')) return;
        isNoted = true;
        context.output.note(waitAdvice(resource, options.api));
      };
      const changing = makeChange(context, options, { originSystem, originId }, body, (catalog, changeOptions) =>
        catalog.addResource(resource, { ...changeOptions, onResponse }),
      );
      context.finish(await changing);
    });
}

function toAdd(originSystem: string, originId: string, { set = [], ...options }: AddOptions): ResourceToAdd {
  assertPlausible({ originSystem, originId }, options);
  const others: Record<string, unknown> = {};
  for (const [name, value] of set) {
    const property = options.api.columns.require(name, true);
    if (["originSystem", "originId"].includes(property.name))
      throw new CliFailure("usage", `--set cannot change ${property.name}: pass it as an argument`);
    setProperty(others, property.path, value);
  }
  return { ...others, originSystem, originId };
}

export function defineRemove(program: Command, context: Context): void {
  addOriginArguments(addChangeOptions(program.command("remove"), context), ["[originSystem]", "[originId]"])
    .summary("remove one resource from a catalog")
    .description(
      "Removes one resource from a catalog. It succeeds if the resource is not there. Remove its roles from every access package first. On a terminal, it asks for confirmation.",
    )
    .usage("[options] [originSystem originId]")
    .option("--id <id>", "the id of the resource in the catalog, instead of its origin")
    .option("--yes", "do not ask for confirmation; without a terminal, it never asks")
    .addHelpText(
      "after",
      helpEnd(
        `remove ${exampleGroup} ${exampleCatalog}`,
        `remove --id 1d4c9a0e-7c55-4c6b-9d0c-1f0b5c6a7e21 ${exampleCatalog} --dry-run`,
      ),
    )
    .action(async (originSystem: string | undefined, originId: string | undefined, options: RemoveOptions) => {
      const resource = toRemove(originSystem, originId, options);
      if (!options.yes && !options.dryRun) await confirmRemoval(questionOf(resource, options), context.io);
      const body = bodyOf("Remove", { id: "id" in resource ? resource.id : lookedUp }, options);
      const changing = makeChange(context, options, resource, body, (catalog, changeOptions) =>
        catalog.removeResource(resource, changeOptions),
      );
      context.finish(await changing);
    });
}

function toRemove(
  originSystem: string | undefined,
  originId: string | undefined,
  { id, ...options }: RemoveOptions,
): ResourceToRemove {
  if (id && originSystem === undefined) {
    if (!options.force) assertGuid("--id", id, "the id of the resource in the catalog");
    return { id };
  }
  if (id !== undefined || originSystem === undefined || originId === undefined)
    throw new CliFailure("usage", "specify the resource with <originSystem> and <originId>, or with --id");
  assertPlausible({ originSystem, originId }, options);
  return { originSystem, originId };
}

function questionOf(resource: ResourceToRemove, options: RemoveOptions): string {
  const name = "id" in resource ? String(resource.id) : `${resource.originSystem} ${resource.originId}`;
  return `Remove ${name} from catalog ${catalogOf(options)}?`;
}

const idAdvice =
  "--id is the id that the catalog gave the resource, as list --json prints it. To remove a group by its object id: remove AadGroup <object id>";

/** The outcome of one change. */
interface Change {
  readonly outcome: string;
  readonly requestState?: string;
  readonly catalogResource?: ListedResource;
  readonly error?: AccessPackageResourceRequestsError;
}

/** Makes one change and prints its outcome, or prints its body for `--dry-run`. */
async function makeChange(
  { io, output }: Context,
  options: ChangeCommandOptions,
  resource: ResourceToRemove,
  body: object,
  change: (catalog: Catalog<AnyVersion>, options: AddResourceOptions) => Promise<Change>,
): Promise<ExitCode> {
  if (options.dryRun) {
    await output.printJson(body);
    return exitCodes.ok;
  }
  return withCatalog(io, options, async (catalog, abortSignal) => {
    const settled = await change(catalog, { ...changeOptionsOf(options), abortSignal }).catch(toFailedChange);
    const details = toJsonChange(resource, settled);
    await (options.json ? output.printJson(details) : output.printDetails({ ...details, error: undefined }));
    const { outcome, error } = settled;
    if (outcome === "alreadyAbsent" && "id" in resource && !options.quiet) output.note(idAdvice);
    if (!error) return exitCodes.ok;
    output.note(`error: ${inCommandWords(error.message)}`);
    if (abortSignal.aborted) return exitCodes.interrupted;
    return outcome === "unknown" ? exitCodes.unknown : exitCodeOf(error);
  });
}

function toFailedChange(error: unknown): Change {
  if (!isAccessPackageResourceRequestsError(error)) throw error;
  return {
    outcome: error.outcome === "unknown" ? "unknown" : "failed",
    ...(isRequestNotDeliveredError(error) && { requestState: error.requestState }),
    error,
  };
}

/** What `--json` prints for a change. JSON leaves out what is undefined. */
export function toJsonChange(resource: ResourceToRemove, { outcome, requestState, catalogResource, error }: Change) {
  const id = catalogResource && { id: catalogResource.id };
  return { ...resource, outcome, requestState, ...id, error: error && toJsonError(error) };
}

/** The part of an error that `--json` prints. */
export function toJsonError(error: AccessPackageResourceRequestsError) {
  const { name } = error;
  const message = inCommandWords(error.message);
  // Another error may have ended the wait, with the refusal of the service as its cause.
  const refusal = [error, error.cause].find(isGraphError);
  const clientRequestId = error.attempts.at(-1)?.clientRequestId;
  return {
    name,
    message,
    status: refusal?.status,
    code: refusal?.code,
    requestId: refusal?.requestId,
    clientRequestId,
  };
}
