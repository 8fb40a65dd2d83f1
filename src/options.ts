import type { Attempt } from "./errors/index.js";

/** The timers and the clock that waits and deadlines run on. Give your own to test without waiting. */
export interface Clock {
  /** The current time, in milliseconds since 1970. */
  readonly now: () => number;
  /**
   * Milliseconds since any fixed moment, for waits and deadlines: a change of the system's time must not move it.
   * Default: `now`.
   */
  readonly monotonicNow?: () => number;
  /** Calls back once, no earlier than after the delay, in milliseconds. Returns what `clearTimeout` takes. */
  readonly setTimeout: (callback: () => void, delayInMs: number) => unknown;
  /** Takes a timer back that has not called yet. */
  readonly clearTimeout: (timer: unknown) => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicNow: () => performance.now(),
  setTimeout: (callback, delayInMs) => globalThis.setTimeout(callback, delayInMs),
  clearTimeout: (timer) => globalThis.clearTimeout(timer as Parameters<typeof globalThis.clearTimeout>[0]),
};

/** What waits and deadlines are measured in, in milliseconds; only differences between two readings mean something. */
export function monotonicNow(clock: Clock): number {
  return clock.monotonicNow?.() ?? clock.now();
}

/** When a refused request is sent again. A request whose outcome is unknown never is. */
export interface RetryOptions {
  /** How often one call may be sent again. Default: 4. 0 turns retries off. */
  readonly maxRetries?: number;
  /** Upper bound of the first wait when the service names none, in milliseconds. Doubles each time. Default: 1000. */
  readonly baseDelayInMs?: number;
  /** Upper bound of every such wait, in milliseconds. It never shortens a wait the service asked for. Default: 30 000. */
  readonly maxDelayInMs?: number;
  /**
   * Whether a 503 with `Retry-After` counts as refused and is sent again, as Graph documents. Default: `true`.
   * With `false` it is unknown. Danger of `true`: a proxy that adds the header to a 503 of its own, after the service
   * took the request, leads to a second one.
   */
  readonly on503?: boolean;
}

/** What an answer was, for logging. Holds neither the token nor the body that was sent. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The body as it was read; of a refusal at most the first MiB. */
  readonly bodyAsText: string;
  /** The attempts of the call so far, this one included. */
  readonly attempts: readonly Attempt[];
}

/** What can be set for a client and for one call. */
export interface CallOptions {
  /** Time for the whole call, waits and retries included, in milliseconds. Default: 300 000. `Infinity` for none. */
  readonly timeoutInMs?: number;
  /** Time for each attempt, in milliseconds. Default: 100 000. When it passes, the outcome is unknown: there is no retry. */
  readonly attemptTimeoutInMs?: number;
  readonly retry?: RetryOptions;
  /** Called after each attempt. What it throws is ignored: a logger must not change what is reported. */
  readonly onAttempt?: (attempt: Attempt) => void;
  /** Called with each answer, before it is judged. What it throws is ignored. */
  readonly onResponse?: (response: RawResponse) => void;
}

/** Options of one request. */
export interface RequestOptions extends CallOptions {
  /** Ends the call at once: while getting a token, sending, reading or waiting. */
  readonly abortSignal?: AbortSignal;
  /** Id of the call in Microsoft's logs, the same for every attempt. Default: a new GUID. */
  readonly clientRequestId?: string;
  /** Further headers. Those the client sets itself are refused: `Accept`, `Authorization`, `Host`, `Content-…`, `client-request-id`. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface CallSettings {
  readonly timeoutInMs: number;
  readonly attemptTimeoutInMs: number;
  readonly retry: Required<RetryOptions>;
  readonly onAttempt: ((attempt: Attempt) => void) | undefined;
  readonly onResponse: ((response: RawResponse) => void) | undefined;
}

export const defaultSettings: CallSettings = {
  timeoutInMs: 300_000,
  attemptTimeoutInMs: 100_000,
  retry: { maxRetries: 4, baseDelayInMs: 1000, maxDelayInMs: 30_000, on503: true },
  onAttempt: undefined,
  onResponse: undefined,
};

/** The settings of a call: its own options, which were checked, over those of the client. */
export function mergeSettings(base: CallSettings, options: CallOptions): CallSettings {
  if (Object.keys(options).length === 0) return base;
  return {
    timeoutInMs: options.timeoutInMs ?? base.timeoutInMs,
    attemptTimeoutInMs: options.attemptTimeoutInMs ?? base.attemptTimeoutInMs,
    retry: options.retry ? { ...base.retry, ...withoutUndefined(options.retry) } : base.retry,
    onAttempt: options.onAttempt ?? base.onAttempt,
    onResponse: options.onResponse ?? base.onResponse,
  };
}

function withoutUndefined(options: RetryOptions): RetryOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
