import { type Dispatcher, Pool } from "undici";
import { checkOptions, optionRules } from "./option-checks.js";
import type { FetchInit, FetchLike } from "./transport/messages.js";
import { Bytes, readText, tooLong } from "./transport/read-body.js";

/** Options of the fast path. */
export interface UndiciFetchOptions {
  /** Most connections per host. Default: 16, as many as calls are useful at the same time. */
  readonly connections?: number;
}

/** A `fetch` over kept connections, and the way to end them. */
export interface UndiciFetch extends FetchLike {
  /** Ends the connections when the requests in flight have their answers. */
  readonly close: () => Promise<void>;
}

/**
 * A `fetch` for the client's option of that name, over a pool of undici: it leaves out what the standard asks of a
 * browser, which is most of the time a call takes. The outcomes are the same. Needs `npm install undici`.
 *
 * @throws TypeError when an address is no URL, as `fetch` does; TypeError or RangeError when an option cannot be used.
 */
export function createUndiciFetch(options: UndiciFetchOptions = {}): UndiciFetch {
  checkOptions(options, optionRules.undici);
  const { connections = 16 } = options;
  const pools = new Map<string, Pool>();
  const poolFor = (origin: string): Pool => {
    const pool = pools.get(origin) ?? new Pool(origin, { connections });
    pools.set(origin, pool);
    return pool;
  };
  // A client asks for few addresses, one after the other, and taking one apart is slow.
  let last = { url: "", origin: "", path: "" };
  const fetch = async (url: string, init: FetchInit): Promise<Response> => {
    if (url !== last.url) {
      const { origin, pathname, search } = new URL(url);
      last = { url, origin, path: pathname + search };
    }
    const { method, headers, body, signal } = init;
    const request = { path: last.path, method: method as "GET" | "POST", headers, body, signal };
    return toResponse(await poolFor(last.origin).request(request));
  };
  return Object.assign(fetch, {
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
      pools.clear();
    },
  });
}

async function toResponse({ statusCode: status, headers: given, body }: Dispatcher.ResponseData): Promise<Response> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) headers[name] = [value].flat().join(", ");
  // The standard lets these have no body.
  if ([204, 205, 304].includes(status)) {
    await body.dump();
    return new Response(null, { status, headers });
  }
  const response = new Response(streamOf(body), { status, headers });
  return Object.defineProperty(response, readText, { value: (limitInBytes: number) => textOf(body, limitInBytes) });
}

/** What the stream below would give, in half of its time. */
function textOf(body: Dispatcher.ResponseData["body"], limitInBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const bytes = new Bytes();
    body.on("data", (piece: Uint8Array<ArrayBuffer>) => {
      bytes.add(piece);
      if (bytes.length > limitInBytes) body.destroy(tooLong(limitInBytes));
    });
    body.on("end", () => resolve(bytes.toString()));
    body.on("error", reject);
  });
}

function streamOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  let iterator: AsyncIterator<Uint8Array> | undefined;
  const source: UnderlyingDefaultSource<Uint8Array> = {
    async pull(controller) {
      iterator ??= chunks[Symbol.asyncIterator]();
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator?.return?.();
    },
  };
  // Nothing is read until somebody asks for it.
  return new ReadableStream(source, { highWaterMark: 0 });
}
