import { afterEach, describe, expect, it, jest } from "@jest/globals";
import type { BatchMember } from "../../src/contract/bodies.js";
import type { AddProgress, AddResourcesOptions, AddResult, FetchLike, ResourceToAdd } from "../../src/index.js";
import { failure, rejection, setUp } from "../support/client.js";
import { settled } from "../support/clock.js";
import { deferred } from "../support/credential.js";
import { fetchFailed, hanging, json, refusal, systemError, text } from "../support/fetch.js";
import { MemoryJournal } from "./journal.js";
import {
  absent,
  addAll,
  answering,
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
  type StubService,
  sizesOf,
  start,
  stubBatches,
  stubMembers,
  throttled,
} from "./support.js";

afterEach(() => {
  jest.restoreAllMocks();
});

describe("addResources", () => {
  it("yields one result for each input", async () => {
    const { results, outcomes } = await addAll(answering(ok), groups(45));
    expect(outcomes).toEqual(Array<string>(45).fill("added"));
    expect(results.map(({ index }) => index).sort((one, other) => one - other)).toEqual(
      groups(45).map((_, index) => index),
    );
    for (const { index, resource } of results) expect(resource).toEqual(group(index));
  });

  it("sends batches of 20, and what is left", async () => {
    const service = answering(ok);
    await addAll(service, groups(45));
    expect(sizesOf(service)).toEqual([20, 20, 5]);
  });

  it("sends smaller batches when asked", async () => {
    const service = answering(ok);
    await addAll(service, groups(7), { batchSize: 3 });
    expect(sizesOf(service)).toEqual([3, 3, 1]);
  });

  it("sends each add as createRequest would, with an id of its own", async () => {
    const service = answering(ok);
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
      inFlight += 1;
      most = Math.max(most, inFlight);
      await settled();
      inFlight -= 1;
      return json(200, { responses: members.map(({ id }) => ({ id, ...ok })) });
    });
    await collect(start(service, groups(200), { maxInFlight: 3 }).results);
    expect(most).toBe(3);
  });

  it("adds nothing when there is no input", async () => {
    const service = answering(ok);
    expect(await addAll(service, [])).toMatchObject({ results: [] });
    expect(service.batches).toEqual([]);
  });

  it("fails what cannot be sent, and adds the others", async () => {
    const inputs = [group(0), { ...group(1), size: 1n }, { originSystem: "AadGroup", originId: "" }, group(3)];
    const { outcomes } = await addAll(answering(ok), inputs);
    expect(outcomes).toEqual(["added", "failed", "failed", "added"]);
  });

  it("resolves within batches what a member's answer left open", async () => {
    const service = answering({ status: 504 });
    const { outcomes } = await addAll(service, groups(20));
    expect(outcomes).toEqual(Array<string>(20).fill("alreadyPresent"));
    expect(sizesOf(service)).toEqual([20, 20]);
    expect(service.batches[1]?.map(({ method }) => method)).toEqual(Array<string>(20).fill("GET"));
  });

  it("ends what it began before it begins anything else", async () => {
    const service = answering({ status: 504 });
    await addAll(service, groups(3), { batchSize: 1, maxInFlight: 1 });
    const order = service.batches.flatMap((members) =>
      members.map((member) => `${member.method} ${originIdOf(member)}`),
    );
    expect(order).toEqual(groups(3).flatMap(({ originId }) => [`POST ${originId}`, `GET ${originId}`]));
  });

  it("gives a look its whole time, however long it had to wait for its turn", async () => {
    let looks = 0;
    const service = stubMembers((member) => {
      if (member.method === "POST") return { status: 504 };
      looks += 1;
      return looks === 1 ? throttled("299") : looks === 2 ? absent : found(member);
    });
    expect(await addAll(service, groups(1))).toMatchObject({ outcomes: ["alreadyPresent"] });
  });

  it("goes on with other members when one fails", async () => {
    const service = stubMembers((member) =>
      originIdOf(member) === group(1).originId ? refused("CallerNotResourceOwner") : ok,
    );
    const { outcomes, results } = await addAll(service, groups(3));
    expect(outcomes).toEqual(["added", "failed", "added"]);
    expect(results.find(({ outcome }) => outcome === "failed")?.error).toMatchObject({
      code: "CallerNotResourceOwner",
    });
  });

  it("repeats what is not replicated yet and waits for what is not visible yet", async () => {
    let sends = 0;
    let looks = 0;
    const service = stubMembers((member) => {
      if (member.method === "GET") return looks++ < 2 ? absent : found(member);
      return sends++ < 2 ? refused("ResourceNotFoundInOriginSystem") : ok;
    });
    const { results } = await addAll(service, [group()], { waitUntilVisible: true });
    expect(results).toMatchObject([{ outcome: "added", catalogResource: { id: "an-id" } }]);
    expect(service.batches).toHaveLength(6);
  });

  it("sends a batch that is not full when the input is slow", async () => {
    async function* slow() {
      yield group(0);
      await new Promise(() => undefined);
    }
    const service = answering(ok);
    const { results, finish } = start(service, slow());
    expect(await finish(results.next())).toMatchObject({ value: { outcome: "added" } });
  });

  it("does not keep an input that came late waiting for a batch in flight", async () => {
    const late = deferred<void>();
    async function* input() {
      yield* groups(20);
      await late.promise;
      yield group(20);
      await new Promise(() => undefined);
    }
    const service = stubBatches((members, batch) =>
      batch === 1 ? new Promise(() => undefined) : json(200, { responses: members.map(({ id }) => ({ id, ...ok })) }),
    );
    const { results, clock } = start(service, input());
    const first = results.next();
    await settled();
    late.resolve();
    await settled();
    await clock.advance(5);
    expect(await first).toMatchObject({ value: { index: 20, outcome: "added" } });
  });

  it("needs no options, and hands those of a request on", async () => {
    const service = answering(ok);
    const { client, finish } = setUp({ fetch: service.fetch });
    expect(await finish(collect(client.catalog(catalogId).addResources(groups(1))))).toHaveLength(1);
    const onResponse = jest.fn();
    const options = { attemptTimeoutInMs: 50, visibilityTimeoutInMs: 0 };
    expect(await addAll(stubBatches(hangingBatch), groups(1), options)).toMatchObject({
      outcomes: ["unknown"],
      elapsedInMs: 100,
    });
    await addAll(service, groups(1), { onResponse });
    expect(onResponse).toHaveBeenCalledTimes(1);
  });

  it.each<[AddResourcesOptions, string]>([
    [{ batchSize: 0 }, "batchSize"],
    [{ batchSize: 21 }, "batchSize"],
    [{ batchSize: 1.5 }, "batchSize"],
    [{ maxInFlight: 0 }, "maxInFlight"],
  ])("refuses %p at once", (options, name) => {
    expect(() => start(answering(ok), [], options)).toThrow(RangeError);
    expect(() => start(answering(ok), [], options)).toThrow(name);
  });

  it.each([undefined, null, 5, "a text", {}, group(0)])("refuses %p in place of a list at once", (given) => {
    expect(() => start(answering(ok), given as unknown as Inputs)).toThrow(
      new TypeError("resources must be an array or another iterable; addResource takes a single one"),
    );
  });
});

