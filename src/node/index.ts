/**
 * A journal in a file, so that an interrupted `addResources` can continue. It needs Node.
 *
 * @module access-package-resource-requests/node
 */
import type { Journal } from "../catalog/journal.js";
import { argumentRules, checkValue } from "../option-checks.js";
import { FileJournal } from "./file-journal.js";

export type { Journal, JournalEntry, JournalState } from "../catalog/journal.js";
export { isJournalError, JournalError, type JournalProblem } from "./journal-error.js";

/**
 * A journal in a file, so that `addResources` can continue after a crash. The file is append-only JSON Lines, readable
 * by its owner only (mode 0600, also for an existing file). It contains the origins and outcomes of resources, but no
 * token and no justification. Its lines survive the end of the process, even by SIGKILL; a power failure can lose the
 * last ones.
 *
 * While it is open, a lock file (its real path + `.lock`) keeps other processes out. The lock of a process that has
 * ended is taken over, and an incomplete last line is removed. You can correct or extend the input between two runs.
 *
 * `open` rejects with a JournalError whose `problem` says why the file cannot be used. `sending` and `finished` do so
 * when it cannot be written; after that, nothing more is written to it.
 *
 * @param path Path of the file, which is created if it does not exist.
 * @throws TypeError when the path is not a non-empty string.
 */
export function fileJournal(path: string): Journal {
  checkValue("path", path, argumentRules.path);
  return new FileJournal(path);
}
