import {
  AccessPackageResourceRequestsError,
  type ErrorDetails,
  hasName,
} from "./access-package-resource-requests-error.js";

/**
 * The request may have left, and no answer says what became of it: a reset, a time-out, a 504, an empty or
 * truncated success, a response to another call, or `ResourceAlreadyOnboarded` to a repeat. Look into the catalog before sending it again, or use `catalog(id).addResource`, which does.
 * A refusal is a `GraphError`; an abort by the caller a `RequestAbortedError`.
 */
export class OutcomeUnknownError extends AccessPackageResourceRequestsError {
  override readonly name = "OutcomeUnknownError";
  /** HTTP status of the last answer; absent when none arrived. */
  declare readonly status?: number;
  /** The service's error code, when a refusal leaves the outcome open; `cause` is then its `GraphError`. */
  declare readonly code?: string;
  /** What the code may mean and what to do. */
  declare readonly hint?: string;

  constructor(
    message: string,
    details: Omit<ErrorDetails, "outcome">,
    status?: number,
    { code, hint }: { readonly code?: string; readonly hint?: string } = {},
  ) {
    super(message, { ...details, outcome: "unknown" });
    if (status !== undefined) this.status = status;
    if (code !== undefined) this.code = code;
    if (hint !== undefined) this.hint = hint;
  }
}

/** Whether a value is an OutcomeUnknownError, whichever copy of the package made it. */
export function isOutcomeUnknownError(value: unknown): value is OutcomeUnknownError {
  return hasName(value, "OutcomeUnknownError");
}
