import { describe, expect, it } from "@jest/globals";
import { chaosOfCreate, chaosSeed, singleFaults, unseenFaults } from "../support/chaos-create.js";
import { contradictions } from "../support/chaos-ledger.js";
import { chaosSize } from "../support/chaos-size.js";

describe("createRequest under every fault", () => {
  it(`reports of ${chaosSize.calls} calls exactly what the service committed`, async () => {
    const { calls, commits, faults, summary } = await chaosOfCreate(chaosSize.calls, chaosSeed());
    process.stderr.write(`Chaos over createRequest: ${summary}`);
    expect(calls).toHaveLength(chaosSize.calls);
    expect(contradictions(calls, commits)).toEqual([]);
    expect(unseenFaults(faults, singleFaults)).toEqual([]);
  });
});
