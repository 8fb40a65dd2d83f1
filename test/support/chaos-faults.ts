import type {
  EmulatorClock,
  EmulatorFaults,
  Fault,
  FaultKind,
  RequestLevel,
  RetryAfter,
} from "../../src/emulator/index.js";
import { pick, type Random, randomInteger, seededRandom } from "./random.js";

type MixedFault = FaultKind | "failedBatch";

/** Random faults. */
export interface FaultMix {
  /** The same seed and the same order of requests give the same faults. */
  readonly seed: number;
  /** Default: every level. */
  readonly level?: RequestLevel;
  /**
   * Probability of each fault, 0 to 1; together at most 1. A fault that cannot strike its request is ignored. An endless
   * body costs up to 32 MiB, so it comes at even intervals: a small rate is enough to see it.
   */
  readonly rates: Readonly<Partial<Record<MixedFault, number>>>;
}

/** Draws a fault for each request from the first mix that covers its level. */
export function randomFaults(clock: EmulatorClock, ...mixes: readonly FaultMix[]): NonNullable<EmulatorFaults["draw"]> {
  const draws = mixes.map(({ seed, level, rates: { endlessBody = 0, ...rates } }) => {
    return { level, rates, endlessBody, count: 0, random: seededRandom(seed) };
  });
  return (request) => {
    const draw = draws.find(({ level }) => level === undefined || level === request.level);
    if (draw === undefined) return undefined;
    draw.count += draw.endlessBody;
    if (draw.count >= 1) {
      draw.count = 0;
      return { kind: "endlessBody" };
    }
    let position = draw.random();
    for (const [kind, rate] of Object.entries(draw.rates)) {
      position -= rate;
      if (position < 0) return makeFault(kind as MixedFault, draw.random, clock);
    }
    return undefined;
  };
}

function makeFault(kind: MixedFault, random: Random, clock: EmulatorClock): Fault {
  switch (kind) {
    case "latency":
      return { kind, latencyInMs: randomInteger(random, 1, 20) };
    case "throttle":
      return { kind, ...randomRetryAfter(random, clock) };
    case "status":
      return random() < 0.5 ? randomRefusal(random) : randomUnclear(random);
    case "reset":
    case "stall":
    case "missingResponse":
      return { kind, when: pick(random, ["before", "after"]) };
    case "slowBody":
      return { kind, intervalInMs: randomInteger(random, 1, 5) };
    case "replicationLag":
    case "visibilityLag":
      return { kind, times: randomInteger(random, 1, 3) };
    case "requestState":
      return { kind, state: pick(random, ["DeliveryFailed", "denied", "CANCELED", "Delivering"]) };
    case "body":
      return { kind, body: (own) => hostileJson(own, random) };
    case "failedBatch":
      return randomFailedBatch(random);
    default:
      return { kind };
  }
}

function randomRetryAfter(random: Random, clock: EmulatorClock): { retryAfter?: RetryAfter } {
  // An HTTP date has whole seconds. It is rounded up, so it is never less than a second ahead.
  const date = new Date(Math.ceil(clock.now() / 1000) * 1000 + 1000);
  const known = [1, date, undefined, "1.5", ...unreadable] as const;
  const retryAfter = pick<RetryAfter | undefined>(random, known);
  return retryAfter === undefined ? {} : { retryAfter };
}

const unreadable = ["1, 2", "+2", "2;x", "soon"] as const;

// A refusal means that nothing changed, so it never comes after a change; 503 means it only with Retry-After (Graph's
// throttling guidance). The other statuses mean neither, and come on either side of the change.
const refusals = [409, 421, 425, 501, 505, 503] as const;
const unclear = [202, 302, 408, 499, 500, 502, 503, 504] as const;

function randomRefusal(random: Random): Fault {
  const status = pick(random, refusals);
  const retryAfter = pick<RetryAfter>(random, [1, "1.5"]);
  return { kind: "status", status, when: "before", ...(status === 503 ? { retryAfter } : {}) };
}

function randomUnclear(random: Random): Fault {
  const status = pick(random, unclear);
  return {
    kind: "status",
    status,
    when: pick(random, ["before", "after"]),
    content: pick(random, ["json", "html", "text", "empty"]),
    ...(status === 503 && random() < 0.5 ? { retryAfter: pick(random, unreadable) } : {}),
  };
}

function randomFailedBatch(random: Random): Fault {
  const target = { kind: "status", status: 424, operationId: "postBatch" } as const;
  if (random() < 0.5) return { ...target, when: "after", content: "own" };
  return { ...target, when: pick(random, ["before", "after"]) };
}

const deep = "[".repeat(20_000) + "]".repeat(20_000);
const hostileValues = ["null", "{}", "[]", '{"toString":1}', "true", "-1", "1e400", deep] as const;

/** Replaces one value of the JSON, at the top or in one item of a batch or a list, by one of another type. */
function hostileJson(own: string, random: Random): string {
  const value = pick(random, hostileValues);
  if (random() < 0.2 || own === "") return value;
  const json: Record<string, unknown> = JSON.parse(own);
  const items = [json["responses"], json["value"]].find(Array.isArray) ?? [];
  const target = items.length > 0 && random() < 0.7 ? items : json;
  const marker = "the hostile value";
  if (target === items && random() < 0.3) {
    items[Math.floor(random() * items.length)] = marker;
  } else {
    const object = target === json ? json : items[Math.floor(random() * items.length)];
    const names = [...Object.keys(object), "@odata.nextLink"];
    object[names[Math.floor(random() * names.length)] as string] = marker;
  }
  return JSON.stringify(json).replace(JSON.stringify(marker), value);
}
