import { afterEach, describe, expect, it, jest } from "@jest/globals";
import type { AddResourcesOptions, ResourceToAdd } from "../../src/index.js";
import type { StopOption } from "../../src/options.js";
import { failure, rejection, type Setup, setUp } from "../support/client.js";
import { settled } from "../support/clock.js";
import { deferred, TestCredential } from "../support/credential.js";
import { hanging, json, refusal, throwing, unreadable, waysToFail } from "../support/fetch.js";
import { MemoryJournal } from "./journal.js";
import {
  absent,
  addAll,
  addUntilAborted,
  addUntilThrown,
  catalogId,
  collect,
  group,
  groups,
  type Inputs,
  ok,
  originIdOf,
  outcomesOf,
  refused,
  responding,
  responses,
  type StubService,
  start,
  stubBatches,
  stubMembers,
  throttled,
} from "./support.js";

afterEach(() => {
  jest.restoreAllMocks();
});

describe("addResources with an input that cannot be read to its end", () => {
  const broken = new Error("a cannot be read");
  const revoked = () => {
    const { proxy, revoke } = Proxy.revocable(group(3), {});
    revoke();
    return proxy;
  };

  it.each<[string, () => unknown, unknown]>([
    ["a getter throws", () => unreadable(group(3), "a"), broken],
    ["a nested getter throws", () => ({ ...group(3), attributes: [unreadable({}, "a")] }), broken],
    ["a proxy is revoked", revoked, expect.any(TypeError)],
    ["the iterator throws", throwing(broken), broken],
  ])("because %s reports and records what was sent, closes the input and throws", async (_, last, thrown) => {
    const journal = new MemoryJournal();
    const close = jest.fn();
    function* inputs() {
      try {
        yield* groups(3);
        yield last() as ResourceToAdd;
      } finally {
        close();
      }
    }
    const { error, outcomes } = await addUntilThrown(responding(ok), inputs(), { journal });
    expect(error).toEqual(thrown);
    expect(outcomes).toEqual(["added", "added", "added"]);
    expect([...journal.states.values()]).toEqual(["added", "added", "added"]);
    expect(journal.events.at(-1)).toBe("close");
    expect(close).toHaveBeenCalledTimes(1);
  });

  it.each<[unknown]>([[null], [5], ["a text"], [undefined], [[]]])(
    "fails %p instead of a resource, and continues",
    async (item) => {
      expect((await addAll(responding(ok), [item as ResourceToAdd, group(1)])).outcomes).toEqual(["failed", "added"]);
    },
  );
});

describe("addResources with a journal that fails", () => {
  const full = new Error("disk full");
  const ways = waysToFail(full);

  it.each(ways)("in stateOf, which %s, reports and records what was sent", async (_, stateOf) => {
    const journal = new MemoryJournal();
    const known = journal.stateOf.bind(journal);
    const third = group(2).originId;
    Object.assign(journal, { stateOf: (key: string) => (key.includes(third) ? stateOf() : known(key)) });
    const { error, outcomes } = await addUntilThrown(responding(ok), groups(3), { journal });
    expect([full, expect.any(TypeError)]).toContainEqual(error);
    expect(outcomes).toEqual(["added", "added"]);
    expect([...journal.states.values()]).toEqual(["added", "added"]);
  });

  it("by a promise instead of a state sends nothing", async () => {
    const journal = new MemoryJournal();
    Object.assign(journal, { stateOf: () => Promise.resolve("added") });
    const service = responding(ok);
    expect(await addUntilThrown(service, groups(1), { journal })).toMatchObject({
      error: { message: expect.stringContaining("journal.stateOf must return") },
    });
    expect(service.batches).toEqual([]);
  });

  it.each(ways)("in sending, which %s, reports what was sent, and as failed what was not", async (_, sending) => {
    const journal = new MemoryJournal();
    const write = journal.sending.bind(journal);
    let writes = 0;
    journal.sending = (keys) => (writes++ === 0 ? write(keys) : sending());
    const options = { journal, batchSize: 1, maxInFlight: 1 };
    const { error, outcomes, seen } = await addUntilThrown(responding(ok), groups(3), options);
    expect(error).toBe(full);
    expect(outcomes).toEqual(["added", "failed", "failed"]);
    expect(journal.events.at(-1)).toBe("close");
    expect(seen[1]?.error).toMatchObject({ name: "RequestAbortedError", outcome: "notCreated", cause: full });
  });

  it.each(ways)("in finished, which %s, reports what is in flight and what was written", async (_, finished) => {
    const journal = new MemoryJournal();
    const write = journal.finished.bind(journal);
    journal.finished = (entries) => (entries[0]?.key.includes(group(0).originId) ? finished() : write(entries));
    const service = stubBatches(async (members, batch) => {
      if (batch === 2) await settled();
      return responses(members);
    });
    const { error, seen } = await addUntilThrown(service, groups(2), { journal, batchSize: 1 });
    expect(error).toBe(full);
    expect(seen).toMatchObject([{ index: 1, outcome: "added" }]);
    expect(journal.states.get([...journal.states.keys()][1] ?? "")).toBe("added");
  });

  it("reports as unknown what might have been added before", async () => {
    const journal = new MemoryJournal();
    const write = journal.sending.bind(journal);
    let writes = 0;
    journal.sending = (keys) => (writes++ === 0 ? write(keys) : Promise.reject(full));
    journal.finished = () => Promise.reject(full);
    const service = stubMembers((member) => (member.method === "GET" ? absent : { status: 504 }));
    const { outcomes } = await addUntilThrown(service, groups(2), { journal, batchSize: 1, maxInFlight: 1 });
    expect(outcomes).toEqual(["unknown", "failed"]);
  });
});

