import {
  type AccessPackageResourceRequestsError,
  type Attempt,
  isAuthenticationError,
  isGraphError,
  isOutcomeUnknownError,
  isRequestAbortedError,
} from "../../errors/index.js";
import { isTransientForReads } from "../../responses/outcomes.js";
import type { Result } from "../../transport/to-error.js";
import type { Change } from "../../versions/version.js";
import type { ListedResource } from "../any-version.js";
import { notDeliveredError } from "../errors.js";

/** What a response means for an addition. */
export type Event =
  | { readonly name: "accepted" | "notListed" }
  | { readonly name: "listed"; readonly catalogResource: ListedResource }
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
export function eventOfSend(response: Result<Change>, attempts: readonly Attempt[]): Event {
  if ("data" in response) {
    const { data: change } = response;
    if (change.delivery !== "notDelivered") return { name: "accepted" };
    return { name: "failed", error: notDeliveredError(change, attempts) };
  }
  const { error } = response;
  const code = isGraphError(error) || isOutcomeUnknownError(error) ? error.code : undefined;
  if (code === "ResourceAlreadyOnboarded") return { name: "alreadyOnboarded", error };
  if (isOutcomeUnknownError(error)) return { name: "outcomeUnknown", error };
  return { name: code === "ResourceNotFoundInOriginSystem" ? "originNotFound" : "failed", error };
}

/** What the response to a look-up means. */
export function eventOfLookUp(response: Result<ListedResource | undefined>): Event {
  if ("data" in response) {
    return response.data ? { name: "listed", catalogResource: response.data } : { name: "notListed" };
  }
  const { error } = response;
  if (isRequestAbortedError(error) && error.reason === "aborted") return { name: "failed", error };
  const isPermanent = isAuthenticationError(error) || (isGraphError(error) && !isTransientForReads(error.status));
  return { name: isPermanent ? "lookUpRefused" : "lookUpFailed", error };
}
