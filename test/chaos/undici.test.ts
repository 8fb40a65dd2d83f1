import { describe, expect, it } from "@jest/globals";
import { createUndiciFetch } from "../../src/undici.js";
import { chaosOfCreate, chaosSeed, singleFaults, unseenFaults } from "../support/chaos-create.js";
import { contradictions } from "../support/chaos-ledger.js";
import { chaosSize } from "../support/chaos-size.js";

describe("createRequest over an undici pool under every fault", () => {
  it(`reports of ${chaosSize.calls} calls exactly what the service committed`, async () => {
    const fetch = createUndiciFetch();
    try {
      const { calls, commits, faults, summary } = await chaosOfCreate(chaosSize.calls, chaosSeed(), fetch);
      process.stderr.write(`Chaos over an undici pool: ${summary}`);
      expect(calls).toHaveLength(chaosSize.calls);
      expect(contradictions(calls, commits)).toEqual([]);
      expect(unseenFaults(faults, singleFaults)).toEqual([]);
    } finally {
      await fetch.close();
    }
  });
});
