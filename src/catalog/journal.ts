/**
 * What became of one resource.
 * - `added`: the service delivered it, or took the request and lists it.
 * - `accepted`: the service took the request and has not said more. Rarely such a request fails later.
 * - `alreadyPresent`: it is in this catalog, and no answer says that this call put it there.
 * - `validated`: the service found nothing against it (`isValidationOnly`); it was not added.
 * - `failed`: it was refused; `error` says why.
 * - `unknown`: whether it was added could not be found out in the time given; `error` says why.
 */
export type AddOutcome = "added" | "accepted" | "alreadyPresent" | "validated" | "failed" | "unknown";

/**
 * What a journal says of one resource: its outcome, or `sending` when it was sent and nothing is known since.
 * `addResources` never writes `validated`, because nothing was added.
 */
export type JournalState = AddOutcome | "sending";

/** An outcome to write down. */
export interface JournalEntry {
  /** The resource's key, as `addResources` made it from its origin. */
  readonly key: string;
  readonly outcome: AddOutcome;
}

/**
 * Remembers across runs what was sent and what came of it. `addResources` opens it before the first request, writes
 * before every send and before every result it yields, and closes it at the end. `fileJournal` of the subpath
 * `./node` is one that keeps a file.
 */
export interface Journal {
  /** Makes ready for a catalog. Rejects when the journal is in use or belongs to another catalog. */
  open(catalogId: string): Promise<void>;
  /** The last thing written of a resource; `undefined` when nothing was. */
  stateOf(key: string): JournalState | undefined;
  /** Writes that these are about to be sent. Must be durable against the end of the process when it resolves. */
  sending(keys: readonly string[]): Promise<void>;
  /** Writes outcomes, as durably. */
  finished(entries: readonly JournalEntry[]): Promise<void>;
  /** Gives it back, so that another run can open it. */
  close(): Promise<void>;
}
