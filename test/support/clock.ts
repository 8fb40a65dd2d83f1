import type { Clock } from "../../src/index.js";

interface Timer {
  readonly due: number;
  readonly callback: () => void;
}

/** Lets everything run that waits only for promises. */
export async function settled(): Promise<void> {
  for (let round = 0; round < 4; round += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  /** The length of every timer that was set, in order. */
  readonly delays: number[] = [];
  readonly #timers = new Map<number, Timer>();
  #now: number;
  #lastId = 0;

  constructor(now: string | number = "2026-11-24T12:00:00.000Z") {
    this.#now = new Date(now).getTime();
  }

  readonly now = (): number => this.#now;

  readonly setTimeout = (callback: () => void, delayInMs: number): number => {
    this.#lastId += 1;
    this.#timers.set(this.#lastId, { due: this.#now + delayInMs, callback });
    this.delays.push(delayInMs);
    return this.#lastId;
  };

  readonly clearTimeout = (timer: unknown): void => {
    this.#timers.delete(timer as number);
  };

  /** How many timers are set. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Moves the clock, fires the timers that are due in order, and lets everything that follows run. */
  async advance(byMs: number): Promise<void> {
    await settled();
    const end = this.#now + byMs;
    for (let next = this.#next(); next && next[1].due <= end; next = this.#next()) {
      await this.#fire(next);
    }
    this.#now = end;
    await settled();
  }

  /** Moves the clock to the next timer. Returns false if there is none. */
  async advanceToNext(): Promise<boolean> {
    await settled();
    const next = this.#next();
    if (next) await this.#fire(next);
    return next !== undefined;
  }

  async #fire([id, { due, callback }]: [number, Timer]): Promise<void> {
    this.#timers.delete(id);
    this.#now = Math.max(this.#now, due);
    callback();
    await settled();
  }

  #next(): [number, Timer] | undefined {
    return [...this.#timers].sort(([, one], [, other]) => one.due - other.due)[0];
  }
}

/** Settles like the promise, and moves the clock to its next timer until then. */
export async function autoAdvance<Value>(clock: FakeClock, promise: Promise<Value>): Promise<Value> {
  let isSettled = false;
  const done = () => {
    isSettled = true;
  };
  promise.then(done, done);
  await settled();
  while (!isSettled && (await clock.advanceToNext()));
  return promise;
}
