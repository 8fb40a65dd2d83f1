import { RequestAbortedError } from "../errors/index.js";

/** The error for work that its caller's signal ended between two requests. */
export function abortedError(signal: AbortSignal): RequestAbortedError {
  const reason: unknown = signal.reason;
  return new RequestAbortedError("The work was aborted before the request was sent: it can be repeated.", "aborted", {
    outcome: "notCreated",
    attempts: [],
    // The default reason only says that there was none.
    cause: reason instanceof DOMException ? undefined : reason,
  });
}
