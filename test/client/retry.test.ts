import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import type { AccessPackageResourceRequestsClientOptions, FetchInit } from "../../src/index.js";
import { created, failure, failureOf, publishedBody, setUp } from "../support/client.js";
import { autoAdvance, FakeClock, settled } from "../support/clock.js";
import { TestCredential, token } from "../support/credential.js";
import { example } from "../support/examples.js";
import {
  deaf,
  fetchFailed,
  hanging,
  observedFetch,
  refusal,
  type StubbedResponse,
  stalledBody,
  systemError,
} from "../support/fetch.js";

const throttled = (retryAfter?: string) => () =>
  refusal(429, "TooManyRequests", retryAfter === undefined ? {} : { "retry-after": retryAfter });

let random: jest.SpiedFunction<typeof Math.random>;
beforeEach(() => {
  random = jest.spyOn(Math, "random").mockReturnValue(0.5);
});
afterEach(() => random.mockRestore());

/** How long a call waited before each of its repeats. */
async function waits(responses: readonly StubbedResponse[], options: AccessPackageResourceRequestsClientOptions = {}) {
  const { client, clock, requests, finish } = setUp({ responses, ...options });
  const sent: number[] = [];
  const recorded = { ...options, onAttempt: () => sent.push(clock.now()) };
  await finish(client.createRequest(publishedBody(), recorded).catch(() => undefined));
  expect(sent).toHaveLength(requests.length);
  return sent.slice(1).map((time, index) => time - (sent[index] ?? Number.NaN));
}

describe("a wait that the service asks for", () => {
  // The test clock starts at 12:00:00.
  it.each([
    ["7", 7000],
    ["0", 0],
    ["Tue, 24 Nov 2026 12:00:09 GMT", 9000],
  ])("by Retry-After: %s is neither shortened nor lengthened", async (retryAfter, wait) => {
    expect(await waits([throttled(retryAfter), created], { retry: { maxDelayInMs: 1 } })).toEqual([wait]);
  });

  it("is honoured on a 503 as on a 429", async () => {
    const unavailable = () => refusal(503, "ServiceUnavailable", { "retry-after": "3" });
    expect(await waits([unavailable, created])).toEqual([3000]);
  });

  it("is followed by an attempt with its own time limit, even if the clock still fires for the previous attempt", async () => {
    const clock = new FakeClock();
    const { fetch, requests } = observedFetch(throttled("1"), hanging);
    const { now, setTimeout } = clock;
    const forgetful = { now, setTimeout, clearTimeout: () => undefined };
    const { client } = setUp({ fetch, clock: forgetful, attemptTimeoutInMs: 1500 });
    const promise = failure(client.createRequest(publishedBody()));
    await clock.advance(2499);
    expect(requests).toHaveLength(2);
    await clock.advance(1);
    expect(await promise).toMatchObject({ attempts: [{ status: 429 }, { code: "TIMEOUT", durationInMs: 1500 }] });
  });

  it("is completed even if a timer fires early", async () => {
    const clock = new FakeClock();
    const { fetch, requests } = observedFetch(throttled("10"), created);
    const setTimeout = (callback: () => void, delayInMs: number) => clock.setTimeout(callback, delayInMs * 0.9);
    const { client } = setUp({ fetch, clock: { now: clock.now, setTimeout, clearTimeout: clock.clearTimeout } });
    const start = clock.now();
    let repeatedAfter = 0;
    const onAttempt = () => {
      repeatedAfter = clock.now() - start;
    };
    await autoAdvance(clock, client.createRequest(publishedBody(), { onAttempt }));
    expect(requests).toHaveLength(2);
    expect(repeatedAfter).toBeGreaterThanOrEqual(10_000);
  });

  it("that does not fit the time left fails immediately, with the wait on the error", async () => {
    const { client, clock } = setUp({ responses: [throttled("60"), created], timeoutInMs: 60_000 });
    const start = clock.now();
    const error = await failure(client.createRequest(publishedBody()));
    expect(error).toMatchObject({ name: "GraphError", status: 429, retryAfterInMs: 60_000 });
    expect(error.message).toContain("It asks to wait 60000 ms.");
    expect(clock.now()).toBe(start);
  });

  it("that fits the time left by a millisecond is honoured", async () => {
    expect(await waits([throttled("60"), created], { timeoutInMs: 60_001 })).toEqual([60_000]);
  });

  it("that is unreasonably long fails immediately", async () => {
    const error = await failureOf({ responses: [throttled("9".repeat(400)), created] });
    expect(error).toMatchObject({ name: "GraphError", retryAfterInMs: Number.MAX_SAFE_INTEGER });
  });

  it("is honoured beyond the longest possible timer if there is no deadline", async () => {
    const days30 = 30 * 24 * 60 * 60;
    const options = { timeoutInMs: Number.POSITIVE_INFINITY };
    expect(await waits([throttled(String(days30)), created], options)).toEqual([days30 * 1000]);
  });
});

