import { headerOf } from "./headers.js";
import type { FetchLike } from "./messages.js";
import { unreadableResponse } from "./read-body.js";

const idHeader = "client-request-id";
/** A connection may stay open while other connections carry thousands of calls. */
const idsPerSet = 5000;

/** Ids of recent calls: the newest, and those before. */
interface RecentIds {
  newest: Set<string>;
  earlier: Set<string>;
}

const recentIds = Symbol.for("access-package-resource-requests.recentIds");

/** The ids of all clients of every copy of the package, since they share the connections of one `fetch`. */
function sharedIds(): RecentIds {
  const ids: RecentIds = Reflect.get(globalThis, recentIds) ?? { newest: new Set(), earlier: new Set() };
  // Unlike an assignment, it does not throw where globalThis is frozen.
  Reflect.set(globalThis, recentIds, ids);
  return ids;
}

/**
 * The same `fetch`, but without responses to other calls: an intermediary that sends a response twice on a reused
 * connection gives the second one to the next call. The service echoes the id of the call that it responds to.
 *
 * @returns A `fetch` that throws an error with the code `UNREADABLE_RESPONSE` when the id is that of another recent call.
 */
export function refuseForeignResponses(fetch: FetchLike): FetchLike {
  const ids = sharedIds();
  return async (url, init) => {
    const id = String(init.headers[idHeader]).toLowerCase();
    if (ids.newest.size === idsPerSet) {
      ids.earlier = ids.newest;
      ids.newest = new Set();
    }
    ids.newest.add(id);
    const response = await fetch(url, init);
    const echoed = headerOf(response, idHeader)?.toLowerCase();
    if (echoed === undefined || echoed === id) return response;
    if (!ids.newest.has(echoed) && !ids.earlier.has(echoed)) return response;
    throw unreadableResponse(`The response belongs to another call: its ${idHeader} is not the one that was sent.`);
  };
}
