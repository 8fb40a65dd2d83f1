import { getEventListeners } from "node:events";
import { describe, expect, it, jest } from "@jest/globals";
import type { AccessPackageResourceRequestsClient as Client, FetchInit } from "../../src/index.js";
import {
  abortedFailure,
  created,
  failure,
  failureOf,
  publishedBody,
  type Setup,
  type SetupOptions,
  setUp,
} from "../support/client.js";
import { deferred, TestCredential, token } from "../support/credential.js";
import { example } from "../support/examples.js";
import { challenge, deaf, hanging, refusal, stalledBody, systemError } from "../support/fetch.js";

const aborted = { name: "RequestAbortedError", reason: "aborted" };
const sent = { ...aborted, outcome: "unknown", attempts: [{ code: "ABORTED" }] };
const throttled = () => refusal(429, "Busy", { "retry-after": "60" });
const abortingFetch = (controller: AbortController) => () => {
  controller.abort();
  return deaf();
};
const never = () => new Promise<null>(() => undefined);

/** The error of an addition that is aborted as soon as it waits. */
const abortedAddition = ({ client }: Setup, controller = new AbortController()) =>
  abortedFailure((abortSignal) => client.createRequest(publishedBody(), { abortSignal }), { controller });

describe("an abort", () => {
  it("before the call requests no token, sends nothing and leaves nothing behind", async () => {
    const { client, credential, requests, clock } = setUp({ responses: [created] });
    const abortSignal = AbortSignal.abort();
    const error = await failure(client.createRequest(publishedBody(), { abortSignal }));
    expect(error).toMatchObject({ ...aborted, outcome: "notCreated", attempts: [] });
    expect(credential.requests).toHaveLength(0);
    expect(requests).toHaveLength(0);
    expect([getEventListeners(abortSignal, "abort"), clock.timers]).toEqual([[], 0]);
  });

  it("while waiting for a token sends nothing, and aborts the token request", async () => {
    const setup = setUp({ credential: new TestCredential(never) });
    expect(await abortedAddition(setup)).toMatchObject({ ...aborted, outcome: "notCreated", attempts: [] });
    expect(setup.credential.requests[0]?.options?.abortSignal?.aborted).toBe(true);
    expect(setup.requests).toHaveLength(0);
  });

  it("of one call leaves the token request running for the other calls that wait for it", async () => {
    const response = deferred<ReturnType<typeof token>>();
    const setup = setUp({ responses: [created], credential: new TestCredential(() => response.promise) });
    const impatient = abortedAddition(setup);
    const patient = setup.client.createRequest(publishedBody());
    expect(await impatient).toMatchObject(aborted);
    expect(setup.credential.requests[0]?.options?.abortSignal?.aborted).toBe(false);
    response.resolve(token());
    expect(await patient).toEqual(example("addGroupResponse"));
    expect(setup.credential.requests).toHaveLength(1);
  });

  it("that ends a token request does not affect the next call", async () => {
    const setup = setUp({ responses: [created], credential: new TestCredential(never, token()) });
    await abortedAddition(setup);
    expect(await setup.client.createRequest(publishedBody())).toEqual(example("addGroupResponse"));
  });

  it.each<[string, (controller: AbortController) => SetupOptions, object]>([
    ["while fetch honours the signal", () => ({ responses: [hanging, created] }), sent],
    ["while fetch does not honour the signal", () => ({ responses: [deaf, created] }), sent],
    ["within fetch itself", (controller) => ({ responses: [abortingFetch(controller)] }), sent],
    ...[201, 403, 429].map<[string, () => SetupOptions, object]>((status) => [
      `while the body of a ${status} is read`,
      () => ({ responses: [() => stalledBody(status, "{"), created] }),
      { ...sent, attempts: [{ status, code: "ABORTED" }] },
    ]),
    [
      "while waiting for a token with the claims that the service asks for",
      () => ({ responses: [challenge("{}")], credential: new TestCredential(token("first"), never) }),
      {
        ...aborted,
        outcome: "notCreated",
        attempts: [{ status: 401 }],
        message: expect.not.stringContaining("claims"),
      },
    ],
  ])("%s ends the call", async (_, options, expected) => {
    const controller = new AbortController();
    expect(await abortedAddition(setUp(options(controller)), controller)).toMatchObject(expected);
  });

  it("caused by the end of an attempt leaves the outcome unknown", async () => {
    const controller = new AbortController();
    const chained = (init: FetchInit) => {
      init.signal.addEventListener("abort", () => controller.abort());
      return deaf();
    };
    const error = await failureOf({ responses: [chained, created] }, { abortSignal: controller.signal });
    expect(error).toMatchObject({ ...aborted, outcome: "unknown", attempts: [{ durationInMs: 100_000 }] });
  });

  it("during a back-off of 60 seconds ends the call while the clock stands still", async () => {
    const setup = setUp({ responses: [throttled, created] });
    const start = setup.clock.now();
    const error = await abortedAddition(setup);
    expect(error).toMatchObject({ ...aborted, outcome: "notCreated", attempts: [{ status: 429 }] });
    expect(setup.clock.delays.at(-1)).toBe(60_000);
    expect(setup.clock.now()).toBe(start);
    expect(setup.requests).toHaveLength(1);
  });

  const origin = { originSystem: "AadGroup", originId: "a-group" };
  const calls: [string, (client: Client, abortSignal: AbortSignal) => Promise<unknown>][] = [
    ["createRequest", (client, abortSignal) => client.createRequest(publishedBody(), { abortSignal })],
    ["findResource", (client, abortSignal) => client.catalog("c").findResource(origin, { abortSignal })],
    ["addResource", (client, abortSignal) => client.catalog("c").addResource(origin, { abortSignal })],
    ["removeResource", (client, abortSignal) => client.catalog("c").removeResource({ id: "r" }, { abortSignal })],
  ];

  it.each(calls)("while %s waits for its repeat keeps the failure as the cause", async (_, call) => {
    for (const [response, cause] of [
      [throttled, { name: "GraphError", code: "Busy" }],
      [systemError("ECONNREFUSED"), { name: "ConnectionError", code: "ECONNREFUSED" }],
    ] as const) {
      const { client } = setUp({ responses: [response, created] });
      const reason = new Error("no longer needed");
      const error = await abortedFailure((signal) => call(client, signal), { reason });
      const message = expect.stringContaining("can be repeated. The last error was: ");
      expect(error).toMatchObject({ ...aborted, outcome: "notCreated", message, cause });
    }
  });

  it("has its reason as the cause of the error, unless it is the default reason", async () => {
    const reason = new Error("the user left");
    expect((await failureOf({}, { abortSignal: AbortSignal.abort(reason) })).cause).toBe(reason);
    expect(await failureOf({}, { abortSignal: AbortSignal.abort() })).not.toHaveProperty("cause");
  });
});

