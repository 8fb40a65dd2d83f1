import { describe, expect, it } from "@jest/globals";
import { createUndiciFetch } from "../../src/undici.js";
import { chaosOfCreate, chaosSeed, singleFaults, unseenFaults } from "../support/chaos-create.js";
import { contradictions, earlyRepeats } from "../support/chaos-ledger.js";
import { chaosSize } from "../support/chaos-size.js";

describe("createRequest under every fault", () => {
  it.each([
    ["the global fetch", () => undefined],
    ["an undici pool", createUndiciFetch],
  ])(`reports over %s of ${chaosSize.calls} calls exactly what the service committed`, async (name, createFetch) => {
    const fetch = createFetch();
    try {
      const { calls, commits, requests, faults, summary } = await chaosOfCreate(chaosSize.calls, chaosSeed(), fetch);
      process.stderr.write(`Chaos over ${name}: ${summary}`);
      expect(calls).toHaveLength(chaosSize.calls);
      expect(contradictions(calls, commits)).toEqual([]);
      expect(earlyRepeats(requests)).toEqual([]);
      expect(unseenFaults(faults, singleFaults)).toEqual([]);
    } finally {
      await fetch?.close();
    }
  });
});
