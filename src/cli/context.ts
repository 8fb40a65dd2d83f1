import type { ExitCode } from "./exit-codes.js";
import type { CommandIo } from "./io.js";
import type { Output } from "./output/output.js";

/** What every command works with. */
export interface Context {
  readonly io: CommandIo;
  readonly output: Output;
  readonly argv: readonly string[];
  readonly finish: (code: ExitCode) => void;
}
