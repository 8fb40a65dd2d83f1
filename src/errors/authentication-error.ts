import { AccessPackageResourceRequestsError, type ErrorDetails, hasName } from "./base.js";

/**
 * No access token could be obtained, or the token lacks the claims that the service asks for.
 * If the service refuses a token for another reason, the error is a `GraphError` with status 401 or 403.
 */
export class AuthenticationError extends AccessPackageResourceRequestsError {
  override readonly name = "AuthenticationError";

  constructor(message: string, details: Partial<ErrorDetails> = {}) {
    super(message, { outcome: "notCreated", attempts: [], ...details });
  }
}

/** Whether a value is an AuthenticationError, whichever copy of the package made it. */
export function isAuthenticationError(value: unknown): value is AuthenticationError {
  return hasName(value, "AuthenticationError");
}
