import type { Attempt } from "../../errors/index.js";
import { type Clock, monotonicNow } from "../../options.js";
import type { AddResult } from "../any-version.js";
import type { BulkSettings } from "../options.js";

/** The most attempts that the error of an aborted run lists. */
const mostAttempts = 1000;

/** Counts the results of a run and reports its progress. */
export class Progress {
  unexpectedResponses = 0;
  /** The number of results that are unknown. */
  unknown = 0;
  /** The attempts of the first unknown results. */
  readonly attempts: Attempt[] = [];
  readonly #settings: Pick<BulkSettings, "total" | "onProgress">;
  readonly #clock: Clock;
  readonly #started: number;
  #done = 0;

  constructor(settings: Pick<BulkSettings, "total" | "onProgress">, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.#started = monotonicNow(clock);
  }

  onFinished(results: readonly AddResult[], throttled: number): void {
    this.#done += results.length;
    for (const { outcome, attempts } of results) {
      if (outcome !== "unknown") continue;
      this.unknown += 1;
      if (this.attempts.length < mostAttempts) this.attempts.push(...attempts);
    }
    const { total, onProgress } = this.#settings;
    if (!onProgress) return;
    // At least 1 ms, so that there is a rate.
    const rate = this.#done / Math.max(1, monotonicNow(this.#clock) - this.#started);
    const rest = total === undefined || rate === 0 ? undefined : (total - this.#done) / rate;
    try {
      onProgress({
        done: this.#done,
        rate: rate * 1000,
        throttled,
        unexpectedResponses: this.unexpectedResponses,
        ...(total !== undefined && { total }),
        ...(rest !== undefined && { remainingInMs: Math.max(0, rest) }),
      });
    } catch {
      // Documented in AddResourcesOptions: a failing display must not end the work.
    }
  }
}
