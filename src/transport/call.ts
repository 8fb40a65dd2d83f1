import {
  type AccessPackageResourceRequestsError,
  type Attempt,
  type ErrorOutcome,
  RequestAbortedError,
} from "../errors/index.js";
import type { CallSettings, Clock } from "../options.js";
import { Deadline, reasonOf, type StopReason } from "../time/deadline.js";
import type { BodyLimits } from "./read-body.js";

/** What a call is about. */
type CallDetails = Pick<Call, "settings" | "clientRequestId" | "headers" | "isRead" | "bodyLimits" | "abortSignal">;

/** One call of the client, from its first token to its last attempt. */
export class Call {
  readonly settings: CallSettings;
  readonly clientRequestId: string;
  /** The caller's own headers, by name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the call only reads, so that repeating it changes nothing. */
  readonly isRead: boolean;
  readonly bodyLimits: BodyLimits;
  readonly abortSignal: AbortSignal | undefined;
  readonly deadline: Deadline;
  /** Texts that must not appear in an error: the token and the body. */
  readonly secrets: string[] = [];
  readonly #attempts: (() => Attempt)[] = [];

  constructor(
    details: CallDetails,
    readonly clock: Clock,
  ) {
    this.settings = details.settings;
    this.clientRequestId = details.clientRequestId;
    this.headers = details.headers;
    this.isRead = details.isRead;
    this.bodyLimits = details.bodyLimits;
    this.abortSignal = details.abortSignal;
    this.deadline = new Deadline(clock, details.abortSignal, details.settings.timeoutInMs);
  }

  /** What was tried so far. Put into words only when somebody asks, since most calls succeed and nobody does. */
  get attempts(): Attempt[] {
    return this.#attempts.map((describe) => describe());
  }

  record(describe: () => Attempt): void {
    this.#attempts.push(describe);
  }

  throwIfStopped(): void {
    const reason = this.deadline.check();
    if (reason) throw this.stopError(reason, "notCreated");
  }

  /**
   * The error for a call that was stopped by its caller, or by its deadline.
   *
   * @param lastError Why the attempt failed that it waited to repeat.
   */
  stopError(
    reason: StopReason,
    outcome: ErrorOutcome,
    lastError?: AccessPackageResourceRequestsError,
  ): RequestAbortedError {
    const limit = `ran longer than ${this.settings.timeoutInMs} ms`;
    const consequence =
      outcome === "notCreated"
        ? "before the service took a request: it can be repeated"
        : "after a request may have left: look into the catalog before repeating it";
    const cause = lastError ?? (reason === "aborted" ? reasonOf(this.abortSignal) : undefined);
    const end = lastError ? ` The last error was: ${lastError.message}` : "";
    const message = `The call ${reason === "aborted" ? "was aborted" : limit} ${consequence}.${end}`;
    return new RequestAbortedError(message, reason, { outcome, attempts: this.attempts, cause });
  }
}