describe("a wait that the service does not ask for", () => {
  const all429 = [throttled(), throttled(), throttled(), throttled(), throttled()];

  it("doubles its upper bound each time", async () => {
    random.mockReturnValue(0.999_999);
    const actual = await waits(all429);
    expect(actual.map((wait) => Math.round(wait / 100) * 100)).toEqual([1000, 2000, 4000, 8000]);
  });

  it("can be zero: the jitter is full", async () => {
    random.mockReturnValue(0);
    expect(await waits(all429)).toEqual([0, 0, 0, 0]);
  });

  it("never exceeds maxDelayInMs", async () => {
    random.mockReturnValue(0.5);
    const retry = { baseDelayInMs: 1000, maxDelayInMs: 3000 };
    expect(await waits(all429, { retry })).toEqual([500, 1000, 1500, 1500]);
  });

  it.each(["", "soon"])("is at least the base delay after Retry-After: %j, and grows as usual", async (retryAfter) => {
    const unreadable = throttled(retryAfter);
    expect(await waits([unreadable, unreadable, unreadable, unreadable, created])).toEqual([1000, 1000, 2000, 4000]);
  });

  it("fails immediately if it does not fit the time left", async () => {
    const { client, clock } = setUp({ responses: [throttled(), created], timeoutInMs: 500 });
    const start = clock.now();
    expect(await failure(client.createRequest(publishedBody()))).toMatchObject({ name: "GraphError", status: 429 });
    expect(clock.now()).toBe(start);
  });
});

describe("a repeat", () => {
  it("is made at most maxRetries times", async () => {
    for (const maxRetries of [0, 2]) {
      const error = await failureOf({ responses: Array(9).fill(throttled("1")), retry: { maxRetries } });
      expect(error).toMatchObject({ name: "GraphError", status: 429, outcome: "notCreated" });
      expect(error.attempts).toHaveLength(maxRetries + 1);
    }
  });

  it("is made four times by default", async () => {
    expect((await failureOf({ responses: Array(9).fill(throttled("1")) })).attempts).toHaveLength(5);
  });

  it("sends the same again: address, body, headers and client-request-id", async () => {
    const { client, requests, finish } = setUp({ responses: [throttled("1"), created] });
    await finish(client.createRequest(publishedBody(), { headers: { "x-own": "1" } }));
    const [first, second] = requests.map(({ url, headers, init }) => ({ url, headers, body: init.body }));
    expect(first?.body).toBe(JSON.stringify(publishedBody()));
    expect(second).toEqual(first);
  });

  it("sends the body as it was at the start, even if the caller changes it meanwhile", async () => {
    const { client, requests, clock } = setUp({ responses: [throttled("1"), created] });
    const body = publishedBody();
    const promise = client.createRequest(body);
    await settled();
    body.catalogId = "changed";
    await clock.advance(1000);
    await promise;
    expect(requests.map(({ body }) => body)).toEqual([publishedBody(), publishedBody()]);
  });

  it("with an unknown outcome makes the whole call unknown", async () => {
    const error = await failureOf({ responses: [throttled("1"), () => refusal(504, "Timeout"), created] });
    expect(error).toMatchObject({ name: "OutcomeUnknownError", status: 504 });
    expect(error.attempts.map(({ status }) => status)).toEqual([429, 504]);
  });

  it("records each attempt with its time, ids and status", async () => {
    const ids = { "retry-after": "2", "request-id": "request-1" };
    const responses = [() => refusal(429, "TooManyRequests", ids), fetchFailed(systemError("EPIPE"))];
    const error = await failureOf({ responses }, { clientRequestId: "own-id" });
    const both = { durationInMs: 0, clientRequestId: "own-id" };
    expect(error.attempts).toEqual([
      { ...both, startedOn: "2026-11-24T12:00:00.000Z", requestId: "request-1", status: 429 },
      { ...both, startedOn: "2026-11-24T12:00:02.000Z", code: "EPIPE" },
    ]);
  });
});

