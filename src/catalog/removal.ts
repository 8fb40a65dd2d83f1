import type { AccessPackageResourceRequest, PublishedForm } from "../bodies.js";
import {
  type AccessPackageResourceRequestsError,
  type Attempt,
  isGraphError,
  isOutcomeUnknownError,
} from "../errors/index.js";
import type { Clock, RequestOptions } from "../options.js";
import type { Requests } from "../requests.js";
import { Scope } from "../scope.js";
import { abortedError } from "./aborted.js";
import type { Reply } from "./addition.js";
import { findResource, listResources } from "./list.js";
import { assertOrigin, isText } from "./origin.js";
import { recording, replyOf } from "./single.js";
import type { CatalogResource, RemoveOutcome, RemoveResult, ResourceOrigin, WaitOptions } from "./types.js";

/** A resource to remove: as the catalog lists it, or by its origin. */
export type ResourceToRemove = ResourceOrigin | { readonly id: string };

export interface RemovalContext {
  readonly requests: Requests;
  readonly clock: Clock;
  readonly catalogId: string;
  readonly bodyOf: (resource: ResourceToRemove) => PublishedForm;
  readonly wait: Required<WaitOptions>;
  readonly options: RequestOptions;
}

/**
 * Takes a resource out of a catalog, and looks whether it is gone when no answer tells.
 *
 * @throws TypeError when the resource has neither an id nor an origin.
 */
export async function removeResource(context: RemovalContext, given: ResourceToRemove): Promise<RemoveResult> {
  const resource = identityOf(given);
  const attempts: Attempt[] = [];
  const observed = { ...context, options: recording(context.options, attempts) };
  const scope = new Scope(context.clock, context.options.abortSignal);
  const deadline = context.clock.now() + context.wait.visibilityTimeoutInMs;
  let doubt: AccessPackageResourceRequestsError | undefined;
  try {
    for (;;) {
      const found = "id" in resource && !doubt ? { data: resource } : await replyOf(look(observed, resource));
      if ("error" in found) return { outcome: doubt ? "unknown" : "failed", error: found.error, attempts };
      if (!found.data) return { outcome: doubt ? "removed" : "alreadyAbsent", attempts };
      if (doubt && context.clock.now() >= deadline) return { outcome: "unknown", error: doubt, attempts };
      const body = context.bodyOf(identityOf(found.data));
      const reply = await replyOf(context.requests.create(body, observed.options));
      if (!("error" in reply) || !isOutcomeUnknownError(reply.error)) return { ...ending(reply, doubt), attempts };
      doubt = reply.error;
      await scope.wait(context.wait.pollIntervalInMs);
    }
  } catch (error) {
    const { abortSignal } = context.options;
    if (!scope.stopReason || !abortSignal) throw error;
    return { outcome: "unknown", error: abortedError(abortSignal), attempts };
  } finally {
    scope.dispose();
  }
}

/** The id in the catalog says it best; a listed resource without one still has its origin. */
function identityOf({ id, originSystem, originId }: Partial<CatalogResource>): ResourceToRemove {
  if (isText(id)) return { id };
  const origin = { originSystem, originId };
  assertOrigin(origin);
  return origin;
}

function ending(reply: Reply<AccessPackageResourceRequest>, doubt?: Error): Omit<RemoveResult, "attempts"> {
  if ("data" in reply) {
    const { requestState } = reply.data;
    const outcome: RemoveOutcome = requestState === "Delivered" ? "removed" : "accepted";
    return { outcome, ...(typeof requestState === "string" && { requestState }) };
  }
  // A 404 with another code may mean a missing catalog or a wrong endpoint.
  if (isGraphError(reply.error) && reply.error.code === "ResourceNotFound") {
    return { outcome: doubt ? "removed" : "alreadyAbsent" };
  }
  return { outcome: doubt || reply.error.outcome === "unknown" ? "unknown" : "failed", error: reply.error };
}

async function look(context: RemovalContext, resource: ResourceToRemove): Promise<CatalogResource | undefined> {
  const { requests, catalogId, options } = context;
  if (!("id" in resource)) return findResource(requests, catalogId, resource, options);
  for await (const listed of listResources(requests, catalogId, options)) {
    if (listed.id === resource.id) return listed;
  }
  return undefined;
}
