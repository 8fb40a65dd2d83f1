import { type Clock, monotonicNow } from "../options.js";

/** Timers can't be set for longer than this; a longer limit is as good as none. */
export const longestTimerInMs = 2 ** 31 - 1;

export type StopReason = "aborted" | "timeout";

/** What a wait rejects with when it ends early. */
export class Interruption extends Error {
  /** What an attempt that it ends reports. */
  readonly code = "TIMEOUT";

  constructor(readonly reason: StopReason) {
    super(`The wait ended early: ${reason}.`);
  }
}

/**
 * A stretch of work that stops when its deadline passes or when the caller's signal is aborted. It waits for one thing
 * at a time. `dispose` removes its listener from the signal.
 */
export class Deadline {
  /** Why the work was stopped; absent until then. */
  stopReason: StopReason | undefined;
  /** Ends the current wait. */
  #interrupt: ((reason: StopReason) => void) | undefined;
  readonly #endsAt: number;
  readonly #removeListener: (() => void) | undefined;

  constructor(
    readonly clock: Clock,
    signal: AbortSignal | undefined,
    timeoutInMs = Number.POSITIVE_INFINITY,
  ) {
    this.#endsAt = monotonicNow(clock) + timeoutInMs;
    this.#removeListener = signal && onAbort(signal, this.abort);
  }

  readonly abort = (): void => this.#stop("aborted");

  dispose(): void {
    this.#removeListener?.();
  }

  /** Whether a wait of this length ends before the deadline. */
  hasTimeFor(delayInMs: number): boolean {
    return monotonicNow(this.clock) + delayInMs < this.#endsAt;
  }

  /** @throws Interruption when the work was stopped or the deadline has passed. */
  throwIfStopped(): void {
    if (!this.hasTimeFor(0)) this.#stop("timeout");
    if (this.stopReason) throw new Interruption(this.stopReason);
  }

  /**
   * Settles like the promise, which need not honour a signal.
   *
   * @throws Interruption when the work is stopped, or the time passes, first.
   */
  race<Value>(promise: Promise<Value>, timeoutInMs = Number.POSITIVE_INFINITY): Promise<Value> {
    return new Promise((resolve, reject) => {
      const release = this.#hold(timeoutInMs, (reason) => reject(new Interruption(reason)));
      promise.finally(release).then(resolve, reject);
    });
  }

  /**
   * Waits, never less than asked: a timer may fire a little early.
   *
   * @throws Interruption when the work is or was stopped.
   */
  async wait(delayInMs: number): Promise<void> {
    const endsAt = monotonicNow(this.clock) + delayInMs;
    this.throwIfStopped();
    for (let rest = delayInMs; rest > 0; rest = endsAt - monotonicNow(this.clock)) {
      await this.#sleep(Math.min(rest, longestTimerInMs));
      if (this.stopReason) throw new Interruption(this.stopReason);
    }
  }

  #sleep(delayInMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#hold(delayInMs, () => resolve());
    });
  }

  #stop(reason: StopReason): void {
    this.stopReason ??= reason;
    this.#interrupt?.(this.stopReason);
  }

  /** Calls back when the time passes or the work is stopped, unless it is released first. */
  #hold(timeoutInMs: number, onEnd: (reason: StopReason) => void): () => void {
    const restInMs = this.#endsAt - monotonicNow(this.clock);
    const limitInMs = Math.min(timeoutInMs, restInMs);
    let timer: unknown;
    const release = () => {
      if (this.#interrupt === interrupt) this.#interrupt = undefined;
      if (timer !== undefined) this.clock.clearTimeout(timer);
    };
    const interrupt = (reason: StopReason) => {
      release();
      onEnd(reason);
    };
    const onTimeout = () => {
      // A clock may call back after its timer was cleared; a newer wait goes on.
      if (this.#interrupt !== interrupt) return;
      if (limitInMs === restInMs) this.#stop("timeout");
      else interrupt("timeout");
    };
    this.#interrupt = interrupt;
    if (limitInMs <= longestTimerInMs) timer = this.clock.setTimeout(onTimeout, limitInMs);
    if (this.stopReason) interrupt(this.stopReason);
    return release;
  }
}

/** Why the caller aborted; absent when the signal only has the default reason. */
export function reasonOf(signal: AbortSignal | undefined): unknown {
  const reason: unknown = signal?.reason;
  // Some platforms have no DOMException.
  return globalThis.DOMException && reason instanceof DOMException ? undefined : reason;
}

interface Listener {
  readonly callbacks: Set<() => void>;
  readonly notify: () => void;
}

/** One listener for each signal, since many calls may share a signal and Node warns about many listeners. */
const listeners = new WeakMap<AbortSignal, Listener>();

/** @returns Removes the callback. */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  if (signal.aborted) callback();
  const { callbacks, notify } = listeners.get(signal) ?? newListener();
  if (callbacks.size === 0) signal.addEventListener("abort", notify);
  listeners.set(signal, { callbacks, notify });
  callbacks.add(callback);
  return () => {
    callbacks.delete(callback);
    if (callbacks.size === 0) signal.removeEventListener("abort", notify);
  };
}

function newListener(): Listener {
  const callbacks = new Set<() => void>();
  const notify = () => {
    for (const callback of callbacks) callback();
  };
  return { callbacks, notify };
}
