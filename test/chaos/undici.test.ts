import { describe, expect, it } from "@jest/globals";
import { createUndiciFetch } from "../../src/undici.js";
import { chaosOfCreate, chaosSeed } from "../support/chaos-create.js";
import { contradictions } from "../support/chaos-ledger.js";

describe("createRequest over an undici pool under every fault", () => {
  it("reports of 4,000 calls exactly what the service committed", async () => {
    const fetch = createUndiciFetch();
    try {
      const { calls, commits, summary } = await chaosOfCreate(4000, chaosSeed(), fetch);
      process.stderr.write(`Chaos over an undici pool: ${summary}`);
      expect(calls).toHaveLength(4000);
      expect(contradictions(calls, commits)).toEqual([]);
    } finally {
      await fetch.close();
    }
  }, 180_000);
});
