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
  #listeners: readonly (() => void)[] = [];
  readonly #removeTimer: () => void;
  readonly #leaveParent: () => void;

  constructor(
    readonly clock: Clock,
    timeoutInMs: number,
    parent: AbortSignal | Scope | undefined,
  ) {
    const onAbort = () => this.stop("aborted");
    this.#removeTimer = after(clock, timeoutInMs, () => this.stop("timeout"));
    if (parent instanceof Scope) this.#leaveParent = parent.onStop(onAbort);
    else this.#leaveParent = parent ? onAbortOf(parent, onAbort) : () => undefined;
  }

  dispose(): void {
    this.#removeTimer();
    this.#leaveParent();
  }

  /** Calls back when the work is stopped, at once if it was. Returns the function that takes it back. */
  onStop(listener: () => void): () => void {
    if (this.stopReason) listener();
    this.#listeners = [...this.#listeners, listener];
    return () => {
      this.#listeners = this.#listeners.filter((each) => each !== listener);
    };
  }

  /**
   * Settles like the promise, unless the work is stopped first: what is waited for need not heed a signal. Listens
   * for as long as the scope lives, which is meant to end with the race.
   */
  race<Value>(promise: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      this.onStop(() => reject(stoppedError()));
      promise.then(resolve, reject);
    });
  }

  /** Waits, never less than asked: timers may fire a little early, so the clock has the last word. */
  async wait(delayInMs: number): Promise<void> {
    const due = this.clock.now() + delayInMs;
    for (let rest = delayInMs; rest > 0; rest = due - this.clock.now()) {
      await this.#sleep(Math.min(rest, longestTimerInMs));
    }
  }

  #sleep(delayInMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const removeTimer = after(this.clock, delayInMs, () => {
        removeListener();
        resolve();
      });
      const removeListener = this.onStop(() => {
        removeTimer();
        reject(stoppedError());
      });
    });
  }

  protected stop(reason: "aborted" | "timeout"): void {
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

function stoppedError(): Error {
  return new Error("The work was stopped.");
}

interface Watch {
  readonly callbacks: Set<() => void>;
  readonly stopWatching: () => void;
}

/** Who waits for which signal: one listener each, since many calls may share a signal and Node warns of many listeners. */
const watches = new WeakMap<AbortSignal, Watch>();

function onAbortOf(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) callback();
  const watch = watches.get(signal) ?? startWatching(signal);
  watch.callbacks.add(callback);
  return () => {
    watch.callbacks.delete(callback);
    if (watch.callbacks.size === 0) watch.stopWatching();
  };
}

function startWatching(signal: AbortSignal): Watch {
  const callbacks = new Set<() => void>();
  const notify = () => {
    for (const callback of callbacks) callback();
  };
  const stopWatching = () => {
    signal.removeEventListener("abort", notify);
    watches.delete(signal);
  };
  signal.addEventListener("abort", notify);
  const watch = { callbacks, stopWatching };
  watches.set(signal, watch);
  return watch;
}
