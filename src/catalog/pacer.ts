/** How much faster each batch may follow that the service took whole. */
const growth = 1.01;

/**
 * Decides when the next batch may leave. As long as nothing is throttled there is no limit but the number in flight.
 * Then everybody pauses for as long as the service asks, and what it took between two refusals gives the rate to go
 * on at: at both moments its allowance was used up, so what it took in between is what it grants in that time.
 */
export class Pacer {
  /** Requests the service refused with 429. */
  throttled = 0;
  #pausedUntil = 0;
  /** Requests per millisecond; absent until the service throttled twice. */
  #rate: number | undefined;
  /** Up to when the allowance is used. It is not moved by a pause: what is granted in it may be used after it. */
  #usedUntil = 0;
  #longestPauseInMs = 0;
  #emptySince: number | undefined;
  #takenSince = 0;

  /** Whether only one batch may be in flight, because the rate is not known yet. */
  get isProbing(): boolean {
    return this.#emptySince !== undefined && this.#rate === undefined;
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
  onAnswered(taken: number, throttled: number, pauseInMs: number, now: number): void {
    this.#takenSince += taken;
    this.throttled += throttled;
    if (throttled === 0) {
      if (this.#rate !== undefined) this.#rate *= growth;
      return;
    }
    // Batches sent together are refused together; only the first of them ends a stretch.
    if (now >= this.#pausedUntil) this.#endStretch(now);
    this.pause(pauseInMs, now);
  }

  /** Nobody sends for this long. */
  pause(pauseInMs: number, now: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pauseInMs);
    this.#longestPauseInMs = Math.max(this.#longestPauseInMs, pauseInMs);
  }

  #endStretch(now: number): void {
    if (this.#emptySince !== undefined && now > this.#emptySince && this.#takenSince > 0) {
      this.#rate = this.#takenSince / (now - this.#emptySince);
    }
    this.#emptySince = now;
    this.#takenSince = 0;
    this.#usedUntil = now;
  }
}
