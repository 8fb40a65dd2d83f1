import type { AddResult, RemoveResult } from "../catalog/types.js";
import { type AccessPackageResourceRequestsError, isGraphError } from "../errors/index.js";
import { type ExitCode, exitCodeOf, exitCodes } from "./exit-codes.js";
import type { OutputOptions } from "./options.js";
import type { Output } from "./output.js";
import { toDetails } from "./table.js";
import { toJsonLine } from "./text.js";

/** What `--json` says of an error. */
function toJsonError(error: AccessPackageResourceRequestsError) {
  const { name, message } = error;
  const clientRequestId = error.attempts.at(-1)?.clientRequestId;
  return {
    name,
    message,
    ...(isGraphError(error) && { status: error.status, code: error.code }),
    ...(isGraphError(error) && error.requestId !== undefined && { requestId: error.requestId }),
    ...(clientRequestId !== undefined && { clientRequestId }),
  };
}

/** What `--json` says of an addition. */
export function toJsonResult({ resource, outcome, requestState, catalogResource, error }: Omit<AddResult, "index">) {
  const { originSystem, originId } = resource;
  const id = catalogResource?.id;
  return {
    originSystem,
    originId,
    outcome,
    ...(requestState !== undefined && { requestState }),
    ...(id !== undefined && { id }),
    ...(error && { error: toJsonError(error) }),
  };
}

/** What `--json` says of a removal. */
export function toJsonRemoval(resource: object, { outcome, requestState, error }: RemoveResult) {
  return {
    ...resource,
    outcome,
    ...(requestState !== undefined && { requestState }),
    ...(error && { error: toJsonError(error) }),
  };
}

/** Prints what became of one change, and on standard error why it was not made. */
export async function printOutcome(
  output: Output,
  { json }: OutputOptions,
  result: { readonly error?: unknown },
  error: Error | undefined,
): Promise<void> {
  const { error: _, ...shown } = result;
  await output.print(json ? toJsonLine(result) : toDetails(shown, output.width));
  if (error) output.note(`error: ${error.message}`);
}

/** The exit code for one change. */
export function codeOfOutcome(
  { outcome, error }: Pick<AddResult, "error"> & { readonly outcome: string },
  stop: AbortSignal,
): ExitCode {
  if (error && stop.aborted) return exitCodes.interrupted;
  if (outcome === "unknown") return exitCodes.unknown;
  return error ? exitCodeOf(error) : exitCodes.ok;
}
