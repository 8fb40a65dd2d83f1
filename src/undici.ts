import { Pool } from "undici";
import type { FetchInit, FetchLike } from "./http.js";

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
 * @throws TypeError when an address is no URL, as `fetch` does.
 */
export function createUndiciFetch({ connections = 16 }: UndiciFetchOptions = {}): UndiciFetch {
  const pools = new Map<string, Pool>();
  const poolFor = (origin: string): Pool => {
    const pool = pools.get(origin) ?? new Pool(origin, { connections });
    pools.set(origin, pool);
    return pool;
  };
  const fetch = async (url: string, init: FetchInit): Promise<Response> => {
    const { origin, pathname, search } = new URL(url);
    const { method, headers: sent, body, signal } = init;
    const answer = await poolFor(origin).request({
      path: pathname + search,
      method: method as "GET" | "POST",
      headers: sent,
      body,
      signal,
    });
    const { statusCode: status, headers } = answer;
    const isEmpty = [204, 205, 304].includes(status);
    const isRefusal = status < 200 || status > 299;
    // A refusal's body is read by the client, which stops where it gets too long.
    const content = isRefusal && !isEmpty ? streamOf(answer.body) : await answer.body.text();
    return new Response(isEmpty ? null : content, { status, headers: headersOf(headers) });
  };
  return Object.assign(fetch, {
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
      pools.clear();
    },
  });
}

function headersOf(headers: Readonly<Record<string, string | string[] | undefined>>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((each): [string, string] => [name, String(each)]),
  );
}

function streamOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
