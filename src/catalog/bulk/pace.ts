import { GraphError, isGraphError } from "../../errors/index.js";
import type { Complete, RetryOptions } from "../../options.js";
import { backOffInMs } from "../../time/back-off.js";
import type { BatchOutcome } from "./batch.js";
import type { PutBack } from "./members.js";

interface PaceSettings {
  readonly batchSize: number;
  readonly maxInFlight: number;
  readonly maxRetryAfterInMs: number;
  readonly retry: Complete<RetryOptions>;
}

/** The rate grows by 10 % for each second in which nothing is refused. */
const growthPerMs = 0.1 / 1000;
/** Batches grow by 10 % for each batch that the service accepts whole. */
const sizeGrowth = 1.1;
/** While the rate is not known, one more batch may be in flight for this many batches accepted whole. */
const wholeBatchesPerStep = 10;
/** With the allowance used up, nearly everything is refused. If this share is accepted, the refusals were random. */
const leastTakenAtRandom = 0.2;
/** After this many batches in a row that are refused whole, each one waits, even if the service asks for no wait. */
const patience = 3;

/**
 * Decides how many requests the next batch may have, how many batches may be in flight, and when to send the next one.
 * Until the service throttles, only the caller's options limit them. Then all batches wait as long as the service asks.
 * At each refusal the service's allowance is used up, so what it accepted between two refusals gives its rate. Time in
 * which nothing was sent for want of inputs, or because the caller took no results, does not count.
 *
 * | time | response to a batch of 20 | what follows |
 * | --- | --- | --- |
 * | 0 s | 10 accepted, 10 refused, `Retry-After: 1` | nothing is sent before 1 s; then one batch at a time |
 * | 1 to 9 s | 4 batches accepted whole | |
 * | 10 s | 20 accepted, 5 of the next refused | 100 were accepted in 10 s: 10 a second, so 20 more are sent at 12 s |
 * | 13 s | accepted whole | 3 s without a refusal: 13 a second |
 */
export class Pace {
  /** The number of requests that were refused because there were too many. */
  throttled = 0;
  /** Why nothing more may be sent: the service asks for a longer wait than the caller allows. */
  limitError: GraphError | undefined;
  readonly #settings: PaceSettings;
  /** The most requests of a batch whose body is not too large, */
  #mostPerBody: number;
  /** and of one that the service accepts at once. */
  #mostPerBatch = Number.POSITIVE_INFINITY;
  /** The number of setbacks. Batches sent between two setbacks fail together, which is one setback. */
  #wave = 0;
  #failuresToConnect = 0;
  #setbacksInARow = 0;
  #wholeRefusalsInARow = 0;
  /** In active time, which `refusedAt` and `grownUntil` count in as well. */
  #refusesAllSince: number | undefined;
  /** How long nothing was in flight although a batch was allowed. Active time is the time without this. */
  #idleInMs = 0;
  #respondedAt = 0;
  #pausedUntil = 0;
  #longestPauseInMs = 0;
  /** Requests per millisecond; unlimited until the service throttled twice. */
  #rate = Number.POSITIVE_INFINITY;
  /** The time up to which the allowance is used. It may be before a pause, because the allowance grows in a pause. */
  #usedUntil = 0;
  /** When the service last refused, in active time, and what it has accepted since. */
  #refusedAt: number | undefined;
  #takenSince = 0;
  #wholeBatchesSince = 0;
  #grownUntil = 0;

  constructor(settings: PaceSettings) {
    this.#settings = settings;
    this.#mostPerBody = settings.batchSize;
  }

