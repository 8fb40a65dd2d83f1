import { CommanderError } from "commander";
import type { Output } from "./output.js";

export const exitCodes = { ok: 0, findings: 1, usage: 2, stale: 3, environment: 5, interrupted: 130 } as const;

/** A mistake of the user's that ends the command with one message and the exit code of its kind. */
export class ReviewFailure extends Error {
  constructor(
    readonly kind: keyof typeof exitCodes,
    message: string,
  ) {
    super(message);
    this.name = "ReviewFailure";
  }
}

/** Tells what ended a command, and gives its exit code. A defect of the command itself is thrown on. */
export function exitCodeOf(error: unknown, output: Pick<Output, "error">): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof ReviewFailure) {
    output.error(`${error.message}\n`);
    return exitCodes[error.kind];
  }
  if (typeof error === "object" && error !== null && "syscall" in error && "message" in error) {
    output.error(`The review could not finish: ${String(error.message)}\n`);
    return exitCodes.environment;
  }
  throw error;
}
