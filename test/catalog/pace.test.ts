import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { Pace } from "../../src/catalog/bulk/pace.js";
import { OutcomeUnknownError } from "../../src/index.js";

const error = new OutcomeUnknownError("", { attempts: [] });

/** A pace that the caller's options do not limit, unless they are given. */
function newPace(batchSize = 1000, maxInFlight = 1000): Pace {
  const retry = { maxRetries: 2, baseDelayInMs: 1000, maxDelayInMs: 30_000, on503: true };
  return new Pace({ batchSize, maxInFlight, maxRetryAfterInMs: 300_000, retry });
}

/** The outcome of a batch with this many requests put back. */
function putBack(count: number, reason: "throttled" | "tooLarge" | "notConnected", waitInMs?: number) {
  const one = { error, ...(waitInMs !== undefined && { waitInMs }) };
  return { putBack: Array(count).fill(one), reason, unexpectedResponses: 0 };
}
const none = { putBack: [], unexpectedResponses: 0 };

/** The response to a batch outside the current wave. The service accepted some requests and refused the others. */
function respond(pace: Pace, taken: number, refused: number, waitInMs: number, now: number): void {
  const outcome = refused > 0 ? putBack(refused, "throttled", waitInMs) : none;
  pace.onResponded(taken + refused, Number.NaN, outcome, now);
}

/** A pace that was refused at 0 s and at 10 s; in between the service accepted 100 requests: 10 a second. */
function measured(): Pace {
  const pace = newPace();
  respond(pace, 20, 20, 1000, 0);
  for (let batch = 0; batch < 4; batch += 1) respond(pace, 20, 0, 0, 5000);
  respond(pace, 20, 5, 1000, 10_000);
  return pace;
}

