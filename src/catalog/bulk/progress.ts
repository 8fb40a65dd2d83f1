import type { Attempt } from "../../errors/index.js";
import { type Clock, monotonicNow } from "../../options.js";
import type { AddProgress, AddResult } from "../types.js";

interface ProgressSettings {
  readonly total: number | undefined;
  readonly onProgress: ((progress: AddProgress) => void) | undefined;
}

/** How many attempts are kept for the error of an aborted run. */
const mostAttempts = 1000;

/** Counts how far a bulk add has come, and tells whoever wants to know. */
export class Progress {
  unexpectedResponses = 0;
  /** How many results are unknown. */
  unknown = 0;
  /** The attempts of the first of them. */
  readonly attempts: Attempt[] = [];
  readonly #settings: ProgressSettings;
  readonly #clock: Clock;
  readonly #started: number;
  #done = 0;

  constructor(settings: ProgressSettings, clock: Clock) {
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
    // In the first millisecond there is no rate to speak of.
    const elapsedInMs = Math.max(1, monotonicNow(this.#clock) - this.#started);
    const rate = this.#done / elapsedInMs;
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
      // Documented in AddResourcesOptions: showing progress must not end the work.
    }
  }
}
