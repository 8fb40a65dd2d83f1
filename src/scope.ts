import type { Clock } from "./options.js";

/** Timers can't be set for longer than this; a longer limit is as good as none. */
export const longestTimerInMs = 2 ** 31 - 1;

/**
 * A stretch of work that ends when its time has passed, when its caller's signal is aborted, or with the scope it is
 * part of. It holds one timer and one listener; `dispose` removes both. It is no AbortController, because making one
 * takes as long as everything else here.
 */
export class Scope {
  /** Why the work was stopped; absent as long as it was not. */
  stopReason: "aborted" | "timeout" | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #removeTimer: () => void;
  readonly #leaveParent: () => void;

  constructor(
    readonly clock: Clock,
    timeoutInMs: number,
    parent: AbortSignal | Scope | undefined,
  ) {
    const onAbort = () => this.#stop("aborted");
    this.#removeTimer = after(clock, timeoutInMs, () => this.#stop("timeout"));
    if (parent instanceof Scope) {
      this.#leaveParent = parent.onStop(onAbort);
    } else {
      parent?.addEventListener("abort", onAbort);
      this.#leaveParent = () => parent?.removeEventListener("abort", onAbort);
      if (parent?.aborted) onAbort();
    }
  }

  dispose(): void {
    this.#removeTimer();
    this.#leaveParent();
  }

  /** Calls back when the work is stopped, at once if it was. Returns the function that takes it back. */
  onStop(listener: () => void): () => void {
    if (this.stopReason) listener();
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Settles like the promise, unless the work is stopped first: what is waited for need not heed a signal. */
  async race<Value>(promise: Promise<Value>): Promise<Value> {
    let remove = (): void => undefined;
    const stopped = new Promise<never>((_, reject) => {
      remove = this.onStop(() => reject(new Error("The work was stopped.")));
    });
    return Promise.race([promise, stopped]).finally(remove);
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
    if (this.stopReason) return;
    this.stopReason = reason;
    for (const listener of this.#listeners) listener();
  }
}

function after(clock: Clock, delayInMs: number, callback: () => void): () => void {
  if (delayInMs > longestTimerInMs) return () => undefined;
  const timer = clock.setTimeout(callback, delayInMs);
  return () => clock.clearTimeout(timer);
}
