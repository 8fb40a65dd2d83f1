/** Exit codes of `npm run generate`. */
export const exitCodes = {
  ok: 0,
  invalidSpecification: 1,
  usage: 2,
  stale: 3,
  environment: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A failure the user can mend: its message is the whole output, one line per problem, and it ends the command with `exitCode`. */
export class CommandError extends Error {
  override readonly name = "CommandError";

  constructor(
    readonly exitCode: ExitCode,
    message: string,
  ) {
    super(message);
  }
}

/** Something outside the specification is missing or unusable: Java, the jar, an installed package, a file of the project. */
export function environmentError(message: string): CommandError {
  return new CommandError(exitCodes.environment, message);
}