describe("addResources with inputs that are equal", () => {
  it("sends them once, and gives the others the first one's outcome", async () => {
    const shouted = { ...group(0), originId: group(0).originId.toUpperCase() };
    const service = answering({ status: 201, body: { id: "a-request" } });
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
    const service = answering(refused("CallerNotResourceOwner"));
    const { results, finish } = start(service, input());
    expect(await finish(results.next())).toMatchObject({ value: { outcome: "failed" } });
    isFinished.resolve();
    const rest = await finish(collect(results));
    expect(rest).toMatchObject([{ index: 1, outcome: "failed", duplicateOf: 0, attempts: [] }]);
    expect(service.batches).toHaveLength(1);
  });

  it("takes the same id of another origin system for another resource", async () => {
    const service = answering(ok);
    await addAll(service, [group(0), { ...group(0), originSystem: "AadApplication" }]);
    expect(sizesOf(service)).toEqual([2]);
  });
});

describe("addResources and its input", () => {
  it("reads nothing before it is asked, and no more than it works on", async () => {
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

  it("reads nothing while nobody takes results", async () => {
    let read = 0;
    async function* endless() {
      for (;;) {
        await settled();
        yield group(read++);
      }
    }
    const { results, finish } = start(answering(ok), endless(), { batchSize: 1 });
    await finish(results.next());
    await settled();
    const before = read;
    for (let round = 0; round < 20; round += 1) await settled();
    // The one that was asked for before.
    expect(read - before).toBeLessThanOrEqual(1);
    expect(await finish(results.next())).toMatchObject({ done: false });
  });

  it("throws what the input throws, after the results of what came before", async () => {
    function* failing() {
      yield* groups(3);
      throw new Error("no such column");
    }
    const { results, finish } = start(answering(ok), failing());
    const seen: AddResult[] = [];
    const running = (async () => {
      for await (const result of results) seen.push(result);
    })();
    expect(await rejection(finish(running))).toMatchObject({ message: "no such column" });
    expect(outcomesOf(seen)).toEqual(["added", "added", "added"]);
  });

  it("frees the input when the loop is left", async () => {
    let isFreed = false;
    function* input() {
      try {
        yield* groups(100);
      } finally {
        isFreed = true;
      }
    }
    const { results, finish } = start(answering(ok), input(), { batchSize: 1, maxInFlight: 1 });
    await finish(results.next());
    await finish(results.return());
    expect(isFreed).toBe(true);
  });

  it("does not wait for an input that is stuck when the loop is left", async () => {
    async function* stuck() {
      yield group(0);
      await new Promise(() => undefined);
    }
    const { results, finish } = start(answering(ok), stuck());
    await finish(results.next());
    expect(await finish(results.return())).toEqual({ done: true, value: undefined });
  });

  it("swallows what a stuck input throws after it was left", async () => {
    const stuck: AsyncIterator<ResourceToAdd> = {
      next: jest
        .fn<() => Promise<IteratorResult<ResourceToAdd>>>()
        .mockResolvedValueOnce({ done: false, value: group(0) })
        .mockReturnValue(new Promise(() => undefined)),
      return: () => Promise.reject(new Error("cannot be closed")),
    };
    const { results, finish } = start(answering(ok), { [Symbol.asyncIterator]: () => stuck });
    await finish(results.next());
    await expect(finish(results.return())).resolves.toMatchObject({ done: true });
  });

  it("drops an item that arrives after it was left", async () => {
    const late = deferred<IteratorResult<ResourceToAdd>>();
    const next = jest
      .fn<() => Promise<IteratorResult<ResourceToAdd>>>()
      .mockResolvedValueOnce({ done: false, value: group(0) })
      .mockReturnValue(late.promise);
    const service = answering(ok);
    const { results, finish } = start(service, { [Symbol.asyncIterator]: () => ({ next }) });
    await finish(results.next());
    await finish(results.return());
    late.resolve({ done: false, value: group(1) });
    await settled();
    expect(sizesOf(service)).toEqual([1]);
  });

  it("finishes the batches in flight when the loop is left", async () => {
    const response = deferred<Response>();
    const service = stubBatches((members, batch) =>
      batch === 1 ? json(200, { responses: members.map(({ id }) => ({ id, ...ok })) }) : response.promise,
    );
    const { results } = start(service, groups(2), { batchSize: 1, maxInFlight: 2 });
    await results.next();
    let isLeft = false;
    const leaving = results.return().then(() => {
      isLeft = true;
    });
    await settled();
    expect(isLeft).toBe(false);
    response.resolve(json(200, { responses: [{ id: "1", ...ok }] }));
    await leaving;
  });
});

function hangingBatch(): Promise<Response> {
  return new Promise(() => undefined);
}

describe("addResources that is aborted", () => {
  it("reports what was read and not finished, and then throws", async () => {
    const controller = new AbortController();
    let isFreed = false;
    function* input() {
      try {
        for (let index = 0; ; index += 1) yield group(index);
      } finally {
        isFreed = true;
      }
    }
    const { fetch } = stubBatches(hangingBatch);
    const { client, clock } = setUp({ fetch: (url, init) => Promise.race([fetch(url, init), hanging(init)]) });
    const options = { abortSignal: controller.signal, batchSize: 2, maxInFlight: 1 };
    const seen: AddResult[] = [];
    const running = (async () => {
      for await (const result of client.catalog(catalogId).addResources(input(), options)) seen.push(result);
    })();
    await settled();
    controller.abort();
    expect(await failure(running)).toMatchObject({
      name: "RequestAbortedError",
      outcome: "unknown",
      message: expect.stringContaining("Whether 2 of its resources were added is unknown"),
      attempts: [{ code: "ABORTED" }, { code: "ABORTED" }],
    });
    expect(outcomesOf(seen)).toEqual(["unknown", "unknown", ...Array<string>(18).fill("failed")]);
    expect(isFreed).toBe(true);
    expect(clock.timers).toBe(0);
  });

  it.each<[string, StubService, object]>([
    [
      "an origin to be replicated",
      answering(refused("ResourceNotFoundInOriginSystem")),
      { code: "ResourceNotFoundInOriginSystem" },
    ],
    ["the end of a member's pause", answering(throttled("60")), { status: 429 }],
    ["the end of a batch's pause", stubBatches(() => refusal(429, "Busy")), { status: 429 }],
  ])("keeps the service's refusal of what waits for %s", async (_, service, cause) => {
    const controller = new AbortController();
    const { client } = setUp({ fetch: service.fetch });
    const results = client.catalog(catalogId).addResources(groups(1), { abortSignal: controller.signal });
    const first = results.next();
    await settled();
    controller.abort();
    const error = { name: "RequestAbortedError", outcome: "notCreated", attempts: [expect.anything()] };
    expect((await first).value).toMatchObject({ outcome: "failed", error: { ...error, cause } });
    await failure(results.next());
  });

  it("throws at once when it was aborted before, having read nothing", async () => {
    const input = jest.fn(() => groups(1)[Symbol.iterator]());
    const service = answering(ok);
    const { results } = start(service, { [Symbol.iterator]: input }, { abortSignal: AbortSignal.abort() });
    expect(await failure(collect(results))).toMatchObject({ name: "RequestAbortedError" });
    expect(service.batches).toEqual([]);
  });

  it("ends while it waits for a pause to be over", async () => {
    const controller = new AbortController();
    const { results, clock } = start(answering(throttled("60")), groups(2), { abortSignal: controller.signal });
    const all = collect(results);
    const failed = failure(all);
    await settled();
    await clock.advance(10);
    controller.abort();
    expect(await failed).toMatchObject({ name: "RequestAbortedError", outcome: "notCreated", attempts: [] });
    expect(clock.timers).toBe(0);
  });
});

describe("addResources of what look-ups do not see", () => {
  const capitals = (resource: ResourceToAdd) => listedAs({ ...resource, originId: resource.originId.toUpperCase() });
  const onboarded = (member: BatchMember) =>
    member.method !== "POST" ? absent : originIdOf(member).endsWith("7") ? ok : refused("ResourceAlreadyOnboarded");

  function withList(list: (page: number) => Response | Promise<Response>, options: AddResourcesOptions = {}) {
    const lists: string[] = [];
    const { fetch: sendBatch } = stubMembers(onboarded);
    const fetch: FetchLike = async (url, init) => {
      if (url.endsWith("/$batch")) return sendBatch(url, init);
      return list(lists.push(decodeURIComponent(url.replace(/^.*\?/, ""))));
    };
    const setup = setUp({ fetch });
    const resources = [...groups(30), { ...group(1), originSystem: "AadApplication" }];
    return { ...setup, lists, results: setup.client.catalog(catalogId).addResources(resources, options) };
  }

  it("reads each list once, after everything else, before it is unknown", async () => {
    const journal = new MemoryJournal();
    const { lists, results, finish } = withList((list) => page(list === 1 ? groups(9).map(capitals) : []), { journal });
    const all = await finish(collect(results));
    const expected = (index: number) => (index % 10 === 7 ? "added" : index < 9 ? "alreadyPresent" : "unknown");
    expect(outcomesOf(all)).toEqual(all.map((_, index) => expected(index)));
    expect(lists).toEqual(["$filter=originSystem eq 'AadGroup'", "$filter=originSystem eq 'AadApplication'"]);
    expect(all.find(({ index }) => index === 20)).toMatchObject({
      error: { name: "OutcomeUnknownError", cause: { code: "ResourceAlreadyOnboarded" } },
    });
    expect([...journal.states.values()].filter((state) => state === "alreadyPresent")).toHaveLength(8);
  });

  it("says that an earlier run sent what the list does not show either", async () => {
    const journal = new MemoryJournal({ [`aadgroup/${group(0).originId}`]: "sending" });
    const { results, finish } = withList(() => page([]), { journal, visibilityTimeoutInMs: 0 });
    const first = (await finish(collect(results))).find(({ index }) => index === 0);
    expect(first).toMatchObject({ outcome: "unknown", error: { message: expect.stringMatching(/sent before/) } });
  });

  it("keeps the service's refusal when the list is refused", async () => {
    const { results, finish } = withList(() => refusal(403, "Forbidden"));
    const last = (await finish(collect(results))).at(-1);
    expect(last).toMatchObject({ outcome: "unknown", error: { cause: { code: "ResourceAlreadyOnboarded" } } });
    expect(last?.attempts.at(-1)).toMatchObject({ status: 403 });
  });

  it("ends with the caller's signal while the list is read", async () => {
    const controller = new AbortController();
    const list = () => {
      controller.abort();
      return new Promise<Response>(() => undefined);
    };
    const { results, finish } = withList(list, { abortSignal: controller.signal });
    const seen: AddResult[] = [];
    const run = async () => {
      for await (const result of results) seen.push(result);
    };
    expect(await failure(finish(run()))).toMatchObject({ name: "RequestAbortedError", outcome: "unknown" });
    const cause = { code: "ResourceAlreadyOnboarded" };
    expect(seen.at(-1)).toMatchObject({ outcome: "unknown", error: { name: "RequestAbortedError", cause } });
    expect(seen).toHaveLength(31);
  });

  it("reads the list while a slow input has nothing to add", async () => {
    const stub = stubMembers(onboarded);
    const fetch: FetchLike = (url, init) =>
      url.endsWith("/$batch") ? stub.fetch(url, init) : Promise.resolve(page([]));
    const { client, finish } = setUp({ fetch });
    let next: () => void = () => undefined;
    async function* input() {
      yield group(0);
      await new Promise<void>((resolve) => {
        next = resolve;
      });
      yield group(7);
    }
    const outcomes: string[] = [];
    const run = async () => {
      for await (const { outcome } of client.catalog(catalogId).addResources(input())) {
        outcomes.push(outcome);
        next();
      }
    };
    await finish(run());
    expect(outcomes).toEqual(["unknown", "added"]);
  });
});

describe("a batch that is answered as a whole", () => {
  const retryAfter = { "retry-after": "7" };

  it.each([
    ["429", () => refusal(429, "TooManyRequests", retryAfter)],
    ["503 with Retry-After", () => text(503, "", retryAfter)],
  ])("with %s is put back, and nobody sends before the time it names", async (_, response) => {
    const times: number[] = [];
    const service = stubBatches((members, batch) => {
      times.push(clock.now());
      return batch <= 2 ? response() : json(200, { responses: members.map(({ id }) => ({ id, ...ok })) });
    });
    const { results, finish, clock } = start(service, groups(60), { maxInFlight: 2 });
    expect(outcomesOf(await finish(collect(results)))).toEqual(Array<string>(60).fill("added"));
    expect(times.slice(2).every((time) => time >= Number(times[1]) + 7000)).toBe(true);
  });

  it("with 503 and Retry-After is unknown with on503: false", async () => {
    const service = stubBatches((members, batch) =>
      batch === 1
        ? text(503, "", retryAfter)
        : json(200, { responses: members.map((member) => ({ id: member.id, ...found(member) })) }),
    );
    const { outcomes } = await addAll(service, groups(2), { retry: { on503: false } });
    expect(outcomes).toEqual(["alreadyPresent", "alreadyPresent"]);
  });

  it("with 429 and no Retry-After is sent again after ever longer waits", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0.5);
    const times: number[] = [];
    const service = stubBatches((members, batch) => {
      times.push(clock.now());
      return batch <= 4 ? refusal(429, "TooManyRequests") : json(200, { responses: [{ id: members[0]?.id, ...ok }] });
    });
    const { results, finish, clock } = start(service, [group()]);
    await finish(collect(results));
    const waits = times.slice(1).map((time, index) => time - Number(times[index]));
    expect(waits).toEqual([500, 1000, 2000, 4000]);
  });

  it("with 413 is halved until it fits, and stays so", async () => {
    const service = stubBatches(async (members) => {
      // Two are under way before either is answered.
      await new Promise(setImmediate);
      return members.length > 6 ? text(413) : json(200, { responses: members.map(({ id }) => ({ id, ...ok })) });
    });
    const { outcomes } = await addAll(service, groups(40), { maxInFlight: 2 });
    expect(outcomes).toEqual(Array<string>(40).fill("added"));
    expect(sizesOf(service).slice(0, 2)).toEqual([20, 20]);
    expect(Math.max(...sizesOf(service).slice(4))).toBe(5);
  });

  it("with 413 for one member fails it", async () => {
    const { results } = await addAll(
      stubBatches(() => text(413)),
      groups(2),
    );
    expect(results).toMatchObject([0, 1].map(() => ({ outcome: "failed", error: { status: 413 } })));
    for (const { error, attempts } of results) expect(error?.attempts).toEqual(attempts);
  });

  it.each([400, 401, 403, 404, 501])("with %i fails all its members", async (status) => {
    const service = stubBatches(() => refusal(status, "Refused"));
    const { results } = await addAll(service, groups(2));
    expect(results).toMatchObject([0, 1].map(() => ({ outcome: "failed", error: { status, code: "Refused" } })));
    expect(service.batches).toHaveLength(1);
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ["500", () => text(500)],
    ["504", () => text(504)],
    ["503 without Retry-After", () => text(503)],
    ["a redirect", () => text(302)],
    ["a truncated body", () => text(200, '{"responses":[{"id"')],
    ["no list of answers", () => json(200, {})],
    ["a reset", () => Promise.reject(fetchFailed(systemError("ECONNRESET")))],
  ])("with %s leaves all its members unknown until they are looked for", async (_, response) => {
    const service = stubBatches((members, batch) =>
      batch === 1
        ? response()
        : json(200, { responses: members.map((member) => ({ id: member.id, ...found(member) })) }),
    );
    const { outcomes, results } = await addAll(service, groups(3));
    expect(outcomes).toEqual(["alreadyPresent", "alreadyPresent", "alreadyPresent"]);
    expect(service.batches[1]?.map(({ method }) => method)).toEqual(["GET", "GET", "GET"]);
    expect(results[0]?.attempts).toHaveLength(2);
  });

  it("looks again when the look is lost with its batch", async () => {
    const service = stubBatches((members, batch) =>
      batch <= 2 ? text(504) : json(200, { responses: members.map((member) => ({ id: member.id, ...found(member) })) }),
    );
    expect(await addAll(service, groups(1))).toMatchObject({ outcomes: ["alreadyPresent"] });
  });

  it("that reaches nobody is sent again, as often as maxRetries says, and then fails", async () => {
    const service = stubBatches(() => Promise.reject(fetchFailed(systemError("ECONNREFUSED", { syscall: "connect" }))));
    const { results } = await addAll(service, groups(80), { retry: { maxRetries: 3 } });
    expect(results).toHaveLength(80);
    expect(results[0]).toMatchObject({ outcome: "failed", error: { name: "ConnectionError", code: "ECONNREFUSED" } });
    // The first fails before the others are read; then come three waves of four that fail together.
    expect(service.batches).toHaveLength(1 + 3 * 4);
  });

  it("that reaches nobody is sent only once when those before it did not reach anybody either", async () => {
    const service = stubBatches(() => Promise.reject(fetchFailed(systemError("ECONNREFUSED", { syscall: "connect" }))));
    await addAll(service, groups(4), { retry: { maxRetries: 2 }, batchSize: 1, maxInFlight: 1 });
    expect(service.batches).toHaveLength(3 + 3);
  });

  it("that reaches somebody after a while is added", async () => {
    const service = stubBatches((members, batch) =>
      batch <= 3
        ? Promise.reject(fetchFailed(systemError("ECONNREFUSED", { syscall: "connect" })))
        : json(200, { responses: members.map(({ id }) => ({ id, ...ok })) }),
    );
    expect(await addAll(service, groups(1))).toMatchObject({ outcomes: ["added"] });
  });

  it("whose name does not exist fails at once", async () => {
    const service = stubBatches(() => Promise.reject(fetchFailed(systemError("ENOTFOUND"))));
    expect(await addAll(service, groups(1))).toMatchObject({ outcomes: ["failed"] });
    expect(service.batches).toHaveLength(1);
  });

  it.each([0, 1])("lets a defect be seen as one, after %i ids for requests", async (ids) => {
    const randomUUID = jest.spyOn(globalThis.crypto, "randomUUID").mockImplementation(() => {
      throw new Error("no random numbers");
    });
    for (let id = 0; id < ids; id += 1) randomUUID.mockReturnValueOnce("1-1-1-1-1");
    const { results } = start(answering(ok), groups(1));
    await expect(collect(results)).rejects.toThrow("no random numbers");
  });
});

