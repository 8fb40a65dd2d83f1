import type { ResourceToRemove } from "../catalog/remove.js";
import type { AddResult, CatalogResource } from "../catalog/types.js";
import {
  type AccessPackageResourceRequestsError,
  isAccessPackageResourceRequestsError,
  isGraphError,
  isRequestNotDeliveredError,
} from "../errors/index.js";
import type { Context } from "./context.js";
import { type ExitCode, exitCodeOf, exitCodes } from "./exit-codes.js";
import type { OutputOptions } from "./options.js";
import { toDetails } from "./output/table.js";
import { toJsonLine } from "./output/text.js";

/** What `--json` says of an error. */
function toJsonError(error: AccessPackageResourceRequestsError) {
  const { name, message } = error;
  const clientRequestId = error.attempts.at(-1)?.clientRequestId;
  // What ended the wait may be another error; what the service said is its cause then.
  const refusal = [error, error.cause].find(isGraphError);
  return {
    name,
    message,
    ...(refusal && { status: refusal.status, code: refusal.code }),
    ...(refusal?.requestId !== undefined && { requestId: refusal.requestId }),
    ...(clientRequestId !== undefined && { clientRequestId }),
  };
}

/** What became of one change, as the commands print it. */
interface Change {
  readonly outcome: string;
  readonly requestState?: string;
  readonly catalogResource?: CatalogResource;
  readonly error?: AccessPackageResourceRequestsError;
}

/** What `--json` says of an addition. */
export function toJsonResult({ resource, ...change }: Change & Pick<AddResult, "resource">) {
  const { originSystem, originId } = resource;
  return toJsonChange({ originSystem, originId }, change);
}

function toJsonChange(resource: ResourceToRemove, { outcome, requestState, catalogResource, error }: Change) {
  const id = catalogResource?.id;
  return {
    ...resource,
    outcome,
    ...(requestState !== undefined && { requestState }),
    ...(id !== undefined && { id }),
    ...(error && { error: toJsonError(error) }),
  };
}

/** Prints what became of one change, and on standard error why it was not made. Returns the exit code. */
export async function printChange(
  { output }: Context,
  { json }: OutputOptions,
  resource: ResourceToRemove,
  change: Promise<Change>,
  stop: AbortSignal,
): Promise<ExitCode> {
  const settled = await change.catch(toFailedChange);
  const printed = toJsonChange(resource, settled);
  const { error: _, ...shown } = printed;
  await output.print(json ? toJsonLine(printed) : toDetails(shown, output.width));
  const { outcome, error } = settled;
  if (!error) return exitCodes.ok;
  output.note(`error: ${error.message}`);
  if (stop.aborted) return exitCodes.interrupted;
  return outcome === "unknown" ? exitCodes.unknown : exitCodeOf(error);
}

function toFailedChange(error: unknown): Change {
  if (!isAccessPackageResourceRequestsError(error)) throw error;
  return {
    outcome: error.outcome === "unknown" ? "unknown" : "failed",
    ...(isRequestNotDeliveredError(error) && { requestState: error.requestState }),
    error,
  };
}
