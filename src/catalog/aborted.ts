import { type Attempt, RequestAbortedError } from "../errors/index.js";
import { reasonOf } from "../time/deadline.js";

/** The error for work that its caller's signal ended between two requests. */
export function abortedError(signal: AbortSignal): RequestAbortedError {
  return endedError(reasonOf(signal));
}

/** The error for work that something else ended between two requests. */
export function endedError(cause: unknown): RequestAbortedError {
  return new RequestAbortedError("The work was aborted before the request was sent: it can be repeated.", "aborted", {
    outcome: "notCreated",
    attempts: [],
    cause,
  });
}

/**
 * The error for a run of many that its caller's signal ended, after all of its results.
 *
 * @param results How many of the results are unknown, and their attempts.
 */
export function abortedRunError(
  signal: AbortSignal,
  { unknown, attempts }: { readonly unknown: number; readonly attempts: readonly Attempt[] },
): RequestAbortedError {
  const consequence =
    unknown === 0
      ? "What its results do not report as added can be repeated"
      : `Whether ${unknown} of its resources were added is unknown: look into the catalog before repeating them`;
  return new RequestAbortedError(`The run was aborted. ${consequence}.`, "aborted", {
    outcome: unknown === 0 ? "notCreated" : "unknown",
    attempts,
    cause: reasonOf(signal),
  });
}
