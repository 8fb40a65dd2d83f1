import type { EmulatorClock } from "./clock.js";
import { type Fault, type FaultKind, faultKinds, strikes } from "./fault.js";
import type { RecordedRequest } from "./log.js";
import { drawFault, type FaultMix } from "./mix.js";
import { type Random, seededRandom } from "./random.js";

/** What goes wrong, by script or at random. One request meets at most one fault; scripted ones come first. */
export interface EmulatorFaults {
  /**
   * Queues faults: each strikes one request, the first it can strike. A `$batch` is asked before its members, so a fault
   * meant for a member says `level: "member"` unless its kind strikes members only.
   */
  next(...faults: readonly Fault[]): void;
  /** Replaces the random mixes; of several, the first that covers a request decides on it. */
  random(...mixes: readonly FaultMix[]): void;
  /** Forgets queued faults and random mixes. `counts` stay. */
  clear(): void;
  /** How often each kind has struck since the start or the last `reset()`. */
  readonly counts: Readonly<Record<FaultKind, number>>;
}

function zeroes(): Record<FaultKind, number> {
  return Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
}

export class Faults implements EmulatorFaults {
  readonly #clock: EmulatorClock;
  #queue: Fault[] = [];
  #mixes: readonly { readonly mix: FaultMix; readonly random: Random }[] = [];
  #counts = zeroes();

  constructor(clock: EmulatorClock) {
    this.#clock = clock;
  }

  get counts(): Readonly<Record<FaultKind, number>> {
    return this.#counts;
  }

  next(...faults: readonly Fault[]): void {
    this.#queue.push(...faults);
  }

  random(...mixes: readonly FaultMix[]): void {
    for (const { rates } of mixes) {
      const total = Object.values(rates).reduce((sum, rate) => sum + rate, 0);
      // A sum such as 0.1 + 0.2 + 0.7 may pass 1 by its last binary digit.
      if (!(total <= 1 + 1e-9)) throw new RangeError(`The rates of a random mix add up to ${total}, above 1.`);
    }
    this.#mixes = mixes.map((mix) => ({ mix, random: seededRandom(mix.seed ?? 1) }));
  }

  clear(): void {
    this.#queue = [];
    this.#mixes = [];
  }

  reset(): void {
    this.clear();
    this.#counts = zeroes();
  }

  /** The fault this request meets, taken off the queue and counted. */
  take(request: RecordedRequest): Fault | undefined {
    const fault = this.#takeQueued(request) ?? this.#draw(request);
    if (fault !== undefined) this.#counts[fault.kind] += 1;
    return fault;
  }

  #takeQueued(request: RecordedRequest): Fault | undefined {
    const index = this.#queue.findIndex((fault) => strikes(fault.kind, fault, request));
    return index < 0 ? undefined : this.#queue.splice(index, 1)[0];
  }

  #draw(request: RecordedRequest): Fault | undefined {
    const entry = this.#mixes.find(({ mix }) => strikes("latency", mix, request));
    return entry && drawFault(entry.mix, entry.random, request, this.#clock);
  }
}
