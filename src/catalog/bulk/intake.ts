/** How long is read before timers and signals get their turn, in milliseconds. */
const sliceInMs = 20;

export type AnyIterable<Item> = Iterable<Item> | AsyncIterable<Item>;

/**
 * Reads an input as far as there is room, so that an input of any length is never held whole. Reading goes on in
 * the background; whoever works on what was read is woken by `onRead`.
 */
export class Intake<Item> {
  /** No more will come: the input ended, failed, or was left. */
  hasEnded = false;
  /** Whether the input came to an end by itself, so that nobody has to tell it. */
  #isExhausted = false;
  /** Why the input failed. */
  failure: { readonly error: unknown } | undefined;
  readonly #iterator: AsyncIterator<Item> | Iterator<Item>;
  readonly #onRead: (item: Item) => void;
  readonly #hasRoom: () => boolean;
  #reading: Promise<void> | undefined;
  #sliceEnd = performance.now() + sliceInMs;

  constructor(items: AnyIterable<Item>, onRead: (item: Item) => void, hasRoom: () => boolean) {
    this.#iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
    this.#onRead = onRead;
    this.#hasRoom = hasRoom;
  }

  /** Goes on reading, unless it is. `onPause` is called when there is no more room or no more input. */
  resume(onPause: () => void): void {
    if (this.#reading || this.hasEnded || !this.#hasRoom()) return;
    this.#reading = this.#read().finally(() => {
      this.#reading = undefined;
      onPause();
    });
  }

  /** Whether it is waiting for the input. */
  get isReading(): boolean {
    return this.#reading !== undefined;
  }

  /** Takes no more of the input. */
  stop(): void {
    this.hasEnded = true;
  }

  /** Leaves the input, which may free what it holds. */
  async leave(): Promise<void> {
    this.stop();
    if (this.#isExhausted) return;
    const left = this.#iterator.return?.();
    // An input that waits for its next item hears of it only then; that may be never.
    if (this.isReading) Promise.resolve(left).catch(() => undefined);
    else await left;
  }

  async #read(): Promise<void> {
    try {
      while (!this.hasEnded && this.#hasRoom()) {
        const { done, value } = await this.#next();
        if (done) this.#end();
        // Left while it was waiting: nobody takes the item any more.
        else if (!this.hasEnded) this.#onRead(value);
        if (performance.now() < this.#sliceEnd) continue;
        await eventLoopTurn();
        this.#sliceEnd = performance.now() + sliceInMs;
      }
    } catch (error) {
      this.stop();
      this.failure = { error };
    }
  }

  async #next(): Promise<IteratorResult<Item>> {
    try {
      return await this.#iterator.next();
    } catch (error) {
      this.#end();
      throw error;
    }
  }

  #end(): void {
    this.stop();
    this.#isExhausted = true;
  }
}

/** Lets everything else that is due run. Promises alone never do. */
function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === "function") setImmediate(resolve);
    else setTimeout(resolve);
  });
}
