import { describe, expect, it, jest } from "@jest/globals";
import { AccessPackageResourceRequestsClient, type GraphError, isGraphError } from "../../src/index.js";
import { createUndiciFetch } from "../../src/undici.js";
import { failure, failureOf, loopbackClient, publishedBody, setUp } from "../support/client.js";
import { FakeClock, settled } from "../support/clock.js";
import { TestCredential } from "../support/credential.js";
import { challenge, json, observedFetch, refusal, type StubbedResponse, systemError } from "../support/fetch.js";
import { serveHttp } from "../support/servers.js";

const onboarded = () => refusal(400, "ResourceAlreadyOnboarded");

describe("ResourceAlreadyOnboarded", () => {
  it.each<[string, StubbedResponse]>([
    ["a 429", () => refusal(429, "TooManyRequests", { "retry-after": "1" })],
    ["a 503 with Retry-After", () => refusal(503, "ServiceUnavailable", { "retry-after": "1" })],
    ["a claims challenge", () => challenge("{}")],
  ])("to the repeat after %s leaves the outcome unknown", async (_, first) => {
    const error = await failureOf({ responses: [first, onboarded] });
    expect(error).toMatchObject({ name: "OutcomeUnknownError", code: "ResourceAlreadyOnboarded", status: 400 });
    expect(error.attempts).toHaveLength(2);
    expect(isGraphError(error.cause)).toBe(true);
    expect(error).toHaveProperty("hint", (error.cause as GraphError).hint);
  });

  it.each<[string, StubbedResponse[]]>([
    ["at once", [onboarded]],
    ["to the repeat after a refused connection", [systemError("ECONNREFUSED"), onboarded]],
  ])("%s is a refusal", async (_, responses) => {
    expect(await failureOf({ responses })).toMatchObject({ name: "GraphError" });
  });
});

describe("on a real socket", () => {
  let requests = 0;

  async function failureAfter(status: number, fetch?: ReturnType<typeof createUndiciFetch>) {
    requests = 0;
    const server = await serveHttp((request, response) => {
      requests += 1;
      request.resume().on("end", () => response.writeHead(status).end());
    });
    return failure(loopbackClient(server, fetch && { fetch }).createRequest(publishedBody()));
  }

  it("the global fetch repeats a request by itself after a 421", async () => {
    expect(await failureAfter(421)).toMatchObject({ name: "GraphError", outcome: "notCreated", attempts: [{}] });
    expect(requests).toBe(2);
  });

  it("the global fetch hides a 407, which leaves the outcome unknown", async () => {
    expect(await failureAfter(407)).toMatchObject({ name: "OutcomeUnknownError", attempts: [{ code: "UNKNOWN" }] });
  });

  it("a 407 over ./undici is a ConnectionError", async () => {
    const fetch = createUndiciFetch();
    expect(await failureAfter(407, fetch)).toMatchObject({ name: "ConnectionError", code: "PROXY_REFUSED" });
    await fetch.close();
  });

  it("a port that fetch refuses is a ConnectionError", async () => {
    const { fetch } = globalThis;
    const options = { endpoint: "http://127.0.0.1:6000/beta", allowInsecureConnection: true, fetch };
    expect(await failureOf(options)).toMatchObject({ code: "BAD_PORT", outcome: "notCreated" });
  });
});

describe("the system's clock set back an hour", () => {
  const hour = 3_600_000;
  const throttled = () => refusal(429, "TooManyRequests", { "retry-after": "5" });

  it("lengthens no wait, and is the time of the attempts", async () => {
    const clock = new FakeClock();
    let setBackInMs = 0;
    const now = () => clock.now() - setBackInMs;
    const { setTimeout, clearTimeout, now: monotonicNow } = clock;
    const { fetch, requests } = observedFetch(throttled, () => json(400, {}));
    const { client } = setUp({ fetch, clock: { now, monotonicNow, setTimeout, clearTimeout } });
    const promise = failure(client.createRequest(publishedBody()));
    await settled();
    setBackInMs = hour;
    await clock.advance(5000);
    expect(requests).toHaveLength(2);
    const { attempts } = await promise;
    expect(attempts.map(({ startedOn }) => startedOn)).toEqual([
      "2026-11-24T12:00:00.000Z",
      "2026-11-24T11:00:05.000Z",
    ]);
    expect(attempts.map(({ durationInMs }) => durationInMs)).toEqual([0, 0]);
  });

  it("lengthens no wait with the system's clock either", async () => {
    const now = jest.spyOn(Date, "now");
    const responses = [() => refusal(429, "x", { "retry-after": "0.01" }), () => json(400, {})];
    const { fetch } = observedFetch(...responses);
    const start = Date.now();
    const onAttempt = () => now.mockReturnValue(start - hour);
    const client = new AccessPackageResourceRequestsClient(new TestCredential(), { fetch });
    const error = await failure(client.createRequest(publishedBody(), { onAttempt }));
    now.mockRestore();
    expect(error.attempts).toHaveLength(2);
  });
});
