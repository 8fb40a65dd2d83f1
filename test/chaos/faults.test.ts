import { describe, expect, it } from "@jest/globals";
import { isBeforeChange } from "../../src/emulator/faults/responses.js";
import type { Fault, RecordedRequest } from "../../src/emulator/index.js";
import { type FaultMix, randomFaults } from "../support/chaos-faults.js";
import { FakeClock } from "../support/clock.js";

const clock = new FakeClock("2026-01-02T03:04:05.500Z");
const request = { level: "batch" } as RecordedRequest;

function draws(...mixes: Omit<FaultMix, "seed">[]): readonly Fault[] {
  const draw = randomFaults(clock, ...mixes.map((mix) => ({ ...mix, seed: 5 })));
  return Array.from({ length: 400 }, () => draw(request)).flatMap((fault) => fault ?? []);
}

const drawsOf = (kind: keyof FaultMix["rates"]) => draws({ rates: { [kind]: 1 } });

describe("a random fault", () => {
  it("never lets a refusal follow the change", () => {
    const refusals = drawsOf("status").filter((fault) => fault.kind === "status" && fault.content === undefined);
    const statuses = refusals.map((fault) => fault.kind === "status" && fault.status);
    expect(new Set(statuses)).toEqual(new Set([409, 421, 425, 501, 503, 505]));
    expect(refusals.every(isBeforeChange)).toBe(true);
  });

  it.each(["status", "reset", "stall", "failedBatch"] as const)("%s comes on either side of the change", (kind) => {
    expect(new Set(drawsOf(kind).map(isBeforeChange))).toEqual(new Set([true, false]));
  });

  it("throttles with every form of Retry-After, with dates never less than a second ahead", () => {
    const forms = drawsOf("throttle").map((fault) => (fault.kind === "throttle" ? fault.retryAfter : ""));
    const named = forms.map((form) => (form instanceof Date ? "date" : form));
    expect(new Set(named)).toEqual(new Set([1, "date", undefined, "1.5", "1, 2", "+2", "2;x", "soon"]));
    const dates = forms.flatMap((form) => (form instanceof Date ? [Date.parse(form.toUTCString())] : []));
    expect(Math.min(...dates) - clock.now()).toBeGreaterThanOrEqual(1000);
  });

  it("changes one value of a body, which stays JSON, however deep", () => {
    const own = '{"responses":[{"id":"1","status":201}]}';
    const texts = drawsOf("body").map((fault) =>
      fault.kind === "body" && typeof fault.body === "function" ? fault.body(own) : "",
    );
    const changed = new Set(texts.map((text) => text.replaceAll(/\[{100,}\]+/g, "deep")));
    expect(changed.size).toBeGreaterThan(30);
    expect(changed).not.toContain(own);
    expect([...changed]).toEqual(
      expect.arrayContaining(["deep", '{"responses":[null]}', '{"responses":[{"id":"1","status":{"toString":1}}]}']),
    );
    for (const text of texts) expect(() => JSON.parse(text)).not.toThrow();
  });

  it("strikes about as often as requested, by the first mix that covers the request", () => {
    const faults = draws({ level: "member", rates: { reset: 1 } }, { rates: { throttle: 0.5 } });
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(["throttle"]));
    expect(Math.abs(faults.length - 200)).toBeLessThan(40);
  });
});
