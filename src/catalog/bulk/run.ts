import type { AccessPackageResourceRequestsError } from "../../errors/index.js";
import { monotonicNow } from "../../options.js";
import { onAbort, reasonOf } from "../../time/deadline.js";
import type { Addition } from "../add/addition.js";
import { readList } from "../add/one.js";
import type { AddResult, ResourceToAdd } from "../any-version.js";
import { abortedBetweenRequests, abortedRunError } from "../errors.js";
import type { Journal } from "../journal.js";
import type { BulkSettings } from "../options.js";
import { keyOf } from "../origin.js";
import { Alarm } from "./alarm.js";
import { type BulkContext, sendBatch } from "./batch.js";
import { Inputs } from "./inputs.js";
import { type AnyIterable, Intake } from "./intake.js";
import { Pace } from "./pace.js";
import { Progress } from "./progress.js";

/** How many batches of inputs may be open for each batch in flight, so that there is work while some inputs wait. */
const openBatchesPerFlight = 10;
/** How long a batch that is not full waits for a slow input, in milliseconds. */
const lingerInMs = 5;

/** One run of `addResources`. */
export class BulkAddition {
  readonly #catalog: BulkContext;
  readonly #settings: BulkSettings;
  readonly #intake: Intake<ResourceToAdd>;
  readonly #inputs: Inputs;
  readonly #pace: Pace;
  readonly #progress: Progress;
  /** Where to write. A validation writes nothing, because a later run must not skip what was only validated. */
  readonly #journal: Journal | undefined;
  readonly #alarm: Alarm;
  readonly #signals: readonly (AbortSignal | undefined)[];
  readonly #inFlight = new Set<Promise<void>>();
  /** Additions whose next step is not sent yet. */
  #waiting: Addition[] = [];
  #results: AddResult[] = [];
  /** The number of inputs that were read and whose result the caller does not have yet. */
  #open = 0;
  /** Whether the caller waits for a result. */
  #isAsked = true;
  /** Absent when no batch waits for its next input. */
  #lingerUntil: number | undefined;
  /** Why nothing more is sent: the error of every addition that is not finished. */
  #stopError: AccessPackageResourceRequestsError | undefined;
  /** What is thrown after the results. */
  #failure: { readonly error: unknown } | undefined;

  constructor(catalog: BulkContext, resources: AnyIterable<ResourceToAdd>, settings: BulkSettings) {
    this.#catalog = catalog;
    this.#settings = settings;
    this.#pace = new Pace(settings);
    this.#journal = settings.isValidationOnly ? undefined : settings.journal;
    this.#inputs = new Inputs(settings, settings.journal, catalog.bodyOf, catalog.requests.version);
    this.#progress = new Progress(settings, catalog.clock);
    const room = settings.batchSize * settings.maxInFlight * openBatchesPerFlight;
    this.#intake = new Intake(resources, this.#accept, () => this.#isAsked && this.#open < room);
    this.#alarm = new Alarm(catalog.clock);
    this.#signals = [settings.options.abortSignal, settings.options.stopSignal];
  }

