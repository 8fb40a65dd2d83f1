import { type Attempt, type ErrorOutcome, RequestAbortedError } from "./errors/index.js";
import type { CallSettings, Clock } from "./options.js";

/** Timers can't be set for longer than this; a longer deadline is as good as none. */
const longestTimerInMs = 2 ** 31 - 1;

type StopReason = "aborted" | "timeout";

/**
 * One call: its deadline, the caller's signal and the attempts so far. Whatever the call is doing registers how to
 * stop it; there is one listener on the caller's signal and one timer for the deadline, and `dispose` removes both.
 */
export class Call {
  readonly attempts: Attempt[] = [];
  /** Texts that must not appear in an error: the token and the body. */
  readonly secrets: string[] = [];
  stopReason: StopReason | undefined;
  readonly #stoppers = new Set<() => void>();
  readonly #deadline: number;
  readonly #removeTimer: () => void;
  readonly #onAbort = () => this.#stop("aborted");

  constructor(
    readonly settings: CallSettings,
    readonly clock: Clock,
    readonly clientRequestId: string,
    /** Whether the call only reads, so that repeating it changes nothing. */
    readonly isRead: boolean,
    readonly abortSignal: AbortSignal | undefined,
  ) {
    this.#deadline = clock.now() + settings.timeoutInMs;
    this.#removeTimer = this.after(settings.timeoutInMs, () => this.#stop("timeout"));
    abortSignal?.addEventListener("abort", this.#onAbort);
    if (abortSignal?.aborted) this.#stop("aborted");
  }

  dispose(): void {
    this.#removeTimer();
    this.abortSignal?.removeEventListener("abort", this.#onAbort);
  }

  /** Calls back after a time, unless the returned function is called before. */
  after(delayInMs: number, callback: () => void): () => void {
    if (delayInMs > longestTimerInMs) return () => undefined;
    const timer = this.clock.setTimeout(callback, delayInMs);
    return () => this.clock.clearTimeout(timer);
  }

  throwIfStopped(): void {
    if (this.stopReason) throw this.stopError();
  }

  /** Registers how to stop what the call does now. Returns the function that takes it back. */
  onStop(stopper: () => void): () => void {
    this.#stoppers.add(stopper);
    return () => this.#stoppers.delete(stopper);
  }

  /** Whether a wait of this length ends before the deadline. */
  hasTimeFor(delayInMs: number): boolean {
    return this.clock.now() + delayInMs < this.#deadline;
  }

  /** Settles like the promise, unless the call is stopped first: then it rejects at once. */
  race<Value>(promise: Promise<Value>): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      const remove = this.onStop(() => reject(this.stopError()));
      promise.then(resolve, reject).finally(remove);
      if (this.stopReason) reject(this.stopError());
    });
  }

  /** Waits, never less than asked: timers may fire a little early, so the clock has the last word. */
  async wait(delayInMs: number): Promise<void> {
    const due = this.clock.now() + delayInMs;
    for (let rest = delayInMs; rest > 0; rest = due - this.clock.now()) await this.#sleep(rest);
  }

  async #sleep(delayInMs: number): Promise<void> {
    let removeTimer = (): void => undefined;
    try {
      await this.race(
        new Promise<void>((resolve) => {
          removeTimer = this.after(Math.min(delayInMs, longestTimerInMs), resolve);
        }),
      );
    } finally {
      removeTimer();
    }
  }

  /** The error for a call that was stopped by its caller, or by its deadline. */
  stopError(outcome: ErrorOutcome = "notCreated"): RequestAbortedError {
    const reason = this.stopReason ?? "aborted";
    const what =
      reason === "aborted" ? "The call was aborted" : `The call ran longer than ${this.settings.timeoutInMs} ms`;
    const consequence =
      outcome === "notCreated"
        ? "before a request was taken: it can be repeated"
        : "after the request may have left: look into the catalog before repeating it";
    return new RequestAbortedError(`${what} ${consequence}.`, reason, {
      outcome,
      attempts: [...this.attempts],
      ...(reason === "aborted" && { cause: this.#abortCause() }),
    });
  }

  #abortCause(): unknown {
    const reason: unknown = this.abortSignal?.reason;
    // The default reason adds nothing, and a caller's own reason is the caller's to show.
    return reason instanceof DOMException && reason.name === "AbortError" ? undefined : reason;
  }

  #stop(reason: StopReason): void {
    this.stopReason ??= reason;
    for (const stopper of [...this.#stoppers]) stopper();
  }
}
