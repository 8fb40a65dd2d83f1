import type { AccessPackageResourceRequest, PublishedForm } from "../contract/bodies.js";
import { isWellFormed } from "../contract/well-formed.js";
import {
  type Attempt,
  isGraphError,
  isOutcomeUnknownError,
  isAccessPackageResourceRequestsError as isOwn,
  type OutcomeUnknownError,
  RequestNotDeliveredError,
} from "../errors/index.js";
import { type Clock, monotonicNow, type RequestOptions } from "../options.js";
import type { Requests } from "../requests.js";
import { deliveryOf } from "../responses/outcomes.js";
import { Deadline } from "../time/deadline.js";
import { abortedError } from "./aborted.js";
import { recording } from "./add/one.js";
import { finalError } from "./final-error.js";
import { findResource, listResources } from "./list.js";
import { assertId, assertOrigin, idKeyOf, isText, trimOrigin, withTrimmedOrigin } from "./origin.js";
import type { CatalogResource, RemoveResult, ResourceOrigin, WaitOptions } from "./types.js";

/** A resource to remove: by its origin or by its id in the catalog, or as `listResources` yields it. */
export type ResourceToRemove = ResourceOrigin | { readonly id: string } | CatalogResource;
/** What of it is sent. */
export type ResourceIdentity = ResourceOrigin | { readonly id: string };

export interface RemovalContext {
  readonly requests: Requests;
  readonly clock: Clock;
  readonly catalogId: string;
  readonly bodyOf: (resource: ResourceIdentity) => PublishedForm;
  readonly wait: Required<WaitOptions>;
  readonly options: RequestOptions;
}

/**
 * Takes a resource out of a catalog, and looks whether it is gone when no answer tells.
 *
 * @throws The error of a removal that failed or whose outcome is unknown.
 * @throws TypeError when the resource has neither an id nor an origin.
 */
export async function removeResource(context: RemovalContext, given: ResourceToRemove): Promise<RemoveResult> {
  const resource = identityOf(given);
  const attempts: Attempt[] = [];
  const { abortSignal } = context.options;
  const observed = { ...context, options: recording(context.options, attempts) };
  const scope = new Deadline(context.clock, abortSignal);
  const deadline = monotonicNow(context.clock) + context.wait.visibilityTimeoutInMs;
  let doubt: OutcomeUnknownError | undefined;
  try {
    for (;;) {
      const found = "id" in resource && !doubt ? resource : await look(observed, resource);
      if (!found) return { outcome: doubt ? "removed" : "alreadyAbsent", attempts };
      if (doubt && monotonicNow(context.clock) >= deadline) throw doubt;
      const body = context.bodyOf(identityOf(sendable(found)));
      const response = await context.requests.create(body, observed.options);
      if ("data" in response) return { ...outcomeOf(response.data, attempts), attempts };
      if (isAbsent(response.error)) return { outcome: doubt ? "removed" : "alreadyAbsent", attempts };
      if (!isOutcomeUnknownError(response.error)) throw response.error;
      doubt = response.error;
      await scope.wait(context.wait.pollIntervalInMs);
    }
  } catch (error) {
    const ended = scope.stopReason && abortSignal && !isOwn(error) ? abortedError(abortSignal) : error;
    if (!isOwn(ended)) throw ended;
    throw finalError(ended, { outcome: doubt ? "unknown" : ended.outcome, attempts, lastError: doubt });
  } finally {
    scope.dispose();
  }
}

/** A listed id that cannot be sent says nothing; the origin still does. */
function sendable({ id, ...origin }: Partial<CatalogResource>): Partial<CatalogResource> {
  return isText(id) && isWellFormed(id) ? { id } : origin;
}

/** The id in the catalog says it best; a listed resource without one still has its origin. */
function identityOf({ id, originSystem, originId }: Partial<CatalogResource>): ResourceIdentity {
  if (isText(id)) {
    assertId("id", id);
    return { id: trimOrigin(id) };
  }
  const origin = { originSystem, originId };
  if (!isText(originSystem) && !isText(originId)) {
    throw new TypeError("resource must have an id, or an originSystem and an originId");
  }
  assertOrigin(origin);
  return withTrimmedOrigin(origin);
}

/** @throws RequestNotDeliveredError when the service did not make the change. */
function outcomeOf(
  request: AccessPackageResourceRequest,
  attempts: readonly Attempt[],
): Omit<RemoveResult, "attempts"> {
  const { requestState } = request;
  const delivery = deliveryOf(requestState);
  if (delivery === "notDelivered") throw new RequestNotDeliveredError(request, { outcome: "notCreated", attempts });
  const outcome = delivery === "delivered" ? "removed" : "accepted";
  return { outcome, ...(typeof requestState === "string" && { requestState }) };
}

/** A 404 with another code may mean a missing catalog or a wrong endpoint. */
function isAbsent(error: unknown): boolean {
  return isGraphError(error) && error.code === "ResourceNotFound";
}

async function look(context: RemovalContext, resource: ResourceIdentity): Promise<CatalogResource | undefined> {
  const { requests, catalogId, options } = context;
  if (!("id" in resource)) return findResource(requests, catalogId, resource, options);
  for await (const listed of listResources(requests, catalogId, options)) {
    if (isText(listed.id) && idKeyOf(listed.id) === idKeyOf(resource.id)) return listed;
  }
  return undefined;
}