  async *run(): AsyncGenerator<AddResult, void, undefined> {
    const { abortSignal } = this.#settings.options;
    await this.#settings.journal?.open(this.#catalog.catalogId, this.#catalog.requests.service);
    const listeners = this.#signals.map((signal) => signal && onAbort(signal, this.#alarm.wake));
    try {
      while (!this.#isDone) {
        for (const result of this.#results.splice(0)) {
          this.#open -= 1;
          this.#isAsked = false;
          yield result;
          this.#isAsked = true;
        }
        await this.#step();
      }
      const failure = this.#failure ?? this.#intake.failure;
      if (failure) throw failure.error;
      if (abortSignal?.aborted) throw abortedRunError(abortSignal, this.#progress);
    } finally {
      for (const remove of listeners) remove?.();
      // What was sent is written to the journal, even if the caller takes no more results.
      const written = this.#intake.close().finally(() => Promise.all(this.#inFlight));
      await written.finally(() => this.#settings.journal?.close());
    }
  }

  get #isDone(): boolean {
    // After a failure of the journal, results that could not be written stay open and are never reported.
    if (this.#failure) return this.#inFlight.size + this.#waiting.length + this.#results.length === 0;
    return this.#open === 0 && this.#intake.hasEnded;
  }

  /** Reads, sends, and waits for the next thing to happen. */
  async #step(): Promise<void> {
    const signal = this.#signals.find((each) => each?.aborted);
    if (signal) this.#stop(abortedBetweenRequests(reasonOf(signal)));
    await this.#stopWaiting();
    this.#intake.read()?.then(this.#alarm.wake);
    const next = this.#launch();
    if (this.#results.length === 0 && !this.#isDone) await this.#alarm.sleep(next);
  }

  readonly #accept = (resource: ResourceToAdd): void => {
    const accepted = this.#inputs.accept(resource, monotonicNow(this.#catalog.clock));
    this.#open += 1;
    if (accepted && "addition" in accepted) this.#waiting.push(accepted.addition);
    else if (accepted) this.#report([accepted.result]);
    // Waking for each input would cost more than everything else. The first input of a batch starts its linger time.
    const beginsBatch = this.#lingerUntil === undefined && this.#inFlight.size < this.#pace.mostInFlight;
    if (beginsBatch || this.#waiting.length % this.#pace.batchSize === 0) this.#alarm.wake();
  };

  /** Sends what may be sent. Returns when to try again, or `undefined` if that depends on a response or the input. */
  #launch(): number | undefined {
    for (;;) {
      const now = monotonicNow(this.#catalog.clock);
      const others = this.#waiting.filter(({ step }) => step !== "list");
      // The list comes last, so that reading it once serves all additions that need it.
      const isLast = others.length + this.#inFlight.size === 0;
      const due = isLast ? this.#waiting : others.filter(({ dueAt }) => dueAt <= now).slice(0, this.#pace.batchSize);
      if (due.length === 0) {
        this.#lingerUntil = undefined;
        return others.length === 0 ? undefined : Math.min(...others.map(({ dueAt }) => dueAt));
      }
      if (this.#inFlight.size >= this.#pace.mostInFlight) return undefined;
      const { isReading, isGivingWay } = this.#intake;
      const mayFill = isReading && due.length !== this.#pace.batchSize;
      // An input that is not slow fills its batches, however long a pause lasts on a busy machine.
      if (!mayFill || isGivingWay) this.#lingerUntil = undefined;
      if (mayFill) this.#lingerUntil ??= now + lingerInMs;
      const readyAt = Math.max(this.#pace.readyAt(isLast ? 1 : due.length), this.#lingerUntil ?? now);
      if (readyAt > now) return readyAt;
      this.#send(due);
    }
  }

  #send(additions: readonly Addition[]): void {
    this.#waiting = this.#waiting.filter((addition) => !additions.includes(addition));
    const sent = this.#doStep(additions)
      .finally(() => {
        // First in line, so that what was started is finished before anything else starts.
        this.#waiting.unshift(...additions.filter(({ result }) => !result));
        return this.#finish(additions, this.#journal);
      })
      .catch(this.#fail)
      .finally(() => {
        this.#inFlight.delete(sent);
        this.#alarm.wake();
      });
    this.#inFlight.add(sent);
  }

  async #doStep(additions: readonly Addition[]): Promise<void> {
    const { clock } = this.#catalog;
    if (additions[0]?.step === "list") return readList(this.#catalog, additions, this.#settings.options);
    const wave = this.#pace.onSent(additions.length, monotonicNow(clock), this.#inFlight.size);
    const keys = additions.flatMap(({ step, resource }) => (step === "send" ? [keyOf(resource)] : []));
    if (keys.length > 0) await this.#journal?.sending(keys);
    const outcome = await sendBatch(this.#catalog, additions, this.#settings, this.#pace.mayReconnect);
    this.#pace.onResponded(additions.length, wave, outcome, monotonicNow(clock));
    this.#progress.unexpectedResponses += outcome.unexpectedResponses;
  }

  /** Records and reports the additions that are finished. */
  async #finish(additions: readonly Addition[], journal: Journal | undefined): Promise<void> {
    const results = additions.flatMap(({ result }) => result ?? []);
    const entries = results.map(({ resource, outcome }) => ({ key: keyOf(resource), outcome }));
    if (entries.length > 0) await journal?.finished(entries);
    this.#report(results.flatMap((result) => this.#inputs.finish(result)));
  }

  #report(results: readonly AddResult[]): void {
    this.#results.push(...results);
    this.#progress.onFinished(results, this.#waiting, this.#pace.throttled);
    if (results.length > 0) this.#alarm.wake();
  }

  readonly #fail = (error: unknown): void => {
    this.#failure ??= { error };
    this.#stop(abortedBetweenRequests(error));
  };

  /** Sends and reads nothing more. Batches in flight are finished. */
  #stop(error: AccessPackageResourceRequestsError): void {
    this.#intake.stop();
    this.#stopError ??= error;
  }

  /** Once nothing more is sent, ends and reports the additions that wait. */
  async #stopWaiting(): Promise<void> {
    const error = this.#stopError ?? this.#pace.limitError;
    if (!error) return;
    const additions = this.#waiting.splice(0);
    for (const addition of additions) addition.stop(error);
    await this.#finish(additions, this.#failure ? undefined : this.#journal).catch(this.#fail);
  }
}
