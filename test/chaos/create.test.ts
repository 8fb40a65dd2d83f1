import { describe, expect, it } from "@jest/globals";
import { createUndiciFetch } from "../../src/undici.js";
import { chaosOfCreate, chaosSeed, singleFaults, unseenFaults } from "../support/chaos-create.js";
import { contradictions, earlyRepeats } from "../support/chaos-ledger.js";
import { chaosSize } from "../support/chaos-size.js";

describe("createRequest under every fault", () => {
  it.each([
    ["beta", "the global fetch", () => undefined],
    ["beta", "an undici pool", createUndiciFetch],
    ["v1.0", "the global fetch", () => undefined],
  ] as const)(
    `reports in %s over %s of ${chaosSize.calls} calls exactly what the service committed`,
    async (version, name, createFetch) => {
      const fetch = createFetch();
      try {
        const ran = await chaosOfCreate(version, chaosSize.calls, chaosSeed(), fetch);
        const { calls, commits, requests, faults, summary } = ran;
        process.stderr.write(`Chaos of ${version} over ${name}: ${summary}`);
        expect(calls).toHaveLength(chaosSize.calls);
        expect(contradictions(calls, commits)).toEqual([]);
        expect(earlyRepeats(requests)).toEqual([]);
        expect(unseenFaults(faults, singleFaults)).toEqual([]);
      } finally {
        await fetch?.close();
      }
    },
  );
});
