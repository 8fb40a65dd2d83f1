import { Command, CommanderError } from "commander";

/** Exit codes of the project's commands. The --help of a command says what each means there. */
export const exitCodes = {
  ok: 0,
  /** A check failed, or the specification is invalid. */
  findings: 1,
  usage: 2,
  /** A stored result no longer matches its source. */
  stale: 3,
  /** Something outside the project's files is missing or unusable. */
  environment: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A failure that the user can fix. Only its message is printed, never its stack. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
  readonly exitCode: ExitCode;

  constructor(kind: Exclude<keyof typeof exitCodes, "ok">, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCodes[kind];
  }
}

/** Where a command writes: its result to `out`, everything else to `err`. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** The output of this process, for one program. */
export function standardOutput(): Output {
  // A reader that has seen enough, such as `head`, closes the pipe.
  process.stdout.on("error", (error) => {
    if (!("code" in error && error.code === "EPIPE")) throw error;
  });
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
  };
}

/**
 * Creates a command without options. It throws a CommanderError instead of ending the process.
 *
 * @param help Examples and exit codes, which --help prints below the options.
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
 * Reports the error that ended a command, and returns the exit code. Rethrows an error that is a defect of the command.
 *
 * @param what The subject of the message after a failed system call.
 * @param report Prints a message on stderr.
 */
export function exitCodeOf(error: unknown, what: string, report: (message: string) => void): ExitCode {
  // Commander has printed its own message already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof CommandFailure) {
    report(error.message);
    return error.exitCode;
  }
  // Not `instanceof`, because an error from another realm has a different class.
  if (typeof error === "object" && error !== null && "syscall" in error && "message" in error) {
    report(`${what} could not finish: ${error.message}`);
    return exitCodes.environment;
  }
  throw error;
}
