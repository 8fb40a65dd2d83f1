import type { FaultKind } from "../fault-kinds.js";
import type { RecordedRequest } from "../log.js";
import { type Fault, faultKinds, strikes } from "./target.js";

/** What goes wrong. One request meets at most one fault; queued ones come first. */
export interface EmulatorFaults {
  /**
   * Queues faults: each strikes one request, the first it can strike. A `$batch` is asked before its members, so a fault
   * meant for a member says `level: "member"` unless its kind strikes members only.
   */
  next(...faults: readonly Fault[]): void;
  /** Picks the fault of each request that no queued one strikes; a fault that cannot strike it is none. Default: none. */
  draw: ((request: RecordedRequest) => Fault | undefined) | undefined;
  /** Forgets queued faults and `draw`. `counts` stay. */
  clear(): void;
  /** How often each kind has struck since the start or the last `reset()`. */
  readonly counts: Readonly<Record<FaultKind, number>>;
}

function zeroes(): Record<FaultKind, number> {
  return Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
}

export class Faults implements EmulatorFaults {
  draw: EmulatorFaults["draw"];
  #queue: Fault[] = [];
  #counts = zeroes();

  get counts(): Readonly<Record<FaultKind, number>> {
    return this.#counts;
  }

  next(...faults: readonly Fault[]): void {
    this.#queue.push(...faults);
  }

  clear(): void {
    this.#queue = [];
    this.draw = undefined;
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
    const fault = this.draw?.(request);
    return fault && strikes(fault.kind, fault, request) ? fault : undefined;
  }
}
