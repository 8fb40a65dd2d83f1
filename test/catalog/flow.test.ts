import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { Flow } from "../../src/catalog/bulk/flow.js";
import { OutcomeUnknownError } from "../../src/index.js";

const retry = { maxRetries: 2, baseDelayInMs: 1000, maxDelayInMs: 30_000, on503: true };
const none = { putBack: [], unexpectedResponses: 0 };

/** An outcome with so many put back. */
function putBack(count: number, reason: "throttled" | "tooLarge" | "notConnected", waitInMs?: number) {
  const refusal = { error: new OutcomeUnknownError("", { attempts: [] }), ...(waitInMs !== undefined && { waitInMs }) };
  return { putBack: Array(count).fill(refusal), reason, unexpectedResponses: 0 };
}

function flow(): Flow {
  return new Flow({ batchSize: 20, maxInFlight: 4, maxRetryAfterInMs: 300_000, retry });
}

beforeEach(() => {
  jest.spyOn(Math, "random").mockReturnValue(0.5);
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe("the flow of batches", () => {
  it("begins with what the caller allows", () => {
    expect(flow()).toMatchObject({ batchSize: 20, mostInFlight: 4, mayReconnect: true, throttled: 0 });
  });

  it("counts batches that are throttled together as one setback, and still honours each one's wait", () => {
    const batches = flow();
    const waves = [batches.onSent(20, 0), batches.onSent(20, 0), batches.onSent(20, 0)];
    batches.onResponded(20, waves[0] ?? 0, putBack(20, "throttled"), 0);
    expect(batches.readyAt(1)).toBe(500);
    batches.onResponded(20, waves[1] ?? 0, putBack(20, "throttled"), 0);
    expect(batches.readyAt(1)).toBe(500);
    batches.onResponded(20, waves[2] ?? 0, putBack(20, "throttled", 4000), 0);
    expect(batches.readyAt(1)).toBe(4000);
    batches.onResponded(20, batches.onSent(20, 4000), putBack(20, "throttled"), 4000);
    expect(batches.readyAt(1)).toBe(5000);
  });

  it("waits from the start again once a batch was taken whole", () => {
    const batches = flow();
    for (let time = 0; time < 3; time += 1) batches.onResponded(20, batches.onSent(20, 0), putBack(20, "throttled"), 0);
    batches.onResponded(20, batches.onSent(20, 3000), none, 3000);
    batches.onResponded(20, batches.onSent(20, 10_000), putBack(20, "throttled"), 10_000);
    expect(batches.readyAt(1)).toBe(10_500);
  });

  it("counts batches that reach nobody together as one failure, and is patient again after an answer", () => {
    const batches = flow();
    const waves = [batches.onSent(20, 0), batches.onSent(20, 0)];
    for (const wave of waves) batches.onResponded(20, wave, putBack(20, "notConnected"), 0);
    expect(batches).toMatchObject({ mayReconnect: true, throttled: 0 });
    batches.onResponded(20, batches.onSent(20, 500), putBack(20, "notConnected"), 500);
    expect(batches.mayReconnect).toBe(false);
    expect(batches.readyAt(1)).toBe(1500);
    batches.onResponded(20, batches.onSent(20, 1500), { ...none, reason: "notConnected" }, 1500);
    expect(batches.mayReconnect).toBe(false);
    batches.onResponded(20, batches.onSent(20, 1500), none, 1500);
    expect(batches.mayReconnect).toBe(true);
  });

  it("never makes batches larger because a larger one was too large as well", () => {
    const batches = flow();
    batches.onResponded(6, 0, putBack(6, "tooLarge"), 0);
    batches.onResponded(20, 0, putBack(20, "tooLarge"), 0);
    expect(batches.batchSize).toBe(3);
  });
});
