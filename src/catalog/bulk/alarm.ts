import { type Clock, monotonicNow } from "../../options.js";
import { longestTimerInMs } from "../../time/deadline.js";

/** Lets a run sleep until a time comes or something wakes it. */
export class Alarm {
  readonly #clock: Clock;
  #ring = (): void => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readonly wake = (): void => this.#ring();

  /** @param until When to wake, in the time of `monotonicNow`; never when absent. */
  async sleep(until: number | undefined): Promise<void> {
    let timer: unknown;
    await new Promise<void>((resolve) => {
      this.#ring = resolve;
      if (until === undefined) return;
      const delayInMs = Math.max(0, until - monotonicNow(this.#clock));
      timer = this.#clock.setTimeout(resolve, Math.min(delayInMs, longestTimerInMs));
    });
    this.#clock.clearTimeout(timer);
  }
}
