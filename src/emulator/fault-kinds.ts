/** How long reads omit something: for a number of reads or for a time, whichever ends later. */
export interface Lag {
  /** Number of reads that omit it. Default 0. */
  readonly times?: number;
  /** Milliseconds from the start of the lag. Default 0. */
  readonly durationInMs?: number;
}

/** Whether a fault strikes before or after the change takes effect. Default `"before"`. */
export type FaultTime = "before" | "after";

/** The value of `Retry-After`: a number of seconds, a date (sent as an HTTP date), or a string, sent as it is. */
export type RetryAfter = number | Date | string;

interface StatusFault {
  readonly status: number;
  readonly when?: FaultTime;
  readonly retryAfter?: RetryAfter;
  /**
   * `"own"` is the operation's own response body, or `{}` before the change: status 424 with it is a failed `$batch`
   * that contains the responses of its members. `"json"` is the Graph error body, and for a 2xx the same as `"own"`.
   * Default `"json"`.
   */
  readonly content?: "json" | "own" | "html" | "text" | "empty";
  /** `error.code`. Default: the name of the status. */
  readonly code?: string;
  /** Additional headers, with names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What each kind of fault does, and its properties. */
export interface FaultKinds {
  /** Only waits `latencyInMs`. */
  latency: object;
  /** 429, before the change; no `Retry-After` unless given. */
  throttle: { readonly retryAfter?: RetryAfter };
  /** Any status. */
  status: StatusFault;
  /** The connection is reset without a response. */
  reset: { readonly when?: FaultTime };
  /** No response is sent and the connection stays open. */
  stall: { readonly when?: FaultTime };
  /** After the change: all headers are sent, then the connection closes. */
  resetAfterHeaders: object;
  /** After the change: half of the body is sent, then the connection closes. */
  truncated: object;
  /** After the change: the body is complete and is not JSON. */
  malformed: object;
  /** After the change: another body is sent. */
  body: {
    /** The body, or a function that returns it for the operation's own body. */
    readonly body: string | ((own: string) => string);
  };
  /** After the change: the response is sent, and sent again for the next request on the connection. */
  repeatedResponse: object;
  /** After the change: the body is sent in pieces. */
  slowBody: {
    /** Milliseconds between pieces. Default 10. */
    readonly intervalInMs?: number;
  };
  /** After the change: the headers are sent, the body never is. */
  stalledBody: object;
  /** After the change: the body never ends. It stops when the caller closes the connection. */
  endlessBody: object;
  /** The origin object of the add is unknown for this many requests, including this one, or for this long. */
  replicationLag: Lag;
  /** The added resource is missing from this many lists, or for this long. */
  visibilityLag: Lag;
  /**
   * 201 with this `requestState` for a body in the published form, or in v1.0 with this `state`, its first letter in
   * lower case. With `DeliveryFailed`, `Denied` and `Canceled` nothing changes; with any other value the change takes
   * effect.
   */
  requestState: { readonly state: string };
  /** 401 that demands more claims, for this request and every later one with the same token. */
  claims: {
    /** JSON that the token must satisfy, sent in Base64. Default: a request for a later `nbf`. */
    readonly claims?: string;
  };
  /** The batch has no response for this member. */
  missingResponse: { readonly when?: FaultTime };
  /** After the change: the batch has two responses for this member, its own and one with 500. */
  duplicateResponse: object;
  /** After the change: the status of the member's response is a string. */
  statusAsString: object;
  /** After the change: the batch has one more response, with an id that was never sent. */
  strangeResponse: object;
}

/** The name of a kind of fault. */
export type FaultKind = keyof FaultKinds;

/** What a fault does. */
export type FaultAction = {
  [Kind in FaultKind]: { readonly kind: Kind } & FaultKinds[Kind];
}[FaultKind] & {
  /** Milliseconds to wait before anything else happens. Default 0. */
  readonly latencyInMs?: number;
};
