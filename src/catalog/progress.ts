import type { Clock } from "../options.js";
import type { AddProgress } from "./types.js";

interface ProgressSettings {
  readonly total: number | undefined;
  readonly onProgress: ((progress: AddProgress) => void) | undefined;
}

/** Counts how far a bulk add has come, and tells whoever wants to know. */
export class Progress {
  unexpectedAnswers = 0;
  readonly #settings: ProgressSettings;
  readonly #clock: Clock;
  readonly #started: number;
  #done = 0;

  constructor(settings: ProgressSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.#started = clock.now();
  }

  onFinished(count: number, throttled: number): void {
    this.#done += count;
    const { total, onProgress } = this.#settings;
    if (!onProgress) return;
    // In the first millisecond there is no rate to speak of.
    const elapsedInMs = Math.max(1, this.#clock.now() - this.#started);
    const rate = this.#done / elapsedInMs;
    const rest = total === undefined || rate === 0 ? undefined : (total - this.#done) / rate;
    try {
      onProgress({
        done: this.#done,
        rate: rate * 1000,
        throttled,
        unexpectedAnswers: this.unexpectedAnswers,
        ...(total !== undefined && { total }),
        ...(rest !== undefined && { remainingInMs: Math.max(0, rest) }),
      });
    } catch {
      // Documented in AddResourcesOptions: showing progress must not end the work.
    }
  }
}
