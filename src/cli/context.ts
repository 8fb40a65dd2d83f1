import type { ExitCode } from "./exit-codes.js";
import type { CommandIo } from "./io.js";
import type { Output } from "./output/output.js";

/** What every command works with. */
export interface Context {
  readonly io: CommandIo;
  readonly output: Output;
  /** The arguments of the program. */
  readonly argv: readonly string[];
  /** Sets the exit code. */
  readonly finish: (code: ExitCode) => void;
}
