import { withDetails } from "../errors/base.js";
import {
  type AccessPackageResourceRequestsError,
  type Attempt,
  type ErrorOutcome,
  isGraphError,
  isRequestAbortedError,
  isRequestNotDeliveredError,
  OutcomeUnknownError,
  RequestAbortedError,
  RequestNotDeliveredError,
} from "../errors/index.js";
import { reasonOf } from "../time/deadline.js";
import { abortedError, lastErrors, lastErrorWas } from "../transport/to-error.js";
import type { Change } from "../versions/version.js";

/** The error for an operation that ended between two requests. */
export function abortedBetweenRequests(cause: unknown): RequestAbortedError {
  return abortedError("aborted", { outcome: "notCreated", attempts: [], cause });
}

/**
 * The error that an aborted bulk operation throws after its last result.
 *
 * @param results The number of results that are unknown, and their attempts.
 */
export function abortedRunError(
  signal: AbortSignal,
  { unknown, attempts }: { readonly unknown: number; readonly attempts: readonly Attempt[] },
): RequestAbortedError {
  const advice =
    unknown === 0
      ? "Every resource that was not added can be added again"
      : `Whether ${unknown} of its resources were added is unknown. Check the catalog before you add them again`;
  const outcome = unknown === 0 ? "notCreated" : "unknown";
  const details = { outcome, attempts, cause: reasonOf(signal) } as const;
  return new RequestAbortedError(`addResources was aborted. ${advice}.`, "aborted", details);
}

/** The error for a request that the service accepted and ended without the change. */
export function notDeliveredError({ request, requestState }: Change, attempts: readonly Attempt[]) {
  return new RequestNotDeliveredError(request, String(requestState), { outcome: "notCreated", attempts });
}

/** What is known about a change that did not succeed. */
interface FailedChange {
  readonly outcome: ErrorOutcome;
  /** Every attempt of the change, look-ups included. */
  readonly attempts: readonly Attempt[];
  /** The last error of a request for the change itself. */
  readonly lastError: AccessPackageResourceRequestsError | undefined;
}

/** The error of a change that did not succeed: it agrees with the outcome of the whole change and has all its attempts. */
export function finalError(
  error: AccessPackageResourceRequestsError,
  { outcome, attempts, lastError }: FailedChange,
): AccessPackageResourceRequestsError {
  if (isRequestAbortedError(error)) {
    return abortedError(error.reason, { outcome, attempts, cause: error.cause }, lastErrors.get(error) ?? lastError);
  }
  if (outcome === error.outcome || isRequestNotDeliveredError(error)) return withDetails(error, { outcome, attempts });
  const message = `It is not known whether the change was made. Check the catalog before you repeat it.${lastErrorWas(error)}`;
  return new OutcomeUnknownError(message, { attempts, cause: error }, isGraphError(error) ? error.status : undefined);
}
