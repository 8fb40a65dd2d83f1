import { writeSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import type { Journal, JournalEntry, JournalState } from "../catalog/journal.js";
import { KeyTable } from "../catalog/key-table.js";
import type { ErrorOutcome } from "../errors/index.js";
import { errorCode, redactText } from "../errors/redact.js";
import { isJournalError, JournalError } from "./journal-error.js";
import { headerOf, isNewer, type Owner, parseEntry, parseHeader, startsLikeHeader, states } from "./journal-lines.js";
import { readLines } from "./lines.js";
import { takeLock } from "./lock.js";

/** A journal that is open. */
interface OpenJournal {
  readonly file: FileHandle;
  readonly numbers: KeyTable;
  readonly release: () => void;
}

export class FileJournal implements Journal {
  readonly #path: string;
  #open: OpenJournal | undefined;
  /** Set when a write failed: the file may end in an incomplete line, which is only removed on opening. */
  #failure: JournalError | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  async open(catalogId: string, service?: string): Promise<void> {
    let release: (() => void) | undefined;
    let file: FileHandle | undefined;
    try {
      release = takeLock(this.#path);
      file = await open(this.#path, "a+", 0o600);
      await this.#assertOwn(file);
      this.#open = { file, release, numbers: await this.#read(file, { catalogId, service }) };
      await file.chmod(0o600);
      this.#failure = undefined;
    } catch (error) {
      await file?.close();
      release?.();
      throw isJournalError(error) ? error : this.#unusable(error, "notCreated");
    }
  }

  stateOf(key: string): JournalState | undefined {
    const number = this.#open?.numbers.get(key);
    return number === undefined ? undefined : states[number];
  }

  async sending(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const { numbers } = this.#append(`${JSON.stringify({ sending: keys })}\n`, "notCreated");
    for (const key of keys) numbers.set(key, states.indexOf("sending"));
  }

  async finished(entries: readonly JournalEntry[]): Promise<void> {
    const lines = entries.map(({ key, outcome }) => `${JSON.stringify({ key, outcome })}\n`);
    if (lines.length === 0) return;
    const { numbers } = this.#append(lines.join(""), "unknown");
    for (const { key, outcome } of entries) numbers.set(key, states.indexOf(outcome));
  }

  async close(): Promise<void> {
    const { file, release } = this.#open ?? {};
    this.#open = undefined;
    await file?.close();
    release?.();
  }

  async #read(file: FileHandle, owner: Owner): Promise<KeyTable> {
    const numbers = new KeyTable();
    const { length, rest } = await readLines(file, (text, line) => {
      if (line === 1) this.#assertSame(text, owner);
      else this.#add(numbers, text, line);
    });
    if (length === 0 && !startsLikeHeader(rest)) throw this.#foreign(rest);
    if (rest !== "") await file.truncate(length);
    if (length === 0) writeAll(file, headerOf(owner));
    return numbers;
  }

  /** A run that opens another hard link of the file would not see the lock. */
  async #assertOwn(file: FileHandle): Promise<void> {
    const stats = await file.stat();
    if (!stats.isFile()) throw this.#unusable("it is not a regular file", "notCreated");
    if (stats.nlink > 1) throw this.#unusable("it has more than one hard link", "notCreated");
  }

  #assertSame(header: string, expected: Owner): void {
    const found = parseHeader(header);
    if (!found) throw this.#foreign(header);
    const isSameCatalog = found.catalogId.toLowerCase() === expected.catalogId.toLowerCase();
    const { service = expected.service } = found;
    if (isSameCatalog && (service === expected.service || expected.service === undefined)) return;
    throw new JournalError(
      "otherCatalog",
      `${this.#path} belongs to the catalog ${redactText(nameOf(found), [])}, not ${nameOf(expected)}. Use another journal for this one.`,
    );
  }

  #add(numbers: KeyTable, text: string, line: number): void {
    const entry = parseEntry(text);
    if (!entry) {
      throw new JournalError(
        "damaged",
        `${this.#path}:${line} is not a line of a journal. Restore the file, or use a new journal; resources that are already in the catalog are then reported as alreadyPresent.`,
      );
    }
    for (const key of entry.keys) numbers.set(key, entry.number);
  }

  #append(text: string, outcome: ErrorOutcome): OpenJournal {
    if (this.#failure) throw this.#failure;
    if (!this.#open) throw new JournalError("unusable", `${this.#path} is not open: call open first.`);
    try {
      writeAll(this.#open.file, text);
    } catch (error) {
      this.#failure = this.#unusable(error, outcome);
      throw this.#failure;
    }
    return this.#open;
  }

  #foreign(header: string): JournalError {
    const why = isNewer(header)
      ? "was written by a newer version of this package. Update the package, or use"
      : "is not the start of a journal. Use";
    return new JournalError("damaged", `${this.#path}:1 ${why} a file that does not exist yet.`);
  }

  #unusable(cause: unknown, outcome: ErrorOutcome): JournalError {
    const message = `${this.#path} cannot be used as a journal (${errorCode(cause) ?? String(cause)}). Use a file in a writable folder on a local disk with space left.`;
    return new JournalError("unusable", message, { cause, outcome });
  }
}

function nameOf({ catalogId, service }: Owner): string {
  return service === undefined ? catalogId : `${catalogId} at ${service}`;
}

/** In one write, unless the disk accepts less. */
function writeAll(file: FileHandle, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(file.fd, bytes, written);
}
