import { describe, expect, it } from "@jest/globals";
import { systemClock } from "../../src/emulator/clock.js";
import { type Fault, faultKinds, isBeforeChange } from "../../src/emulator/fault.js";
import type { Emulator, FaultKind } from "../../src/emulator/index.js";
import { type RequestLevel, RequestRecord } from "../../src/emulator/log.js";
import { drawFault } from "../../src/emulator/mix.js";
import { seededRandom } from "../../src/emulator/random.js";
import { withEmulator } from "../support/emulator.js";
import { addGroup, batch, create, ManualClock, member } from "./support.js";

function recordOf(level: RequestLevel): RequestRecord {
  return new RequestRecord({
    time: 0,
    level,
    method: "POST",
    path: "",
    headers: {},
    body: "",
    clientRequestId: "",
    requestId: "",
    operationId: level === "batch" ? "postBatch" : "createAccessPackageResourceRequest",
    batch: undefined,
  });
}

function draws(kind: FaultKind, level: RequestLevel, count = 300): readonly Fault[] {
  const random = seededRandom(5);
  const record = recordOf(level);
  return Array.from({ length: count }, () => drawFault({ rates: { [kind]: 1 } }, random, record, systemClock)).flatMap(
    (fault) => fault ?? [],
  );
}

const statusesOf = (faults: readonly Fault[]) =>
  new Set(faults.flatMap((fault) => (fault.kind === "status" ? [fault.status] : [])));

describe("a random fault", () => {
  it.each(faultKinds)("can be of the kind %s, on some level", (kind) => {
    const faults = (["single", "batch", "member"] as const).flatMap((level) => draws(kind, level, 1));
    expect(faults.map((fault) => fault.kind)).toContain(kind);
  });

  it("does not strike where its kind cannot", () => {
    expect(draws("reset", "member")).toEqual([]);
    expect(draws("missingAnswer", "single")).toEqual([]);
    expect(draws("replicationLag", "batch")).toEqual([]);
  });

  it("never lets a refusal follow the change", () => {
    const refusing = draws("status", "single").filter((fault) => {
      if (fault.kind !== "status") return false;
      return fault.retryAfter !== undefined || [409, 421, 425, 501, 505].includes(fault.status);
    });
    expect(statusesOf(refusing)).toEqual(new Set([409, 421, 425, 501, 503, 505]));
    expect(refusing.every(isBeforeChange)).toBe(true);
    expect([...draws("throttle", "single"), ...draws("claims", "single")].every(isBeforeChange)).toBe(true);
  });

  it("says nothing sure on either side of the change", () => {
    const silent = draws("status", "single").filter((fault) => fault.kind === "status" && fault.content !== undefined);
    const after = silent.filter((fault) => !isBeforeChange(fault));
    expect(statusesOf(after)).toEqual(new Set([202, 302, 408, 499, 500, 502, 503, 504]));
    expect(statusesOf(silent.filter(isBeforeChange))).toEqual(statusesOf(after));
    expect(new Set(silent.map((fault) => fault.kind === "status" && fault.content)).size).toBe(4);
  });

  it.each(["reset", "stall"] as const)("may come on either side of the change: %s", (kind) => {
    expect(new Set(draws(kind, "single").map(isBeforeChange))).toEqual(new Set([true, false]));
  });

  it("throttles in three forms, the date never sooner than a second ahead", () => {
    const clock = new ManualClock();
    const random = seededRandom(1);
    const record = recordOf("single");
    const forms = Array.from({ length: 50 }, () => drawFault({ rates: { throttle: 1 } }, random, record, clock)).map(
      (fault) => (fault?.kind === "throttle" ? fault.retryAfter : "none"),
    );
    expect(new Set(forms.map((form) => (form instanceof Date ? "date" : form)))).toEqual(
      new Set([1, "date", undefined]),
    );
    const dates = forms.flatMap((form) => (form instanceof Date ? [Date.parse(form.toUTCString())] : []));
    expect(Math.min(...dates) - clock.now()).toBeGreaterThanOrEqual(1000);
  });
});

describe("faults.random", () => {
  let emulator: Emulator;
  withEmulator((started) => {
    emulator = started;
  });

  async function outcomes(count = 60): Promise<readonly number[]> {
    const statuses = [];
    for (let index = 0; index < count; index += 1)
      statuses.push((await create(emulator, addGroup(`g${index}`))).status);
    return statuses;
  }

  it("repeats itself for a seed and differs for another", async () => {
    const rates = { throttle: 0.2, status: 0.3 };
    const run = async (seed: number) => {
      emulator.reset();
      emulator.faults.random({ seed, rates });
      return outcomes();
    };
    const first = await run(7);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  it("strikes about as often as asked, and counts", async () => {
    emulator.faults.random({ rates: { throttle: 0.5 } });
    const throttled = (await outcomes(200)).filter((status) => status === 429).length;
    expect(throttled).toBe(emulator.faults.counts.throttle);
    expect(throttled).toBeGreaterThan(70);
    expect(throttled).toBeLessThan(130);
    expect(emulator.commits).toHaveLength(200 - throttled);
  });

  it("lets the first mix that covers a request decide, scripted faults before both", async () => {
    emulator.faults.random({ level: "batch", rates: {} }, { rates: { throttle: 1 } });
    emulator.faults.next({ kind: "status", status: 418 });
    expect(await outcomes(2)).toEqual([418, 429]);
    const { status, json } = await batch(emulator, [member("1", addGroup("x"))]);
    expect([status, json.responses[0]?.status]).toEqual([200, 429]);
  });

  it("is gone after clear", async () => {
    emulator.faults.random({ rates: { throttle: 1 } });
    emulator.faults.clear();
    expect(await outcomes(1)).toEqual([201]);
  });

  it.each([{ throttle: 0.6, reset: 0.5 }, { throttle: Number.NaN }])("refuses rates that cannot be: %j", (rates) => {
    expect(() => emulator.faults.random({ rates })).toThrow("add up to");
  });
});
