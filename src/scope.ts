import type { Clock } from "./options.js";

/** Timers can't be set for longer than this; a longer limit is as good as none. */
const longestTimerInMs = 2 ** 31 - 1;

/**
 * A stretch of work that ends when its time has passed or when what it belongs to is aborted. It holds one timer
 * and one listener; `dispose` removes both.
 */
export class Scope {
  readonly #controller = new AbortController();
  readonly #parent: AbortSignal | undefined;
  readonly #removeTimer: () => void;
  readonly #onAbort = () => this.#stop("aborted");
  /** Why the work was stopped; absent as long as it was not. */
  stopReason: "aborted" | "timeout" | undefined;

  constructor(
    readonly clock: Clock,
    timeoutInMs: number,
    parent: AbortSignal | undefined,
  ) {
    this.#parent = parent;
    this.#removeTimer = after(clock, timeoutInMs, () => this.#stop("timeout"));
    parent?.addEventListener("abort", this.#onAbort);
    if (parent?.aborted) this.#onAbort();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  dispose(): void {
    this.#removeTimer();
    this.#parent?.removeEventListener("abort", this.#onAbort);
  }

  /** Settles like the promise, unless the work is stopped first: what is waited for need not heed a signal. */
  race<Value>(promise: Promise<Value>): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      const onStop = () => reject(this.signal.reason);
      this.signal.addEventListener("abort", onStop);
      promise.then(resolve, reject).finally(() => this.signal.removeEventListener("abort", onStop));
      if (this.stopReason) onStop();
    });
  }

  /** Waits, never less than asked: timers may fire a little early, so the clock has the last word. */
  async wait(delayInMs: number): Promise<void> {
    const due = this.clock.now() + delayInMs;
    for (let rest = delayInMs; rest > 0; rest = due - this.clock.now()) {
      let removeTimer = (): void => undefined;
      const elapsed = new Promise<void>((resolve) => {
        removeTimer = after(this.clock, Math.min(rest, longestTimerInMs), resolve);
      });
      await this.race(elapsed).finally(removeTimer);
    }
  }

  #stop(reason: "aborted" | "timeout"): void {
    this.stopReason ??= reason;
    this.#controller.abort();
  }
}

function after(clock: Clock, delayInMs: number, callback: () => void): () => void {
  if (delayInMs > longestTimerInMs) return () => undefined;
  const timer = clock.setTimeout(callback, delayInMs);
  return () => clock.clearTimeout(timer);
}
