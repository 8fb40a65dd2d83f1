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
import type { VersionTypes } from "../../src/versions/version.js";
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

/** The same without the faults that may refuse a request for good. */
const passing = (rates: Rates): Rates => ({ ...rates, status: 0, claims: 0, requestState: 0 });

const present = ["added", "accepted", "alreadyPresent"];

/** Every tenth input repeats an earlier one, unless all differ. */
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
type Add = (catalog: AnyCatalog, given: readonly ResourceToAdd[], results: AddResult[]) => Promise<unknown>;

const addAll: Add = async (catalog, given, results) => {
  const { batchSize } = chaosSize;
  for await (const result of catalog.addResources(given, { batchSize })) results.push(result);
};

const patience = { visibilityTimeoutInMs: 3_600_000, replicationTimeoutInMs: 3_600_000 };

/** The same with time enough: other faults use up the default between two refusals of a resource that replicates. */
const addAllPatiently: Add = async (catalog, given, results) => {
  const options = { batchSize: chaosSize.batchSize, waitUntilVisible: true, ...patience };
  for await (const result of catalog.addResources(given, options)) results.push(result);
};

/** @param timeouts Time enough, if everything is to be added: other faults use up the default. */
const oneByOne =
  (timeouts: WaitOptions): Add =>
  async (catalog, given, results) => {
    const rest = [...given.entries()].reverse();
    const work = async () => {
      for (let next = rest.pop(); next; next = rest.pop()) {
        const [index, resource] = next;
        const adding = catalog.addResource(resource, { waitUntilVisible: index % 2 === 0, ...timeouts });
        results.push({ ...(await adding.catch((error) => resultOf(resource, error))), index });
      }
    };
    await Promise.all(Array.from({ length: 16 }, work));
  };

const addOneByOne = oneByOne({});
const addOneByOnePatiently = oneByOne(patience);

/** The result that addResources would yield for what addResource rejects with. */
function resultOf(resource: ResourceToAdd, error: unknown): AddResult {
  if (!isAccessPackageResourceRequestsError(error)) throw error;
  const { attempts } = error;
  return { index: 0, resource, outcome: error.outcome === "unknown" ? "unknown" : "failed", error, attempts };
}

/** Adds everything under faults, and checks that no outcome is wrong and every fault struck. */
async function addInChaos(
  name: string,
  add: Add,
  mixes: readonly Omit<FaultMix, "seed">[],
  version: "client" | "v1" = "client",
  seed = chaosSeed(),
) {
  const isSingle = add !== addAll && add !== addAllPatiently;
  const isPassing = mixes.every(({ rates }) => rates.status === 0);
  // An early look-up misses a resource. A client that trusts it adds the resource twice, unless the service refuses that.
  const visibilityLag = { durationInMs: 300 };
  const setup = await setUpChaos(undefined, { visibilityLag, refuseHiddenDuplicates: isSingle });
  const { emulator, clock, finish } = setup;
  try {
    emulator.faults.draw = randomFaults(clock, ...mixes.map((mix) => ({ ...mix, seed })));
    const given = inputs(isSingle && isPassing);
    const results: AddResult[] = [];
    await finish(add(setup[version].catalog(catalogId) as AnyCatalog, given, results));
    await finish(emulator.idle());
    const counts: Record<string, number> = {};
    for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1;
    const faults = JSON.stringify(emulator.faults.counts);
    process.stderr.write(`Chaos over ${name}: seed ${seed}; ${JSON.stringify(counts)}; faults ${faults}\n`);
    expect(mistakes(results, given, emulator)).toEqual([]);
    expect(unseenFaults(emulator.faults.counts, ...mixes.map(({ rates }) => rates))).toEqual([]);
    if (isPassing) expect(missing(results)).toEqual([]);
    return emulator.requests;
  } finally {
    await emulator.close();
  }
}

const clients = [
  ["beta", "client"],
  ["v1.0", "v1"],
] as const;

describe("a catalog under every fault", () => {
  const bulk = [
    { level: "batch" as const, rates: batchRates },
    { level: "member" as const, rates: memberRates },
  ];

  it.each(clients)(
    "gives addResources of %s no outcome that is wrong, none twice and none lost",
    async (name, client) => {
      const requests = await addInChaos(`addResources of ${name}`, addAll, bulk, client);
      const failedBatches = requests.filter(
        ({ level, fault }) => level === "batch" && fault?.kind === "status" && fault.status === 424,
      );
      expect(new Set(failedBatches.map(({ fault }) => fault && "content" in fault))).toEqual(new Set([true, false]));
    },
  );

  it("lets addResources add everything when no fault is a refusal", async () => {
    const mixes = bulk.map(({ level, rates }) => ({ level, rates: passing(rates) }));
    await addInChaos("addResources, all to be added", addAllPatiently, mixes, "client", chaosSeed() + 1);
  });

  it.each(clients)("gives addResource of %s no outcome that is wrong", async (name, client) => {
    await addInChaos(`addResource of ${name}`, addOneByOne, [{ rates: additionRates }], client);
  });

  it("lets addResource add everything when no fault is a refusal", async () => {
    // Throttled five times in a row, a single request gives up.
    const rates = { ...passing(additionRates), throttle: 0.05 };
    await addInChaos("addResource, all to be added", addOneByOnePatiently, [{ rates }]);
  });
});
