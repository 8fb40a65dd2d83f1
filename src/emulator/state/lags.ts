import type { EmulatorClock } from "../clock.js";
import type { Lag } from "../fault-kinds.js";

/** Things that exist but cannot be seen yet. */
export class Lags {
  readonly #clock: EmulatorClock;
  readonly #running = new Map<string, { left: number; until: number }>();

  constructor(clock: EmulatorClock) {
    this.#clock = clock;
  }

  has(key: string): boolean {
    return this.#running.has(key);
  }

  begin(key: string, { times = 0, durationInMs = 0 }: Lag): void {
    this.#running.set(key, { left: times, until: this.#clock.now() + durationInMs });
  }

  /** Counts one read, and returns whether the thing is hidden from it. */
  hides(key: string): boolean {
    const lag = this.#running.get(key);
    if (lag === undefined) return false;
    const hidden = lag.left > 0 || this.#clock.now() < lag.until;
    lag.left -= 1;
    return hidden;
  }
}
