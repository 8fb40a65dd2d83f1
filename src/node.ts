import type { Journal } from "./catalog/journal.js";
import { FileJournal } from "./node/file-journal.js";
import { argumentRules, checkOptions, checkValue, optionRules } from "./option-checks.js";

export type { Journal, JournalEntry, JournalState } from "./catalog/journal.js";
export { isJournalError, JournalError, type JournalProblem } from "./node/journal-error.js";

/** Options of a journal in a file. */
export interface FileJournalOptions {
  /**
   * Fingerprint of the input, such as its SHA-256. A journal begun with another one is refused, because the input has
   * changed since. Default: none, and any input goes.
   */
  readonly input?: string;
}

/**
 * A journal in a file, which lets `addResources` go on after a crash. It is append-only JSON Lines, readable by its
 * owner only, and holds the resources' origins and outcomes, no token and no justification. What was written survives
 * the end of the process, SIGKILL included; it is not synchronised to the disk, so a power failure may lose the end.
 *
 * While it is open, a lock file beside it (`path` + `.lock`) keeps other processes out. The lock of a process that has
 * ended is taken over, and a last line that was cut off is removed.
 *
 * `open` rejects with a JournalError whose `problem` says why the file cannot be used; `sending` and `finished` do so
 * when it cannot be written, after which nothing more is written to it.
 *
 * @param path The file. It is created when it does not exist.
 * @throws TypeError when the path or an option is not a text.
 */
export function fileJournal(path: string, options: FileJournalOptions = {}): Journal {
  checkValue("path", path, argumentRules.path);
  checkOptions(options, optionRules.fileJournal);
  return new FileJournal(path, options.input);
}
