import { type Attempt, type ErrorOutcome, RequestAbortedError } from "./errors/index.js";
import type { ReadResponse } from "./http.js";
import type { CallSettings, Clock } from "./options.js";
import { Scope } from "./scope.js";

/** One call of the client, from its first token to its last attempt. */
export class Call extends Scope {
  readonly attempts: Attempt[] = [];
  /** The last answer that could be read. */
  answer: ReadResponse | undefined;
  /** Texts that must not appear in an error: the token and the body. */
  readonly secrets: string[] = [];
  readonly #deadline: number;
  readonly #callerSignal: AbortSignal | undefined;

  constructor(
    readonly settings: CallSettings,
    clock: Clock,
    readonly clientRequestId: string,
    /** The caller's own headers, by name in lower case. */
    readonly headers: Readonly<Record<string, string>>,
    /** Whether the call only reads, so that repeating it changes nothing. */
    readonly isRead: boolean,
    callerSignal: AbortSignal | undefined,
  ) {
    // The deadline is kept by the limits of what the call does; a timer for each of both would be one too many.
    super(clock, Number.POSITIVE_INFINITY, callerSignal);
    this.#deadline = clock.now() + settings.timeoutInMs;
    this.#callerSignal = callerSignal;
  }

  /** Whether a wait of this length ends before the deadline. */
  hasTimeFor(delayInMs: number): boolean {
    return this.clock.now() + delayInMs < this.#deadline;
  }

  /** A part of the call with a limit of its own. It ends with the call, and ends the call when that is out of time. */
  limit(timeoutInMs: number): Scope {
    const restInMs = this.#deadline - this.clock.now();
    const scope = new Scope(this.clock, Math.min(timeoutInMs, restInMs), this);
    if (restInMs <= timeoutInMs) scope.onStop(() => this.stop("timeout"));
    return scope;
  }

  throwIfStopped(): void {
    if (!this.hasTimeFor(0)) this.stop("timeout");
    if (this.stopReason) throw this.stopError(this.stopReason, "notCreated");
  }

  /** The error for a call that was stopped by its caller, or by its deadline. */
  stopError(reason: "aborted" | "timeout", outcome: ErrorOutcome): RequestAbortedError {
    const limit = `ran longer than ${this.settings.timeoutInMs} ms`;
    const consequence =
      outcome === "notCreated"
        ? "before the service took a request: it can be repeated"
        : "after a request may have left: look into the catalog before repeating it";
    // The caller's own reason may help; the default one only says that there was none.
    const given: unknown = reason === "aborted" ? this.#callerSignal?.reason : undefined;
    const cause = given instanceof DOMException ? undefined : given;
    const message = `The call ${reason === "aborted" ? "was aborted" : limit} ${consequence}.`;
    return new RequestAbortedError(message, reason, { outcome, attempts: [...this.attempts], cause });
  }
}
