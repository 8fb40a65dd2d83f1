import type { AccessPackageResourceRequestsError, Attempt } from "../errors/index.js";
import type { CallOptions, RequestOptions } from "../options.js";
import type { Beta } from "../versions/beta/types.js";
import type { ResourceExpansion, VersionTypes } from "../versions/types.js";
import type { Journal } from "./journal.js";

export type { AddOutcome } from "../versions/types.js";

/** Where a resource comes from. It identifies the resource. */
export interface ResourceOrigin<Types extends VersionTypes = Beta> {
  /** `AadGroup`, `AadApplication`, `SharePointOnline`, or another origin system that the service knows. */
  readonly originSystem: Types["resource"]["originSystem"];
  /** Object id of the group, object id of the service principal, or URL of the site. */
  readonly originId: string;
}

/** A resource to remove from a catalog, identified by its id in the catalog or by its origin. */
export type ResourceToRemove<Types extends VersionTypes = Beta> = ResourceIdentity<Types> | Types["catalogResource"];
/** What identifies one resource of a catalog. */
export type ResourceIdentity<Types extends VersionTypes = Beta> = ResourceOrigin<Types> | { readonly id: string };

/** The result for one resource to add. */
export interface AddResult<Types extends VersionTypes = Beta> {
  /** Position in the input, from 0. */
  readonly index: number;
  readonly resource: Types["resource"];
  readonly outcome: Types["addOutcome"];
  /** The request's state as the service returned it, such as `Delivered`; absent when it returned none. */
  readonly requestState?: string;
  /** The resource as the catalog lists it; present when a look-up found it. */
  readonly catalogResource?: Types["catalogResource"];
  /**
   * Why it failed or is unknown; absent for a duplicate. Its `outcome` is `notCreated` or `unknown` accordingly, and
   * its `attempts` are those below.
   */
  readonly error?: AccessPackageResourceRequestsError;
  /** Every request that was sent for it, look-ups included; empty when it was not sent in this run. */
  readonly attempts: readonly Attempt[];
  /** Index of the equal input whose outcome this is. This input was not sent. */
  readonly duplicateOf?: number;
}

/** What `addResource` resolves to: the result of an addition that neither failed nor is unknown. */
export interface AddSuccess<Types extends VersionTypes = Beta> extends Omit<AddResult<Types>, "outcome" | "error"> {
  readonly outcome: Exclude<Types["addOutcome"], "failed" | "unknown">;
}

/** How long to wait for the service's delays. */
export interface WaitOptions {
  /** How long to repeat an addition that is refused because its origin is not replicated yet, in milliseconds. Default: 300 000. */
  readonly replicationTimeoutInMs?: number | undefined;
  /** How long to look for a resource that should be in the catalog, in milliseconds. Default: 60 000. */
  readonly visibilityTimeoutInMs?: number | undefined;
  /** Time between the first two look-ups, in milliseconds. It doubles, up to ten times as long. Default: 1000. */
  readonly pollIntervalInMs?: number | undefined;
}

/** Options of a change that every version has. */
interface CommonChangeOptions extends CallOptions, WaitOptions {
  /** Ends the operation at once. The `outcome` of the error says whether a request may have been carried out. */
  readonly abortSignal?: AbortSignal | undefined;
  /**
   * Additional headers of each HTTP request, such as a `traceparent`, as for `createRequest`. The request for a batch
   * has them, and its members do not.
   */
  readonly headers?: RequestOptions["headers"];
}

/** Options of a request that changes a catalog. `timeoutInMs` and `retry` bound each HTTP request, not the waits above. */
export type ChangeOptions<Types extends VersionTypes = Beta> = CommonChangeOptions & Types["changeOptions"];

/** Options of an addition that every version has. */
interface CommonAddOptions extends CommonChangeOptions {
  /** Wait until the catalog lists the resource, and return that. Cannot be used with beta's `isValidationOnly`. */
  readonly waitUntilVisible?: boolean | undefined;
}

