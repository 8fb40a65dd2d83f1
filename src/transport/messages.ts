import { parseRetryAfter } from "../responses/retry-after.js";
import { headerOf } from "./headers.js";

/** What the client passes to `fetch`. */
export interface FetchInit {
  readonly method: string;
  /** By name, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal: AbortSignal;
  /** Redirects are never followed: a token must not reach another host. */
  readonly redirect: "manual";
}

/** By the status, since the responses of the caller's fetch may lack `ok`. */
export function isSuccess({ status }: Pick<Response, "status">): boolean {
  return Math.floor(status / 100) === 2;
}

/**
 * The part of `fetch` that the client needs. Pass your own to use a proxy or another HTTP library. It must resolve
 * whatever the status is, and must not follow redirects or repeat requests. Otherwise the outcome may be unknown, or
 * the change may be made twice.
 */
export type FetchLike = (url: string, init: FetchInit) => Promise<Response>;

/** A request to the service, before its token and its headers are known. */
export class OutgoingRequest {
  readonly method: string;
  /** JSON text; `null` when there is none. */
  readonly body: string | null;

  constructor(
    readonly url: string,
    { method, body }: { readonly method: string; readonly body?: string },
  ) {
    this.method = method;
    this.body = body ?? null;
  }
}

/** No readable response. The request may have been sent, unless the error says otherwise. */
export interface LostResponse {
  readonly kind: "lost";
  readonly error: unknown;
  /** Why: see `Attempt.code`. */
  readonly code: string;
  /** Status of a response whose body was lost; absent when not even its head arrived. */
  readonly status: number | undefined;
  readonly requestId: string | undefined;
}

/** A response whose body was read. */
export class ReadResponse {
  readonly kind = "response";
  readonly status: number;
  readonly ok: boolean;
  readonly headers: Headers;

  constructor(
    response: Pick<Response, "status" | "headers">,
    readonly bodyAsText: string,
    /** When the body was read, in milliseconds since 1970. */
    readonly endedOn: number,
  ) {
    this.status = response.status;
    this.ok = isSuccess(response);
    this.headers = response.headers;
  }

  /** Id of the attempt in Microsoft's logs. */
  get requestId(): string | undefined {
    return headerOf(this, "request-id");
  }

  /** What `Retry-After` asks for, in milliseconds; absent when there is no readable one. */
  get retryAfterInMs(): number | undefined {
    return parseRetryAfter(headerOf(this, "retry-after"), this.endedOn);
  }

  /** Whether the service asks for a wait whose length cannot be read. */
  get hasUnreadableRetryAfter(): boolean {
    return headerOf(this, "retry-after") !== undefined && this.retryAfterInMs === undefined;
  }
}