  get batchSize(): number {
    return Math.min(this.#mostPerBody, this.#mostPerBatch);
  }

  get mostInFlight(): number {
    const isRateUnknown = this.#refusedAt !== undefined && this.#rate === Number.POSITIVE_INFINITY;
    const most = 1 + Math.floor(this.#wholeBatchesSince / wholeBatchesPerStep);
    return isRateUnknown ? Math.min(this.#settings.maxInFlight, most) : this.#settings.maxInFlight;
  }

  /** Whether a batch that cannot reach the service now would be sent again. */
  get mayReconnect(): boolean {
    return this.#failuresToConnect < this.#settings.retry.maxRetries;
  }

  /** When a batch of this many requests may be sent, in the time of `monotonicNow`. */
  readyAt(count: number): number {
    return Math.max(this.#pausedUntil, this.#usedUntil + count / this.#rate);
  }

  /**
   * Returns the wave of the batch, for `onResponded`.
   *
   * @param inFlight The number of other batches in flight.
   */
  onSent(count: number, now: number, inFlight: number): number {
    if (inFlight === 0) this.#idleInMs += now - Math.max(this.#respondedAt, this.readyAt(count));
    // An allowance is bounded: time in which nothing was sent counts only up to the longest pause.
    this.#usedUntil = Math.max(this.#usedUntil + count / this.#rate, now - this.#longestPauseInMs);
    return this.#wave;
  }

  onResponded(count: number, wave: number, { putBack, reason }: BatchOutcome, now: number): void {
    const isFirstOfWave = wave === this.#wave;
    this.#respondedAt = now;
    if (reason === "tooLarge") {
      this.#mostPerBody = Math.min(this.#mostPerBody, Math.ceil(count / 2));
      return;
    }
    if (isFirstOfWave && putBack.length > 0) this.#wave += 1;
    if (reason === "notConnected") {
      if (isFirstOfWave && putBack.length > 0) this.#pause(this.#backOff(this.#failuresToConnect++), now);
      return;
    }
    this.#failuresToConnect = 0;
    this.throttled += putBack.length;
    const taken = count - putBack.length;
    this.#takenSince += taken;
    const activeNow = now - this.#idleInMs;
    this.#checkLimit(putBack, taken, activeNow);
    const pauseInMs = this.#pauseFor(putBack, taken, isFirstOfWave);
    const isAtRandom = pauseInMs === 0 && taken >= leastTakenAtRandom * count;
    if (putBack.length === 0 || isAtRandom) this.#grow(activeNow);
    else this.#slowDown(taken, pauseInMs, now, activeNow);
  }

  /** The longest wait that a refusal asks for. Refusals that give no time, or ask for no wait too often, back off. */
  #pauseFor(putBack: readonly PutBack[], taken: number, isFirstOfWave: boolean): number {
    const defaultInMs = isFirstOfWave ? this.#backOff(this.#setbacksInARow) : 0;
    if (isFirstOfWave) {
      this.#setbacksInARow = putBack.length > 0 ? this.#setbacksInARow + 1 : 0;
      this.#wholeRefusalsInARow = taken === 0 ? this.#wholeRefusalsInARow + 1 : 0;
    }
    const excess = this.#wholeRefusalsInARow - patience;
    return Math.max(excess > 0 ? this.#backOff(excess) : 0, ...putBack.map(({ waitInMs }) => waitInMs ?? defaultInMs));
  }

  #pause(pauseInMs: number, now: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pauseInMs);
    this.#longestPauseInMs = Math.max(this.#longestPauseInMs, pauseInMs);
  }

  #grow(activeNow: number): void {
    this.#wholeBatchesSince += 1;
    this.#mostPerBatch = Math.ceil(this.#mostPerBatch * sizeGrowth);
    // By time and not by batch, because at a slow rate batches are rare and would keep it slow.
    this.#rate *= 1 + (activeNow - this.#grownUntil) * growthPerMs;
    this.#grownUntil = activeNow;
  }

  #slowDown(taken: number, pauseInMs: number, now: number, activeNow: number): void {
    // Batches that were sent together are refused together. Only the first of them is measured.
    if (now >= this.#pausedUntil) {
      const elapsedInMs = activeNow - (this.#refusedAt ?? activeNow);
      // Even a full allowance is not enough for a larger batch.
      if (this.#refusedAt !== undefined && this.#wholeBatchesSince === 0 && taken > 0) this.#mostPerBatch = taken;
      if (elapsedInMs > 0 && this.#takenSince > 0) {
        // No batch may wait for longer than the service may ask for.
        const { batchSize, maxRetryAfterInMs } = this.#settings;
        this.#rate = Math.max(this.#takenSince / elapsedInMs, batchSize / maxRetryAfterInMs);
      }
      this.#refusedAt = this.#grownUntil = activeNow;
      this.#usedUntil = now;
      this.#takenSince = this.#wholeBatchesSince = 0;
    }
    this.#pause(pauseInMs, now);
  }

  #checkLimit(putBack: readonly PutBack[], taken: number, activeNow: number): void {
    const { maxRetryAfterInMs } = this.#settings;
    this.#refusesAllSince = taken === 0 ? (this.#refusesAllSince ?? activeNow) : undefined;
    const refusedForInMs = activeNow - (this.#refusesAllSince ?? activeNow);
    const waitOf = ({ retryAfterInMs = 0 }: GraphError) => Math.max(retryAfterInMs, refusedForInMs);
    const errors = putBack.map(({ error }) => error).filter(isGraphError);
    const error = errors.find((each) => waitOf(each) > maxRetryAfterInMs);
    if (!error || this.limitError) return;
    const { retryAfterInMs = 0, status } = error;
    const why =
      retryAfterInMs > maxRetryAfterInMs
        ? `asks to wait ${retryAfterInMs} ms`
        : `has refused every request for ${Math.round(refusedForInMs)} ms`;
    const message =
      `addResources ended, because the service ${why} and maxRetryAfterInMs is ${maxRetryAfterInMs}. Run it again ` +
      "after that time, with the same journal if it has one, or raise the limit.";
    this.limitError = new GraphError(message, status, error, { outcome: "notCreated", attempts: [], cause: error });
  }

  #backOff(repeats: number): number {
    return backOffInMs(this.#settings.retry, repeats);
  }
}
