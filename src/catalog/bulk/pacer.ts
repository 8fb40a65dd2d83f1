/** How much the rate grows per millisecond in which nothing is refused: 10 % a second. */
const growthPerMs = 0.1 / 1000;
/** How much larger each batch may be, after they were made smaller, that the service takes whole. */
const sizeGrowth = 1.1;
/** How many batches must be taken whole, while the rate is not known, before one more may be in flight. */
const wholeBatchesPerStep = 10;

/**
 * When at least this share of a batch is taken and the rest may come back at once, the refusals are random: an
 * allowance that is used up refuses almost everything.
 */
const leastTakenAtRandom = 0.2;

/**
 * Decides when the next batch may leave. As long as nothing is throttled there is no limit but the number in flight.
 * Then everybody pauses for as long as the service asks, and what it took between two refusals gives the rate to go
 * on at: at both moments its allowance was used up, so what it took in between is what it grants in that time.
 */
export class Pacer {
  /** Requests the service refused with 429. */
  throttled = 0;
  /** How many requests a batch may have: no more than the service takes at once. */
  mostPerBatch = Number.POSITIVE_INFINITY;
  #pausedUntil = 0;
  /** Requests per millisecond; absent until the service throttled twice. */
  #rate: number | undefined;
  /** Up to when the allowance is used. It is not moved by a pause: what is granted in it may be used after it. */
  #usedUntil = 0;
  #longestPauseInMs = 0;
  #emptySince: number | undefined;
  #takenSince = 0;
  #wholeBatchesSince = 0;
  #grownUntil = 0;

  /** How many batches may be in flight: few after a first refusal, because the rate is not known yet. */
  get mostInFlight(): number {
    const isProbing = this.#emptySince !== undefined && this.#rate === undefined;
    return isProbing ? 1 + Math.floor(this.#wholeBatchesSince / wholeBatchesPerStep) : Number.POSITIVE_INFINITY;
  }

  /** When a batch of this many may leave, in milliseconds since 1970. */
  readyAt(count: number): number {
    return this.#rate === undefined
      ? this.#pausedUntil
      : Math.max(this.#pausedUntil, this.#usedUntil + count / this.#rate);
  }

  onSent(count: number, now: number): void {
    if (this.#rate === undefined) return;
    // The service's allowance has a bound: a time in which nothing was sent counts for no longer than a pause.
    this.#usedUntil = Math.max(this.#usedUntil + count / this.#rate, now - this.#longestPauseInMs);
  }

  /**
   * Counts what a batch's answer says.
   *
   * @param taken How many members the service took.
   * @param throttled How many it put back.
   * @param pauseInMs How long nobody may send, because it put some back.
   */
  onResponded(taken: number, throttled: number, pauseInMs: number, now: number): void {
    this.#takenSince += taken;
    this.throttled += throttled;
    const isAtRandom = pauseInMs === 0 && taken >= leastTakenAtRandom * (taken + throttled);
    if (throttled === 0 || isAtRandom) {
      this.#wholeBatchesSince += 1;
      this.#grow(now);
      return;
    }
    // Batches sent together are refused together; only the first of them ends a stretch.
    if (now >= this.#pausedUntil) {
      // However long it is waited for, a bounded allowance never holds a larger batch.
      if (this.#emptySince !== undefined && this.#wholeBatchesSince === 0 && taken > 0) this.mostPerBatch = taken;
      this.#endStretch(now);
    }
    this.pause(pauseInMs, now);
  }

  /** Nobody sends for this long. */
  pause(pauseInMs: number, now: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pauseInMs);
    this.#longestPauseInMs = Math.max(this.#longestPauseInMs, pauseInMs);
  }

  #grow(now: number): void {
    this.mostPerBatch = Math.ceil(this.mostPerBatch * sizeGrowth);
    if (this.#rate === undefined) return;
    // By time and not by batch: at a slow rate batches are so rare that they would keep it slow.
    this.#rate *= 1 + (now - this.#grownUntil) * growthPerMs;
    this.#grownUntil = now;
  }

  #endStretch(now: number): void {
    if (this.#emptySince !== undefined && now > this.#emptySince && this.#takenSince > 0) {
      this.#rate = this.#takenSince / (now - this.#emptySince);
    }
    this.#emptySince = now;
    this.#takenSince = 0;
    this.#wholeBatchesSince = 0;
    this.#usedUntil = now;
    this.#grownUntil = now;
  }
}
