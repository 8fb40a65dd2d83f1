import { describe, expect, it, jest } from "@jest/globals";
import type { AddResourcesOptions, Journal, JournalState } from "../../src/index.js";
import { setUp } from "../support/client.js";
import { settled } from "../support/clock.js";
import { deferred } from "../support/credential.js";
import { throwing } from "../support/fetch.js";
import { MemoryJournal } from "./journal.js";
import {
  absent,
  addAll,
  addUntilThrown,
  catalogId,
  collect,
  group,
  groups,
  methodsOf,
  ok,
  refused,
  responding,
  responses,
  type StubService,
  start,
  stubBatches,
  stubMembers,
} from "./support.js";

const key = `aadgroup/${group().originId}`;
const full = new Error("disk full");

/** Adds one group with a journal that has recorded a state for it. */
async function addAfter(state: JournalState, service: StubService, options: AddResourcesOptions = {}) {
  const journal = new MemoryJournal({ [key]: state });
  return { ...(await addAll(service, [group()], { journal, ...options })), journal };
}

describe("addResources with a journal", () => {
  it("opens it first, writes before each request and before each result, and closes it last", async () => {
    const journal = new MemoryJournal();
    const service = stubMembers(() => {
      journal.events.push("response");
      return ok;
    });
    const { results, finish } = start(service, groups(1), { journal });
    const run = async () => {
      for await (const { outcome } of results) journal.events.push(outcome);
    };
    await finish(run());
    expect(journal.events).toEqual([`open ${catalogId}`, "sending 1", "response", "finished 1", "added", "close"]);
    expect(journal.states).toEqual(new Map([[key, "added"]]));
  });

  it.each([
    ["https://graph.microsoft.com/beta", "https://graph.microsoft.com"],
    ["https://dod-graph.microsoft.us/beta", "https://dod-graph.microsoft.us"],
    ["http://127.0.0.1:4010/beta", "http://localhost"],
    ["http://[::1]:8080/beta", "http://localhost"],
    ["https://localhost:9/beta", "http://localhost"],
  ])("opens it for the service of the endpoint %s", async (endpoint, service) => {
    const open = jest.fn<Journal["open"]>(async () => undefined);
    const journal = Object.assign(new MemoryJournal(), { open });
    const { client } = setUp({ endpoint, allowInsecureConnection: true, allowedHosts: ["localhost:9"] });
    await collect(client.catalog(catalogId).addResources([], { journal }));
    expect(open).toHaveBeenCalledWith(catalogId, service);
  });

  it("writes nothing before a look-up", async () => {
    const journal = new MemoryJournal();
    await addAll(responding({ status: 504 }), groups(1), { journal });
    expect(journal.events.slice(1)).toEqual(["sending 1", "finished 1", "close"]);
  });

  it.each<JournalState>(["added", "accepted", "alreadyPresent"])("sends nothing again that was %s", async (state) => {
    const service = responding(ok);
    const { results } = await addAfter(state, service);
    expect(results).toEqual([{ index: 0, resource: group(), outcome: state, attempts: [] }]);
    expect(service.batches).toEqual([]);
  });

  it("gives an equal input the outcome of the finished input", async () => {
    const journal = new MemoryJournal({ [key]: "added" });
    const { results } = await addAll(responding(ok), [group(), group()], { journal });
    expect(results).toMatchObject([{ outcome: "added" }, { outcome: "added", duplicateOf: 0 }]);
  });

  it.each<[string, JournalState, StubService, string, string[]]>([
    ["looks up, before it sends it again,", "sending", responding(ok), "alreadyPresent", ["GET"]],
    ["looks up, before it sends it again,", "unknown", responding(ok), "alreadyPresent", ["GET"]],
    [
      "sends, if look-ups do not see it,",
      "sending",
      responding(ok, () => absent),
      "added",
      ["GET", "GET", "GET", "GET", "POST"],
    ],
    [
      "reports as unknown, if look-ups do not see it and it is refused now,",
      "sending",
      responding(refused("Forbidden", 403), () => absent),
      "unknown",
      ["GET", "GET", "GET", "GET", "POST"],
    ],
    // Its permission might be granted by now.
    ["sends at once", "failed", responding(ok), "added", ["POST"]],
  ])("%s what was %s in an earlier run", async (_, state, service, outcome, methods) => {
    const { outcomes, journal } = await addAfter(state, service);
    expect(outcomes).toEqual([outcome]);
    expect(methodsOf(service)).toEqual(methods);
    expect(journal.states.get(key)).toBe(outcome);
  });

  it("keeps the look-up's error if it fails until the time is over", async () => {
    const service = responding(ok, () => refused("Busy", 500));
    const { results } = await addAfter("sending", service, { visibilityTimeoutInMs: 0 });
    expect(results).toMatchObject([{ outcome: "unknown", error: { cause: { code: "Busy" } } }]);
  });

  it("writes nothing of a validation, whatever its outcome", async () => {
    const journal = new MemoryJournal();
    const service = stubMembers(({ id }) => (id === "1" ? ok : refused("Forbidden", 403)));
    const { outcomes } = await addAll(service, groups(2), { journal, isValidationOnly: true });
    expect(outcomes).toEqual(["validated", "failed"]);
    expect(journal.events).toEqual([`open ${catalogId}`, "close"]);
  });

  it("is closed after the batches in flight when the loop ends, and has their outcomes", async () => {
    const journal = new MemoryJournal();
    const late = deferred<Response>();
    const service = stubBatches((members, batch) => (batch === 1 ? responses(members) : late.promise));
    const { results } = start(service, groups(2), { journal, batchSize: 1 });
    await results.next();
    const leaving = results.return();
    await settled();
    expect(journal.events.at(-1)).not.toBe("close");
    late.resolve(responses(service.batches[1] ?? []));
    await leaving;
    expect([...journal.states.values()]).toEqual(["added", "added"]);
    expect(journal.events.at(-1)).toBe("close");
  });

  it("sends nothing if the journal cannot be opened", async () => {
    const service = responding(ok);
    const journal = new MemoryJournal();
    journal.open = () => Promise.reject(full);
    expect(await addUntilThrown(service, groups(1), { journal })).toMatchObject({ error: full, outcomes: [] });
    expect(service.batches).toEqual([]);
    expect(journal.events).toEqual([]);
  });

  it("yields no result that could not be written, and throws the first of several errors", async () => {
    const journal = new MemoryJournal();
    let writes = 0;
    journal.finished = async () => {
      writes += 1;
      throw new Error(`write ${writes}`);
    };
    const { error, seen } = await addUntilThrown(responding(ok), groups(4), { journal, batchSize: 1 });
    expect(error).toMatchObject({ message: "write 1" });
    expect(seen).toEqual([]);
    expect(journal.states.get(key)).toBe("sending");
  });

  it("closes the journal even if the input cannot be closed", async () => {
    const journal = new MemoryJournal();
    const close = throwing(new Error("cannot be closed"));
    const items = groups(100)[Symbol.iterator]();
    const input = { [Symbol.iterator]: () => ({ next: () => items.next(), return: close }) };
    const { results, finish } = start(responding(ok), input, { journal, batchSize: 1, maxInFlight: 1 });
    await finish(results.next());
    await expect(finish(results.return())).rejects.toThrow("cannot be closed");
    expect(journal.events.at(-1)).toBe("close");
  });
});