/** Options of `addResource`. */
export type AddResourceOptions<Types extends VersionTypes = Beta> = CommonAddOptions &
  Types["changeOptions"] &
  Types["addOptions"];

/** The progress of `addResources`. */
export interface AddProgress {
  /** Inputs whose outcome is known. */
  readonly done: number;
  /** Number of inputs, when it is known. */
  readonly total?: number;
  /** Inputs sent and finished per second, over the whole run. Those that an earlier run or an equal input settled do not count. */
  readonly rate: number;
  /** Indexes of the inputs that are sent again, because the service does not know their origin yet. */
  readonly waiting: readonly number[];
  /** Requests that the service has throttled so far. Each of them is sent again. */
  readonly throttled: number;
  /** Responses to requests that were not sent. They are ignored. */
  readonly unexpectedResponses: number;
  /** Estimated remaining time for the inputs that do not wait, in milliseconds; absent when it is not known. */
  readonly remainingInMs?: number;
}

/** Options of many additions that every version has. */
interface CommonBulkOptions extends CommonAddOptions {
  /** Requests per `$batch`, 1 to 20. Default: 20. */
  readonly batchSize?: number | undefined;
  /** Batches sent at the same time. Default: 4. */
  readonly maxInFlight?: number | undefined;
  /** Records what was sent and its outcome, so that a later run can continue. Default: no journal. */
  readonly journal?: Journal | undefined;
  /**
   * The longest wait that the service may ask for, and the longest time that it may throttle every request, in
   * milliseconds. Beyond it, nothing more is sent, and the remaining inputs are `failed`, with the last refusal as the
   * cause of their error. With a journal, a later run continues. Default: 300 000. `Infinity` never ends the run.
   */
  readonly maxRetryAfterInMs?: number | undefined;
  /** Number of inputs, for `onProgress`. Default: the length of an array, otherwise unknown. */
  readonly total?: number | undefined;
  /** Called after each batch. Errors that it throws are ignored. */
  readonly onProgress?: ((progress: AddProgress) => void) | undefined;
}

/** Options of `addResources`. */
export type AddResourcesOptions<Types extends VersionTypes = Beta> = CommonBulkOptions &
  Types["changeOptions"] &
  Types["addOptions"];

/**
 * The outcome of a removal.
 * - `removed`: the service delivered it, or the catalog no longer lists it.
 * - `accepted`: the service accepted the request and has not reported more.
 * - `alreadyAbsent`: it was not in the catalog.
 */
export type RemoveOutcome = "removed" | "accepted" | "alreadyAbsent";

/** The result for one resource to remove. */
export interface RemoveResult {
  readonly outcome: RemoveOutcome;
  readonly requestState?: string;
  /** Every request that was sent for it, look-ups included. */
  readonly attempts: readonly Attempt[];
}

export interface ReadOptions extends CallOptions {
  readonly abortSignal?: AbortSignal | undefined;
  /** Additional headers of each HTTP request, such as a `traceparent`, as for `createRequest`. */
  readonly headers?: RequestOptions["headers"];
}

/** Options of a read of resources. */
export interface FindResourceOptions<Expansion extends ResourceExpansion = never> extends ReadOptions {
  /** What to list along with the resource: `roles`, `scopes`. Default: nothing. The service gets it as `$expand`. */
  readonly expand?: readonly Expansion[] | undefined;
}

/** A resource as the catalog lists it, with what was expanded. */
export type ExpandedResource<
  Expansion extends ResourceExpansion,
  Types extends VersionTypes = Beta,
> = Types["catalogResource"] & {
  readonly [Name in Types["expandable"][Expansion]]: Name extends keyof Types["catalogResource"]
    ? NonNullable<Types["catalogResource"][Name]>
    : never;
};

export interface ListResourcesOptions<Expansion extends ResourceExpansion = never, Types extends VersionTypes = Beta>
  extends FindResourceOptions<Expansion> {
  /** Only resources of this origin system. Default: all. */
  readonly originSystem?: ResourceOrigin<Types>["originSystem"] | undefined;
}
