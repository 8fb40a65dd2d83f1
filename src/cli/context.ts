import type { AddResourceOptions } from "../catalog/types.js";
import type { ExitCode } from "./exit-codes.js";
import type { CommandIo } from "./io.js";
import type { ChangeCommandOptions } from "./options.js";
import type { Output } from "./output/output.js";

/** What every command works with. */
export interface Context {
  readonly io: CommandIo;
  readonly output: Output;
  /** What was typed, without the program's name. */
  readonly argv: readonly string[];
  /** Says what the exit code is to be. */
  readonly finish: (code: ExitCode) => void;
}

/** What the command's options mean to the catalog. */
export function changeOptionsOf(
  options: ChangeCommandOptions & { readonly wait?: true; readonly validateOnly?: true },
): AddResourceOptions {
  return {
    ...(options.justification !== undefined && { justification: options.justification }),
    ...(options.validateOnly && { isValidationOnly: true }),
    ...(options.wait && { waitUntilVisible: true }),
  };
}
