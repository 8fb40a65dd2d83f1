import { AccessPackageResourceRequestsError, type ErrorDetails, hasName } from "./base.js";
import { isGraphError } from "./graph-error.js";

/**
 * The request may have been sent, and no response gives its outcome: a reset, a timeout, a 504, an empty or truncated
 * success, a response to another call, or `ResourceAlreadyOnboarded` in response to a retry. Check the catalog before
 * you send it again, or use `catalog(id).addResource`, which does so first. After a refusal, the error is a
 * `GraphError`; after an abort by the caller, a `RequestAbortedError`.
 */
export class OutcomeUnknownError extends AccessPackageResourceRequestsError {
  override readonly name = "OutcomeUnknownError";
  /** HTTP status of the last response; absent when none arrived. */
  declare readonly status?: number;
  /** The service's error code, when a refusal is the `cause`. */
  declare readonly code?: string;
  /** What to do about that code, when it is known. */
  declare readonly hint?: string;

  constructor(message: string, details: Omit<ErrorDetails, "outcome">, status?: number) {
    super(message, { ...details, outcome: "unknown" });
    if (status !== undefined) this.status = status;
    if (!isGraphError(details.cause)) return;
    this.code = details.cause.code;
    if (details.cause.hint !== undefined) this.hint = details.cause.hint;
  }
}

/** Whether a value is an OutcomeUnknownError, whichever copy of the package made it. */
export function isOutcomeUnknownError(value: unknown): value is OutcomeUnknownError {
  return hasName(value, "OutcomeUnknownError");
}