describe("a deadline", () => {
  it("with a failing clock throws the clock's own error", async () => {
    const defect = new Error("no timers");
    const fail = () => {
      throw defect;
    };
    const clock = { now: () => 0, setTimeout: fail, clearTimeout: () => undefined };
    await expect(setUp({ clock }).client.createRequest(publishedBody())).rejects.toBe(defect);
  });

  it.each<[string, StubbedResponse, string, object]>([
    ["request", throttled("45"), "12:01:00", { name: "GraphError", status: 429, code: "TooManyRequests" }],
    ["connection", systemError("ECONNREFUSED"), "12:00:31", { name: "ConnectionError", code: "ECONNREFUSED" }],
  ])("that passes while a refused %s waits for a new token keeps its error", async (_, response, expiry, expected) => {
    const soonExpired = token("first", Date.parse(`2026-11-24T${expiry}Z`));
    const credential = new TestCredential(soonExpired, () => new Promise(() => undefined));
    const retry = { baseDelayInMs: 10_000 };
    const error = await failureOf({ responses: [response], credential, timeoutInMs: 60_000, retry });
    expect(error).toMatchObject({ ...expected, outcome: "notCreated" });
  });

  it("that passes before the first token arrives is a time-out that made no change", async () => {
    const credential = new TestCredential(() => new Promise(() => undefined));
    const error = await failureOf({ credential, timeoutInMs: 5000 });
    const expected = { name: "RequestAbortedError", reason: "timeout", outcome: "notCreated", attempts: [] };
    expect(error).toMatchObject({ ...expected, message: expect.stringContaining("5000 ms") });
  });

  it("that passes before its timer fires, because the program was busy, sends nothing", async () => {
    let time = 0;
    const clock = { now: () => time, setTimeout: () => 0, clearTimeout: () => undefined };
    const busy = async () => {
      time = 5000;
      return token();
    };
    const { client, requests } = setUp({ credential: new TestCredential(busy), clock, timeoutInMs: 5000 });
    const error = await failure(client.createRequest(publishedBody()));
    expect(error).toMatchObject({ name: "RequestAbortedError", reason: "timeout", outcome: "notCreated" });
    expect(requests).toHaveLength(0);
  });

  it("that passes after the request was sent is an unknown outcome", async () => {
    const { client, clock, finish } = setUp({ responses: [hanging], timeoutInMs: 5000 });
    const start = clock.now();
    const error = await finish(failure(client.createRequest(publishedBody())));
    expect(error).toMatchObject({ name: "OutcomeUnknownError", attempts: [{ code: "TIMEOUT", durationInMs: 5000 }] });
    expect(clock.now() - start).toBe(5000);
  });

  it("of Infinity never passes", async () => {
    const unlimited = { timeoutInMs: Number.POSITIVE_INFINITY, attemptTimeoutInMs: Number.POSITIVE_INFINITY };
    const { client, clock } = setUp({ responses: [created], ...unlimited });
    await client.createRequest(publishedBody());
    expect(clock.delays).toEqual([]);
  });

  it("is five minutes for the call and 100 seconds for an attempt by default", async () => {
    const { client, clock } = setUp({ responses: [created] });
    await client.createRequest(publishedBody());
    expect(clock.delays).toEqual([300_000, 100_000]);
  });
});

describe("the time for one attempt", () => {
  const refusingLate = (init: FetchInit) =>
    new Promise<Response>((_, reject) => {
      init.signal.addEventListener("abort", () => reject(systemError("ECONNREFUSED")));
    });
  const timedOut = { name: "OutcomeUnknownError", attempts: [{ code: "TIMEOUT", durationInMs: 3000 }] };

  it.each<[string, StubbedResponse, object]>([
    ["ends it without a repeat", hanging, { ...timedOut, message: expect.stringContaining("(TIMEOUT)") }],
    ["ends it even if fetch does not honour the signal", deaf, timedOut],
    ["ends it, whatever error fetch then throws", refusingLate, timedOut],
    ["ends the reading of a success", () => stalledBody(201, "{"), { ...timedOut, status: 201 }],
    [
      "ends the reading of a refusal, which stays a refusal",
      () => stalledBody(403, "{"),
      { name: "GraphError", status: 403, outcome: "notCreated" },
    ],
  ])("%s", async (_, response, expected) => {
    const error = await failureOf({ responses: [response, created], attemptTimeoutInMs: 3000 });
    expect(error).toMatchObject(expected);
  });

  it("starts again with each attempt", async () => {
    const slow = async () => {
      await new Promise<void>((resolve) => setup.clock.setTimeout(resolve, 2000));
      return throttled("1")();
    };
    const setup = setUp({ responses: [slow, slow, created], attemptTimeoutInMs: 3000 });
    expect(await setup.finish(setup.client.createRequest(publishedBody()))).toEqual(example("addGroupResponse"));
  });
});