describe("a member of a batch", () => {
  /** The first batch gets these answers, later ones find what they look for. */
  function first(responses: (id: string) => unknown): StubService {
    return stubBatches((members, batch) =>
      json(200, {
        responses:
          batch === 1
            ? responses(String(members[0]?.id))
            : members.map((member) => ({ id: member.id, ...(member.method === "GET" ? found(member) : ok) })),
      }),
    );
  }

  it.each<[string, (id: string) => unknown]>([
    ["is missing", () => []],
    ["is null", () => [null]],
    [
      "comes twice and differs",
      (id) => [
        { id, ...ok },
        { id, status: 500 },
      ],
    ],
    ["has a text for a status", (id) => [{ id, ...ok, status: "201" }]],
    ["has no status", (id) => [{ id }]],
    ["is a success without an entity", (id) => [{ id, status: 201 }]],
    ["is a 504", (id) => [{ id, status: 504 }]],
    ["is a 503 without Retry-After", (id) => [{ id, status: 503, headers: null }]],
  ])("whose answer %s is unknown until it is looked for", async (_, responses) => {
    const service = first(responses);
    const { results } = await addAll(service, [group()]);
    expect(results).toMatchObject([{ outcome: "alreadyPresent" }]);
    expect(service.batches[1]?.[0]?.method).toBe("GET");
  });

  it("whose answer comes twice and is the same is what it says", async () => {
    const { outcomes } = await addAll(
      first((id) => [
        { id, ...ok },
        { id, ...ok },
      ]),
      [group()],
    );
    expect(outcomes).toEqual(["added"]);
  });

  it("keeps its own ids, and says when no answer came", async () => {
    const service = stubBatches((members, batch) => {
      const headers = { "Request-Id": "from-the-service" };
      const responses = members.map((member) => ({ id: member.id, headers, ...found(member) }));
      return json(200, { responses: batch === 1 ? [] : responses });
    });
    const { results } = await addAll(service, [group()]);
    const ids = service.batches.map(([member]) =>
      new Headers(member?.headers as Record<string, string>).get("client-request-id"),
    );
    expect(results[0]?.attempts).toMatchObject([
      { clientRequestId: ids[0], code: "NO_RESPONSE" },
      { clientRequestId: ids[1], status: 200, requestId: "from-the-service" },
    ]);
  });

  it("that was never sent is ignored and counted", async () => {
    const progress: AddProgress[] = [];
    const service = first((id) => [{ id, ...ok }, { id: "99", ...ok }, null]);
    const { results } = await addAll(service, [group()], { onProgress: (state) => progress.push(state) });
    expect(outcomesOf(results)).toEqual(["added"]);
    expect(progress.at(-1)).toMatchObject({ unexpectedResponses: 2 });
  });

  it("that depends on one that failed is not created", async () => {
    const { results } = await addAll(
      first((id) => [{ id, ...refused("FailedDependency", 424) }]),
      [group()],
    );
    expect(results).toMatchObject([{ outcome: "failed", error: { status: 424 } }]);
  });

  it("that is throttled is put back, and everybody waits for the longest time that was named", async () => {
    let sent = 0;
    const times: number[] = [];
    const service = stubMembers((_, batch) => {
      times[batch - 1] = clock.now();
      sent += 1;
      return sent <= 2 ? throttled(sent === 1 ? "9" : "3") : ok;
    });
    const { results, finish, clock } = start(service, groups(25), { maxInFlight: 1 });
    expect(outcomesOf(await finish(collect(results)))).toEqual(Array<string>(25).fill("added"));
    expect(Number(times[1]) - Number(times[0])).toBeGreaterThanOrEqual(9000);
  });

  it.each<[string, unknown]>([
    ["a number", 9],
    ["a text", "9"],
  ])("may name the time to wait as %s", async (_, retryAfter) => {
    let sent = 0;
    const service = stubMembers(() => (sent++ === 0 ? throttled(retryAfter) : ok));
    const { elapsedInMs } = await addAll(service, [group()]);
    expect(elapsedInMs).toBeGreaterThanOrEqual(9000);
  });

  it("that looks is put back when it is throttled", async () => {
    let looks = 0;
    const service = stubMembers((member) => {
      if (member.method === "POST") return { status: 504 };
      return looks++ === 0 ? throttled("2") : found(member);
    });
    expect(await addAll(service, [group()])).toMatchObject({ outcomes: ["alreadyPresent"] });
  });

  it("waits a time longer than any timer can be set for", async () => {
    let sent = 0;
    const service = stubMembers(() => (sent++ === 0 ? throttled("4000000") : ok));
    const { clock, elapsedInMs } = await addAll(service, [group()], { maxRetryAfterInMs: Number.POSITIVE_INFINITY });
    expect(elapsedInMs).toBeGreaterThanOrEqual(4_000_000_000);
    expect(Math.max(...clock.delays)).toBeLessThan(2 ** 31);
  });
});

