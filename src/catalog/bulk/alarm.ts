import { type Clock, monotonicNow } from "../../options.js";
import { longestTimerInMs } from "../../time/deadline.js";

/** Lets a run sleep until a time comes or something wakes it. */
export class Alarm {
  readonly #clock: Clock;
  #endSleep = (): void => undefined;
  /** Whether something woke the run since its last sleep. */
  #isWoken = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Ends the sleep. While nothing sleeps, ends the next sleep at once. */
  readonly wake = (): void => {
    this.#isWoken = true;
    this.#endSleep();
  };

  /** @param until When to wake, in the time of `monotonicNow`; never when absent. */
  async sleep(until: number | undefined): Promise<void> {
    let timer: unknown;
    if (!this.#isWoken) {
      await new Promise<void>((resolve) => {
        this.#endSleep = resolve;
        if (until === undefined) return;
        const delayInMs = Math.max(0, until - monotonicNow(this.#clock));
        timer = this.#clock.setTimeout(resolve, Math.min(delayInMs, longestTimerInMs));
      });
    }
    this.#isWoken = false;
    this.#clock.clearTimeout(timer);
  }
}
