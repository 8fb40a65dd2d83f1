import type { Lag } from "./state/lags.js";

/** Whether a fault strikes before the change took effect, or after it. Default `"before"`. */
export type FaultTime = "before" | "after";

/** What `Retry-After` says: a number of seconds, a moment (sent as an HTTP date), or text sent as it is. */
export type RetryAfter = number | Date | string;

interface StatusFault {
  readonly status: number;
  readonly when?: FaultTime;
  readonly retryAfter?: RetryAfter;
  /**
   * `"own"` is the body that the operation itself responds with, or `{}` before the change: 424 with it is a failed
   * `$batch` that has its members' responses. `"json"` is the Graph error body, and for a 2xx the same as `"own"`.
   * Default `"json"`.
   */
  readonly content?: "json" | "own" | "html" | "text" | "empty";
  /** `error.code`. Default: the status in words. */
  readonly code?: string;
  /** Further headers, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What each kind of fault does, and what it takes. */
interface FaultKinds {
  /** Nothing but `latencyInMs`. */
  latency: object;
  /** 429, before anything took effect; no `Retry-After` unless given. */
  throttle: { readonly retryAfter?: RetryAfter };
  /** Any status. */
  status: StatusFault;
  /** The connection is reset and no answer comes. */
  reset: { readonly when?: FaultTime };
  /** Nothing ever comes and the connection stays open. */
  stall: { readonly when?: FaultTime };
  /** After the change: the headers come whole, then the connection ends. */
  resetAfterHeaders: object;
  /** After the change: half of the body comes, then the connection ends. */
  truncated: object;
  /** After the change: the body is complete and is not JSON. */
  malformed: object;
  /** After the change: the body is this text, or what this function makes of the true one. */
  body: { readonly body: string | ((own: string) => string) };
  /** After the change: the response comes whole, and again as the response to the connection's next request. */
  repeatedResponse: object;
  /** After the change: the body comes in pieces. */
  slowBody: {
    /** Milliseconds between pieces. Default 10. */
    readonly intervalInMs?: number;
  };
  /** After the change: the headers come, the body never does. */
  stalledBody: object;
  /** After the change: the body has no end. It stops when the caller closes the connection. */
  endlessBody: object;
  /** The origin object to be added is unknown for so many requests, this one included, or for so long. */
  replicationLag: Lag;
  /** The resource to be added is missing from so many lists, or for so long. */
  visibilityLag: Lag;
  /**
   * 201 whose `requestState` is this one, to a body in the published form. `DeliveryFailed`, `Denied` and `Canceled`
   * change nothing; with any other the change takes effect.
   */
  requestState: { readonly state: string };
  /** 401 asking for more claims, to this request and every later one with the same token. */
  claims: {
    /** JSON the token must satisfy, sent in Base64. Default: one that asks for a later `nbf`. */
    readonly claims?: string;
  };
  /** The batch does not answer this member. */
  missingResponse: { readonly when?: FaultTime };
  /** After the change: the batch answers this member twice, first truly and then with 500. */
  duplicateResponse: object;
  /** After the change: the member's status is text. */
  statusAsString: object;
  /** After the change: the batch also answers an id that was never sent. */
  strangeResponse: object;
}

/** Name of a fault: what it does to a request. */
export type FaultKind = keyof FaultKinds;

/** What a fault does. */
export type FaultAction = {
  [Kind in FaultKind]: { readonly kind: Kind } & FaultKinds[Kind];
}[FaultKind] & {
  /** Milliseconds to wait before anything else is done. Default 0. */
  readonly latencyInMs?: number;
};

/** Whether the fault keeps the request from being carried out at all. */
export function isBeforeChange(fault: FaultAction): boolean {
  if (fault.kind === "throttle" || fault.kind === "claims") return true;
  return (
    (fault.kind === "status" || fault.kind === "reset" || fault.kind === "stall" || fault.kind === "missingResponse") &&
    fault.when !== "after"
  );
}