describe("the progress of addResources", () => {
  it("tells how much is done, at what rate, and how long the rest takes", async () => {
    const seen: AddProgress[] = [];
    const service = stubMembers((_, batch) => (batch === 2 && seen.length === 1 ? throttled("1") : ok));
    const options = { batchSize: 1, maxInFlight: 1, onProgress: (progress: AddProgress) => seen.push(progress) };
    await addAll(service, groups(4), options);
    expect(seen[0]).toEqual({
      done: 1,
      total: 4,
      rate: 1000,
      throttled: 0,
      unexpectedResponses: 0,
      remainingInMs: 3,
    });
    expect(seen.at(-1)).toMatchObject({ done: 4, total: 4, throttled: 1, remainingInMs: 0 });
    expect(seen.at(-1)?.rate).toBeCloseTo(4, 0);
  });

  it("tells no rest when nothing is done yet or the total is not known", async () => {
    const seen: AddProgress[] = [];
    let sent = 0;
    const service = stubMembers(() => (sent++ === 0 ? throttled("1") : ok));
    await addAll(service, new Set(groups(1)), { onProgress: (progress) => seen.push(progress) });
    expect(seen.every((progress) => !("total" in progress) && !("remainingInMs" in progress))).toBe(true);
    const known: AddProgress[] = [];
    sent = 0;
    await addAll(service, new Set(groups(1)), { total: 1, onProgress: (progress) => known.push(progress) });
    expect(known.map(({ remainingInMs }) => remainingInMs)).toEqual([undefined, 0]);
  });

  it("does not end the work when showing it fails", async () => {
    const onProgress = () => {
      throw new Error("no terminal");
    };
    expect(await addAll(answering(ok), groups(1), { onProgress })).toMatchObject({ outcomes: ["added"] });
  });
});
