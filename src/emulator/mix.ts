import type { EmulatorClock } from "./clock.js";
import { type Fault, type FaultKind, type FaultTarget, faultKinds, type RetryAfter, strikes } from "./fault.js";
import type { RecordedRequest } from "./log.js";
import { pick, type Random, randomInteger } from "./random.js";

/** Faults at random. */
export interface FaultMix extends FaultTarget {
  /** Same seed and same order of requests, same faults. Default 1. */
  readonly seed?: number;
  /** Probability of each kind, 0 to 1; together at most 1. A kind that cannot strike the request drawn for is no fault. */
  readonly rates: Readonly<Partial<Record<FaultKind, number>>>;
}

// A refusal says that nothing was done, so it never comes after a change; 503 says so only with Retry-After
// (Graph's throttling guidance). Whatever says less may come on either side.
const refusals = [409, 421, 425, 501, 505, 503] as const;
const silences = [202, 302, 408, 499, 500, 502, 503, 504] as const;

/** One draw for one request. */
export function drawFault(
  { rates }: FaultMix,
  random: Random,
  request: RecordedRequest,
  clock: EmulatorClock,
): Fault | undefined {
  let position = random();
  for (const kind of faultKinds) {
    position -= rates[kind] ?? 0;
    if (position < 0) return strikes(kind, {}, request) ? makeFault(kind, random, clock) : undefined;
  }
  return undefined;
}

function makeFault(kind: FaultKind, random: Random, clock: EmulatorClock): Fault {
  switch (kind) {
    case "latency":
      return { kind, latencyInMs: randomInteger(random, 1, 20) };
    case "throttle":
      return { kind, ...randomRetryAfter(random, clock) };
    case "status":
      return random() < 0.5 ? randomRefusal(random) : randomSilence(random);
    case "reset":
    case "stall":
    case "missingAnswer":
      return { kind, when: pick(random, ["before", "after"]) };
    case "slowBody":
      return { kind, intervalInMs: randomInteger(random, 1, 5) };
    case "replicationLag":
    case "visibilityLag":
      return { kind, times: randomInteger(random, 1, 3) };
    default:
      return { kind };
  }
}

function randomRetryAfter(random: Random, clock: EmulatorClock): { retryAfter?: RetryAfter } {
  // An HTTP date has whole seconds: rounded up, so that waiting for it is never too short.
  const date = new Date(Math.ceil(clock.now() / 1000) * 1000 + 1000);
  return pick<{ retryAfter?: RetryAfter }>(random, [{ retryAfter: 1 }, { retryAfter: date }, {}]);
}

function randomRefusal(random: Random): Fault {
  const status = pick(random, refusals);
  return { kind: "status", status, when: "before", ...(status === 503 ? { retryAfter: 1 } : {}) };
}

function randomSilence(random: Random): Fault {
  return {
    kind: "status",
    status: pick(random, silences),
    when: pick(random, ["before", "after"]),
    content: pick(random, ["json", "html", "text", "empty"]),
  };
}
