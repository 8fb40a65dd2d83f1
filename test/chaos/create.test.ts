import { describe, expect, it } from "@jest/globals";
import { chaosOfCreate, chaosSeed, singleFaults } from "../support/chaos-create.js";
import { contradictions } from "../support/chaos-ledger.js";

describe("createRequest under every fault", () => {
  it("reports of 10,000 calls exactly what the service committed", async () => {
    const { calls, commits, faults, summary } = await chaosOfCreate(10_000, chaosSeed());
    process.stderr.write(`Chaos over createRequest: ${summary}`);
    expect(calls).toHaveLength(10_000);
    expect(contradictions(calls, commits)).toEqual([]);
    const missing = Object.keys(singleFaults).filter((kind) => faults[kind as keyof typeof faults] === 0);
    expect(missing).toEqual([]);
  }, 120_000);
});
