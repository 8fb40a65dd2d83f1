import { withDetails } from "../errors/base.js";
import {
  type AccessPackageResourceRequestsError,
  type Attempt,
  type ErrorOutcome,
  isAccessPackageResourceRequestsError,
  isGraphError,
  isRequestAbortedError,
  isRequestNotDeliveredError,
  OutcomeUnknownError,
  RequestAbortedError,
} from "../errors/index.js";

/** What is known of a change that ended without success. */
interface Ending {
  readonly outcome: ErrorOutcome;
  /** Every attempt of the change, look-ups included. */
  readonly attempts: readonly Attempt[];
  /** The last error of a request for the change itself. */
  readonly lastError: AccessPackageResourceRequestsError | undefined;
}

/** The error that a change ends with: it agrees with the outcome of the whole change and has all of its attempts. */
export function finalError(
  error: AccessPackageResourceRequestsError,
  { outcome, attempts, lastError }: Ending,
): AccessPackageResourceRequestsError {
  if (isRequestAbortedError(error)) {
    const last = isAccessPackageResourceRequestsError(error.cause) ? error.cause : lastError;
    const message = `${abortOf(error.reason)} ${consequences[outcome]}.${lastResponse(last)}`;
    return new RequestAbortedError(message, error.reason, { outcome, attempts, cause: last ?? error.cause });
  }
  if (outcome === error.outcome || isRequestNotDeliveredError(error)) return withDetails(error, { outcome, attempts });
  const message = `It is not known whether the change was made: look into the catalog before repeating it. The last error was: ${error.message}`;
  return new OutcomeUnknownError(message, { attempts, cause: error }, isGraphError(error) ? error.status : undefined);
}

const consequences: Readonly<Record<ErrorOutcome, string>> = {
  notCreated: "before the service took a request: it can be repeated",
  unknown: "after a request may have been carried out: look into the catalog before repeating it",
};

function abortOf(reason: RequestAbortedError["reason"]): string {
  return reason === "aborted" ? "The work was aborted" : "The time for a request ended";
}

function lastResponse(error: AccessPackageResourceRequestsError | undefined): string {
  return error ? ` The last error was: ${error.message}` : "";
}
