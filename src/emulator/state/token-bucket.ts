import type { EmulatorClock } from "../clock.js";
import { Refusal } from "../responses.js";

/** A token bucket. */
export interface TokenBucketOptions {
  /** Requests per second that may go on for ever. */
  readonly ratePerSecond: number;
  /** Requests that may come at once after a rest. */
  readonly burst: number;
}

export class TokenBucket {
  readonly #clock: EmulatorClock;
  readonly #options: TokenBucketOptions;
  #tokens: number;
  #filledAt: number;

  constructor(clock: EmulatorClock, options: TokenBucketOptions) {
    this.#clock = clock;
    this.#options = options;
    this.#tokens = options.burst;
    this.#filledAt = clock.now();
  }

  /** Counts one request, or refuses it. */
  take(): void {
    const now = this.#clock.now();
    const gained = ((now - this.#filledAt) / 1000) * this.#options.ratePerSecond;
    this.#tokens = Math.min(this.#options.burst, this.#tokens + gained);
    this.#filledAt = now;
    if (this.#tokens < 1) throw tooManyRequests("1");
    this.#tokens -= 1;
  }
}

export function tooManyRequests(retryAfter: string | undefined): Refusal {
  const headers = retryAfter === undefined ? {} : { "retry-after": retryAfter };
  return new Refusal(429, "TooManyRequests", "Too many requests.", { headers });
}
