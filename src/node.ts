import type { Journal } from "./catalog/journal.js";
import { FileJournal } from "./node/file-journal.js";
import { argumentRules, checkValue } from "./option-checks.js";

export type { Journal, JournalEntry, JournalState } from "./catalog/journal.js";
export { isJournalError, JournalError, type JournalProblem } from "./node/journal-error.js";

/**
 * A journal in a file, which lets `addResources` go on after a crash. It is append-only JSON Lines, readable by its
 * owner only (mode 0600, which an existing file gets too). It holds the resources' origins and outcomes, no token and
 * no justification. What was written survives the end of the process, SIGKILL included; it is not synchronised to the
 * disk, so a power failure may lose the end.
 *
 * While it is open, a lock file beside it (its real path + `.lock`, whatever links lead to it) keeps other processes
 * out. The lock of a process that has ended is taken over, and a last line that was cut off is removed.
 *
 * What it says holds for a resource in one catalog, whatever the rest of the input is: an input may be corrected or
 * extended between two runs.
 *
 * `open` rejects with a JournalError whose `problem` says why the file cannot be used; `sending` and `finished` do so
 * when it cannot be written, after which nothing more is written to it.
 *
 * @param path The file. It is created when it does not exist.
 * @throws TypeError when the path is not a text.
 */
export function fileJournal(path: string): Journal {
  checkValue("path", path, argumentRules.path);
  return new FileJournal(path);
}
