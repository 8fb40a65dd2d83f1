/** Exit codes of the command, in one place because --help prints them. */
export const exitCodes = { fresh: 0, invalid: 1, usage: 2, stale: 3, environment: 5 } as const;

/** A circumstance the user can mend: printed as it is, never with a stack. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";

  constructor(
    readonly exitCode: number,
    message: string,
  ) {
    super(message);
  }
}
