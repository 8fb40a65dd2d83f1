import type { Attempt } from "./errors/index.js";

/** The clock and the timers for waits and deadlines. Pass your own to test without waiting. */
export interface Clock {
  /** The current time, in milliseconds since 1970. */
  readonly now: () => number;
  /**
   * Milliseconds since any fixed moment, for waits and deadlines. A change to the system's time must not affect it.
   * Default: `now`.
   */
  readonly monotonicNow?: (() => number) | undefined;
  /** Calls back once, no earlier than the delay, in milliseconds. Returns what `clearTimeout` accepts. */
  readonly setTimeout: (callback: () => void, delayInMs: number) => unknown;
  /** Cancels a timer that has not called back yet. */
  readonly clearTimeout: (timer: unknown) => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicNow: () => performance.now(),
  setTimeout: (callback, delayInMs) => globalThis.setTimeout(callback, delayInMs),
  clearTimeout: (timer) => globalThis.clearTimeout(timer as Parameters<typeof globalThis.clearTimeout>[0]),
};

/** The time for waits and deadlines, in milliseconds; only differences are meaningful. */
export function monotonicNow(clock: Clock): number {
  return clock.monotonicNow?.() ?? clock.now();
}

/** When to send a refused request again. A request whose outcome is unknown is never sent again. */
export interface RetryOptions {
  /** Maximum number of retries per call. Default: 4. 0 turns retries off. */
  readonly maxRetries?: number | undefined;
  /** Upper bound of the first wait if the service gives no time, in milliseconds. Doubles each time. Default: 1000. */
  readonly baseDelayInMs?: number | undefined;
  /** Upper bound of every such wait, in milliseconds. It never shortens a wait that the service asks for. Default: 30 000. */
  readonly maxDelayInMs?: number | undefined;
  /**
   * Whether a 503 with `Retry-After` counts as refused and is retried, as Graph documents. Default: `true`.
   * With `false`, its outcome is unknown. Risk of `true`: a proxy may send such a 503 after the service accepted the
   * request, which is then sent twice.
   */
  readonly on503?: boolean | undefined;
}

/** A response, for logging. It contains neither the token nor the body that was sent. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The body as it was read; the first MiB of a refusal. */
  readonly bodyAsText: string;
  /** The attempts of the call so far, this one included. */
  readonly attempts: readonly Attempt[];
}

/** Options of a client or of one call. */
export interface CallOptions {
  /** Time limit of the call, waits and retries included, in milliseconds. Default: 300 000. `Infinity` for none. */
  readonly timeoutInMs?: number | undefined;
  /** Time limit of an attempt, in milliseconds. After it, the outcome is unknown, so no retry. Default: 100 000. */
  readonly attemptTimeoutInMs?: number | undefined;
  /** When to send a refused request again. Each of its options has its own default. */
  readonly retry?: RetryOptions | undefined;
  /** Called after each attempt, whether or not a response was read. Errors that it throws are ignored. */
  readonly onAttempt?: ((attempt: Attempt) => void) | undefined;
  /**
   * Called with each response that was read, so once per attempt, before the client decides whether to send the
   * request again. Errors that it throws are ignored.
   */
  readonly onResponse?: ((response: RawResponse) => void) | undefined;
}

/** An option of a request, or of `addResources`, that only the command line uses. */
export interface StopOption {
  /** Ends the call, and the run, once the attempts in flight have ended. Waits and the sign-in end at once. */
  readonly stopSignal?: AbortSignal | undefined;
}

/** Options of one request. */
export interface RequestOptions extends CallOptions {
  /** Ends the call at once, whatever it is waiting for. */
  readonly abortSignal?: AbortSignal | undefined;
  /** Id of the call in Microsoft's logs, the same for every attempt. Default: a new GUID. */
  readonly clientRequestId?: string | undefined;
  /**
   * Additional headers, except those that the client and its HTTP library set: `Accept`, `Authorization`, `Host`,
   * `Content-…`, `client-request-id`, `Connection`, `Expect`, `Keep-Alive`, `Transfer-Encoding`, `Upgrade`.
   * `user-agent` replaces the package's, `access-package-resource-requests/<version>`.
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Options of one request that has a body. */
export interface CreateRequestOptions extends RequestOptions {
  /** Whether the body is checked against the contract before it is sent. Default: `true`. */
  readonly validate?: boolean | undefined;
}

/** Options with every default filled in. */
export type Complete<Options> = { readonly [Name in keyof Options]-?: Exclude<Options[Name], undefined> };

export interface CallSettings {
  readonly timeoutInMs: number;
  readonly attemptTimeoutInMs: number;
  readonly retry: Complete<RetryOptions>;
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

/** The settings of a call, whose options override the client's. */
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

/** The options without those that are `undefined`, which means the same as not given. */
export function withoutUndefined<Options extends object>(options: Options): Partial<Complete<Options>> {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<Complete<Options>>;
}
