import type { RequestOptions } from "../options.js";
import { longestTimerInMs } from "../scope.js";
import { abortedError } from "./aborted.js";
import type { Addition, AdditionSettings } from "./addition.js";
import { exchange, type Target } from "./exchange.js";
import { Flow } from "./flow.js";
import { Inputs, toEntries } from "./inputs.js";
import { Intake } from "./intake.js";
import type { Journal } from "./journal.js";
import { keyOf } from "./origin.js";
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
export class BulkAddition {
  readonly #target: Target;
  readonly #settings: BulkSettings;
  readonly #intake: Intake<ResourceToAdd>;
  readonly #inputs: Inputs;
  readonly #flow: Flow;
  /** Where this run writes; a validation writes nowhere, since it does nothing that a later run could skip. */
  readonly #record: Journal | undefined;
  readonly #progress: Progress;
  readonly #inFlight = new Set<Promise<void>>();
  #pending: Addition[] = [];
  #results: AddResult[] = [];
  #open = 0;
  #isPulled = true;
  #lingerUntil: number | undefined;
  #failure: { readonly error: unknown } | undefined;
  /** Who waits for the next thing to happen. */
  #waiting: (() => void)[] = [];

  constructor(
    target: Target,
    resources: Iterable<ResourceToAdd> | AsyncIterable<ResourceToAdd>,
    settings: BulkSettings,
  ) {
    this.#target = target;
    this.#settings = settings;
    this.#flow = new Flow(settings);
    this.#record = settings.isValidationOnly ? undefined : settings.journal;
    this.#inputs = new Inputs(settings, settings.journal, target.bodyOf);
    this.#progress = new Progress(settings, target.clock);
    const room = settings.batchSize * settings.maxInFlight * openBatchesPerFlight;
    this.#intake = new Intake(
      resources,
      (resource) => this.#accept(resource),
      () => this.#isPulled && this.#open < room,
    );
  }

  async *run(): AsyncGenerator<AddResult, void, undefined> {
    const { journal, options } = this.#settings;
    const onAbort = () => this.#wake();
    await journal?.open(this.#target.catalogId);
    options.abortSignal?.addEventListener("abort", onAbort);
    try {
      while (this.#open > 0 || !this.#intake.hasEnded) {
        for (const result of this.#results.splice(0)) {
          this.#open -= 1;
          this.#isPulled = false;
          yield result;
          this.#isPulled = true;
        }
        if (this.#failure) throw this.#failure.error;
        await this.#step();
      }
      if (this.#intake.failure) throw this.#intake.failure.error;
      if (options.abortSignal?.aborted) throw abortedError(options.abortSignal);
    } finally {
      options.abortSignal?.removeEventListener("abort", onAbort);
      await this.#leave();
    }
  }

  async #leave(): Promise<void> {
    try {
      await this.#intake.leave();
    } finally {
      // What was sent is written down, even if nobody waits for it any more.
      await Promise.all(this.#inFlight);
      await this.#settings.journal?.close();
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
      this.#waiting.push(resolve);
      const delayInMs = next === undefined ? undefined : Math.max(0, next - clock.now());
      if (delayInMs !== undefined) timer = clock.setTimeout(resolve, Math.min(delayInMs, longestTimerInMs));
    });
    clock.clearTimeout(timer);
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #accept(resource: ResourceToAdd): void {
    this.#open += 1;
    const intention = this.#inputs.accept(resource, this.#target.clock.now());
    if (intention && "addition" in intention) this.#pending.push(intention.addition);
    else if (intention) this.#report([intention.result]);
    // Waking for each input would cost more than all the rest; one that begins a batch sets the time it lingers.
    const beginsBatch = this.#lingerUntil === undefined && this.#inFlight.size < this.#flow.mostInFlight;
    if (beginsBatch || this.#pending.length % this.#flow.batchSize === 0) this.#wake();
  }

  /** Sends what may be sent. Returns when more may be, in milliseconds since 1970, unless that is not for a clock to tell. */
  #launch(): number | undefined {
    for (;;) {
      const now = this.#target.clock.now();
      const due = this.#pending.filter((addition) => addition.dueAt <= now).slice(0, this.#flow.batchSize);
      if (due.length === 0) {
        return this.#pending.length === 0 ? undefined : Math.min(...this.#pending.map(({ dueAt }) => dueAt));
      }
      if (this.#inFlight.size >= this.#flow.mostInFlight) return undefined;
      const readyAt = Math.max(this.#flow.readyAt(due.length), this.#lingeringUntil(due.length, now));
      if (readyAt > now) return readyAt;
      this.#lingerUntil = undefined;
      this.#send(due, now);
    }
  }

  #lingeringUntil(count: number, now: number): number {
    if (count === this.#flow.batchSize || !this.#intake.isReading) return now;
    this.#lingerUntil ??= now + lingerInMs;
    return this.#lingerUntil;
  }

  #send(additions: readonly Addition[], now: number): void {
    this.#pending = this.#pending.filter((addition) => !additions.includes(addition));
    const wave = this.#flow.onSent(additions.length, now);
    const sent = this.#exchange(additions, wave)
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => {
        this.#inFlight.delete(sent);
        this.#wake();
      });
    this.#inFlight.add(sent);
  }

  async #exchange(additions: readonly Addition[], wave: number): Promise<void> {
    const { clock } = this.#target;
    const keys = additions.flatMap(({ step, resource }) => (step === "send" ? [keyOf(resource)] : []));
    if (keys.length > 0) await this.#record?.sending(keys);
    const outcome = await exchange(this.#target, additions, this.#settings.options, this.#flow.mayReconnect);
    this.#flow.onAnswered(additions.length, wave, outcome, clock.now());
    this.#progress.unexpectedAnswers += outcome.unexpectedAnswers;
    // What was begun is ended before anything else is begun.
    this.#pending.unshift(...additions.filter((addition) => !addition.result));
    const results = additions.flatMap(({ result }) => (result ? [result] : []));
    await this.#finish(results);
  }

  async #finish(results: readonly AddResult[]): Promise<void> {
    if (results.length > 0) await this.#record?.finished(toEntries(results));
    this.#report(results.flatMap((result) => this.#inputs.finish(result)));
  }

  #report(results: readonly AddResult[]): void {
    this.#results.push(...results);
    this.#progress.onFinished(results.length, this.#flow.throttled);
    this.#wake();
  }

  /** Reports what was read and not finished; what is in flight is ended by the same signal. */
  #stop(signal: AbortSignal): void {
    this.#intake.stop();
    const error = abortedError(signal);
    for (const addition of this.#pending.splice(0)) {
      this.#report(this.#inputs.finish(addition.stop(error)));
    }
  }
}
