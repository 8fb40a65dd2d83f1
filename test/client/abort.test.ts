import { describe, expect, it } from "@jest/globals";
import type { AccessPackageResourceRequestsClient as Client, FetchInit } from "../../src/index.js";
import { created, failure, failureOf, publishedBody, type SetupOptions, setUp } from "../support/client.js";
import { settled } from "../support/clock.js";
import { deferred, TestCredential, token } from "../support/credential.js";
import { example } from "../support/examples.js";
import { challenge, deaf, hanging, refusal, type StubbedResponse, stalledBody, systemError } from "../support/fetch.js";

/** A signal that counts the listeners on it. */
function observedSignal() {
  const controller = new AbortController();
  const { signal } = controller;
  const listeners = new Set<unknown>();
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (type: string, listener: EventListenerOrEventListenerObject) => {
    listeners.add(listener);
    add(type, listener);
  };
  signal.removeEventListener = (type: string, listener: EventListenerOrEventListenerObject) => {
    listeners.delete(listener);
    remove(type, listener);
  };
  return { controller, signal, listeners };
}

const aborted = { name: "RequestAbortedError", reason: "aborted" };
const sent = { ...aborted, outcome: "unknown", attempts: [{ code: "ABORTED" }] };

describe("an abort", () => {
  it("before the call asks for no token and sends nothing", async () => {
    const { client, credential, requests } = setUp({ responses: [created] });
    const error = await failure(client.createRequest(publishedBody(), { abortSignal: AbortSignal.abort() }));
    expect(error).toMatchObject({ ...aborted, outcome: "notCreated", attempts: [] });
    expect(credential.requests).toHaveLength(0);
    expect(requests).toHaveLength(0);
  });

  it("while a token is awaited sends nothing, and aborts the request for it", async () => {
    const controller = new AbortController();
    const credential = new TestCredential(() => new Promise(() => undefined));
    const { client, requests } = setUp({ credential });
    const promise = failure(client.createRequest(publishedBody(), { abortSignal: controller.signal }));
    await settled();
    expect(credential.requests[0]?.options?.abortSignal?.aborted).toBe(false);
    controller.abort();
    expect(await promise).toMatchObject({ ...aborted, outcome: "notCreated", attempts: [] });
    expect(credential.requests[0]?.options?.abortSignal?.aborted).toBe(true);
    expect(requests).toHaveLength(0);
  });

  it("of one call leaves the token request to the others who wait for it", async () => {
    const response = deferred<ReturnType<typeof token>>();
    const credential = new TestCredential(() => response.promise);
    const { client } = setUp({ responses: [created], credential });
    const controller = new AbortController();
    const impatient = failure(client.createRequest(publishedBody(), { abortSignal: controller.signal }));
    const patient = client.createRequest(publishedBody());
    await settled();
    controller.abort();
    expect(await impatient).toMatchObject(aborted);
    expect(credential.requests[0]?.options?.abortSignal?.aborted).toBe(false);
    response.resolve(token());
    expect(await patient).toEqual(example("addGroupResponse"));
    expect(credential.requests).toHaveLength(1);
  });

  it("that ends a token request does not stand in the way of the next call", async () => {
    const credential = new TestCredential(() => new Promise(() => undefined), token());
    const { client } = setUp({ responses: [created], credential });
    const controller = new AbortController();
    const first = failure(client.createRequest(publishedBody(), { abortSignal: controller.signal }));
    await settled();
    controller.abort();
    await first;
    expect(await client.createRequest(publishedBody())).toEqual(example("addGroupResponse"));
  });

  it.each<[string, (controller: AbortController) => SetupOptions, object]>([
    ["while fetch honours the signal", () => ({ responses: [hanging, created] }), sent],
    ["while fetch does not honour the signal", () => ({ responses: [deaf, created] }), sent],
    [
      "within fetch itself",
      (controller) => ({
        responses: [
          () => {
            controller.abort();
            return deaf();
          },
        ],
      }),
      sent,
    ],
    ...[201, 403, 429].map<[string, () => SetupOptions, object]>((status) => [
      `while the body of a ${status} is read`,
      () => ({ responses: [() => stalledBody(status, "{"), created] }),
      { ...sent, attempts: [{ status, code: "ABORTED" }] },
    ]),
    [
      "while a token with the claims that the service asks for is awaited",
      () => ({
        responses: [challenge("{}")],
        credential: new TestCredential(token("first"), () => new Promise(() => undefined)),
      }),
      {
        ...aborted,
        outcome: "notCreated",
        attempts: [{ status: 401 }],
        message: expect.not.stringContaining("claims"),
      },
    ],
  ])("%s ends the call", async (_, setup, expected) => {
    const controller = new AbortController();
    const { client } = setUp(setup(controller));
    const promise = failure(client.createRequest(publishedBody(), { abortSignal: controller.signal }));
    await settled();
    controller.abort();
    expect(await promise).toMatchObject(expected);
  });

  it("at the end of an attempt, which brings it about, leaves the outcome unknown", async () => {
    const controller = new AbortController();
    const chained = (init: FetchInit) => {
      init.signal.addEventListener("abort", () => controller.abort());
      return deaf();
    };
    const error = await failureOf({ responses: [chained, created] }, { abortSignal: controller.signal });
    expect(error).toMatchObject({ ...aborted, outcome: "unknown", attempts: [{ durationInMs: 100_000 }] });
  });

  it("during a back-off of 60 seconds ends the call in under 20 ms, with the clock standing still", async () => {
    const controller = new AbortController();
    const { client, clock, requests } = setUp({
      responses: [() => refusal(429, "TooManyRequests", { "retry-after": "60" }), created],
    });
    const promise = failure(client.createRequest(publishedBody(), { abortSignal: controller.signal }));
    await settled();
    expect(clock.delays.at(-1)).toBe(60_000);
    const start = clock.now();
    const late = deferred<string>();
    const timer = setTimeout(late.resolve, 20, "not ended in 20 ms");
    controller.abort();
    const ended = await Promise.race([promise, late.promise]);
    clearTimeout(timer);
    expect(ended).toMatchObject({ ...aborted, outcome: "notCreated", attempts: [{ status: 429 }] });
    expect(clock.now()).toBe(start);
    expect(requests).toHaveLength(1);
  });

  it.each<[string, StubbedResponse, object]>([
    ["a refusal", () => refusal(429, "Busy", { "retry-after": "60" }), { name: "GraphError", code: "Busy" }],
    ["a failed connection", systemError("ECONNREFUSED"), { name: "ConnectionError", code: "ECONNREFUSED" }],
  ])("while %s waits to be repeated keeps it as the cause", async (_, response, cause) => {
    const origin = { originSystem: "AadGroup", originId: "a-group" };
    for (const call of [
      (client: Client, abortSignal: AbortSignal) => client.createRequest(publishedBody(), { abortSignal }),
      (client: Client, abortSignal: AbortSignal) => client.catalog("c").findResource(origin, { abortSignal }),
      (client: Client, abortSignal: AbortSignal) => client.catalog("c").addResource(origin, { abortSignal }),
      (client: Client, abortSignal: AbortSignal) => client.catalog("c").removeResource({ id: "r" }, { abortSignal }),
    ]) {
      const controller = new AbortController();
      const { client } = setUp({ responses: [response, created] });
      const promise = failure(call(client, controller.signal));
      await settled();
      controller.abort(new Error("no longer needed"));
      const message = expect.stringContaining("can be repeated. The last error was: ");
      expect(await promise).toMatchObject({ ...aborted, outcome: "notCreated", message, cause });
    }
  });

  it("while a new token is awaited for a repeat ends the call", async () => {
    const controller = new AbortController();
    const expiring = token("first", Date.parse("2026-11-24T12:00:31Z"));
    const credential = new TestCredential(expiring, () => new Promise(() => undefined));
    const { client, clock } = setUp({
      responses: [() => refusal(429, "TooManyRequests", { "retry-after": "60" }), created],
      credential,
    });
    const promise = failure(client.createRequest(publishedBody(), { abortSignal: controller.signal }));
    await clock.advance(60_000);
    expect(credential.requests).toHaveLength(2);
    controller.abort();
    expect(await promise).toMatchObject({ ...aborted, outcome: "notCreated", attempts: [{ status: 429 }] });
  });

  it("after the response changes nothing", async () => {
    const controller = new AbortController();
    const { client } = setUp({ responses: [created] });
    const response = await client.createRequest(publishedBody(), { abortSignal: controller.signal });
    controller.abort();
    expect(response).toEqual(example("addGroupResponse"));
  });
});

