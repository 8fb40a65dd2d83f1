import type { FetchInit, FetchLike } from "../../src/index.js";

/** What the stub does with one request: respond, fail, or what a function decides. */
export type StubbedResponse = Response | Error | ((init: FetchInit, url: string) => Response | Promise<Response>);

export interface ObservedRequest {
  readonly url: string;
  readonly init: FetchInit;
  /** The headers as they were when the request was sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON of the body; `undefined` without a body. */
  readonly body: unknown;
}

export interface ObservedFetch {
  readonly fetch: FetchLike;
  readonly requests: ObservedRequest[];
}

/** A `fetch` that sends nothing. It records each request and responds from a queue. */
export function observedFetch(...responses: readonly StubbedResponse[]): ObservedFetch {
  const queue = [...responses];
  const requests: ObservedRequest[] = [];
  const fetch: FetchLike = async (url, init) => {
    const body = init.body === null ? undefined : JSON.parse(String(init.body));
    requests.push({ url, init, headers: init.headers, body });
    const response = queue.shift();
    if (response === undefined) throw new Error("the test has no response left");
    if (response instanceof Error) throw response;
    return typeof response === "function" ? response(init, url) : response;
  };
  return { fetch, requests };
}

/** A response with a JSON body. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

/** A response with a text body, or none. */
export function text(
  status: number,
  body: string | null = null,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(body, { status, headers });
}

/** A refusal in the form of Graph's error bodies. */
export function refusal(status: number, code: string, headers: Readonly<Record<string, string>> = {}): Response {
  return json(status, { error: { code, message: `${code} happened` } }, headers);
}

/** A 401 that asks for claims. */
export function challenge(claims: string): Response {
  const encoded = Buffer.from(claims).toString("base64");
  const header = `Bearer realm="", error="insufficient_claims", claims="${encoded}"`;
  return json(401, { error: { code: "InvalidAuthenticationToken", message: "" } }, { "www-authenticate": header });
}

/** Never responds; fails like `fetch` when the signal fires. */
export function hanging(init: FetchInit): Promise<Response> {
  return new Promise((_, reject) => {
    const fail = () => reject(new DOMException("This operation was aborted", "AbortError"));
    init.signal.addEventListener("abort", fail, { once: true });
  });
}

/** Never responds, and does not honour the signal either. */
export function deaf(): Promise<Response> {
  return new Promise(() => undefined);
}

/** Responses with a head and a body that stalls after its first piece. */
export function stalledBody(status: number, start = ""): Response {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(start)),
  });
  return new Response(body, { status, headers: { "content-type": "application/json" } });
}

/** Responses with a head and a body that breaks off after its first piece. */
export function brokenBody(status: number, start: string, fault: Error): Response {
  let isStarted = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (isStarted) controller.error(fault);
      else controller.enqueue(new TextEncoder().encode(start));
      isStarted = true;
    },
  });
  return new Response(body, { status, headers: { "content-type": "application/json", "request-id": "request-1" } });
}

/** A failure as `fetch` reports it: a TypeError whose causes are nested, the innermost with the code. */
export function fetchFailed(cause: unknown): TypeError {
  return new TypeError("fetch failed", { cause });
}

/** A function that throws. */
export function throwing(error: unknown): () => never {
  return () => {
    throw error;
  };
}

/** The two ways in which a function of the caller can fail. */
export function waysToFail(error: Error): [way: string, fail: () => never | Promise<never>][] {
  return [
    ["throws", throwing(error)],
    ["rejects", () => Promise.reject(error)],
  ];
}

/** The object, with one property that cannot be read. */
export function unreadable<Target extends object>(target: Target, name: string): Target {
  return Object.defineProperty(target, name, { get: throwing(new Error(`${name} cannot be read`)), enumerable: true });
}

/** An error of the system, with a code and what else it carries. */
export function systemError(code: string, extra: Readonly<Record<string, unknown>> = {}): Error {
  return Object.assign(new Error(`${code} happened`), { code, ...extra });
}
