import { RequestAbortedError } from "../errors/index.js";
import { reasonOf } from "../scope.js";

/** The error for work that its caller's signal ended between two requests. */
export function abortedError(signal: AbortSignal): RequestAbortedError {
  return new RequestAbortedError("The work was aborted before the request was sent: it can be repeated.", "aborted", {
    outcome: "notCreated",
    attempts: [],
    cause: reasonOf(signal),
  });
}