it("the cause of the error is the reason of the abort, unless it is the default one", async () => {
  const reason = new Error("the user left");
  expect((await failureOf({}, { abortSignal: AbortSignal.abort(reason) })).cause).toBe(reason);
  expect(await failureOf({}, { abortSignal: AbortSignal.abort() })).not.toHaveProperty("cause");
});

describe("what a call leaves behind", () => {
  const endings = [
    ["success", [created], 0],
    ["a refusal", [() => refusal(400, "InvalidModel")], 0],
    ["a lost response", [new Error("lost")], 0],
    ["a time-out", [deaf], 100_000],
    ["a repeat", [() => refusal(429, "TooManyRequests", { "retry-after": "1" }), created], 1000],
  ] as const;

  it.each(endings)("after %s is no listener and no timer", async (_name, responses, advanceBy) => {
    const { signal, listeners } = observedSignal();
    const { client, clock } = setUp({ responses });
    const promise = client.createRequest(publishedBody(), { abortSignal: signal }).catch(() => undefined);
    await settled();
    await clock.advance(advanceBy);
    await promise;
    expect(listeners.size).toBe(0);
    expect(clock.timers).toBe(0);
  });

  it.each([
    ["a request", [deaf]],
    ["a back-off", [() => refusal(429, "TooManyRequests", { "retry-after": "60" })]],
    ["the reading of a body", [() => stalledBody(201)]],
    ["nothing, before it starts,", []],
  ])("after an abort during %s is no listener and no timer", async (_name, responses) => {
    const { controller, signal, listeners } = observedSignal();
    if (responses.length === 0) controller.abort();
    const { client, clock } = setUp({ responses });
    const promise = failure(client.createRequest(publishedBody(), { abortSignal: signal }));
    await settled();
    expect(listeners.size).toBe(responses.length);
    controller.abort();
    await promise;
    expect(listeners.size).toBe(0);
    expect(clock.timers).toBe(0);
  });
});
