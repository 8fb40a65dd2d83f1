import { describe, expect, it } from "@jest/globals";
import { Pacer } from "../../src/catalog/bulk/pacer.js";

/** A pacer that was refused at 0 s and at 10 s, and was granted 100 requests in between: 10 a second. */
function measured(): Pacer {
  const pacer = new Pacer();
  pacer.onResponded(20, 20, 1000, 0);
  for (let batch = 0; batch < 4; batch += 1) pacer.onResponded(20, 0, 0, 5000);
  pacer.onResponded(20, 5, 1000, 10_000);
  return pacer;
}

describe("the pacer", () => {
  it("lets everything leave at once as long as nothing is refused", () => {
    const pacer = new Pacer();
    pacer.onSent(20, 0);
    pacer.onResponded(20, 0, 0, 100);
    expect(pacer.readyAt(1000)).toBe(0);
    expect(pacer.mostInFlight).toBe(Number.POSITIVE_INFINITY);
    expect(pacer.mostPerBatch).toBe(Number.POSITIVE_INFINITY);
  });

  it("pauses everybody for the longest wait that was asked for", () => {
    const pacer = new Pacer();
    pacer.onResponded(0, 20, 5000, 100);
    pacer.onResponded(0, 20, 2000, 150);
    expect(pacer.readyAt(20)).toBe(5100);
    expect(pacer.throttled).toBe(40);
  });

  it("sends one batch at a time until the rate is known", () => {
    const pacer = new Pacer();
    pacer.onResponded(10, 10, 1000, 0);
    expect(pacer.mostInFlight).toBe(1);
    expect(measured().mostInFlight).toBe(Number.POSITIVE_INFINITY);
  });

  it("lets more be in flight again when no second refusal comes", () => {
    const pacer = new Pacer();
    pacer.onResponded(10, 10, 1000, 0);
    for (let batch = 1; batch <= 20; batch += 1) pacer.onResponded(20, 0, 0, 1000 * batch);
    expect(pacer.mostInFlight).toBe(3);
  });

  it("goes on at the rate that was granted between two refusals", () => {
    const pacer = measured();
    expect(pacer.readyAt(20)).toBe(12_000);
    pacer.onSent(20, 12_000);
    expect(pacer.readyAt(20)).toBe(14_000);
  });

  it("uses after a pause what was granted during it, and no more than that", () => {
    const pacer = measured();
    pacer.onSent(20, 60_000);
    // 59 s is a pause of 1 s ago: 10 requests were granted since.
    expect(pacer.readyAt(10)).toBe(60_000);
    expect(pacer.readyAt(20)).toBe(61_000);
  });

  it("grows faster by a tenth a second while nothing is refused", () => {
    const pacer = measured();
    pacer.onResponded(20, 0, 0, 11_000);
    // 22 requests at 11 a second.
    expect(pacer.readyAt(22)).toBeCloseTo(12_000);
  });

  it("does not measure when nothing was granted", () => {
    const pacer = new Pacer();
    pacer.onResponded(0, 20, 1000, 0);
    pacer.onResponded(0, 20, 1000, 1000);
    expect(pacer.mostInFlight).toBe(1);
    expect(pacer.mostPerBatch).toBe(Number.POSITIVE_INFINITY);
    expect(pacer.readyAt(20)).toBe(2000);
  });

  it("does not measure in no time", () => {
    const pacer = new Pacer();
    pacer.onResponded(3, 17, 0, 0);
    pacer.onResponded(3, 17, 0, 0);
    expect(pacer.mostInFlight).toBe(1);
  });

  it("does not slow down when a part of a batch may come back at once", () => {
    const pacer = new Pacer();
    pacer.onResponded(4, 16, 0, 0);
    expect(pacer).toMatchObject({ mostInFlight: Number.POSITIVE_INFINITY, throttled: 16 });
    pacer.onResponded(4, 16, 1, 0);
    expect(pacer).toMatchObject({ mostInFlight: 1, throttled: 32 });
  });

  it("makes batches as small as what the service takes at once, and lets them grow again", () => {
    const pacer = new Pacer();
    pacer.onResponded(10, 10, 1000, 0);
    expect(pacer.mostPerBatch).toBe(Number.POSITIVE_INFINITY);
    pacer.onResponded(7, 13, 1000, 1000);
    expect(pacer.mostPerBatch).toBe(7);
    pacer.onResponded(7, 0, 0, 2000);
    expect(pacer.mostPerBatch).toBe(8);
  });

  it("leaves the size of batches when whole ones were taken since the last refusal", () => {
    expect(measured().mostPerBatch).toBe(Number.POSITIVE_INFINITY);
  });
});