describe("the listeners and timers that a call leaves behind", () => {
  it.each([
    ["success", [created], 0],
    ["a refusal", [() => refusal(400, "InvalidModel")], 0],
    ["a lost response", [new Error("lost")], 0],
    ["a time-out", [deaf], 100_000],
    ["a repeat", [throttled, created], 60_000],
  ])("after %s are none", async (_name, responses, advanceBy) => {
    const { signal } = new AbortController();
    const { client, clock } = setUp({ responses });
    const promise = client.createRequest(publishedBody(), { abortSignal: signal }).catch(() => undefined);
    await clock.advance(advanceBy);
    await promise;
    expect(getEventListeners(signal, "abort")).toEqual([]);
    expect(clock.timers).toBe(0);
  });

  it.each([
    ["a request", deaf],
    ["a back-off", throttled],
    ["the reading of a body", () => stalledBody(201)],
  ])("after an abort during %s are none", async (_name, response) => {
    const controller = new AbortController();
    const setup = setUp({ responses: [response] });
    await abortedAddition(setup, controller);
    expect(getEventListeners(controller.signal, "abort")).toEqual([]);
    expect(setup.clock.timers).toBe(0);
  });

  it("while 50 calls share a signal are too few for Node to warn about", async () => {
    const { signal } = new AbortController();
    const add = jest.spyOn(signal, "addEventListener");
    const { client } = setUp({ responses: Array(50).fill(created) });
    const calls = Array.from({ length: 50 }, () => client.createRequest(publishedBody(), { abortSignal: signal }));
    await Promise.all(calls);
    expect(add.mock.calls.length).toBeLessThanOrEqual(10);
  });
});
