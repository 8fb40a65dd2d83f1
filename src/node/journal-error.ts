import {
  AccessPackageResourceRequestsError,
  type ErrorDetails,
  hasName,
} from "../errors/access-package-resource-requests-error.js";

/**
 * Why a journal cannot be used.
 * - `inUse`: another process has it open, or may have.
 * - `otherCatalog`: it was begun for another catalog.
 * - `inputChanged`: it was begun for another input.
 * - `damaged`: it holds something that no journal holds, or is no journal at all.
 * - `unusable`: the file system refused to open, to read, to lock or to write it.
 */
export type JournalProblem = "inUse" | "otherCatalog" | "inputChanged" | "damaged" | "unusable";

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
