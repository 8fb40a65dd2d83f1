import type { EmulatorClock } from "../clock.js";

/** How long something stays unseen: for so many looks, or for so long, whichever ends later. */
export interface Lag {
  /** Number of looks that miss it. Default 0. */
  readonly times?: number;
  /** Milliseconds from its start. Default 0. */
  readonly durationInMs?: number;
}

/** What is there already and not to be seen yet. */
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

  /** One look: whether it misses. */
  hides(key: string): boolean {
    const lag = this.#running.get(key);
    if (lag === undefined) return false;
    const hidden = lag.left > 0 || this.#clock.now() < lag.until;
    lag.left -= 1;
    return hidden;
  }
}
