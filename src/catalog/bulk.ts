import { backOffInMs } from "../back-off.js";
import type { RequestOptions } from "../options.js";
import { abortedError } from "./aborted.js";
import type { Addition, AdditionSettings } from "./addition.js";
import { type BatchOutcome, exchange, type Target } from "./exchange.js";
import { Inputs, toEntries } from "./inputs.js";
import { Intake } from "./intake.js";
import type { Journal } from "./journal.js";
import { keyOf } from "./origin.js";
import { Pacer } from "./pacer.js";
import { Progress } from "./progress.js";
import type { AddProgress, AddResult, ResourceToAdd } from "./types.js";

export interface BulkSettings extends AdditionSettings {
  readonly batchSize: number;
  readonly maxInFlight: number;
  readonly journal: Journal | undefined;
  readonly total: number | undefined;
  readonly onProgress: ((progress: AddProgress) => void) | undefined;
  /** Options of each HTTP request. */
  readonly options: RequestOptions;
}

/** Batches' worth of inputs that may be open at once, per batch in flight: enough to work on while some wait. */
const openBatchesPerFlight = 10;
/** How long a batch that is not full waits for a slow input, in milliseconds. */
const lingerInMs = 5;

/** Puts many resources into a catalog, in batches, and yields what became of each. One object does it once. */
export class BulkAddition<Resource extends ResourceToAdd> {
  readonly #target: Target<Resource>;
  readonly #settings: BulkSettings;
  readonly #intake: Intake<Resource>;
  readonly #inputs: Inputs<Resource>;
  readonly #pacer = new Pacer();
  readonly #progress: Progress;
  readonly #inFlight = new Set<Promise<void>>();
  #pending: Addition<Resource>[] = [];
  #results: AddResult<Resource>[] = [];
  #batchSize: number;
  #open = 0;
  #failuresToConnect = 0;
  #lingerUntil: number | undefined;
  #failure: { readonly error: unknown } | undefined;
  #wake = (): void => undefined;

