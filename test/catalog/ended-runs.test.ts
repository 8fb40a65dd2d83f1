import { afterEach, describe, expect, it, jest } from "@jest/globals";
import type { AddResourcesOptions, AddResult, Journal, ResourceToAdd } from "../../src/index.js";
import { failure, rejection, setUp } from "../support/client.js";
import { settled } from "../support/clock.js";
import { json, refusal } from "../support/fetch.js";
import { MemoryJournal } from "./journal.js";
import {
  absent,
  addAll,
  catalogId,
  collect,
  found,
  group,
  groups,
  type Inputs,
  ok,
  originIdOf,
  outcomesOf,
  type StubService,
  start,
  stubBatches,
  stubMembers,
  throttled,
} from "./support.js";

const adding = () => stubMembers((member) => (member.method === "POST" ? ok : found(member)));

/** What a run yields until it throws, and what it throws. */
async function addUntilThrown(service: StubService, inputs: Inputs, options: AddResourcesOptions = {}) {
  const seen: AddResult[] = [];
  const { results, finish } = start(service, inputs, options);
  const run = async () => {
    for await (const result of results) seen.push(result);
  };
  return { error: await rejection(finish(run())), outcomes: outcomesOf(seen), seen };
}

function* withLast(last: () => ResourceToAdd) {
  yield* groups(3);
  yield last();
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe("addResources whose input cannot be read on", () => {
  const fault = new Error("no such column");
  const fails = (): never => {
    throw fault;
  };

  it.each<[string, () => ResourceToAdd, unknown]>([
    [
      "a getter throws",
      () =>
        Object.defineProperty({ originSystem: "AadGroup", originId: "" }, "originId", { get: fails, enumerable: true }),
      fault,
    ],
    [
      "a nested getter throws",
      () =>
        ({
          ...group(3),
          attributes: [Object.defineProperty({}, "a", { get: fails, enumerable: true })],
        }) as ResourceToAdd,
      fault,
    ],
    [
      "a proxy is revoked",
      () => {
        const { proxy, revoke } = Proxy.revocable(group(3), {});
        revoke();
        return proxy;
      },
      expect.any(TypeError),
    ],
    ["the iterator throws", fails, fault],
  ])("because %s reports and journals what was sent, and throws", async (_, last, thrown) => {
    const journal = new MemoryJournal();
    const { error, outcomes } = await addUntilThrown(adding(), withLast(last), { journal });
    expect(error).toEqual(thrown);
    expect(outcomes).toEqual(["added", "added", "added"]);
    expect([...journal.states.values()]).toEqual(["added", "added", "added"]);
    expect(journal.events.at(-1)).toBe("close");
  });

  it("frees an input whose item cannot be read", async () => {
    const free = jest.fn();
    function* input() {
      try {
        yield Object.defineProperty({}, "originId", { get: fails, enumerable: true }) as ResourceToAdd;
      } finally {
        free();
      }
    }
    expect(await addUntilThrown(adding(), input())).toMatchObject({ error: fault });
    expect(free).toHaveBeenCalledTimes(1);
  });

  it.each<[unknown]>([[null], [5], ["a text"], [undefined], [[]]])(
    "fails %p in place of a resource, and goes on",
    async (item) => {
      expect((await addAll(adding(), [item as ResourceToAdd, group(1)])).outcomes).toEqual(["failed", "added"]);
    },
  );
});

describe("addResources whose journal fails", () => {
  const full = new Error("disk full");
  const failing = {
    "by an exception": () => {
      throw full;
    },
    "by a rejection": () => Promise.reject(full),
  };
  const ways = Object.entries(failing);

  it.each(ways)("in stateOf %s reports and journals what was sent", async (_, stateOf) => {
    const journal = new MemoryJournal();
    const known = journal.stateOf.bind(journal);
    const third = group(2).originId;
    Object.assign(journal, { stateOf: (key: string) => (key.includes(third) ? stateOf() : known(key)) });
    const { error, outcomes } = await addUntilThrown(adding(), groups(3), { journal });
    expect([full, expect.any(TypeError)]).toContainEqual(error);
    expect(outcomes).toEqual(["added", "added"]);
    expect([...journal.states.values()]).toEqual(["added", "added"]);
  });

  it("by a state that is none sends nothing", async () => {
    const journal = new MemoryJournal();
    Object.assign(journal, { stateOf: () => Promise.resolve("added") });
    const service = adding();
    expect(await addUntilThrown(service, groups(1), { journal })).toMatchObject({
      error: { message: expect.stringContaining("journal.stateOf must return") },
    });
    expect(service.batches).toEqual([]);
  });

  it.each(ways)("in sending %s reports what was sent, and as failed what was not", async (_, sending) => {
    const journal = new MemoryJournal();
    const write = journal.sending.bind(journal);
    let writes = 0;
    journal.sending = (keys) => (writes++ === 0 ? write(keys) : sending());
    const options = { journal, batchSize: 1, maxInFlight: 1 };
    const { error, outcomes, seen } = await addUntilThrown(adding(), groups(3), options);
    expect(error).toBe(full);
    expect(outcomes).toEqual(["added", "failed", "failed"]);
    expect(seen[1]?.error).toMatchObject({ name: "RequestAbortedError", outcome: "notCreated", cause: full });
  });

  it.each(ways)("in finished %s reports what is in flight and what was written", async (_, finished) => {
    const journal = new MemoryJournal();
    const write = journal.finished.bind(journal);
    journal.finished = (entries) => (entries[0]?.key.includes(group(0).originId) ? finished() : write(entries));
    const service = stubBatches(async (members, batch) => {
      if (batch === 2) await settled();
      return json(200, { responses: members.map(({ id }) => ({ id, ...ok })) });
    });
    const { error, seen } = await addUntilThrown(service, groups(2), { journal, batchSize: 1 });
    expect(error).toBe(full);
    expect(seen).toMatchObject([{ index: 1, outcome: "added" }]);
    expect(journal.states.get([...journal.states.keys()][1] ?? "")).toBe("added");
  });

  it("reports as unknown what may have been added before", async () => {
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

describe("an input that reuses its objects", () => {
  it("adds what each item was when it was read", async () => {
    function* reused() {
      const item = { originSystem: "AadGroup", originId: "", attributes: [{ attributeName: "" }] };
      for (const each of groups(3)) {
        item.originId = each.originId;
        for (const attribute of item.attributes) attribute.attributeName = each.originId;
        yield item as ResourceToAdd;
      }
    }
    const service = adding();
    const { results } = await addAll(service, reused());
    const sent = service.batches
      .flat()
      .map(({ body }) => (body as { accessPackageResource: unknown }).accessPackageResource);
    const expected = groups(3).map((each) => ({ ...each, attributes: [{ attributeName: each.originId }] }));
    expect(sent).toEqual(expected);
    expect(results.map(({ resource }) => resource)).toEqual(expected);
  });

  it("adds what each item that writes itself as JSON wrote when it was read", async () => {
    class Row {
      number = 0;
      toJSON() {
        return group(this.number);
      }
    }
    const row = new Row();
    function* input() {
      for (row.number = 0; row.number < 3; row.number += 1) yield row as unknown as ResourceToAdd;
    }
    const service = adding();
    const { results } = await addAll(service, input());
    expect(results.map(({ resource }) => resource)).toEqual(groups(3));
    expect(service.batches.flat().map(originIdOf)).toEqual(groups(3).map(({ originId }) => originId));
  });

  it("sends what addResource was given when it was called", async () => {
    const { client, requests, finish } = setUp({ responses: [json(201, { id: "a", requestState: "Delivered" })] });
    const resource = { ...group(0) };
    const running = client.catalog(catalogId).addResource(resource);
    Object.assign(resource, { originId: "another" });
    await finish(running);
    expect(JSON.parse(String(requests[0]?.init.body))).toMatchObject({ accessPackageResource: group(0) });
  });

  it("fails an item that holds itself or is nested too deep to be sent, and leaves what writes itself", async () => {
    const cyclic: Record<string, unknown> = { ...group(0) };
    cyclic["self"] = cyclic;
    const deep = { ...group(1), x: JSON.parse(`${"[".repeat(20_000)}${"]".repeat(20_000)}`) };
    const dated = { ...group(2), since: new Date(0) };
    const service = adding();
    expect((await addAll(service, [cyclic as unknown as ResourceToAdd, deep, dated])).outcomes).toEqual([
      "failed",
      "failed",
      "added",
    ]);
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

  it.each(asks)("ends the run when %s asks so, and what is left fails as not sent", async (_, service) => {
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

  it("reports what is in doubt as unknown", async () => {
    const service = stubMembers((member) => (member.method === "POST" ? { status: 504 } : throttled("301")));
    expect(await addAll(service, groups(1))).toMatchObject({ outcomes: ["unknown"] });
  });

  it("leaves a journal that a later run goes on with", async () => {
    const journal = new MemoryJournal();
    await addAll(
      stubMembers(({ id }) => (id === "1" ? ok : throttled("301"))),
      groups(30),
      { journal, maxInFlight: 1 },
    );
    const service = stubMembers((member) => (member.method === "POST" ? ok : absent));
    const { outcomes } = await addAll(service, groups(30), { journal });
    expect(outcomes).toEqual(Array<string>(30).fill("added"));
    expect(service.batches.flat().filter(({ method }) => method === "POST")).toHaveLength(29);
  });

  it("may ask for that much and no more", async () => {
    let sent = 0;
    const { elapsedInMs, outcomes } = await addAll(
      stubMembers(() => (sent++ === 0 ? throttled("300") : ok)),
      groups(1),
    );
    expect({ elapsedInMs, outcomes }).toEqual({ elapsedInMs: 300_000, outcomes: ["added"] });
  });

  it.each<[string, () => StubService]>([
    ["names no wait", () => stubMembers(() => throttled())],
    ["asks for no wait", () => stubMembers(() => throttled("0"))],
    ["asks for a short wait", () => stubBatches(() => refusal(503, "Busy", { "retry-after": "9" }))],
  ])("ends the run when it %s and takes nothing for that long", async (_, service) => {
    const stub = service();
    const { results, elapsedInMs } = await addAll(stub, groups(2), { maxRetryAfterInMs: 60_000 });
    expect(elapsedInMs).toBeGreaterThan(60_000);
    expect(elapsedInMs).toBeLessThan(100_000);
    expect(stub.batches.length).toBeLessThan(50);
    expect(results[1]).toMatchObject({
      outcome: "failed",
      error: {
        name: "GraphError",
        message: expect.stringMatching(/has taken nothing for \d+ ms and maxRetryAfterInMs is 60000/),
      },
    });
  });

  it("goes on for as long as the service takes some", async () => {
    let sent = 0;
    const service = stubMembers(() => (sent++ % 3 === 2 ? ok : throttled("20")));
    const { outcomes, elapsedInMs } = await addAll(service, groups(4), { maxRetryAfterInMs: 60_000, batchSize: 1 });
    expect(outcomes).toEqual(Array<string>(4).fill("added"));
    expect(elapsedInMs).toBeGreaterThan(60_000);
  });

  it("does not end a run that halves its batches", async () => {
    const service = stubBatches((members) =>
      members.length > 1
        ? refusal(413, "", { "retry-after": "900" })
        : json(200, { responses: [{ id: members[0]?.id, ...ok }] }),
    );
    expect(await addAll(service, groups(2))).toMatchObject({ outcomes: ["added", "added"] });
  });

  it.each([-1, Number.NaN])("refuses %p at once", (maxRetryAfterInMs) => {
    expect(() => start(adding(), [], { maxRetryAfterInMs })).toThrow(/maxRetryAfterInMs must be a number/);
  });
});

describe("an abort of addResources", () => {
  it("says notCreated when every result is known", async () => {
    const controller = new AbortController();
    const { results } = start(adding(), groups(3), { abortSignal: controller.signal, batchSize: 1, maxInFlight: 1 });
    const seen: AddResult[] = [];
    const running = (async () => {
      for await (const result of results) {
        seen.push(result);
        controller.abort(new Error("enough"));
      }
    })();
    const error = await failure(running);
    expect(error).toMatchObject({ outcome: "notCreated", attempts: [], cause: { message: "enough" } });
    expect(error.message).not.toMatch(/before the request was sent/);
    expect(outcomesOf(seen)).toEqual(["added", "failed", "failed"]);
  });

  it("journals what it reports, so that a later run does not send again what was accepted", async () => {
    const controller = new AbortController();
    const journal = new MemoryJournal();
    const service = stubMembers(({ id }) => (id === "1" ? { status: 201, body: { id: "a" } } : throttled("9")));
    const options = { journal, waitUntilVisible: true, abortSignal: controller.signal };
    const run = addUntilThrown(service, groups(3), options);
    await settled();
    controller.abort();
    expect((await run).outcomes).toEqual(["accepted", "failed", "failed"]);
    expect([...journal.states.values()]).toEqual(["accepted", "failed", "failed"]);
    expect(journal.events.at(-1)).toBe("close");
  });

  it("keeps why the outcome is in doubt while a look waits for the end of a pause", async () => {
    const controller = new AbortController();
    const service = stubMembers(({ method }) => (method === "POST" ? { status: 504 } : throttled("60")));
    const run = addUntilThrown(service, groups(1), { abortSignal: controller.signal });
    await settled();
    controller.abort();
    const { outcomes, seen } = await run;
    expect([outcomes, seen[0]?.attempts.length]).toEqual([["unknown"], 2]);
    expect(seen[0]?.error?.cause).toMatchObject({ name: "OutcomeUnknownError" });
  });

  it("throws what the journal throws when it cannot write what the abort ended", async () => {
    const controller = new AbortController();
    const journal = new MemoryJournal();
    const full = new Error("disk full");
    journal.finished = () => Promise.reject(full);
    const service = stubMembers(() => throttled("9"));
    const run = addUntilThrown(service, groups(3), { journal, abortSignal: controller.signal });
    await settled();
    controller.abort();
    const { error, outcomes } = await run;
    expect({ error, outcomes }).toEqual({ error: full, outcomes: [] });
  });

  it("keeps a bounded number of the attempts whose outcome is unknown", async () => {
    const controller = new AbortController();
    const service = stubMembers((member) => (member.method === "POST" ? { status: 504 } : absent));
    const { results, finish } = start(service, groups(1300), {
      abortSignal: controller.signal,
      visibilityTimeoutInMs: 0,
    });
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

describe("an input of which nothing is sent", () => {
  const count = 400_000;
  const journaled: Journal = {
    open: async () => undefined,
    stateOf: () => "added",
    sending: async () => undefined,
    finished: async () => undefined,
    close: async () => undefined,
  };
  function* repeated(item: (index: number) => unknown) {
    for (let index = 0; index < count; index += 1) yield item(index) as ResourceToAdd;
  }
  const inputs: [string, () => Inputs, AddResourcesOptions][] = [
    ["is in the journal", () => repeated(group), { journal: journaled }],
    ["equals an earlier one", () => repeated(() => group()), {}],
    ["is refused", () => repeated(() => ({})), {}],
  ];

  it.each(inputs)("because it %s lets timers run, and an abort end it", async (_, input, options) => {
    const controller = new AbortController();
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
      if (ticks === 3) controller.abort();
    }, 1);
    try {
      const { results } = start(adding(), input(), { ...options, abortSignal: controller.signal });
      expect(await failure(collect(results))).toMatchObject({ name: "RequestAbortedError" });
    } finally {
      clearInterval(timer);
    }
  });

  it("lets timers run on a platform without setImmediate", async () => {
    const known = globalThis.setImmediate;
    const controller = new AbortController();
    Object.assign(globalThis, { setImmediate: undefined });
    const timer = setTimeout(() => controller.abort(), 1);
    try {
      const { results } = start(adding(), repeated(group), { journal: journaled, abortSignal: controller.signal });
      expect(await failure(collect(results))).toMatchObject({ name: "RequestAbortedError" });
    } finally {
      clearTimeout(timer);
      Object.assign(globalThis, { setImmediate: known });
    }
  });
});
