import { isAuthenticationError, isConnectionError, isGraphError, isRequestValidationError } from "../errors/index.js";
import { isJournalError } from "../node/journal-error.js";

/** The exit codes of the command line. The help text documents them. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  authentication: 4,
  environment: 5,
  unknown: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Ends the command with a message for the user. */
export class CliFailure extends Error {
  override readonly name = "CliFailure";

  constructor(
    readonly kind: keyof typeof exitCodes,
    message: string,
  ) {
    super(message);
  }
}

/** The exit code for an error of the package after which nothing was changed. */
export function exitCodeOf(error: unknown): ExitCode {
  const isWrongFile = isJournalError(error) && (error.problem === "otherCatalog" || error.problem === "damaged");
  if (isWrongFile) return exitCodes.usage;
  if (isNotSignedIn(error)) return exitCodes.authentication;
  if (isJournalError(error) || isConnectionError(error)) return exitCodes.environment;
  return isRequestValidationError(error) ? exitCodes.usage : exitCodes.failed;
}

/** Whether every other request would fail for the same reason. */
export function isHopeless(error: unknown): boolean {
  return isNotSignedIn(error) || isConnectionError(error);
}

function isNotSignedIn(error: unknown): boolean {
  return isAuthenticationError(error) || (isGraphError(error) && error.status === 401);
}
