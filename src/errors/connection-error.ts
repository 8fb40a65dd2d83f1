import { AccessPackageResourceRequestsError, type ErrorDetails, hasName } from "./base.js";

/**
 * Nothing reached the service: its name was not found, the connection was refused, TLS failed, or a proxy refused it.
 * A read that fails in any other way is also a ConnectionError. If the connection breaks after a change may have been
 * sent, the error is an `OutcomeUnknownError` instead.
 */
export class ConnectionError extends AccessPackageResourceRequestsError {
  override readonly name = "ConnectionError";
  /** A code as in `Attempt.code`, such as `ECONNREFUSED`, or `UNTRUSTED_NEXT_LINK` when a list continues elsewhere. */
  readonly code: string;

  constructor(message: string, code: string, details: ErrorDetails) {
    super(message, details);
    this.code = code;
  }
}

/** Whether a value is a ConnectionError, whichever copy of the package made it. */
export function isConnectionError(value: unknown): value is ConnectionError {
  return hasName(value, "ConnectionError");
}
