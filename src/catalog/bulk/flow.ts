import { type AccessPackageResourceRequestsError, GraphError, isGraphError } from "../../errors/index.js";
import type { RetryOptions } from "../../options.js";
import { backOffInMs } from "../../time/back-off.js";
import type { BatchOutcome } from "./exchange.js";
import { Pacer } from "./pacer.js";

interface FlowSettings {
  readonly batchSize: number;
  readonly maxInFlight: number;
  readonly maxRetryAfterInMs: number;
  readonly retry: Required<RetryOptions>;
}

/** So many batches in a row may be refused whole before each further one waits, whatever the service asks for. */
const patience = 3;

/** Learns from the answers to batches how large the next ones may be, how many at a time, and when they may leave. */
export class Flow {
  readonly #settings: FlowSettings;
  readonly #pacer = new Pacer();
  /** The most requests that are not too large for one body. */
  #mostPerBody: number;
  /** Counts setbacks. Batches sent between two of them fail together, which is one setback and not one each. */
  #wave = 0;
  #failuresToConnect = 0;
  #refusals = 0;
  /** How many batches in a row, and since when, the service took nothing of. */
  #refusedWhole = 0;
  #refusedSince: number | undefined;
  /** Why nothing more may leave: the service asks for a longer wait than the caller allows. */
  ending: GraphError | undefined;

  constructor(settings: FlowSettings) {
    this.#settings = settings;
    this.#mostPerBody = settings.batchSize;
  }

  /** The most requests the next batch may have. */
  get batchSize(): number {
    return Math.min(this.#mostPerBody, this.#pacer.mostPerBatch);
  }

  get mostInFlight(): number {
    return Math.min(this.#settings.maxInFlight, this.#pacer.mostInFlight);
  }

  /** Requests the service put back because there were too many. */
  get throttled(): number {
    return this.#pacer.throttled;
  }

  /** Whether a batch that reaches nobody now would be sent again. */
  get mayReconnect(): boolean {
    return this.#failuresToConnect < this.#settings.retry.maxRetries;
  }

  /** When a batch of this many may leave, in milliseconds since 1970. */
  readyAt(count: number): number {
    return this.#pacer.readyAt(count);
  }

  /** Returns what `onResponded` must be told of this batch. */
  onSent(count: number, now: number): number {
    this.#pacer.onSent(count, now);
    return this.#wave;
  }

  onResponded(count: number, wave: number, outcome: BatchOutcome, now: number): void {
    const { putBack, reason } = outcome;
    if (reason === "tooLarge") {
      this.#mostPerBody = Math.min(this.#mostPerBody, Math.ceil(count / 2));
      return;
    }
    const isCurrent = wave === this.#wave;
    if (isCurrent && putBack.length > 0) this.#wave += 1;
    if (reason === "notConnected") {
      if (isCurrent && putBack.length > 0) this.#pacer.pause(this.#backOff(this.#failuresToConnect++), now);
      return;
    }
    this.#failuresToConnect = 0;
    this.#refusedSince = putBack.length === count ? (this.#refusedSince ?? now) : undefined;
    for (const { error } of putBack) this.#checkWait(error, now);
    const backOffInMs = isCurrent ? this.#backOff(this.#refusals) : 0;
    if (isCurrent) this.#refusals = putBack.length > 0 ? this.#refusals + 1 : 0;
    if (isCurrent) this.#refusedWhole = putBack.length === count ? this.#refusedWhole + 1 : 0;
    // Whoever asks for no wait and takes nothing all the same is not asked without end.
    const leastInMs = this.#refusedWhole > patience ? this.#backOff(this.#refusedWhole - patience) : 0;
    const pauseInMs = Math.max(leastInMs, ...putBack.map(({ waitInMs }) => waitInMs ?? backOffInMs));
    this.#pacer.onResponded(count - putBack.length, putBack.length, pauseInMs, now);
  }

  #checkWait(error: AccessPackageResourceRequestsError, now: number): void {
    const { maxRetryAfterInMs } = this.#settings;
    if (!isGraphError(error)) return;
    const { retryAfterInMs = 0, status } = error;
    const refusedForInMs = now - (this.#refusedSince ?? now);
    if (Math.max(retryAfterInMs, refusedForInMs) <= maxRetryAfterInMs) return;
    const why =
      retryAfterInMs > maxRetryAfterInMs
        ? `asks to wait ${retryAfterInMs} ms`
        : `has taken nothing for ${Math.round(refusedForInMs)} ms`;
    const message =
      `The run ended, because the service ${why} and maxRetryAfterInMs is ${maxRetryAfterInMs}. Run it again after ` +
      "that time, with the same journal if it has one, or raise the limit.";
    this.ending ??= new GraphError(message, status, error, { outcome: "notCreated", attempts: [], cause: error });
  }

  #backOff(repeats: number): number {
    return backOffInMs(this.#settings.retry, repeats);
  }
}
