import {
  type AccessPackageResourceRequestsError,
  type Attempt,
  isAuthenticationError,
  isGraphError,
  isOutcomeUnknownError,
  isRequestAbortedError,
  RequestNotDeliveredError,
} from "../../errors/index.js";
import { isTransientForReads } from "../../responses/outcomes.js";
import type { Result } from "../../transport/to-error.js";
import { type ChangeEntity, changeStateOf } from "../beta/entities.js";
import type { CatalogResource } from "../types.js";

/** What a response means for an addition. */
export type Event =
  | { readonly name: "accepted" | "notListed" }
  | { readonly name: "listed"; readonly catalogResource: CatalogResource }
  | { readonly name: EventWithError; readonly error: AccessPackageResourceRequestsError };

type EventWithError =
  | "alreadyOnboarded"
  | "originNotFound"
  | "outcomeUnknown"
  | "failed"
  /** Another look-up may succeed, */
  | "lookUpFailed"
  /** or it would fail in the same way. */
  | "lookUpRefused";

/** What the response to the request that adds the resource means. */
export function eventOfSend(response: Result<ChangeEntity>, attempts: readonly Attempt[]): Event {
  if ("data" in response) {
    if (changeStateOf(response.data).delivery !== "notDelivered") return { name: "accepted" };
    return { name: "failed", error: new RequestNotDeliveredError(response.data, { outcome: "notCreated", attempts }) };
  }
  const { error } = response;
  const code = isGraphError(error) || isOutcomeUnknownError(error) ? error.code : undefined;
  if (code === "ResourceAlreadyOnboarded") return { name: "alreadyOnboarded", error };
  if (isOutcomeUnknownError(error)) return { name: "outcomeUnknown", error };
  return { name: code === "ResourceNotFoundInOriginSystem" ? "originNotFound" : "failed", error };
}

/** What the response to a look-up means. */
export function eventOfLookUp(response: Result<CatalogResource | undefined>): Event {
  if ("data" in response) {
    return response.data ? { name: "listed", catalogResource: response.data } : { name: "notListed" };
  }
  const { error } = response;
  if (isRequestAbortedError(error) && error.reason === "aborted") return { name: "failed", error };
  const isLasting = isAuthenticationError(error) || (isGraphError(error) && !isTransientForReads(error.status));
  return { name: isLasting ? "lookUpRefused" : "lookUpFailed", error };
}