describe("an input whose objects change later", () => {
  it("is added as each item was when it was read", async () => {
    function* reused() {
      const item = { originSystem: "AadGroup", originId: "", attributes: [{ attributeName: "" }] };
      for (const each of groups(3)) {
        item.originId = each.originId;
        for (const attribute of item.attributes) attribute.attributeName = each.originId;
        yield item as ResourceToAdd;
      }
    }
    const service = responding(ok);
    const { results } = await addAll(service, reused());
    const sent = service.batches
      .flat()
      .map(({ body }) => (body as { accessPackageResource: unknown }).accessPackageResource);
    const expected = groups(3).map((each) => ({ ...each, attributes: [{ attributeName: each.originId }] }));
    expect(sent).toEqual(expected);
    expect(results.map(({ resource }) => resource)).toEqual(expected);
  });

  it("adds what toJSON of each item returned when it was read", async () => {
    let number = 0;
    const row = { toJSON: () => group(number) } as unknown as ResourceToAdd;
    function* input() {
      for (; number < 3; number += 1) yield row;
    }
    const service = responding(ok);
    const { results } = await addAll(service, input());
    expect(results.map(({ resource }) => resource)).toEqual(groups(3));
    expect(service.batches.flat().map(originIdOf)).toEqual(groups(3).map(({ originId }) => originId));
  });

  it("is sent by addResource as it was at the time of the call", async () => {
    const { client, requests, finish } = setUp({ responses: [json(201, { id: "a", requestState: "Delivered" })] });
    const resource = { ...group(0) };
    const running = client.catalog(catalogId).addResource(resource);
    Object.assign(resource, { originId: "another" });
    await finish(running);
    expect(requests[0]?.body).toMatchObject({ accessPackageResource: group(0) });
  });

  it("fails an item that is cyclic or nested too deeply, and leaves nested parts with toJSON unchanged", async () => {
    const cyclic: Record<string, unknown> = { ...group(0) };
    cyclic["self"] = cyclic;
    const deep = { ...group(1), x: JSON.parse(`${"[".repeat(20_000)}${"]".repeat(20_000)}`) };
    const dated = { ...group(2), since: new Date(0) };
    const service = responding(ok);
    const { outcomes } = await addAll(service, [cyclic as unknown as ResourceToAdd, deep, dated]);
    expect(outcomes).toEqual(["failed", "failed", "added"]);
    expect(service.batches[0]?.[0]?.body).toMatchObject({
      accessPackageResource: { since: "1970-01-01T00:00:00.000Z" },
    });
  });
});

