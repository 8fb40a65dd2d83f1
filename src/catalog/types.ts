import type { CatalogResource, PublishedForm, ResourceProperties } from "../contract/bodies.js";
import type { AccessPackageResourceRequestsError, Attempt } from "../errors/index.js";
import type { CallOptions } from "../options.js";
import type { AddOutcome, Journal } from "./journal.js";

export type { AddOutcome } from "./journal.js";

/** Where a resource comes from: what tells it from every other one. */
export interface ResourceOrigin {
  /** `AadGroup`, `AadApplication`, `SharePointOnline`, or another origin system the service knows. */
  readonly originSystem: Exclude<ResourceProperties["originSystem"], null | undefined>;
  /** Object id of the group, object id of the service principal, or URL of the site. */
  readonly originId: string;
}

/** A resource to put into a catalog: its origin, and whatever else the contract lets a caller say of it. */
export type ResourceToAdd = Omit<ResourceProperties, keyof ResourceOrigin> & ResourceOrigin;

export type { CatalogResource } from "../contract/bodies.js";

/** What became of one resource that was to be added. */
export interface AddResult {
  /** Position in the input, from 0. */
  readonly index: number;
  readonly resource: ResourceToAdd;
  readonly outcome: AddOutcome;
  /** What the service answered as the request's state, such as `Delivered`. */
  readonly requestState?: string;
  /** The resource as the catalog lists it; present when it was looked for and seen. */
  readonly catalogResource?: CatalogResource;
  /** Why it failed or is unknown. Its `outcome` says `notCreated` or `unknown` to match, its `attempts` are all of them. */
  readonly error?: AccessPackageResourceRequestsError;
  /** Every request that was sent for it, look-ups included; empty when it was not sent in this run. */
  readonly attempts: readonly Attempt[];
  /** Index of the equal input whose outcome this is. It was not sent again. */
  readonly duplicateOf?: number;
}

/** What `addResource` resolves to: the result of an addition that neither failed nor is unknown. */
export interface AddSuccess extends Omit<AddResult, "outcome" | "error"> {
  readonly outcome: Exclude<AddOutcome, "failed" | "unknown">;
}

/** Options that waiting for the service's own delays takes. */
export interface WaitOptions {
  /** How long to repeat an add that is refused because the origin is not replicated yet, in milliseconds. Default: 300 000. */
  readonly replicationTimeoutInMs?: number;
  /** How long to look for a resource that should be in the catalog, in milliseconds. Default: 60 000. */
  readonly visibilityTimeoutInMs?: number;
  /** Time between two looks, in milliseconds. Doubles up to ten times as long while waiting. Default: 1000. */
  readonly pollIntervalInMs?: number;
}

/** Options of a request that changes a catalog. `timeoutInMs` and `retry` bound each HTTP request, not the waits above. */
export interface ChangeOptions extends CallOptions, WaitOptions {
  /** Ends the work at once, by an error whose `outcome` says whether a request may have been carried out. */
  readonly abortSignal?: AbortSignal;
  /** Why, for the catalog's owners. */
  readonly justification?: NonNullable<PublishedForm["justification"]>;
  /** Sent as it is; left out when absent. Microsoft does not document what it does. */
  readonly executeImmediately?: boolean;
}

export interface AddResourceOptions extends ChangeOptions {
  /** Only ask whether the service would take it. Nothing is added; the outcome is `validated`. */
  readonly isValidationOnly?: boolean;
  /** Wait until the catalog lists it, and return what it lists. Not together with `isValidationOnly`. */
  readonly waitUntilVisible?: boolean;
}

/** How far a bulk add has come. */
export interface AddProgress {
  /** Inputs whose outcome is known. */
  readonly done: number;
  /** Number of inputs, when it is known. */
  readonly total?: number;
  /** Inputs finished per second, over the whole run. */
  readonly rate: number;
  /** Requests the service refused with 429 so far; each of them is sent again. */
  readonly throttled: number;
  /** Responses to requests nobody sent, which were ignored. */
  readonly unexpectedResponses: number;
  /** Time the rest will take at this rate, in milliseconds; absent when the total is not known. */
  readonly remainingInMs?: number;
}

export interface AddResourcesOptions extends AddResourceOptions {
  /** Requests per `$batch`, 1 to 20. Default: 20. */
  readonly batchSize?: number;
  /** Batches sent at the same time. Default: 4. */
  readonly maxInFlight?: number;
  /** Where what was sent and what came of it is written, so that a later run can go on. Default: nowhere. */
  readonly journal?: Journal;
  /**
   * The longest wait the service may ask for, and the longest time in which it may throttle everything, in
   * milliseconds. Beyond it nothing more is sent, and what is left is `failed` with the last refusal on its error,
   * `retryAfterInMs` included; with a journal, a later run goes on. Default: 300 000. `Infinity` goes on without end.
   */
  readonly maxRetryAfterInMs?: number;
  /** Number of inputs, for `onProgress`, when the input itself does not tell. */
  readonly total?: number;
  /** Called after each batch. What it throws is ignored. */
  readonly onProgress?: (progress: AddProgress) => void;
}

/**
 * What became of a removal.
 * - `removed`: the service delivered it, or the catalog no longer lists it.
 * - `accepted`: the service took the request and has not said more.
 * - `alreadyAbsent`: it was not in the catalog.
 */
export type RemoveOutcome = "removed" | "accepted" | "alreadyAbsent";

/** What became of one resource that was to be removed. */
export interface RemoveResult {
  readonly outcome: RemoveOutcome;
  readonly requestState?: string;
  /** Every request that was sent for it, look-ups included. */
  readonly attempts: readonly Attempt[];
}

export interface ReadOptions extends CallOptions {
  readonly abortSignal?: AbortSignal;
}

export interface ListResourcesOptions extends ReadOptions {
  /** Only resources of this origin system. Default: all. */
  readonly originSystem?: ResourceOrigin["originSystem"];
}
