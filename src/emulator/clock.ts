/** The emulator's source of time. A test can replace the system clock with its own. */
export interface EmulatorClock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Calls `callback` once, `delayInMs` milliseconds from now, and returns what `clearTimeout` accepts. */
  setTimeout(callback: () => void, delayInMs: number): unknown;
  /** Cancels a call that `setTimeout` scheduled. */
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

  /** Leaves running waits pending forever: a request that they delay must not commit after the emulator has closed. */
  close(): void {
    for (const timer of this.#timers) this.#clock.clearTimeout(timer);
    this.#timers.clear();
  }
}