describe("a service that asks for a longer wait than maxRetryAfterInMs", () => {
  const asks: [string, () => StubService][] = [
    ["a member", () => stubMembers((member) => (member.id === "1" ? throttled("301") : ok))],
    ["the batch", () => stubBatches(() => refusal(503, "Busy", { "retry-after": "301" }))],
  ];

  it.each(asks)("ends the run if %s asks for it, and fails the rest without sending it", async (_, service) => {
    const stub = service();
    const { results, outcomes, elapsedInMs } = await addAll(stub, groups(50), { maxInFlight: 1 });
    expect(elapsedInMs).toBeLessThan(1000);
    expect(stub.batches).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "failed").length).toBeGreaterThanOrEqual(31);
    expect(results.find(({ index }) => index === 49)).toMatchObject({
      outcome: "failed",
      attempts: [],
      error: {
        name: "GraphError",
        outcome: "notCreated",
        retryAfterInMs: 301_000,
        message: expect.stringContaining("maxRetryAfterInMs is 300000"),
      },
    });
  });

  it("reports doubtful resources as unknown", async () => {
    const service = responding({ status: 504 }, () => throttled("301"));
    expect(await addAll(service, groups(1))).toMatchObject({ outcomes: ["unknown"] });
  });

  it("leaves a journal with which a later run continues", async () => {
    const journal = new MemoryJournal();
    const first = stubMembers(({ id }) => (id === "1" ? ok : throttled("301")));
    await addAll(first, groups(30), { journal, maxInFlight: 1 });
    const service = responding(ok, () => absent);
    const { outcomes } = await addAll(service, groups(30), { journal });
    expect(outcomes).toEqual(Array<string>(30).fill("added"));
    expect(service.batches.flat().filter(({ method }) => method === "POST")).toHaveLength(29);
  });

  it("can ask for exactly that wait", async () => {
    const sends = [throttled("300")];
    const service = stubMembers(() => sends.shift() ?? ok);
    expect(await addAll(service, groups(1))).toMatchObject({ elapsedInMs: 300_000, outcomes: ["added"] });
  });

  it.each<[string, () => StubService]>([
    ["gives no wait", () => stubMembers(() => throttled())],
    ["asks for no wait", () => stubMembers(() => throttled("0"))],
    ["asks for a short wait", () => stubBatches(() => refusal(503, "Busy", { "retry-after": "9" }))],
  ])("ends the run if it %s and refuses everything for that long", async (_, service) => {
    const stub = service();
    const { results, elapsedInMs } = await addAll(stub, groups(2), { maxRetryAfterInMs: 60_000 });
    expect(elapsedInMs).toBeGreaterThan(60_000);
    expect(elapsedInMs).toBeLessThan(100_000);
    expect(stub.batches.length).toBeLessThan(50);
    expect(results[1]).toMatchObject({
      outcome: "failed",
      error: {
        name: "GraphError",
        message: expect.stringMatching(/has refused every request for \d+ ms and maxRetryAfterInMs is 60000/),
      },
    });
  });

  it("reports an input that comes later at once, because the next input may wait for its result", async () => {
    const isSent = deferred<void>();
    const isThrottled = deferred<void>();
    const service = stubBatches(async (members) => {
      isSent.resolve();
      await isThrottled.promise;
      return responses(members, () => throttled("301"));
    });
    const onItem = jest.fn();
    async function* input() {
      yield group(0);
      await isSent.promise;
      yield group(1);
      isThrottled.resolve();
      for (let index = 2; index < 5; index += 1) {
        await settled();
        onItem(seen);
        yield group(index);
      }
    }
    let seen = 0;
    const { results, finish } = start(service, input());
    const run = async () => {
      for await (const _ of results) seen += 1;
    };
    await finish(run());
    expect(onItem.mock.calls).toEqual([[2], [3], [4]]);
  });

  it("does not end the run because the caller takes no result for that long", async () => {
    const service = stubMembers((_, batch) => (batch === 2 || batch === 3 ? throttled("1") : ok));
    const { results, finish, clock } = start(service, groups(2), { batchSize: 1 });
    await finish(results.next());
    await clock.advance(400_000);
    expect(outcomesOf(await finish(collect(results)))).toEqual(["added"]);
    expect(service.batches).toHaveLength(4);
  });

  it("does not end the run while the service accepts some requests", async () => {
    let sent = 0;
    const service = stubMembers(() => (sent++ % 3 === 2 ? ok : throttled("20")));
    const { outcomes, elapsedInMs } = await addAll(service, groups(4), { maxRetryAfterInMs: 60_000, batchSize: 1 });
    expect(outcomes).toEqual(Array<string>(4).fill("added"));
    expect(elapsedInMs).toBeGreaterThan(60_000);
  });
});

