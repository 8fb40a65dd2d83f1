import { describe, expect, it } from "@jest/globals";
import type { Emulator } from "../../src/emulator/index.js";
import {
  type AddResourcesOptions,
  type AddResult,
  isAccessPackageResourceRequestsError,
  isGraphError,
  type ResourceToAdd,
} from "../../src/index.js";
import {
  type ChaosSetup,
  catalogId,
  chaosSeed,
  guid,
  setUpChaos,
  singleFaults,
  unseenFaults,
} from "../support/chaos-create.js";
import { type FaultMix, randomFaults } from "../support/chaos-faults.js";
import { chaosSize } from "../support/chaos-size.js";

/** Faults of a batch as a whole. */
const batchFaults = {
  latency: 0.03,
  throttle: 0.08,
  status: 0.1,
  reset: 0.05,
  stall: 0.02,
  resetAfterHeaders: 0.03,
  truncated: 0.04,
  malformed: 0.04,
  slowBody: 0.03,
  stalledBody: 0.02,
  claims: 0.02,
  body: 0.04,
  repeatedResponse: 0.03,
  endlessBody: 0.004,
  failedBatch: 0.05,
} satisfies FaultMix["rates"];

const memberFaults = {
  throttle: 0.05,
  status: 0.05,
  replicationLag: 0.03,
  visibilityLag: 0.05,
  requestState: 0.03,
  missingResponse: 0.03,
  duplicateResponse: 0.03,
  statusAsString: 0.03,
  strangeResponse: 0.02,
} satisfies FaultMix["rates"];

const additionFaults = { ...singleFaults, requestState: 0.03 };

/** Without the faults that may refuse a request for good. */
function passing(rates: FaultMix["rates"]): FaultMix["rates"] {
  return { ...rates, status: 0, claims: 0, requestState: 0 };
}

const present = ["added", "accepted", "alreadyPresent"];

/** Every tenth input repeats an earlier one, unless all differ. */
function inputs({ distinct = false } = {}): ResourceToAdd[] {
  return Array.from({ length: chaosSize.calls }, (_, index) => ({
    originSystem: "AadGroup",
    originId: guid(index % 10 === 9 && !distinct ? index - 5 : index),
  }));
}

/** Whatever is wrong with the results, in words. */
function mistakes(results: readonly AddResult[], given: readonly ResourceToAdd[], { commits }: Emulator): string[] {
  const added = commits.map(({ originId }) => originId);
  const isThere = new Set(added);
  const ofCall = new Set(commits.map(({ clientRequestId }) => clientRequestId));
  const indices = results.map(({ index }) => index).sort((one, other) => one - other);
  const isComplete = indices.length === given.length && indices.every((index, place) => index === place);
  return [
    ...(isComplete ? [] : [`${given.length} inputs, results for ${indices.join()}`]),
    ...(isThere.size === added.length ? [] : [`${added.length - isThere.size} resources were added twice`]),
    ...results.flatMap(({ index, resource, outcome, error, attempts }) => {
      const isOwn = attempts.some(({ clientRequestId }) => ofCall.has(clientRequestId));
      const isWrong = present.includes(outcome) ? !isThere.has(resource.originId) : outcome === "failed" && isOwn;
      const isOther = given[index]?.originId !== resource.originId;
      return isWrong || isOther ? [`${index} ${outcome}: ${error?.message}`] : [];
    }),
  ];
}

/** What is not in the catalog, unless the service refused it and its reason was lost on the way. */
function missing(results: readonly AddResult[]): string[] {
  return results.flatMap(({ index, outcome, error, attempts }) =>
    present.includes(outcome) || [error, error?.cause].some((refusal) => isGraphError(refusal) && refusal.code === "")
      ? []
      : [`${index} ${outcome}: ${error?.message} ${JSON.stringify(attempts)}`],
  );
}

