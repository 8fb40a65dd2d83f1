import type { FetchLike } from "./messages.js";
import { unreadableResponse } from "./read-body.js";

const idHeader = "client-request-id";
/** A connection may stay open while other connections carry thousands of calls. */
const idsPerSet = 5000;

/** Ids of the recent calls of all clients, which share the connections of one `fetch`: the newest, and those before. */
let newestIds = new Set<string>();
let earlierIds = new Set<string>();

function remember(id: string): void {
  if (newestIds.size === idsPerSet) {
    earlierIds = newestIds;
    newestIds = new Set();
  }
  newestIds.add(id);
}

/**
 * The same `fetch`, but without responses to other calls: an intermediary that sends a response twice on a reused
 * connection gives the second one to the next call. The service echoes the id of the call that it responds to.
 *
 * @returns A `fetch` that throws an error with the code `UNREADABLE_RESPONSE` when the id is that of another recent call.
 */
export function refuseForeignResponses(fetch: FetchLike): FetchLike {
  return async (url, init) => {
    const id = String(init.headers[idHeader]).toLowerCase();
    remember(id);
    const response = await fetch(url, init);
    const echoed = response.headers.get(idHeader)?.toLowerCase();
    if (echoed === undefined || echoed === id) return response;
    if (!newestIds.has(echoed) && !earlierIds.has(echoed)) return response;
    throw unreadableResponse(`The response belongs to another call: its ${idHeader} is not the one that was sent.`);
  };
}
