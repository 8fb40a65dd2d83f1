import { describe, expect, it } from "@jest/globals";
import type { AddResult } from "../../src/catalog/any-version.js";
import type { Emulator } from "../../src/emulator/index.js";
import {
  type Catalog,
  isAccessPackageResourceRequestsError,
  isGraphError,
  type ResourceToAdd,
  type WaitOptions,
} from "../../src/index.js";
import type { VersionTypes } from "../../src/versions/types.js";
import { catalogId, chaosSeed, guid, setUpChaos, singleFaults, unseenFaults } from "../support/chaos-create.js";
import { type FaultMix, randomFaults } from "../support/chaos-faults.js";
import { chaosSize } from "../support/chaos-size.js";

type Rates = FaultMix["rates"];

/** Faults of a batch as a whole. */
const batchRates: Rates = {
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
};
const memberRates: Rates = {
  throttle: 0.05,
  status: 0.05,
  replicationLag: 0.03,
  visibilityLag: 0.05,
  requestState: 0.03,
  missingResponse: 0.03,
  duplicateResponse: 0.03,
  statusAsString: 0.03,
  strangeResponse: 0.02,
};
const additionRates: Rates = { ...singleFaults, requestState: 0.03 };

/** The same without the faults that can refuse a request for good. */
const passing = (rates: Rates): Rates => ({ ...rates, status: 0, claims: 0, requestState: 0 });

const present = ["added", "accepted", "alreadyPresent"];

/** Every tenth input repeats an earlier input, unless all are different. */
function inputs(areDistinct: boolean): ResourceToAdd[] {
  return Array.from({ length: chaosSize.calls }, (_, index) => ({
    originSystem: "AadGroup",
    originId: guid(index % 10 === 9 && !areDistinct ? index - 5 : index),
  }));
}

/** What is wrong with the results, in words. */
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

/** What is not in the catalog, unless the service refused it in a response whose code was lost on the way. */
function missing(results: readonly AddResult[]): string[] {
  return results.flatMap(({ index, outcome, error, attempts }) =>
    present.includes(outcome) || [error, error?.cause].some((refusal) => isGraphError(refusal) && refusal.code === "")
      ? []
      : [`${index} ${outcome}: ${error?.message} ${JSON.stringify(attempts)}`],
  );
}

/** What the catalogs of both versions can do. */
type AnyCatalog = Pick<Catalog<VersionTypes>, "addResource" | "addResources">;
type Add = (
  catalog: AnyCatalog,
  given: readonly ResourceToAdd[],
  results: AddResult[],
  waits: WaitOptions & { waitUntilVisible?: boolean },
) => Promise<unknown>;

const addResources: Add = async (catalog, given, results, waits) => {
  const { batchSize } = chaosSize;
  for await (const result of catalog.addResources(given, { batchSize, ...waits })) results.push(result);
};

/** Sixteen at the same time. Every second one waits until its resource is visible. */
const addResource: Add = async (catalog, given, results, waits) => {
  const rest = [...given.entries()].reverse();
  const work = async () => {
    for (let next = rest.pop(); next; next = rest.pop()) {
      const [index, resource] = next;
      const adding = catalog.addResource(resource, { ...waits, waitUntilVisible: index % 2 === 0 });
      results.push({ ...(await adding.catch((error) => resultOf(resource, error))), index });
    }
  };
  await Promise.all(Array.from({ length: 16 }, work));
};

/** Enough time to add everything: other faults use up the default between two refusals of a resource that replicates. */
const patience = { waitUntilVisible: true, visibilityTimeoutInMs: 3_600_000, replicationTimeoutInMs: 3_600_000 };

/** The result that addResources would yield for an error of addResource. */
function resultOf(resource: ResourceToAdd, error: unknown): AddResult {
  if (!isAccessPackageResourceRequestsError(error)) throw error;
  const { attempts } = error;
  return { index: 0, resource, outcome: error.outcome === "unknown" ? "unknown" : "failed", error, attempts };
}

/** Adds everything under faults, and checks that no outcome is wrong and every fault struck. */
async function addInChaos(
  add: Add,
  mixes: readonly Omit<FaultMix, "seed">[],
  version: "beta" | "v1.0" = "beta",
  seed = chaosSeed(),
) {
  const isSingle = add === addResource;
  const isPassing = mixes.every(({ rates }) => rates.status === 0);
  // An early look-up misses a resource. A client that trusts it adds the resource twice, unless the service refuses that.
  const visibilityLag = { durationInMs: 300 };
  const setup = await setUpChaos(undefined, { visibilityLag, refuseHiddenDuplicates: isSingle });
  const { emulator, clock, finish } = setup;
  try {
    emulator.faults.draw = randomFaults(clock, ...mixes.map((mix) => ({ ...mix, seed })));
    const given = inputs(isSingle && isPassing);
    const results: AddResult[] = [];
    const client = version === "beta" ? setup.client : setup.v1;
    await finish(add(client.catalog(catalogId) as AnyCatalog, given, results, isPassing ? patience : {}));
    await finish(emulator.idle());
    const counts: Record<string, number> = {};
    for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1;
    const faults = JSON.stringify(emulator.faults.counts);
    process.stderr.write(
      `Chaos over ${add.name} of ${version}: seed ${seed}; ${JSON.stringify(counts)}; faults ${faults}\n`,
    );
    expect(mistakes(results, given, emulator)).toEqual([]);
    expect(unseenFaults(emulator.faults.counts, ...mixes.map(({ rates }) => rates))).toEqual([]);
    if (isPassing) expect(missing(results)).toEqual([]);
    return emulator.requests;
  } finally {
    await emulator.close();
  }
}

describe("a catalog under every fault", () => {
  const bulk = [
    { level: "batch" as const, rates: batchRates },
    { level: "member" as const, rates: memberRates },
  ];

  it.each(["beta", "v1.0"] as const)(
    "gives addResources of %s no wrong, duplicated or lost outcome",
    async (version) => {
      const requests = await addInChaos(addResources, bulk, version);
      const failedBatches = requests.filter(
        ({ level, fault }) => level === "batch" && fault?.kind === "status" && fault.status === 424,
      );
      expect(new Set(failedBatches.map(({ fault }) => fault && "content" in fault))).toEqual(new Set([true, false]));
    },
  );

  it("lets addResources add everything if no fault is a refusal", async () => {
    const mixes = bulk.map(({ level, rates }) => ({ level, rates: passing(rates) }));
    await addInChaos(addResources, mixes, "beta", chaosSeed() + 1);
  });

  it.each(["beta", "v1.0"] as const)("gives addResource of %s no wrong outcome", async (version) => {
    await addInChaos(addResource, [{ rates: additionRates }], version);
  });

  it("lets addResource add everything if no fault is a refusal", async () => {
    // Throttled five times in a row, a single request gives up.
    const rates = { ...passing(additionRates), throttle: 0.05 };
    await addInChaos(addResource, [{ rates }]);
  });
});
