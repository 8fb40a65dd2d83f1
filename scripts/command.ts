import { Command, CommanderError } from "commander";

/** Exit codes of the project's commands; the --help of each says what they mean there. */
export const exitCodes = {
  ok: 0,
  /** What is checked is not as it has to be; an invalid specification included. */
  findings: 1,
  usage: 2,
  /** What is kept no longer fits what it was made from or is compared with. */
  stale: 3,
  /** Something outside the project's own files is missing or unusable. */
  environment: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A mistake or a circumstance the user can fix: its message is all that is printed, never a stack. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
  readonly exitCode: ExitCode;

  constructor(kind: Exclude<keyof typeof exitCodes, "ok">, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCodes[kind];
  }
}

/** Where a command writes: data to `out`, everything else to `err`. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export const standardOutput: Output = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

/**
 * A command without its options. It throws a CommanderError where Commander would end the process.
 *
 * @param help Examples and exit codes, printed below the options.
 */
export function createCommand(name: string, description: string, help: string, { out, err }: Output): Command {
  return new Command(name)
    .description(description)
    .addHelpText("after", help)
    .allowExcessArguments(false)
    .configureOutput({ writeOut: out, writeErr: err })
    .exitOverride();
}

/**
 * Tells what ended a command, and gives its exit code. A defect of the command itself is thrown on.
 *
 * @param what What could not finish when a system call failed, as the subject of that sentence.
 * @param tell Prints a message on stderr.
 */
export function exitCodeOf(error: unknown, what: string, tell: (message: string) => void): ExitCode {
  // Commander has printed its own message already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof CommandFailure) {
    tell(error.message);
    return error.exitCode;
  }
  // Not asked by class: an error of another realm has another class.
  if (typeof error === "object" && error !== null && "syscall" in error && "message" in error) {
    tell(`${what} could not finish: ${error.message}`);
    return exitCodes.environment;
  }
  throw error;
}