beforeEach(() => {
  jest.spyOn(Math, "random").mockReturnValue(0.5);
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe("the pace of batches", () => {
  it("is limited only by the caller's options until something is refused", () => {
    const pace = newPace(20, 4);
    pace.onSent(20, 0, 0);
    respond(pace, 20, 0, 0, 100);
    expect(pace).toMatchObject({ batchSize: 20, mostInFlight: 4, mayReconnect: true, throttled: 0 });
    expect(pace.readyAt(1000)).toBe(0);
  });

  it("allows one batch in flight until the rate is known, and more if no second refusal comes", () => {
    const pace = newPace();
    respond(pace, 10, 10, 1000, 0);
    expect(pace.mostInFlight).toBe(1);
    for (let batch = 1; batch <= 20; batch += 1) respond(pace, 20, 0, 0, 1000 * batch);
    expect(pace.mostInFlight).toBe(3);
    expect(measured().mostInFlight).toBe(1000);
  });

  it("follows the rate that the service granted between two refusals", () => {
    const pace = measured();
    expect(pace.readyAt(20)).toBe(12_000);
    pace.onSent(20, 12_000, 0);
    expect(pace.readyAt(20)).toBe(14_000);
  });

  it("uses after a pause what was granted during the pause, and no more", () => {
    const pace = measured();
    pace.onSent(20, 60_000, 0);
    // 59 s is one pause of 1 s ago, so 10 requests were granted since then.
    expect(pace.readyAt(10)).toBe(60_000);
    expect(pace.readyAt(20)).toBe(61_000);
  });

  it.each([
    ["with a pause that the service asks for", 5000, 0, 2000],
    ["without the time in which nothing was sent although it was allowed", 1_205_000, 0, 2000],
    ["with the time in which another batch was in flight", 95_000, 1, 20_000],
    ["but so that no batch of 25 waits longer than 300 s", 9_995_000, 1, 240_000],
  ])("measures the rate %s", (_, sentAt, inFlight, waitInMs) => {
    const pace = newPace(25);
    respond(pace, 5, 20, 5000, 0);
    pace.onSent(25, sentAt, inFlight);
    for (let batch = 0; batch < 4; batch += 1) respond(pace, 25, 0, 0, sentAt);
    respond(pace, 0, 25, 0, sentAt + 5000);
    expect(pace.readyAt(20)).toBeCloseTo(sentAt + 5000 + waitInMs);
  });

  it("grows by a tenth a second while nothing is refused", () => {
    const pace = measured();
    respond(pace, 20, 0, 0, 11_000);
    // 22 requests at 11 a second.
    expect(pace.readyAt(22)).toBeCloseTo(12_000);
  });

  it("does not grow while nothing is sent although it is allowed", () => {
    const pace = measured();
    pace.onSent(20, 112_000, 0);
    respond(pace, 20, 0, 0, 113_000);
    // 3 s without a refusal: 13 a second. The allowance is used up to one pause before the batch was sent.
    expect(pace.readyAt(13)).toBeCloseTo(112_000);
  });

  it.each([
    ["nothing was accepted", 0, 20, 1000],
    ["no time passed", 3, 17, 0],
  ])("does not measure a rate if %s", (_, taken, refused, inMs) => {
    const pace = newPace();
    respond(pace, taken, refused, inMs, 0);
    respond(pace, taken, refused, inMs, inMs);
    expect(pace.mostInFlight).toBe(1);
    expect(pace.readyAt(20)).toBe(2 * inMs);
  });

  it("does not slow down if part of a batch is refused and can be sent again immediately", () => {
    const pace = newPace();
    respond(pace, 4, 16, 0, 0);
    expect(pace).toMatchObject({ mostInFlight: 1000, throttled: 16 });
    respond(pace, 4, 16, 1, 0);
    expect(pace).toMatchObject({ mostInFlight: 1, throttled: 32 });
  });

  it("makes batches as small as the service accepts at once, and lets them grow again", () => {
    const pace = newPace();
    respond(pace, 10, 10, 1000, 0);
    expect(pace.batchSize).toBe(1000);
    respond(pace, 7, 13, 1000, 1000);
    expect(pace.batchSize).toBe(7);
    respond(pace, 7, 0, 0, 2000);
    expect(pace.batchSize).toBe(8);
    expect(measured().batchSize).toBe(1000);
  });

  it("counts batches that are throttled together as one setback, and still honours the wait of each", () => {
    const pace = newPace();
    const waves = [pace.onSent(20, 0, 0), pace.onSent(20, 0, 0), pace.onSent(20, 0, 0)];
    pace.onResponded(20, Number(waves[0]), putBack(20, "throttled"), 0);
    expect(pace.readyAt(1)).toBe(500);
    pace.onResponded(20, Number(waves[1]), putBack(20, "throttled"), 0);
    expect(pace.readyAt(1)).toBe(500);
    pace.onResponded(20, Number(waves[2]), putBack(20, "throttled", 4000), 0);
    expect(pace.readyAt(1)).toBe(4000);
    pace.onResponded(20, pace.onSent(20, 4000, 0), putBack(20, "throttled"), 4000);
    expect(pace.readyAt(1)).toBe(5000);
  });

  it("restarts the back-off once a whole batch was accepted", () => {
    const pace = newPace();
    for (let time = 0; time < 3; time += 1) pace.onResponded(20, pace.onSent(20, 0, 0), putBack(20, "throttled"), 0);
    pace.onResponded(20, pace.onSent(20, 3000, 0), none, 3000);
    pace.onResponded(20, pace.onSent(20, 10_000, 0), putBack(20, "throttled"), 10_000);
    expect(pace.readyAt(1)).toBe(10_500);
  });

  it("counts batches that fail to connect together as one failure, and starts counting again after a response", () => {
    const pace = newPace();
    const waves = [pace.onSent(20, 0, 0), pace.onSent(20, 0, 0)];
    for (const wave of waves) pace.onResponded(20, wave, putBack(20, "notConnected"), 0);
    expect(pace).toMatchObject({ mayReconnect: true, throttled: 0 });
    pace.onResponded(20, pace.onSent(20, 500, 0), putBack(20, "notConnected"), 500);
    expect(pace.mayReconnect).toBe(false);
    expect(pace.readyAt(1)).toBe(1500);
    pace.onResponded(20, pace.onSent(20, 1500, 0), { ...none, reason: "notConnected" }, 1500);
    expect(pace.mayReconnect).toBe(false);
    pace.onResponded(20, pace.onSent(20, 1500, 0), none, 1500);
    expect(pace.mayReconnect).toBe(true);
  });

  it("never makes batches larger if a larger batch was too large as well", () => {
    const pace = newPace(20);
    pace.onResponded(6, 0, putBack(6, "tooLarge"), 0);
    pace.onResponded(20, 0, putBack(20, "tooLarge"), 0);
    expect(pace.batchSize).toBe(3);
  });
});
