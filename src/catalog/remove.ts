import { isWellFormed } from "../contract/well-formed.js";
import {
  type Attempt,
  isAccessPackageResourceRequestsError,
  isGraphError,
  isOutcomeUnknownError,
  type OutcomeUnknownError,
} from "../errors/index.js";
import { type Complete, monotonicNow, type RequestOptions } from "../options.js";
import type { Change } from "../versions/version.js";
import type { ListedResource, ResourceIdentity, ResourceToRemove } from "./any-version.js";
import { type CatalogContext, pause, recording, sendChange } from "./context.js";
import { finalError, notDeliveredError } from "./errors.js";
import { findResource, listResources } from "./list.js";
import { assertId, assertOrigin, idKeyOf, isNonBlank, trimOrigin, withTrimmedOrigin } from "./origin.js";
import type { RemoveResult, WaitOptions } from "./types.js";

export interface RemovalSettings extends Pick<Complete<WaitOptions>, "visibilityTimeoutInMs" | "pollIntervalInMs"> {
  readonly bodyOf: (resource: ResourceIdentity) => object;
  readonly options: RequestOptions;
}

/**
 * Removes a resource from a catalog. If the outcome of a request is unknown, it checks whether the resource is gone.
 *
 * @throws The error of a removal that failed or whose outcome is unknown.
 * @throws TypeError when the resource has neither an id nor an origin.
 */
export async function removeResource(
  catalog: CatalogContext,
  given: ResourceToRemove,
  settings: RemovalSettings,
): Promise<RemoveResult> {
  const { clock } = catalog;
  const { bodyOf, visibilityTimeoutInMs, pollIntervalInMs } = settings;
  const resource = identityOf(given);
  const attempts: Attempt[] = [];
  const options = recording(settings.options, attempts);
  const deadline = monotonicNow(clock) + visibilityTimeoutInMs;
  /** Why an earlier request may have removed it. */
  let doubt: OutcomeUnknownError | undefined;
  try {
    for (;;) {
      const found = "id" in resource && !doubt ? resource : await look(catalog, resource, options);
      if (!found) return { outcome: doubt ? "removed" : "alreadyAbsent", attempts };
      if (doubt && monotonicNow(clock) >= deadline) throw doubt;
      const response = await sendChange(catalog, bodyOf(identityOf(sendable(found))), options);
      if ("data" in response) return { ...acceptedResult(response.data, attempts), attempts };
      if (isAbsent(response.error)) return { outcome: doubt ? "removed" : "alreadyAbsent", attempts };
      if (!isOutcomeUnknownError(response.error)) throw response.error;
      doubt = response.error;
      await pause(clock, pollIntervalInMs, options.abortSignal);
    }
  } catch (error) {
    if (!isAccessPackageResourceRequestsError(error)) throw error;
    throw finalError(error, { outcome: doubt ? "unknown" : error.outcome, attempts, lastError: doubt });
  }
}

/** A listed id that cannot be sent identifies nothing. The origin still does. */
function sendable({ id, ...origin }: Partial<ListedResource>): Partial<ListedResource> {
  return isNonBlank(id) && isWellFormed(id) ? { id } : origin;
}

/** The id in the catalog if there is one, otherwise the origin. */
function identityOf({ id, originSystem, originId }: Partial<ListedResource>): ResourceIdentity {
  if (isNonBlank(id)) {
    assertId("id", id);
    return { id: trimOrigin(id) };
  }
  const origin = { originSystem, originId };
  if (!isNonBlank(originSystem) && !isNonBlank(originId)) {
    throw new TypeError("resource must have an id, or an originSystem and an originId");
  }
  assertOrigin(origin);
  return withTrimmedOrigin(origin);
}

/** @throws RequestNotDeliveredError when the service ended the request without the change. */
function acceptedResult(change: Change, attempts: readonly Attempt[]): Omit<RemoveResult, "attempts"> {
  const { delivery, requestState } = change;
  if (delivery === "notDelivered") throw notDeliveredError(change, attempts);
  const outcome = delivery === "delivered" ? "removed" : "accepted";
  return { outcome, ...(requestState !== undefined && { requestState }) };
}

/** A 404 with another code may mean that the catalog is missing or the endpoint is wrong. */
function isAbsent(error: unknown): boolean {
  return isGraphError(error) && error.code === "ResourceNotFound";
}

async function look(
  catalog: CatalogContext,
  resource: ResourceIdentity,
  options: RequestOptions,
): Promise<ListedResource | undefined> {
  if (!("id" in resource)) return findResource(catalog, resource, options);
  for await (const listed of listResources(catalog, undefined, options)) {
    if (isNonBlank(listed.id) && idKeyOf(listed.id) === idKeyOf(resource.id)) return listed;
  }
  return undefined;
}
