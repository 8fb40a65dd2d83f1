import { describe, expect, it } from "@jest/globals";
import {
  AccessPackageResourceRequestsClient,
  type AddProgress,
  type FetchLike,
  type ResourceToAdd,
} from "../../src/index.js";
import { collect, ok, outcomesOf, stubMembers, throttled } from "../catalog/support.js";
import { catalogId, chaosSeed, guid, setUpChaos } from "../support/chaos-create.js";
import { autoAdvance, FakeClock } from "../support/clock.js";
import { TestCredential } from "../support/credential.js";
import { seededRandom } from "../support/random.js";

const inputs: ResourceToAdd[] = Array.from({ length: 1000 }, (_, index) => ({
  originSystem: "AadGroup",
  originId: guid(index),
}));

/** A `fetch` after 50 ms of the clock. */
function distant(clock: FakeClock, fetch: FetchLike = globalThis.fetch): FetchLike {
  return async (url, init) => {
    await new Promise<void>((resolve) => {
      clock.setTimeout(resolve, 50);
    });
    return fetch(url, init);
  };
}

describe("the pace of addResources", () => {
  it("adds 1,000 within 5 % of the least time that the service allows, with few refusals", async () => {
    const clock = new FakeClock();
    const throttle = { ratePerSecond: 40, burst: 80 };
    const { emulator, client, finish } = await setUpChaos(distant(clock), { clock, throttle });
    try {
      const started = clock.now();
      let throttled = 0;
      const onProgress = (progress: AddProgress) => {
        throttled = progress.throttled;
      };
      const results = await finish(collect(client.catalog(catalogId).addResources(inputs, { onProgress })));
      const batches = emulator.requests.filter(({ level }) => level === "batch").length;
      process.stderr.write(`${(clock.now() - started) / 1000} s, ${throttled} throttled, ${batches} batches\n`);
      expect(outcomesOf(results)).toEqual(Array<string>(1000).fill("added"));
      expect(emulator.commits).toHaveLength(1000);
      // (1000 - 80) / 40 s
      expect(clock.now() - started).toBeLessThanOrEqual(1.05 * 23_000);
      expect(throttled).toBeLessThan(300);
      expect(batches).toBeLessThanOrEqual(130);
    } finally {
      await emulator.close();
    }
  });

  it("does not mistake random refusals that can be repeated immediately for a used-up allowance", async () => {
    const elapsedInMs = async (rate: number) => {
      const clock = new FakeClock();
      const random = seededRandom(chaosSeed());
      const service = stubMembers(() => (random() < rate ? throttled("0") : ok));
      const fetch = distant(clock, service.fetch);
      const client = new AccessPackageResourceRequestsClient(new TestCredential(), { fetch, clock });
      const started = clock.now();
      const running = collect(client.catalog(catalogId).addResources(inputs.slice(0, 600)));
      const results = await autoAdvance(clock, running);
      expect(outcomesOf(results)).toEqual(Array<string>(600).fill("added"));
      process.stderr.write(`${100 * rate} % refused at random: ${clock.now() - started} ms\n`);
      return clock.now() - started;
    };
    const least = await elapsedInMs(0.01);
    for (const rate of [0.1, 0.3]) expect(await elapsedInMs(rate)).toBeLessThan(3 * least);
  });
});
