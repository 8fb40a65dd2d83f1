import { type Attempt, type ErrorOutcome, RequestAbortedError } from "./errors/index.js";
import type { ReadResponse } from "./http.js";
import type { CallSettings, Clock } from "./options.js";
import { reasonOf, Scope, type StopReason } from "./scope.js";

/** One call of the client, from its first token to its last attempt. */
export class Call extends Scope {
  /** The last answer that could be read. */
  answer: ReadResponse | undefined;
  /** Texts that must not appear in an error: the token and the body. */
  readonly secrets: string[] = [];
  readonly #callerSignal: AbortSignal | undefined;
  readonly #attempts: (() => Attempt)[] = [];

  constructor(
    readonly settings: CallSettings,
    clock: Clock,
    readonly clientRequestId: string,
    /** The caller's own headers, by name in lower case. */
    readonly headers: Readonly<Record<string, string>>,
    /** Whether the call only reads, so that repeating it changes nothing. */
    readonly isRead: boolean,
    /** How long the body of a success may be, in bytes. */
    readonly maxBodyInBytes: number,
    callerSignal: AbortSignal | undefined,
  ) {
    super(clock, callerSignal, settings.timeoutInMs);
    this.#callerSignal = callerSignal;
  }

  /** What was tried so far. Put into words only when somebody asks, since most calls succeed and nobody does. */
  get attempts(): Attempt[] {
    return this.#attempts.map((describe) => describe());
  }

  record(describe: () => Attempt): void {
    this.#attempts.push(describe);
  }

  /** @param refusal The service's last one, when the call waited to be sent again. */
  throwIfStopped(refusal?: Error): void {
    if (!this.hasTimeFor(0)) this.stop("timeout");
    if (this.stopReason) throw this.stopError(this.stopReason, "notCreated", refusal);
  }

  /** The error for a call that was stopped by its caller, or by its deadline. */
  stopError(reason: StopReason, outcome: ErrorOutcome, refusal?: Error): RequestAbortedError {
    const limit = `ran longer than ${this.settings.timeoutInMs} ms`;
    const consequence =
      outcome === "notCreated"
        ? "before the service took a request: it can be repeated"
        : "after a request may have left: look into the catalog before repeating it";
    const cause = refusal ?? (reason === "aborted" ? reasonOf(this.#callerSignal) : undefined);
    const message = `The call ${reason === "aborted" ? "was aborted" : limit} ${consequence}.`;
    return new RequestAbortedError(message, reason, { outcome, attempts: this.attempts, cause });
  }
}
