import { AccessPackageResourceRequestsError, type ErrorDetails, hasName } from "./base.js";

/**
 * The caller's signal ended the call, or its deadline passed before the request was sent. `outcome` is `unknown` if the
 * service may have accepted a request, otherwise `notCreated`. `cause` is the error of the last attempt if the call was
 * waiting to repeat it, otherwise the reason that the caller gave the signal. If the deadline of a change passes later,
 * the error is an `OutcomeUnknownError`.
 */
export class RequestAbortedError extends AccessPackageResourceRequestsError {
  override readonly name = "RequestAbortedError";
  /** `aborted`: by the caller's `abortSignal`. `timeout`: by `timeoutInMs`. */
  readonly reason: "aborted" | "timeout";

  constructor(message: string, reason: "aborted" | "timeout", details: ErrorDetails) {
    super(message, details);
    this.reason = reason;
  }
}

/** Whether a value is a RequestAbortedError, whichever copy of the package made it. */
export function isRequestAbortedError(value: unknown): value is RequestAbortedError {
  return hasName(value, "RequestAbortedError");
}
