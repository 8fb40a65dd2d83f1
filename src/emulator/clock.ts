/** Time as the emulator sees it: a test may put its own in place of the machine's. */
export interface EmulatorClock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Calls `callback` once, `delayInMs` milliseconds from now; the result is what `clearTimeout` takes. */
  setTimeout(callback: () => void, delayInMs: number): unknown;
  /** Forgets a call asked for with `setTimeout`. */
  clearTimeout(timer: unknown): void;
}

export const systemClock: EmulatorClock = {
  now: () => Date.now(),
  setTimeout: (callback, delayInMs) => setTimeout(callback, delayInMs),
  clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
};

/** Every wait of one emulator, so that closing it leaves no timer behind. */
export class Waits {
  readonly #clock: EmulatorClock;
  readonly #timers = new Set<unknown>();

  constructor(clock: EmulatorClock) {
    this.#clock = clock;
  }

  wait(delayInMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#clock.setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, delayInMs);
      this.#timers.add(timer);
    });
  }

  /** What still waits never goes on: a request cut off by the end of the emulator must not commit after it. */
  close(): void {
    for (const timer of this.#timers) this.#clock.clearTimeout(timer);
    this.#timers.clear();
  }
}
