import type { CommitRecord, RequestRecord } from "../log.js";
import type { EmulatorCatalog, Settings } from "../options.js";
import type { Refusal } from "../responses.js";
import { Catalog } from "./catalog.js";
import { Lags } from "./lags.js";
import { isGuid, type Resource } from "./resource.js";
import { tokenBucket } from "./token-bucket.js";

/** A request that the service accepted. */
export interface StoredRequest {
  /** Given by `State.newId`, so ids sort in order of arrival. */
  readonly id: string;
  /** ISO 8601. */
  readonly createdDateTime: string;
  readonly catalogId: string;
  /** As sent. */
  readonly requestType: string;
  /** As beta spells it, such as `Delivered`. */
  readonly state: string;
  /** Undefined when the catalog does not exist, which is possible for a body in the page's form. */
  readonly catalog: EmulatorCatalog | undefined;
  /** Undefined for a body in the page's form. */
  readonly resource: Resource | undefined;
  /** Properties that only beta has. */
  readonly sent: {
    readonly executeImmediately?: boolean | null;
    readonly isValidationOnly?: boolean | null;
    readonly expirationDateTime?: string | null;
    readonly justification?: string | null;
    readonly requestStatus?: string;
  };
}

/** Everything the emulator remembers until `reset()`. */
export class State {
  readonly settings: Settings;
  /** Origin objects that the service does not know yet, by `originKey`. */
  readonly replication: Lags;
  /** Resources that lists still omit, by id. */
  readonly visibility: Lags;
  readonly takeToken: () => boolean;
  /** Tokens that a claims challenge has refused. */
  readonly refusedTokens = new Map<string, Refusal>();
  /** By id, in order of arrival. */
  readonly requests = new Map<string, StoredRequest>();
  readonly #commits: CommitRecord[];
  readonly #catalogs = new Map<string, Catalog>();
  #lastId = 0;

  constructor(settings: Settings, commits: CommitRecord[]) {
    this.settings = settings;
    this.replication = new Lags(settings.clock);
    this.visibility = new Lags(settings.clock);
    this.takeToken = tokenBucket(settings.clock, settings.throttle);
    this.#commits = commits;
    for (const facts of settings.catalogs ?? []) {
      this.#catalogs.set(facts.id.toLowerCase(), new Catalog(facts, this.newId()));
    }
  }

  /** A GUID that sorts after every earlier one. */
  newId(): string {
    this.#lastId += 1;
    return `e0000000-0000-4000-8000-${String(this.#lastId).padStart(12, "0")}`;
  }

  /** Returns undefined when the id is not a GUID or is not one of the catalogs that exist. */
  catalog(id: string): Catalog | undefined {
    const key = id.toLowerCase();
    if (!isGuid(key)) return undefined;
    const known = this.#catalogs.get(key);
    if (known !== undefined || this.settings.catalogs !== undefined) return known;
    const catalog = new Catalog({ id: key, displayName: key }, this.newId());
    this.#catalogs.set(key, catalog);
    return catalog;
  }

  /** Returns the catalogs that exist or, where every GUID does, those that requests have mentioned so far. */
  catalogs(): Iterable<Catalog> {
    return this.#catalogs.values();
  }

  storeRequest(request: Omit<StoredRequest, "id" | "createdDateTime" | "catalog">): StoredRequest {
    const catalog = this.#catalogs.get(request.catalogId.toLowerCase())?.facts;
    const createdDateTime = new Date(this.settings.clock.now()).toISOString();
    const stored = { ...request, id: this.newId(), createdDateTime, catalog };
    this.requests.set(stored.id, stored);
    return stored;
  }

  commit(record: RequestRecord, change: Omit<CommitRecord, "time" | "clientRequestId" | "requestId" | "batch">): void {
    const { clientRequestId, requestId, batch } = record;
    record.commit = { time: this.settings.clock.now(), clientRequestId, requestId, batch, ...change };
    this.#commits.push(record.commit);
  }
}
