import type { AddOutcome } from "../versions/types.js";

/**
 * What a journal says about one resource: its outcome, or `sending` when it was sent and nothing more is known.
 * `addResources` never writes `validated`, because nothing was added.
 */
export type JournalState = AddOutcome | "sending";

/** An outcome to record. */
export interface JournalEntry {
  /** The resource's key, which `addResources` makes from its origin. */
  readonly key: string;
  readonly outcome: AddOutcome;
}

/**
 * Records across runs what was sent and its outcome. `addResources` opens it before the first request, writes before
 * every request and before every result, and closes it at the end. `fileJournal` of the subpath `./node` uses a file.
 *
 * A run waits for each promise of its journal, even after an abort. So each one must settle: limit the time that your
 * own journal may take.
 */
export interface Journal {
  /**
   * Opens it for a catalog. Rejects when the journal is in use, or belongs to another catalog or another service.
   *
   * @param service The origin of the client's endpoint, such as `https://graph.microsoft.com`; `http://localhost` for
   * every loopback endpoint, because an emulator gets another port at each start. `addResources` always passes it. An
   * outcome counts only at its service: what a rehearsal against the emulator added is not in the real catalog.
   */
  open(catalogId: string, service?: string): Promise<void>;
  /** The last state recorded for a resource; `undefined` when there is none. */
  stateOf(key: string): JournalState | undefined;
  /** Records that these resources are about to be sent. Must survive the end of the process once it resolves. */
  sending(keys: readonly string[]): Promise<void>;
  /** Records outcomes. Must survive the end of the process once it resolves. */
  finished(entries: readonly JournalEntry[]): Promise<void>;
  /** Releases it, so that another run can open it. */
  close(): Promise<void>;
}
