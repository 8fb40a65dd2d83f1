import { isAuthenticationError, isConnectionError, isGraphError, isRequestValidationError } from "../errors/index.js";
import { isJournalError, type JournalError } from "../node/journal-error.js";

/** What the command's exit code says. The help text documents it. */
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

/** Ends the command with one message for its user. */
export class CliFailure extends Error {
  override readonly name = "CliFailure";

  constructor(
    readonly kind: keyof typeof exitCodes,
    message: string,
  ) {
    super(message);
  }
}

const codesByProblem: Readonly<Record<JournalError["problem"], ExitCode>> = {
  inUse: exitCodes.environment,
  unusable: exitCodes.environment,
  otherCatalog: exitCodes.usage,
  damaged: exitCodes.usage,
};

/** The exit code for an error of the package that tells that nothing was done. */
export function exitCodeOf(error: unknown): ExitCode {
  if (isJournalError(error)) return codesByProblem[error.problem];
  if (isNotSignedIn(error)) return exitCodes.authentication;
  if (isConnectionError(error)) return exitCodes.environment;
  return isRequestValidationError(error) ? exitCodes.usage : exitCodes.failed;
}

/** Whether the user must fix something first, so that going on is of no use. */
export function isHopeless(error: unknown): boolean {
  return isNotSignedIn(error) || isConnectionError(error);
}

function isNotSignedIn(error: unknown): boolean {
  return isAuthenticationError(error) || (isGraphError(error) && error.status === 401);
}
