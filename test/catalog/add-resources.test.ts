import { afterEach, describe, expect, it, jest } from "@jest/globals";
import type { AddProgress, AddResourcesOptions, FetchLike, ResourceToAdd } from "../../src/index.js";
import type { BatchMember } from "../../src/versions/version.js";
import { setUp } from "../support/client.js";
import { settled } from "../support/clock.js";
import { deferred } from "../support/credential.js";
import { refusal, waysToFail } from "../support/fetch.js";
import { MemoryJournal } from "./journal.js";
import {
  absent,
  addAll,
  addUntilThrown,
  catalogId,
  collect,
  found,
  group,
  groups,
  type Inputs,
  listedAs,
  ok,
  originIdOf,
  outcomesOf,
  page,
  refused,
  responding,
  responses,
  type StubService,
  sizesOf,
  start,
  stubBatches,
  stubMembers,
  throttled,
} from "./support.js";

const never = new Promise<never>(() => undefined);
const hangingBatch = () => never;

async function* slowInput() {
  yield group(0);
  await never;
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe("addResources", () => {
  it("mentions a misspelt property in the hint of a refusal", async () => {
    const misspelt = { ...group(), displayNam: "x" };
    const { results } = await addAll(responding(refused("InvalidModel")), [misspelt]);
    expect(results[0]?.error).toMatchObject({ hint: expect.stringContaining("did you mean displayName?") });
  });

  it.each<[number, AddResourcesOptions, number[]]>([
    [45, {}, [20, 20, 5]],
    [7, { batchSize: 3 }, [3, 3, 1]],
    [0, {}, []],
  ])(
    "sends %i inputs with %j in batches of %j, and yields one result for each input",
    async (count, options, sizes) => {
      const service = responding(ok);
      const { results, outcomes } = await addAll(service, groups(count), options);
      // Batches in flight at the same time can be sent in any order.
      expect(sizesOf(service).sort((a, b) => b - a)).toEqual(sizes);
      expect(outcomes).toEqual(Array<string>(count).fill("added"));
      for (const { index, resource } of results) expect(resource).toEqual(group(index));
      expect(new Set(results.map(({ index }) => index))).toEqual(new Set(groups(count).keys()));
    },
  );

  it("sends the same body as addResource, with a client-request-id for each member", async () => {
    const service = responding(ok);
    await addAll(service, [group()], { justification: "new team" });
    expect(service.batches[0]).toEqual([
      {
        id: "1",
        method: "POST",
        url: "/identityGovernance/entitlementManagement/accessPackageResourceRequests",
        headers: { "Content-Type": "application/json", "client-request-id": expect.stringMatching(/^[\da-f-]{36}$/) },
        body: { catalogId, requestType: "AdminAdd", justification: "new team", accessPackageResource: group() },
      },
    ]);
  });

  it("has at most maxInFlight batches in flight", async () => {
    let inFlight = 0;
    let most = 0;
    const service = stubBatches(async (members) => {
      most = Math.max(most, ++inFlight);
      await settled();
      inFlight -= 1;
      return responses(members);
    });
    await collect(start(service, groups(200), { maxInFlight: 3 }).results);
    expect(most).toBe(3);
  });

  it("fails what cannot be sent, and adds the others", async () => {
    const inputs = [group(0), { ...group(1), size: 1n }, { originSystem: "AadGroup", originId: "" }, group(3)];
    const { outcomes } = await addAll(responding(ok), inputs);
    expect(outcomes).toEqual(["added", "failed", "failed", "added"]);
  });

  it("fails a member that is refused, and adds the others", async () => {
    const service = stubMembers((member) =>
      originIdOf(member) === group(1).originId ? refused("CallerNotResourceOwner") : ok,
    );
    const { outcomes, results } = await addAll(service, groups(3));
    expect(outcomes).toEqual(["added", "failed", "added"]);
    expect(results.find(({ index }) => index === 1)?.error).toMatchObject({ code: "CallerNotResourceOwner" });
  });

  it("looks up in batches the resources whose outcome is unknown", async () => {
    const service = responding({ status: 504 });
    const { outcomes } = await addAll(service, groups(20));
    expect(outcomes).toEqual(Array<string>(20).fill("alreadyPresent"));
    expect(service.batches.map((members) => new Set(members.map(({ method }) => method)))).toEqual([
      new Set(["POST"]),
      new Set(["GET"]),
    ]);
  });

  it("finishes what it started before it starts anything else", async () => {
    const service = responding({ status: 504 });
    await addAll(service, groups(3), { batchSize: 1, maxInFlight: 1 });
    const order = service.batches.flat().map((member) => `${member.method} ${originIdOf(member)}`);
    expect(order).toEqual(groups(3).flatMap(({ originId }) => [`POST ${originId}`, `GET ${originId}`]));
  });

  it("counts the time for look-ups from the first look-up, however long it waited for its turn", async () => {
    const looks = [throttled("299"), absent];
    const service = responding({ status: 504 }, (member) => looks.shift() ?? found(member));
    expect(await addAll(service, groups(1))).toMatchObject({ outcomes: ["alreadyPresent"] });
  });

  it("repeats resources that are not replicated yet, and waits for those that are not visible yet", async () => {
    const sends = Array(2).fill(refused("ResourceNotFoundInOriginSystem"));
    const looks = Array(2).fill(absent);
    const service = stubMembers((member) =>
      member.method === "GET" ? (looks.shift() ?? found(member)) : (sends.shift() ?? ok),
    );
    const { results } = await addAll(service, [group()], { waitUntilVisible: true });
    expect(results).toMatchObject([{ outcome: "added", catalogResource: { id: "an-id" } }]);
    expect(service.batches).toHaveLength(6);
  });

  it("sends a batch that is not full if the input is slow", async () => {
    const { results, finish } = start(responding(ok), slowInput());
    expect(await finish(results.next())).toMatchObject({ value: { outcome: "added" } });
  });

  it("fills its batches although reading pauses for timers and signals", async () => {
    const service = responding(ok);
    const { results, finish } = start(service, groups(20));
    let now = 0;
    jest.spyOn(performance, "now").mockImplementation(() => (now += 100));
    await finish(collect(results));
    expect(sizesOf(service)).toEqual([20]);
  });

  it("sends a late input while another batch is in flight", async () => {
    const late = deferred<void>();
    async function* input() {
      yield* groups(20);
      await late.promise;
      yield group(20);
      await never;
    }
    const service = stubBatches((members, batch) => (batch === 1 ? never : responses(members)));
    const { results, clock } = start(service, input());
    const first = results.next();
    await settled();
    late.resolve();
    await settled();
    await clock.advance(5);
    expect(await first).toMatchObject({ value: { index: 20, outcome: "added" } });
  });

  it("needs no options, and applies those of a request to each request", async () => {
    const service = responding(ok);
    const { client, finish } = setUp({ fetch: service.fetch });
    expect(await finish(collect(client.catalog(catalogId).addResources(groups(1))))).toHaveLength(1);
    const onResponse = jest.fn();
    await addAll(service, groups(1), { onResponse });
    expect(onResponse).toHaveBeenCalledTimes(1);
    const options = { attemptTimeoutInMs: 50, visibilityTimeoutInMs: 0 };
    const timedOut = await addAll(stubBatches(hangingBatch), groups(1), options);
    expect(timedOut).toMatchObject({ outcomes: ["unknown"], elapsedInMs: 100 });
  });

  it.each([undefined, null, 5, "a text", {}, group(0)])("refuses %p instead of a list immediately", (given) => {
    expect(() => start(responding(ok), given as unknown as Inputs)).toThrow(
      new TypeError("resources must be an array or another iterable; for a single resource, use addResource"),
    );
  });
});

describe("addResources with inputs that are equal", () => {
  it("sends the first, and gives the others its outcome", async () => {
    const shouted = { ...group(0), originId: group(0).originId.toUpperCase() };
    const service = responding({ status: 201, body: { id: "a-request" } });
    const { results } = await addAll(service, [group(0), group(1), shouted, group(0)]);
    expect(sizesOf(service)).toEqual([2]);
    const second = results.filter(({ duplicateOf }) => duplicateOf !== undefined);
    expect(second.sort((one, other) => one.index - other.index)).toEqual([
      { index: 2, resource: shouted, outcome: "accepted", attempts: [], duplicateOf: 0 },
      { index: 3, resource: group(0), outcome: "accepted", attempts: [], duplicateOf: 0 },
    ]);
  });

  it("recognises one that comes after the first one's result", async () => {
    const isFinished = deferred<void>();
    async function* input() {
      yield group(0);
      await isFinished.promise;
      yield group(0);
    }
    const service = responding(refused("CallerNotResourceOwner"));
    const { results, finish } = start(service, input());
    expect(await finish(results.next())).toMatchObject({ value: { outcome: "failed" } });
    isFinished.resolve();
    const rest = await finish(collect(results));
    expect(rest).toMatchObject([{ index: 1, outcome: "failed", duplicateOf: 0, attempts: [] }]);
    expect(service.batches).toHaveLength(1);
  });
});

describe("the input of addResources", () => {
  it("is not read before the first result is requested, and then only a limited number ahead of the work", async () => {
    let read = 0;
    function* endless() {
      for (;;) yield group(read++);
    }
    const { results, finish } = start(stubBatches(hangingBatch), endless(), { maxInFlight: 2 });
    expect(read).toBe(0);
    finish(results.next());
    for (let round = 0; round < 50; round += 1) await settled();
    expect(read).toBe(20 * 2 * 10);
  });

  it("is not read while no result is taken", async () => {
    let read = 0;
    async function* endless() {
      for (;;) {
        await settled();
        yield group(read++);
      }
    }
    const { results, finish } = start(responding(ok), endless(), { batchSize: 1 });
    await finish(results.next());
    await settled();
    const before = read;
    for (let round = 0; round < 20; round += 1) await settled();
    // One item was requested before.
    expect(read - before).toBeLessThanOrEqual(1);
    expect(await finish(results.next())).toMatchObject({ done: false });
  });

  it("is closed when the loop ends", async () => {
    const close = jest.fn();
    function* input() {
      try {
        yield* groups(100);
      } finally {
        close();
      }
    }
    const { results, finish } = start(responding(ok), input(), { batchSize: 1, maxInFlight: 1 });
    await finish(results.next());
    await finish(results.return());
    expect(close).toHaveBeenCalledTimes(1);
  });

  it("does not stop the loop from ending while it waits", async () => {
    const { results, finish } = start(responding(ok), slowInput());
    await finish(results.next());
    expect(await finish(results.return())).toEqual({ done: true, value: undefined });
  });

  function iterator(second: Promise<IteratorResult<ResourceToAdd>>) {
    const next = jest.fn<() => Promise<IteratorResult<ResourceToAdd>>>();
    return next.mockResolvedValueOnce({ done: false, value: group(0) }).mockReturnValue(second);
  }

  it("can fail to close after the loop ended while it waited", async () => {
    const stuck = { next: iterator(never), return: () => Promise.reject(new Error("cannot be closed")) };
    const { results, finish } = start(responding(ok), { [Symbol.asyncIterator]: () => stuck });
    await finish(results.next());
    await expect(finish(results.return())).resolves.toMatchObject({ done: true });
  });

  it("can yield an item after the loop ended, which is dropped", async () => {
    const late = deferred<IteratorResult<ResourceToAdd>>();
    const service = responding(ok);
    const next = iterator(late.promise);
    const { results, finish } = start(service, { [Symbol.asyncIterator]: () => ({ next }) });
    await finish(results.next());
    await finish(results.return());
    late.resolve({ done: false, value: group(1) });
    await settled();
    expect(sizesOf(service)).toEqual([1]);
  });
});

describe("addResources of resources that look-ups do not see", () => {
  const capitals = (resource: ResourceToAdd) => listedAs({ ...resource, originId: resource.originId.toUpperCase() });
  const onboarded = (member: BatchMember) =>
    member.method !== "POST" ? absent : originIdOf(member).endsWith("7") ? ok : refused("ResourceAlreadyOnboarded");
  const cause = { code: "ResourceAlreadyOnboarded" };

  /** A service that sees nothing in look-ups and responds to lists as given. */
  function withList(list: (page: number) => Response | Promise<Response>) {
    const lists: string[] = [];
    const { fetch: sendBatch, batches } = stubMembers(onboarded);
    const fetch: FetchLike = async (url, init) =>
      url.endsWith("/$batch") ? sendBatch(url, init) : list(lists.push(decodeURIComponent(url.replace(/^.*\?/, ""))));
    return { fetch, batches, lists };
  }
  const inputs = [...groups(30), { ...group(1), originSystem: "AadApplication" }];

  it("reads each list once, after everything else, before it is unknown", async () => {
    const journal = new MemoryJournal();
    const service = withList((list) => page(list === 1 ? groups(9).map(capitals) : []));
    const { results, outcomes } = await addAll(service, inputs, { journal });
    const expected = (index: number) => (index % 10 === 7 ? "added" : index < 9 ? "alreadyPresent" : "unknown");
    expect(outcomes).toEqual(inputs.map((_, index) => expected(index)));
    expect(service.lists).toEqual(["$filter=originSystem eq 'AadGroup'", "$filter=originSystem eq 'AadApplication'"]);
    expect(results.find(({ index }) => index === 20)).toMatchObject({ error: { name: "OutcomeUnknownError", cause } });
    expect([...journal.states.values()].filter((state) => state === "alreadyPresent")).toHaveLength(8);
  });

  it("says that an earlier run sent a resource that the list does not show either", async () => {
    const journal = new MemoryJournal({ [`aadgroup/${group(0).originId}`]: "sending" });
    const service = withList(() => page([]));
    const { results } = await addAll(service, [group(0)], { journal, visibilityTimeoutInMs: 0 });
    expect(results).toMatchObject([{ outcome: "unknown", error: { message: expect.stringMatching(/earlier run/) } }]);
  });

  it("keeps the service's refusal if the list is refused", async () => {
    const { results } = await addAll(
      withList(() => refusal(403, "Forbidden")),
      inputs,
    );
    expect(results.at(-1)).toMatchObject({ outcome: "unknown", error: { cause } });
    expect(results.at(-1)?.attempts.at(-1)).toMatchObject({ status: 403 });
  });

  it("ends with the caller's signal while it reads the list", async () => {
    const controller = new AbortController();
    const service = withList(() => {
      controller.abort();
      return never;
    });
    const { error, seen } = await addUntilThrown(service, inputs, { abortSignal: controller.signal });
    expect(error).toMatchObject({ name: "RequestAbortedError", outcome: "unknown" });
    expect(seen.at(-1)).toMatchObject({ outcome: "unknown", error: { name: "RequestAbortedError", cause } });
    expect(seen).toHaveLength(31);
  });

  it("reads the list while a slow input has nothing to add", async () => {
    const isFinished = deferred<void>();
    async function* input() {
      yield group(0);
      await isFinished.promise;
      yield group(7);
    }
    const { results, finish } = start(
      withList(() => page([])),
      input(),
    );
    expect(await finish(results.next())).toMatchObject({ value: { outcome: "unknown" } });
    isFinished.resolve();
    expect(outcomesOf(await finish(collect(results)))).toEqual(["added"]);
  });
});

describe("the progress of addResources", () => {
  async function progressOf(service: StubService, inputs: Inputs, options: AddResourcesOptions = {}) {
    const seen: AddProgress[] = [];
    await addAll(service, inputs, { ...options, onProgress: (progress) => seen.push(progress) });
    return seen;
  }

  it("reports how much is done, the rate, and how long the rest takes", async () => {
    const service = stubMembers((_, batch) => (batch === 2 ? throttled("1") : ok));
    const seen = await progressOf(service, groups(4), { batchSize: 1, maxInFlight: 1 });
    const counts = { done: 1, total: 4, waiting: [], throttled: 0, unexpectedResponses: 0 };
    expect(seen[0]).toEqual({ ...counts, rate: 1000, remainingInMs: 3 });
    expect(seen.at(-1)).toMatchObject({ done: 4, total: 4, throttled: 1, remainingInMs: 0 });
    expect(seen.at(-1)?.rate).toBeCloseTo(4, 0);
  });

  it("reports no remaining time if nothing is done yet or the total is unknown", async () => {
    const service = () => stubMembers((_, batch) => (batch === 1 ? throttled("1") : ok));
    const seen = await progressOf(service(), new Set(groups(1)));
    expect(seen.every((progress) => !("total" in progress) && !("remainingInMs" in progress))).toBe(true);
    const known = await progressOf(service(), new Set(groups(1)), { total: 1 });
    expect(known.map(({ remainingInMs }) => remainingInMs)).toEqual([undefined, 0]);
  });

  it("lists the inputs that wait for their origin, and excludes them from the remaining time", async () => {
    let sent = 0;
    const service = stubMembers((member) =>
      originIdOf(member) === group(1).originId && sent++ < 2 ? refused("ResourceNotFoundInOriginSystem") : ok,
    );
    const seen = await progressOf(service, groups(3));
    expect(seen.map(({ done, waiting, remainingInMs }) => [done, waiting, remainingInMs])).toEqual([
      [2, [1], 0],
      [2, [1], 0],
      [3, [], 0],
    ]);
  });

  it("excludes from the rate inputs that an earlier run or an equal input settled", async () => {
    const journal = new MemoryJournal();
    await addAll(responding(ok), groups(30), { journal });
    const seen = await progressOf(responding(ok), [...groups(31), group(0), group(30)], { journal });
    const resumed = seen.find(({ done }) => done === 30);
    expect(resumed).toMatchObject({ rate: 0 });
    expect(resumed).not.toHaveProperty("remainingInMs");
    expect(seen.at(-1)).toMatchObject({ done: 33, rate: 1000 });
  });

  it.each(waysToFail(new Error("no terminal")))(
    "ends neither the work nor the process if a callback %s",
    async (_, fail) => {
      const options = { onProgress: fail, onAttempt: fail, onResponse: fail };
      expect(await addAll(responding(ok), groups(1), options)).toMatchObject({ outcomes: ["added"] });
      await new Promise((resolve) => setImmediate(resolve));
    },
  );
});