  constructor(
    target: Target<Resource>,
    resources: Iterable<Resource> | AsyncIterable<Resource>,
    settings: BulkSettings,
  ) {
    this.#target = target;
    this.#settings = settings;
    this.#batchSize = settings.batchSize;
    this.#inputs = new Inputs(settings, settings.journal, target.bodyOf);
    this.#progress = new Progress(settings, target.clock);
    const room = settings.batchSize * settings.maxInFlight * openBatchesPerFlight;
    this.#intake = new Intake(
      resources,
      (resource) => this.#accept(resource),
      () => this.#open < room,
    );
  }

  async *run(): AsyncGenerator<AddResult<Resource>, void, undefined> {
    const { journal, options } = this.#settings;
    const onAbort = () => this.#wake();
    await journal?.open(this.#target.catalogId);
    options.abortSignal?.addEventListener("abort", onAbort);
    try {
      while (this.#open > 0 || !this.#intake.hasEnded) {
        for (const result of this.#results.splice(0)) {
          this.#open -= 1;
          yield result;
        }
        if (this.#failure) throw this.#failure.error;
        await this.#step();
      }
      if (this.#intake.failure) throw this.#intake.failure.error;
      if (options.abortSignal?.aborted) throw abortedError(options.abortSignal);
    } finally {
      options.abortSignal?.removeEventListener("abort", onAbort);
      await this.#intake.leave();
      // What was sent is written down, even if nobody waits for it any more.
      await Promise.all(this.#inFlight);
      await journal?.close();
    }
  }

  /** Reads, sends, and waits for the next thing to happen. */
  async #step(): Promise<void> {
    const { clock } = this.#target;
    if (this.#settings.options.abortSignal?.aborted) this.#stop(this.#settings.options.abortSignal);
    this.#intake.resume(() => this.#wake());
    const next = this.#launch();
    if (this.#results.length > 0 || this.#failure || (this.#open === 0 && this.#intake.hasEnded)) return;
    let timer: unknown;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (next !== undefined) timer = clock.setTimeout(resolve, Math.max(0, next - clock.now()));
    });
    clock.clearTimeout(timer);
  }

  #accept(resource: Resource): void {
    this.#open += 1;
    const intention = this.#inputs.accept(resource, this.#target.clock.now());
    if (intention && "addition" in intention) this.#pending.push(intention.addition);
    else if (intention) this.#report([intention.result]);
    if (this.#pending.length % this.#batchSize === 0 || this.#inFlight.size === 0) this.#wake();
  }

  /** Sends what may be sent. Returns when more may be, in milliseconds since 1970, unless that is not for a clock to tell. */
  #launch(): number | undefined {
    for (;;) {
      const now = this.#target.clock.now();
      const due = this.#pending.filter((addition) => addition.dueAt <= now).slice(0, this.#batchSize);
      if (due.length === 0) {
        return this.#pending.length === 0 ? undefined : Math.min(...this.#pending.map(({ dueAt }) => dueAt));
      }
      if (this.#inFlight.size >= (this.#pacer.isProbing ? 1 : this.#settings.maxInFlight)) return undefined;
      const readyAt = Math.max(this.#pacer.readyAt(due.length), this.#lingeringUntil(due.length, now));
      if (readyAt > now) return readyAt;
      this.#lingerUntil = undefined;
      this.#send(due, now);
    }
  }

  #lingeringUntil(count: number, now: number): number {
    if (count === this.#batchSize || !this.#intake.isReading) return now;
    this.#lingerUntil ??= now + lingerInMs;
    return this.#lingerUntil;
  }

  #send(additions: readonly Addition<Resource>[], now: number): void {
    this.#pending = this.#pending.filter((addition) => !additions.includes(addition));
    this.#pacer.onSent(additions.length, now);
    const sent = this.#exchange(additions)
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#inFlight.delete(sent);
        this.#wake();
      });
    this.#inFlight.add(sent);
  }

  async #exchange(additions: readonly Addition<Resource>[]): Promise<void> {
    const { journal, options } = this.#settings;
    const keys = additions.flatMap(({ step, resource }) => (step === "send" ? [keyOf(resource)] : []));
    if (keys.length > 0) await journal?.sending(keys);
    const mayReconnect = this.#failuresToConnect < this.#settings.retry.maxRetries;
    const outcome = await exchange(this.#target, additions, options, mayReconnect);
    this.#pace(additions.length, outcome);
    this.#pending.push(...additions.filter((addition) => !addition.result));
    const results = additions.flatMap(({ result }) => (result ? [result] : []));
    await this.#finish(results);
  }

  async #finish(results: readonly AddResult<Resource>[]): Promise<void> {
    if (results.length > 0) await this.#settings.journal?.finished(toEntries(results));
    this.#report(results.flatMap((result) => this.#inputs.finish(result)));
  }

  #report(results: readonly AddResult<Resource>[]): void {
    this.#results.push(...results);
    this.#progress.onFinished(results.length, this.#pacer.throttled);
  }

  #pace(count: number, { putBack, reason, retryAfterInMs, unexpectedAnswers }: BatchOutcome<Resource>): void {
    const now = this.#target.clock.now();
    this.#progress.unexpectedAnswers += unexpectedAnswers;
    const { retry } = this.#settings;
    if (reason === "tooLarge") {
      this.#batchSize = Math.ceil(count / 2);
    } else if (reason === "notConnected") {
      this.#pacer.pause(backOffInMs(retry, this.#failuresToConnect++), now);
    } else {
      this.#failuresToConnect = 0;
      const pauseInMs = retryAfterInMs ?? backOffInMs(retry, 0);
      this.#pacer.onAnswered(count - putBack.length, putBack.length, pauseInMs, now);
    }
  }

  /** Reports what was read and not finished; what is in flight is ended by the same signal. */
  #stop(signal: AbortSignal): void {
    this.#intake.hasEnded = true;
    const error = abortedError(signal);
    for (const addition of this.#pending.splice(0)) {
      addition.stop(error);
      if (addition.result) this.#report(this.#inputs.finish(addition.result));
    }
  }
}
