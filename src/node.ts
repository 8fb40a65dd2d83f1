/**
 * A journal in a file, with which an interrupted `addResources` continues. It needs Node.
 *
 * @module access-package-resource-requests/node
 */
import type { Journal } from "./catalog/journal.js";
import { FileJournal } from "./node/file-journal.js";
import { argumentRules, checkValue } from "./option-checks.js";

export type { Journal, JournalEntry, JournalState } from "./catalog/journal.js";
export { isJournalError, JournalError, type JournalProblem } from "./node/journal-error.js";

/**
 * A journal in a file, which lets `addResources` go on after a crash. It is append-only JSON Lines, readable by its
 * owner only (mode 0600, which an existing file gets too). It has the resources' origins and outcomes, no token and no
 * justification. Its lines survive the end of the process, SIGKILL included; a power failure may lose the last ones.
 *
 * While it is open, a lock file (its real path + `.lock`) keeps other processes out. The lock of a process that has
 * ended is taken over, and an incomplete last line is removed. An input may be corrected or extended between two runs.
 *
 * `open` rejects with a JournalError whose `problem` says why the file cannot be used; `sending` and `finished` do so
 * when it cannot be written, after which nothing more is written to it.
 *
 * @param path The file. It is created when it does not exist.
 * @throws TypeError when the path is not a non-empty string.
 */
export function fileJournal(path: string): Journal {
  checkValue("path", path, argumentRules.path);
  return new FileJournal(path);
}
