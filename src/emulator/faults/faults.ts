import type { FaultAction, FaultKind } from "../fault-kinds.js";
import type { OperationId, RecordedRequest, RequestLevel } from "../log.js";
import { kinds } from "./kinds.js";

/** Which request a fault strikes: the next one that its kind can strike and that matches every given property. */
export interface FaultTarget {
  readonly operationId?: OperationId;
  readonly level?: RequestLevel;
  /** Whether the fault can strike this request. Default: it can strike every request. */
  readonly match?: (request: RecordedRequest) => boolean;
}

/** One fault: what it does, and which request it strikes. */
export type Fault = FaultAction & FaultTarget;

/** The faults to inject. At most one strikes each request; queued ones come first. */
export interface EmulatorFaults {
  /**
   * Queues faults. Each strikes one request, the first it can. A `$batch` comes before its members, so a fault for a
   * member needs `level: "member"` unless its kind strikes only members.
   */
  next(...faults: readonly Fault[]): void;
  /** Chooses a fault for each request that no queued one strikes. One that cannot strike it is ignored. Default none. */
  draw: ((request: RecordedRequest) => Fault | undefined) | undefined;
  /** Removes queued faults and `draw`. `counts` stay. */
  clear(): void;
  /** How often each kind has struck since the start or the last `reset()`. */
  readonly counts: Readonly<Record<FaultKind, number>>;
}

function zeroes(): Record<FaultKind, number> {
  return Object.fromEntries(Object.keys(kinds).map((kind) => [kind, 0])) as Record<FaultKind, number>;
}

export class Faults implements EmulatorFaults {
  draw: EmulatorFaults["draw"];
  counts = zeroes();
  /** The queued faults that have not struck yet. */
  pending: Fault[] = [];

  next(...faults: readonly Fault[]): void {
    this.pending = [...this.pending, ...faults];
  }

  clear(): void {
    this.pending = [];
    this.draw = undefined;
  }

  reset(): void {
    this.clear();
    this.counts = zeroes();
  }

  /** Returns the fault that strikes this request, removes it from the queue and counts it. */
  take(request: RecordedRequest): Fault | undefined {
    const index = this.pending.findIndex((fault) => strikes(fault, request));
    const fault = index < 0 ? this.draw?.(request) : this.pending.splice(index, 1)[0];
    if (fault === undefined || (index < 0 && !strikes(fault, request))) return undefined;
    this.counts[fault.kind] += 1;
    return fault;
  }
}

function strikes({ kind, operationId, level, match }: Fault, request: RecordedRequest): boolean {
  return (
    kinds[kind].canStrike(request) &&
    (operationId === undefined || operationId === request.operationId) &&
    (level === undefined || level === request.level) &&
    (match === undefined || match(request))
  );
}
