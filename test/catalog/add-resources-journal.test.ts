import { describe, expect, it } from "@jest/globals";
import type { AddResourcesOptions, AddResult, JournalState } from "../../src/index.js";
import { rejection, setUp } from "../support/client.js";
import { settled } from "../support/clock.js";
import { json } from "../support/fetch.js";
import { MemoryJournal } from "./journal.js";
import {
  absent,
  catalogId,
  collect,
  found,
  group,
  groups,
  ok,
  outcomesOf,
  refused,
  type StubService,
  stubBatches,
  stubMembers,
} from "./support.js";

const key = (index = 0) => `aadgroup/${group(index).originId}`;
const adding = () => stubMembers((member) => (member.method === "POST" ? ok : found(member)));

async function addAll(service: StubService, journal: MemoryJournal, count = 1, options: AddResourcesOptions = {}) {
  const { client, finish } = setUp({ fetch: service.fetch });
  const running = collect(client.catalog(catalogId).addResources(groups(count), { journal, ...options }));
  return finish(running);
}

describe("addResources with a journal", () => {
  it("opens it first, writes before each send and before each result, and closes it last", async () => {
    const journal = new MemoryJournal();
    const service = stubMembers(() => {
      journal.events.push("answered");
      return ok;
    });
    const { client, finish } = setUp({ fetch: service.fetch });
    const run = async () => {
      for await (const { outcome } of client.catalog(catalogId).addResources(groups(1), { journal })) {
        journal.events.push(outcome);
      }
    };
    await finish(run());
    expect(journal.events).toEqual([`open ${catalogId}`, "sending 1", "answered", "finished 1", "added", "close"]);
    expect(journal.states).toEqual(new Map([[key(), "added"]]));
  });

  it("writes nothing before a look", async () => {
    const journal = new MemoryJournal();
    const service = stubMembers((member) => (member.method === "POST" ? { status: 504 } : found(member)));
    await addAll(service, journal);
    expect(journal.events.slice(1)).toEqual(["sending 1", "finished 1", "close"]);
  });

  it.each<JournalState>(["added", "accepted", "alreadyPresent"])("sends nothing again that was %s", async (state) => {
    const service = adding();
    const results = await addAll(service, new MemoryJournal({ [key()]: state }));
    expect(results).toEqual([{ index: 0, resource: group(), outcome: state, attempts: [] }]);
    expect(service.batches).toEqual([]);
  });

  it("gives an equal input the outcome of the finished one", async () => {
    const service = adding();
    const { client, finish } = setUp({ fetch: service.fetch });
    const journal = new MemoryJournal({ [key()]: "added" });
    const running = client.catalog(catalogId).addResources([group(), group()], { journal });
    expect(await finish(collect(running))).toMatchObject([{ outcome: "added" }, { outcome: "added", duplicateOf: 0 }]);
  });

  it.each<JournalState>(["sending", "unknown"])("looks for what is %s before it is sent again", async (state) => {
    const service = adding();
    const results = await addAll(service, new MemoryJournal({ [key()]: state }));
    expect(outcomesOf(results)).toEqual(["alreadyPresent"]);
    expect(service.batches.map(([member]) => member?.method)).toEqual(["GET"]);
  });

  it("sends what was begun and is not there", async () => {
    const service = stubMembers((member) => (member.method === "POST" ? ok : absent));
    const journal = new MemoryJournal({ [key()]: "sending" });
    expect(outcomesOf(await addAll(service, journal))).toEqual(["added"]);
    expect(service.batches.map(([member]) => member?.method)).toEqual(["GET", "GET", "GET", "GET", "POST"]);
  });

  it("reports as unknown what was begun and never shows, even when it is refused now", async () => {
    const service = stubMembers((member) => (member.method === "POST" ? refused("Forbidden", 403) : absent));
    const journal = new MemoryJournal({ [key()]: "sending" });
    expect(outcomesOf(await addAll(service, journal))).toEqual(["unknown"]);
    expect(journal.states.get(key())).toBe("unknown");
  });

  it("reports as unknown, with an error that says so, what was begun and cannot be found in time", async () => {
    const service = stubMembers(() => absent);
    const journal = new MemoryJournal({ [key()]: "sending" });
    const [result] = await addAll(service, journal, 1, { visibilityTimeoutInMs: 0 });
    expect(result).toMatchObject({ outcome: "unknown", error: { name: "OutcomeUnknownError" } });
  });

  it("sends again what failed, since what was missing may be granted by now", async () => {
    const service = adding();
    expect(outcomesOf(await addAll(service, new MemoryJournal({ [key()]: "failed" })))).toEqual(["added"]);
    expect(service.batches.map(([member]) => member?.method)).toEqual(["POST"]);
  });

  it("writes nothing of a validation, whatever comes of it", async () => {
    const journal = new MemoryJournal();
    let sent = 0;
    const service = stubMembers(() => (sent++ === 0 ? ok : refused("Forbidden", 403)));
    const results = await addAll(service, journal, 2, { isValidationOnly: true });
    expect(outcomesOf(results)).toEqual(["validated", "failed"]);
    expect(journal.events).toEqual([`open ${catalogId}`, "close"]);
  });

  it("writes what came of batches that were in flight when the loop was left", async () => {
    const journal = new MemoryJournal();
    const { client } = setUp({
      fetch: stubBatches(async (members, batch) => {
        if (batch === 2) await settled();
        return json(200, { responses: members.map(({ id }) => ({ id, ...ok })) });
      }).fetch,
    });
    for await (const result of client.catalog(catalogId).addResources(groups(2), { journal, batchSize: 1 })) {
      expect(result.outcome).toBe("added");
      break;
    }
    expect([...journal.states.values()]).toEqual(["added", "added"]);
    expect(journal.events.at(-1)).toBe("close");
  });

  it("sends nothing when the journal cannot be opened", async () => {
    const service = adding();
    const journal = new MemoryJournal();
    journal.open = () => Promise.reject(new Error("in use"));
    await expect(addAll(service, journal)).rejects.toThrow("in use");
    expect(service.batches).toEqual([]);
    expect(journal.events).toEqual([]);
  });

  it("sends nothing when it cannot be written down, and closes the journal", async () => {
    const service = adding();
    const journal = new MemoryJournal();
    journal.sending = () => Promise.reject(new Error("disk full"));
    await expect(addAll(service, journal)).rejects.toThrow("disk full");
    expect(service.batches).toEqual([]);
    expect(journal.events.at(-1)).toBe("close");
  });

  it("yields no result that could not be written down", async () => {
    const journal = new MemoryJournal();
    journal.finished = () => Promise.reject(new Error("disk full"));
    const seen: AddResult[] = [];
    const { client, finish } = setUp({ fetch: adding().fetch });
    const running = (async () => {
      for await (const result of client.catalog(catalogId).addResources(groups(1), { journal })) seen.push(result);
    })();
    expect(await rejection(finish(running))).toMatchObject({ message: "disk full" });
    expect(seen).toEqual([]);
    expect(journal.states.get(key())).toBe("sending");
  });

  it("throws the first of several failures", async () => {
    const journal = new MemoryJournal();
    let writes = 0;
    journal.finished = async () => {
      writes += 1;
      throw new Error(`write ${writes}`);
    };
    await expect(addAll(adding(), journal, 4, { batchSize: 1 })).rejects.toThrow("write 1");
  });

  it("closes the journal even when the input cannot be left", async () => {
    const journal = new MemoryJournal();
    const { client, finish } = setUp({ fetch: adding().fetch });
    let index = 0;
    const input: Iterable<ReturnType<typeof group>> = {
      [Symbol.iterator]: () => ({
        next: () => ({ done: false, value: group(index++) }),
        return: () => {
          throw new Error("cannot be left");
        },
      }),
    };
    const results = client.catalog(catalogId).addResources(input, { journal });
    await finish(results.next());
    await expect(finish(results.return())).rejects.toThrow("cannot be left");
    expect(journal.events.at(-1)).toBe("close");
  });
});
