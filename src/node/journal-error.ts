import { AccessPackageResourceRequestsError, type ErrorDetails, hasName } from "../errors/base.js";

/**
 * Why a journal cannot be used.
 * - `inUse`: another process has it open, or may have it open.
 * - `otherCatalog`: it belongs to another catalog, or to the same one at another service.
 * - `damaged`: it has a line that a journal cannot have, is not a journal at all, or a newer version wrote it.
 * - `unusable`: it is not a regular file or has more than one hard link, or it could not be opened, read, locked or
 *   written.
 */
export type JournalProblem = "inUse" | "otherCatalog" | "damaged" | "unusable";

/** A journal file cannot be used. `outcome` is `unknown` if writing outcomes failed, otherwise `notCreated`. */
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
