import { type Clock, monotonicNow } from "../options.js";

/** Timers can't be set for longer than this; a longer limit is as good as none. */
export const longestTimerInMs = 2 ** 31 - 1;

export type StopReason = "aborted" | "timeout";

/**
 * A stretch of work that ends when its deadline passes or its caller's signal is aborted. It waits for one thing at a
 * time, with one timer; `dispose` removes its listener. It is no AbortController, because making one takes as long
 * as everything else here.
 */
export class Deadline {
  /** Why the work was stopped; absent as long as it was not. */
  stopReason: StopReason | undefined;
  /** Why the last thing that was waited for was not waited for to its end; absent when it was. */
  interruption: StopReason | undefined;
  /** Ends what is waited for. */
  #onEnd: (() => void) | undefined;
  #timer: unknown;
  readonly #deadline: number;
  readonly #leaveSignal: (() => void) | undefined;

  constructor(
    readonly clock: Clock,
    signal: AbortSignal | undefined,
    timeoutInMs = Number.POSITIVE_INFINITY,
  ) {
    this.#deadline = monotonicNow(clock) + timeoutInMs;
    this.#leaveSignal = signal && onAbortOf(signal, () => this.#stop("aborted"));
  }

  dispose(): void {
    this.#leaveSignal?.();
  }

  /** Whether a wait of this length ends before the deadline. */
  hasTimeFor(delayInMs: number): boolean {
    return monotonicNow(this.clock) + delayInMs < this.#deadline;
  }

  /**
   * Settles like the promise, unless the work is stopped or the time passes first: what is waited for need not honour a
   * signal.
   */
  race<Value>(promise: Promise<Value>, timeoutInMs = Number.POSITIVE_INFINITY): Promise<Value> {
    return new Promise((resolve, reject) => {
      const onEnd = () => reject(stoppedError());
      // What settles only after its time has passed must not end what is waited for by then.
      const release = () => this.#onEnd === onEnd && this.#release();
      this.#hold(timeoutInMs, onEnd);
      promise.then(
        (value) => {
          release();
          resolve(value);
        },
        (error) => {
          release();
          reject(error);
        },
      );
    });
  }

  /** Waits, never less than asked: timers may fire a little early, so the clock has the last word. */
  async wait(delayInMs: number): Promise<void> {
    const due = monotonicNow(this.clock) + delayInMs;
    for (let rest = delayInMs; rest > 0; rest = due - monotonicNow(this.clock)) {
      await this.#sleep(Math.min(rest, longestTimerInMs));
    }
  }

  #sleep(delayInMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#hold(delayInMs, () => (this.stopReason ? reject(stoppedError()) : resolve()));
    });
  }

  /** Why the work was stopped, with a look at the clock. */
  check(): StopReason | undefined {
    if (!this.hasTimeFor(0)) this.#stop("timeout");
    return this.stopReason;
  }

  #stop(reason: StopReason): void {
    if (this.stopReason) return;
    this.stopReason = reason;
    this.#end(reason);
  }

  /** Calls back once the time has passed or the work is stopped, unless that is released before. */
  #hold(timeoutInMs: number, onEnd: () => void): void {
    const restInMs = this.#deadline - monotonicNow(this.clock);
    const limitInMs = Math.min(timeoutInMs, restInMs);
    const onTimeout = () => {
      // A clock that calls back all the same must not end what is waited for by then.
      if (this.#onEnd !== onEnd) return;
      if (restInMs <= timeoutInMs) this.#stop("timeout");
      else this.#end("timeout");
    };
    this.interruption = undefined;
    this.#onEnd = onEnd;
    this.#timer = limitInMs > longestTimerInMs ? undefined : this.clock.setTimeout(onTimeout, limitInMs);
    if (this.stopReason) this.#end(this.stopReason);
  }

  #end(reason: StopReason): void {
    const onEnd = this.#onEnd;
    if (!onEnd) return;
    this.#release();
    this.interruption = reason;
    onEnd();
  }

  #release(): void {
    this.#onEnd = undefined;
    if (this.#timer !== undefined) this.clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

function stoppedError(): Error {
  return new Error("The work was stopped.");
}

/** Why the caller aborted; absent when only the default reason says that there was none. */
export function reasonOf(signal: AbortSignal | undefined): unknown {
  const reason: unknown = signal?.reason;
  return reason instanceof DOMException ? undefined : reason;
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
