/** How long to read before timers and signals get their turn, in milliseconds. */
const sliceInMs = 20;

export type AnyIterable<Item> = Iterable<Item> | AsyncIterable<Item>;

/** Reads an input while there is room, so that no input is ever in memory as a whole. */
export class Intake<Item> {
  /** Whether it reads, or waits for the input. */
  isReading = false;
  /** Whether it pauses, although the input may have more. */
  isGivingWay = false;
  /** No more items come: the input ended or failed, or `stop` was called. */
  hasEnded = false;
  /** Why the input failed. */
  failure: { readonly error: unknown } | undefined;
  readonly #items: AnyIterable<Item>;
  /** Absent until the first item is read, because a stream is locked from then on. */
  #iterator: AsyncIterator<Item> | Iterator<Item> | undefined;
  readonly #onItem: (item: Item) => void;
  readonly #hasRoom: () => boolean;
  /** Whether the input has to be closed, because it did not end by itself. */
  #isOpen = true;
  #sliceEnd = 0;

  constructor(items: AnyIterable<Item>, onItem: (item: Item) => void, hasRoom: () => boolean) {
    this.#items = items;
    this.#onItem = onItem;
    this.#hasRoom = hasRoom;
  }

  /** Reads until there is no more room or no more input, unless it is already reading. */
  read(): Promise<void> | undefined {
    return this.isReading || this.hasEnded || !this.#hasRoom() ? undefined : this.#read();
  }

  async #read(): Promise<void> {
    this.isReading = true;
    const items = this.#items;
    if (!this.#iterator) this.#sliceEnd = performance.now() + sliceInMs;
    try {
      this.#iterator ??= Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
      while (!this.hasEnded && this.#hasRoom()) {
        this.#isOpen = false;
        const { done, value } = await this.#iterator.next();
        this.#isOpen = !done;
        // An item that arrives after `stop` is dropped.
        if (!done && !this.hasEnded) this.#onItem(value);
        if (done) this.hasEnded = true;
        if (performance.now() >= this.#sliceEnd) await this.#giveWay();
      }
    } catch (error) {
      this.failure = { error };
      this.hasEnded = true;
    } finally {
      this.isReading = false;
    }
  }

  stop(): void {
    this.hasEnded = true;
  }

  /** Closes the input, which may free its resources. */
  async close(): Promise<void> {
    this.stop();
    if (!this.#isOpen && !this.isReading) return;
    const closed = this.#iterator?.return?.();
    // An input that waits for its next item closes only after that, which may be never.
    if (this.isReading) Promise.resolve(closed).catch(() => undefined);
    else await closed;
  }

  /** Lets everything else that is due run, which promises alone never do. */
  async #giveWay(): Promise<void> {
    this.isGivingWay = true;
    await new Promise((resolve) => {
      if (typeof setImmediate === "function") setImmediate(resolve);
      else setTimeout(resolve);
    });
    this.isGivingWay = false;
    this.#sliceEnd = performance.now() + sliceInMs;
  }
}
