/**
 * A faster `fetch` for Node that uses undici.
 *
 * @module access-package-resource-requests/undici
 */
import { ReadableStream } from "node:stream/web";
import { type Dispatcher, Pool } from "undici";
import { checkOptions, optionRules } from "./option-checks.js";
import type { FetchInit, FetchLike } from "./transport/messages.js";
import { Bytes, readText, tooLong } from "./transport/read-body.js";

/** Options of `createUndiciFetch`. */
export interface UndiciFetchOptions {
  /** Maximum number of connections per host. Default: 16; more calls at the same time are of no use. */
  readonly connections?: number | undefined;
}

/** A `fetch` that keeps its connections open, and a way to close them. */
export interface UndiciFetch extends FetchLike {
  /** Closes the connections once the requests in flight have their responses. Later calls open new ones. */
  readonly close: () => Promise<void>;
}

/**
 * Creates a `fetch` for the client's option `fetch`, with a connection pool of undici. It leaves out what only browsers
 * need, which takes most of the time of a call. The outcomes are the same. It needs `npm install undici`.
 *
 * @throws TypeError or RangeError when an option cannot be used. The `fetch` rejects with a TypeError for an
 * invalid URL.
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
  let closed: Promise<unknown> = Promise.resolve();
  // Parsing a URL is slow, and a client sends most requests to the same one.
  let last = { url: "", origin: "", path: "" };
  const fetch = async (url: string, init: FetchInit): Promise<Response> => {
    if (url !== last.url) {
      const { origin, pathname, search } = new URL(url);
      last = { url, origin, path: pathname + search };
    }
    const { method, body, signal } = init;
    // Without this header, a server may compress (RFC 9110, section 12.5.3), and the pool does not decompress.
    const headers = { ...init.headers, "accept-encoding": "identity" };
    const request = { path: last.path, method: method as "GET" | "POST", headers, body, signal };
    return toResponse(await poolFor(last.origin).request(request));
  };
  return Object.assign(fetch, {
    close: async () => {
      closed = Promise.all([closed, ...[...pools.values()].map((pool) => pool.close())]);
      // At once, because a pool that is closing sends nothing more.
      pools.clear();
      await closed;
    },
  });
}

async function toResponse({ statusCode: status, headers: given, body }: Dispatcher.ResponseData): Promise<Response> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    // Nearly every header comes once, and appending a value is faster than wrapping it in a list first.
    if (!Array.isArray(value)) headers.append(name, String(value));
    else for (const each of value) headers.append(name, each);
  }
  // With some of these a Response must have no body, and with the others it cannot be constructed.
  if ([204, 205, 304].includes(status) || status > 599) {
    await body.dump();
    return new Response(null, { status, headers });
  }
  // The members of a Response are defined below, by name, so the compiler does not see them.
  return new PooledResponse(body, status, headers) as unknown as Response;
}

/** What a `Response` has apart from its status and headers. */
const members = [
  ...["ok", "redirected", "statusText", "type", "url"],
  ...["arrayBuffer", "blob", "body", "bodyUsed", "bytes", "clone", "formData", "json", "text"],
];

/** A response that becomes a `Response`, with a stream, only when more than this is used. That saves a tenth of a call. */
class PooledResponse {
  readonly #data: Dispatcher.ResponseData["body"];
  #whole: Response | undefined;

  constructor(
    data: Dispatcher.ResponseData["body"],
    readonly status: number,
    readonly headers: Headers,
  ) {
    this.#data = data;
  }

  /** Absent once there is a stream, which a clone may share. */
  get [readText](): ((limitInBytes: number) => Promise<string>) | undefined {
    return this.#whole ? undefined : (limitInBytes) => textOf(this.#data, limitInBytes);
  }

  static {
    Object.setPrototypeOf(PooledResponse.prototype, Response.prototype);
    for (const name of members) {
      const get = function (this: PooledResponse): unknown {
        const { status, headers } = this;
        this.#whole ??= new Response(ReadableStream.from(this.#data) as unknown as BodyInit, { status, headers });
        const value: unknown = Reflect.get(this.#whole, name, this.#whole);
        return typeof value === "function" ? value.bind(this.#whole) : value;
      };
      Object.defineProperty(PooledResponse.prototype, name, { get });
    }
  }
}

/** Takes half the time of a stream. */
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
