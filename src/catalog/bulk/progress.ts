import type { Attempt } from "../../errors/index.js";
import { type Clock, monotonicNow } from "../../options.js";
import { quietly } from "../../transport/attempt.js";
import type { Addition } from "../add/addition.js";
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
  #sent = 0;

  constructor(settings: Pick<BulkSettings, "total" | "onProgress">, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.#started = monotonicNow(clock);
  }

  /** @param unsettled The additions that have no result yet and are not in flight. */
  onFinished(results: readonly AddResult[], unsettled: readonly Addition[], throttled: number): void {
    this.#done += results.length;
    for (const { outcome, attempts } of results) {
      if (attempts.length > 0) this.#sent += 1;
      if (outcome !== "unknown") continue;
      this.unknown += 1;
      if (this.attempts.length < mostAttempts) this.attempts.push(...attempts);
    }
    const { total, onProgress } = this.#settings;
    if (!onProgress) return;
    const waiting = unsettled.flatMap(({ index, waitsForOrigin }) => (waitsForOrigin ? [index] : []));
    // At least 1 ms, so that there is a rate.
    const rate = this.#sent / Math.max(1, monotonicNow(this.#clock) - this.#started);
    const left = total === undefined ? Number.NaN : Math.max(0, total - this.#done - waiting.length);
    const rest = left === 0 ? 0 : left / rate;
    void quietly(() =>
      onProgress({
        done: this.#done,
        rate: rate * 1000,
        waiting,
        throttled,
        unexpectedResponses: this.unexpectedResponses,
        ...(total !== undefined && { total }),
        ...(Number.isFinite(rest) && { remainingInMs: rest }),
      }),
    );
  }
}
