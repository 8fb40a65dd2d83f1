import type { FetchLike } from "./messages.js";
import { unreadableResponse } from "./read-body.js";

const idHeader = "client-request-id";
const maxRecentCalls = 1000;

/** Ids of the recent calls of all clients, which share the connections of one `fetch`. The oldest comes first. */
const recentIds = new Set<string>();

/**
 * The same `fetch`, but without responses to other calls: an intermediary that sends a response twice on a kept
 * connection gives the second one to the next call. The service echoes the id of the call that it responds to.
 *
 * @returns A `fetch` that throws an error with the code `UNREADABLE_RESPONSE` when the id is that of another recent call.
 */
export function refuseForeignResponses(fetch: FetchLike): FetchLike {
  return async (url, init) => {
    const id = String(init.headers[idHeader]).toLowerCase();
    recentIds.delete(id);
    recentIds.add(id);
    const [oldest] = recentIds;
    if (recentIds.size > maxRecentCalls) recentIds.delete(String(oldest));
    const response = await fetch(url, init);
    const echoed = response.headers.get(idHeader)?.toLowerCase();
    if (echoed === undefined || echoed === id || !recentIds.has(echoed)) return response;
    throw unreadableResponse(`The response belongs to another call: its ${idHeader} is not the one that was sent.`);
  };
}