describe("addResources that is aborted", () => {
  const full = new Error("disk full");

  it("reports what was read but not finished, closes the input, and then throws", async () => {
    const close = jest.fn();
    function* input() {
      try {
        for (let index = 0; ; index += 1) yield group(index);
      } finally {
        close();
      }
    }
    const { fetch, batches } = stubBatches(() => new Promise(() => undefined));
    const service = { fetch: (...args: Parameters<typeof fetch>) => Promise.race([fetch(...args), hanging(args[1])]) };
    const options = { batchSize: 2, maxInFlight: 1 };
    const { error, outcomes, clock } = await addUntilAborted({ ...service, batches }, input(), options);
    expect(error).toMatchObject({
      name: "RequestAbortedError",
      outcome: "unknown",
      message: expect.stringContaining("Whether 2 of its resources were added is unknown"),
      attempts: [{ code: "ABORTED" }, { code: "ABORTED" }],
    });
    expect(outcomes).toEqual(["unknown", "unknown", ...Array<string>(18).fill("failed")]);
    expect(close).toHaveBeenCalledTimes(1);
    expect(clock.timers).toBe(0);
  });

  it.each<[string, StubService, object]>([
    [
      "an origin to be replicated",
      responding(refused("ResourceNotFoundInOriginSystem")),
      { code: "ResourceNotFoundInOriginSystem" },
    ],
    ["the end of a member's pause", responding(throttled("60")), { status: 429 }],
    ["the end of a batch's pause", stubBatches(() => refusal(429, "Busy")), { status: 429 }],
  ])("keeps the service's refusal of what waits for %s", async (_, service, cause) => {
    const { error, seen, clock } = await addUntilAborted(service, groups(1));
    const aborted = { name: "RequestAbortedError", outcome: "notCreated" };
    expect(seen).toMatchObject([{ outcome: "failed", error: { ...aborted, attempts: [expect.anything()], cause } }]);
    expect(error).toMatchObject({ ...aborted, attempts: [] });
    expect(clock.timers).toBe(0);
  });

  it("neither locks nor reads the input if it was aborted before", async () => {
    const input = jest.fn(() => groups(1)[Symbol.iterator]());
    const service = responding(ok);
    const { results } = start(service, { [Symbol.iterator]: input }, { abortSignal: AbortSignal.abort() });
    expect(await failure(collect(results))).toMatchObject({ name: "RequestAbortedError" });
    expect(input).not.toHaveBeenCalled();
    expect(service.batches).toEqual([]);
  });

  it("shares one listener with the signal's other runs, because Node warns about more than ten", async () => {
    const { signal } = new AbortController();
    const add = jest.spyOn(signal, "addEventListener");
    const remove = jest.spyOn(signal, "removeEventListener");
    await Promise.all(Array.from({ length: 11 }, () => addAll(responding(ok), [group()], { abortSignal: signal })));
    expect(add).toHaveBeenCalledTimes(1);
    expect(remove).toHaveBeenCalledTimes(1);
  });

  it.each(Array.from({ length: 12 }, (_, index) => [index]))(
    "ends at once although its input waits, if the abort comes %i promises after a result",
    async (promises) => {
      const controller = new AbortController();
      const abortLater = async () => {
        for (let index = 0; index < promises; index += 1) await undefined;
        controller.abort();
      };
      async function* input() {
        yield { originSystem: "", originId: "" };
        await new Promise(() => undefined);
      }
      const run = async () => {
        const { results } = start(responding(ok), input(), { abortSignal: controller.signal });
        for await (const { outcome } of results) if (outcome === "failed") void abortLater();
      };
      const ended = rejection(run());
      const error = await Promise.race([ended, settled().then(settled)]);
      expect(error).toMatchObject({ name: "RequestAbortedError" });
    },
  );

  it("reports notCreated if every result is known", async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort(new Error("enough"));
    const options = { abortSignal: controller.signal, batchSize: 1, maxInFlight: 1, onProgress };
    const { error, outcomes } = await addUntilThrown(responding(ok), groups(3), options);
    expect(error).toMatchObject({ outcome: "notCreated", attempts: [], cause: { message: "enough" } });
    expect(error).toMatchObject({ message: expect.not.stringContaining("before the request was sent") });
    expect(outcomes).toEqual(["added", "failed", "failed"]);
  });

  it("records what it reports, so that a later run does not send again what was accepted", async () => {
    const journal = new MemoryJournal();
    const service = stubMembers(({ id }) => (id === "1" ? { status: 201, body: { id: "a" } } : throttled("9")));
    const { outcomes } = await addUntilAborted(service, groups(3), { journal, waitUntilVisible: true });
    expect(outcomes).toEqual(["accepted", "failed", "failed"]);
    expect([...journal.states.values()]).toEqual(["accepted", "failed", "failed"]);
    expect(journal.events.at(-1)).toBe("close");
  });

  it("keeps the reason for the doubt while a look-up waits for the end of a pause", async () => {
    const { seen } = await addUntilAborted(
      responding({ status: 504 }, () => throttled("60")),
      groups(1),
    );
    expect(seen).toMatchObject([{ outcome: "unknown", error: { cause: { name: "OutcomeUnknownError" } } }]);
    expect(seen[0]?.attempts).toHaveLength(2);
  });

  it("throws the journal's error if the results cannot be recorded", async () => {
    const journal = new MemoryJournal();
    journal.finished = () => Promise.reject(full);
    const { error, outcomes } = await addUntilAborted(responding(throttled("9")), groups(3), { journal });
    expect({ error, outcomes }).toEqual({ error: full, outcomes: [] });
  });

  it("keeps a bounded number of the attempts whose outcome is unknown", async () => {
    const controller = new AbortController();
    const options = { abortSignal: controller.signal, visibilityTimeoutInMs: 0 };
    const { results, finish } = start(
      responding({ status: 504 }, () => absent),
      groups(1300),
      options,
    );
    let count = 0;
    const run = async () => {
      for await (const { outcome } of results) if (outcome === "unknown" && ++count === 1200) controller.abort();
    };
    const error = await failure(finish(run()));
    expect(error).toMatchObject({ outcome: "unknown" });
    expect(error.attempts.length).toBeGreaterThanOrEqual(1000);
    expect(error.attempts.length).toBeLessThan(1010);
  });
});

