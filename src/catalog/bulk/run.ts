import type { AccessPackageResourceRequestsError } from "../../errors/index.js";
import { monotonicNow } from "../../options.js";
import { abortedError, abortedRunError, endedError } from "../aborted.js";
import type { Addition } from "../add/addition.js";
import { readList } from "../add/one.js";
import type { Journal } from "../journal.js";
import type { BulkSettings } from "../options.js";
import { keyOf } from "../origin.js";
import type { AddResult, ResourceToAdd } from "../types.js";
import { Alarm } from "./alarm.js";
import { exchange, type Target } from "./exchange.js";
import { Flow } from "./flow.js";
import { Inputs, toEntries } from "./inputs.js";
import { type AnyIterable, Intake } from "./intake.js";
import { Progress } from "./progress.js";

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
  readonly #alarm: Alarm;
  #pending: Addition[] = [];
  #results: AddResult[] = [];
  #open = 0;
  #isPulled = true;
  #lingerUntil: number | undefined;
  /** Why nothing more is sent: the error of what is not finished. */
  #ending: AccessPackageResourceRequestsError | undefined;
  /** What is thrown after the results. */
  #failure: { readonly error: unknown } | undefined;

  constructor(target: Target, resources: AnyIterable<ResourceToAdd>, settings: BulkSettings) {
    this.#target = target;
    this.#settings = settings;
    this.#flow = new Flow(settings);
    this.#alarm = new Alarm(target.clock);
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
    await journal?.open(this.#target.catalogId);
    options.abortSignal?.addEventListener("abort", this.#alarm.wake);
    try {
      while (!this.#isDone) {
        for (const result of this.#results.splice(0)) {
          this.#open -= 1;
          this.#isPulled = false;
          yield result;
          this.#isPulled = true;
        }
        await this.#step();
      }
      const failure = this.#failure ?? this.#intake.failure;
      if (failure) throw failure.error;
      if (options.abortSignal?.aborted) throw abortedRunError(options.abortSignal, this.#progress);
    } finally {
      options.abortSignal?.removeEventListener("abort", this.#alarm.wake);
      await this.#leave();
    }
  }

  get #isDone(): boolean {
    // What could not be written down stays open, and is never reported.
    if (this.#failure) return this.#inFlight.size + this.#pending.length + this.#results.length === 0;
    return this.#open === 0 && this.#intake.hasEnded;
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
    const { abortSignal } = this.#settings.options;
    if (abortSignal?.aborted) this.#end(abortedError(abortSignal));
    await this.#stopPending();
    this.#intake.resume(this.#alarm.wake);
    const next = this.#launch();
    if (this.#results.length > 0 || this.#isDone) return;
    await this.#alarm.sleep(next);
  }

  #accept(resource: ResourceToAdd): void {
    const intention = this.#inputs.accept(resource, monotonicNow(this.#target.clock));
    this.#open += 1;
    if (intention && "addition" in intention) this.#pending.push(intention.addition);
    else if (intention) this.#report([intention.result]);
    // Waking for each input would cost more than all the rest; one that begins a batch sets the time it lingers.
    const beginsBatch = this.#lingerUntil === undefined && this.#inFlight.size < this.#flow.mostInFlight;
    if (beginsBatch || this.#pending.length % this.#flow.batchSize === 0) this.#alarm.wake();
  }

  /** Sends what may be sent. Returns when more may be, in milliseconds since 1970, unless that is not for a clock to tell. */
  #launch(): number | undefined {
    for (;;) {
      const now = monotonicNow(this.#target.clock);
      const others = this.#pending.filter(({ step }) => step !== "list");
      // The list comes last, so that one read of it serves all that need it.
      const isLast = others.length + this.#inFlight.size === 0;
      const due = isLast ? this.#pending : others.filter(({ dueAt }) => dueAt <= now).slice(0, this.#flow.batchSize);
      if (due.length === 0) return others.length === 0 ? undefined : Math.min(...others.map(({ dueAt }) => dueAt));
      if (this.#inFlight.size >= this.#flow.mostInFlight) return undefined;
      if (due.length !== this.#flow.batchSize && this.#intake.isReading) this.#lingerUntil ??= now + lingerInMs;
      else this.#lingerUntil = undefined;
      const readyAt = Math.max(this.#flow.readyAt(isLast ? 1 : due.length), this.#lingerUntil ?? now);
      if (readyAt > now) return readyAt;
      this.#lingerUntil = undefined;
      this.#send(due);
    }
  }

  #send(additions: readonly Addition[]): void {
    this.#pending = this.#pending.filter((addition) => !additions.includes(addition));
    const sent = this.#exchange(additions)
      .finally(() => {
        // What was begun is ended before anything else is begun.
        this.#pending.unshift(...additions.filter((addition) => !addition.result));
        return this.#finish(
          additions.flatMap(({ result }) => result ?? []),
          this.#record,
        );
      })
      .catch(this.#fail)
      .finally(() => {
        this.#inFlight.delete(sent);
        this.#alarm.wake();
      });
    this.#inFlight.add(sent);
  }

  async #exchange(additions: readonly Addition[]): Promise<void> {
    const { clock } = this.#target;
    if (additions[0]?.step === "list") return readList(this.#target, additions, this.#settings.options);
    const wave = this.#flow.onSent(additions.length, monotonicNow(clock));
    const keys = additions.flatMap(({ step, resource }) => (step === "send" ? [keyOf(resource)] : []));
    if (keys.length > 0) await this.#record?.sending(keys);
    const outcome = await exchange(this.#target, additions, this.#settings, this.#flow.mayReconnect);
    this.#flow.onResponded(additions.length, wave, outcome, monotonicNow(clock));
    this.#progress.unexpectedResponses += outcome.unexpectedResponses;
  }

  async #finish(results: readonly AddResult[], record: Journal | undefined): Promise<void> {
    if (results.length > 0) await record?.finished(toEntries(results));
    this.#report(results.flatMap((result) => this.#inputs.finish(result)));
  }

  #report(results: readonly AddResult[]): void {
    this.#results.push(...results);
    this.#progress.onFinished(results, this.#flow.throttled);
    this.#alarm.wake();
  }

  readonly #fail = (error: unknown): void => {
    this.#failure ??= { error };
    this.#end(endedError(error));
  };

  /** Sends nothing more and reads nothing more; what is in flight goes on. */
  #end(error: AccessPackageResourceRequestsError): void {
    this.#intake.stop();
    this.#ending ??= error;
  }

  /** Reports what was read and not finished, once nothing more is sent. */
  async #stopPending(): Promise<void> {
    const error = this.#ending ?? this.#flow.ending;
    if (!error) return;
    const results = this.#pending.splice(0).map((addition) => addition.stop(error));
    await this.#finish(results, this.#failure ? undefined : this.#record).catch(this.#fail);
  }
}
