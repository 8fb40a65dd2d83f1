/** Exit codes of the command, in one place because --help prints them. */
export const exitCodes = { same: 0, invalid: 1, usage: 2, drifted: 3, environment: 5 } as const;

/** A mistake or a circumstance the user can mend: printed as one line, never with a stack. */
export class Failure extends Error {
  override readonly name = "Failure";

  constructor(
    readonly exitCode: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The message of whatever was thrown, with the cause's, where Node hides the useful half of a network error. */
export function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message;
}