describe("addResources with a stop signal", () => {
  /** Its results if it is stopped as soon as it waits. */
  async function stopped(setup: Setup, options: AddResourcesOptions = {}) {
    const controller = new AbortController();
    const settings: AddResourcesOptions & StopOption = { ...options, stopSignal: controller.signal };
    const results = collect(setup.client.catalog(catalogId).addResources(groups(1), settings));
    await settled();
    controller.abort();
    return { results: await results, timers: setup.clock.timers };
  }

  it("ends the sign-in, and sends nothing after it", async () => {
    const setup = setUp({ credential: new TestCredential(() => new Promise(() => undefined)) });
    const { results } = await stopped(setup);
    expect(results).toMatchObject([{ outcome: "failed", error: { name: "RequestAbortedError", attempts: [] } }]);
    expect(setup.requests).toEqual([]);
  });

  it("ends the wait to read the list again", async () => {
    const { fetch } = responding({ status: 504 }, () => absent);
    const listing: typeof fetch = async (url, init) =>
      url.endsWith("/$batch") ? fetch(url, init) : refusal(503, "Busy", { "retry-after": "60" });
    const { results, timers } = await stopped(setUp({ fetch: listing }), { visibilityTimeoutInMs: 0 });
    expect(results).toMatchObject([{ outcome: "unknown", error: { name: "RequestAbortedError" } }]);
    expect([results[0]?.attempts.at(-1)?.status, timers]).toEqual([503, 0]);
  });
});

describe("an input that is not sent at all", () => {
  const count = 400_000;
  const journaled = Object.assign(new MemoryJournal(), { stateOf: () => "added" as const });
  function* repeated(item: (index: number) => unknown) {
    for (let index = 0; index < count; index += 1) yield item(index) as ResourceToAdd;
  }
  const { setImmediate: known } = globalThis;

  afterEach(() => {
    globalThis.setImmediate = known;
  });

  it.each<[string, () => Inputs, AddResourcesOptions, boolean?]>([
    ["because it is in the journal", () => repeated(group), { journal: journaled }],
    ["because it equals an earlier one", () => repeated(() => group()), {}],
    ["because it is refused", () => repeated(() => ({})), {}],
    ["on a platform without setImmediate", () => repeated(group), { journal: journaled }, false],
  ])("%s lets timers run, and an abort ends it", async (_, input, options, hasSetImmediate = true) => {
    if (!hasSetImmediate) Object.assign(globalThis, { setImmediate: undefined });
    const controller = new AbortController();
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
      if (ticks === 3) controller.abort();
    }, 1);
    try {
      const { client } = setUp({ fetch: responding(ok).fetch });
      const allOptions = { ...options, abortSignal: controller.signal };
      const results = client.catalog(catalogId).addResources(input(), allOptions);
      expect(await failure(collect(results))).toMatchObject({ name: "RequestAbortedError" });
    } finally {
      clearInterval(timer);
    }
  });
});
