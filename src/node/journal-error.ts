import { AccessPackageResourceRequestsError, type ErrorDetails, hasName } from "../errors/base.js";

/**
 * Why a journal cannot be used.
 * - `inUse`: another process has it open, or may have.
 * - `otherCatalog`: it belongs to another catalog.
 * - `damaged`: it has a line that no journal has, or is no journal at all.
 * - `unusable`: it is no regular file or has more than one hard link, or the file system refused to open, to read, to
 *   lock or to write it.
 */
export type JournalProblem = "inUse" | "otherCatalog" | "damaged" | "unusable";

/** A journal file cannot be used. `outcome` is `unknown` when it failed while outcomes were written, else `notCreated`. */
export class JournalError extends AccessPackageResourceRequestsError {
  override readonly name = "JournalError";
  readonly problem: JournalProblem;

  constructor(problem: JournalProblem, message: string, details: Partial<ErrorDetails> = {}) {
    super(message, { outcome: "notCreated", attempts: [], ...details });
    this.problem = problem;
  }
}

/** Whether a value is a JournalError, whichever copy of the package made it. */
export function isJournalError(value: unknown): value is JournalError {
  return hasName(value, "JournalError");
}