function outcomesOf(results: readonly AddResult[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

async function addAll(setup: ChaosSetup, given: readonly ResourceToAdd[], options: AddResourcesOptions = {}) {
  const { batchSize } = chaosSize;
  const results: AddResult[] = [];
  const run = async () => {
    for await (const result of setup.client.catalog(catalogId).addResources(given, { batchSize, ...options }))
      results.push(result);
  };
  await setup.finish(run());
  await setup.finish(setup.emulator.idle());
  return results;
}

/** The result that addResources would yield for what addResource rejects with. */
function resultOf(resource: ResourceToAdd, error: unknown): AddResult {
  if (!isAccessPackageResourceRequestsError(error)) throw error;
  const { attempts } = error;
  return { index: 0, resource, outcome: error.outcome === "unknown" ? "unknown" : "failed", error, attempts };
}

async function addOneByOne(setup: ChaosSetup, given: readonly ResourceToAdd[]): Promise<AddResult[]> {
  const results: AddResult[] = [];
  const catalog = setup.client.catalog(catalogId);
  let next = 0;
  const work = async () => {
    while (next < given.length) {
      const index = next++;
      const resource = given[index] as ResourceToAdd;
      const options = { waitUntilVisible: index % 2 === 0 };
      const adding: Promise<AddResult> = catalog.addResource(resource, options);
      results.push({ ...(await adding.catch((error) => resultOf(resource, error))), index });
    }
  };
  await setup.finish(Promise.all(Array.from({ length: 16 }, work)));
  await setup.finish(setup.emulator.idle());
  return results;
}

describe("a catalog under every fault", () => {
  /** An early look misses a resource, and whoever trusts it adds the resource twice, unless the service refuses that. */
  async function inChaos(run: (setup: ChaosSetup) => Promise<void>, refuseHiddenDuplicates = false): Promise<void> {
    const setup = await setUpChaos(undefined, { visibilityLag: { durationInMs: 300 }, refuseHiddenDuplicates });
    try {
      await run(setup);
    } finally {
      await setup.emulator.close();
    }
  }

  function report(name: string, { emulator }: ChaosSetup, results: readonly AddResult[]): void {
    const counts = JSON.stringify(emulator.faults.counts);
    process.stderr.write(`${name}: seed ${chaosSeed()}; ${JSON.stringify(outcomesOf(results))}; faults ${counts}\n`);
  }

  it("gives addResources no outcome that is wrong, none twice and none lost", async () => {
    await inChaos(async (setup) => {
      const seed = chaosSeed();
      setup.emulator.faults.draw = randomFaults(
        setup.clock,
        { seed, level: "batch", rates: batchFaults },
        { seed, level: "member", rates: memberFaults },
      );
      const given = inputs();
      const results = await addAll(setup, given);
      report("Chaos over addResources", setup, results);
      expect(mistakes(results, given, setup.emulator)).toEqual([]);
      expect(unseenFaults(setup.emulator.faults.counts, batchFaults, memberFaults)).toEqual([]);
      const failedBatches = setup.emulator.requests.filter(
        ({ level, fault }) => level === "batch" && fault?.kind === "status" && fault.status === 424,
      );
      expect(new Set(failedBatches.map(({ fault }) => fault && "content" in fault))).toEqual(new Set([true, false]));
    });
  });

  it("lets addResources add everything when no fault is a refusal", async () => {
    await inChaos(async (setup) => {
      const seed = chaosSeed() + 1;
      setup.emulator.faults.draw = randomFaults(
        setup.clock,
        { seed, level: "batch", rates: passing(batchFaults) },
        { seed, level: "member", rates: passing(memberFaults) },
      );
      const given = inputs();
      const results = await addAll(setup, given, {
        waitUntilVisible: true,
        visibilityTimeoutInMs: 3_600_000,
        // Other faults use up the default, five minutes, between two refusals of a resource that still replicates.
        replicationTimeoutInMs: 3_600_000,
      });
      report("Chaos over addResources, all to be added", setup, results);
      expect(mistakes(results, given, setup.emulator)).toEqual([]);
      expect(unseenFaults(setup.emulator.faults.counts, passing(batchFaults), passing(memberFaults))).toEqual([]);
      expect(missing(results)).toEqual([]);
    });
  });

  it("gives addResource no outcome that is wrong", async () => {
    await inChaos(async (setup) => {
      setup.emulator.faults.draw = randomFaults(setup.clock, { seed: chaosSeed(), rates: additionFaults });
      const given = inputs();
      const results = await addOneByOne(setup, given);
      report("Chaos over addResource", setup, results);
      expect(mistakes(results, given, setup.emulator)).toEqual([]);
      expect(unseenFaults(setup.emulator.faults.counts, additionFaults)).toEqual([]);
    }, true);
  });

  it("lets addResource add everything when no fault is a refusal", async () => {
    await inChaos(async (setup) => {
      // Throttled five times in a row, a single request gives up.
      const rates = { ...passing(additionFaults), throttle: 0.05 };
      setup.emulator.faults.draw = randomFaults(setup.clock, { seed: chaosSeed(), rates });
      const given = inputs({ distinct: true });
      const results = await addOneByOne(setup, given);
      report("Chaos over addResource, all to be added", setup, results);
      expect(mistakes(results, given, setup.emulator)).toEqual([]);
      expect(unseenFaults(setup.emulator.faults.counts, rates)).toEqual([]);
      expect(missing(results)).toEqual([]);
    });
  });
});
