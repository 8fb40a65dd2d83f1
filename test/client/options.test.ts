import { describe, expect, it } from "@jest/globals";
import manifest from "../../package.json";
import type { Attempt, CreateRequestOptions, RawResponse } from "../../src/index.js";
import { failure, failureOf, publishedBody, rejection, setUp } from "../support/client.js";
import { example } from "../support/examples.js";
import { brokenBody, hanging, json, refusal, systemError, waysToFail } from "../support/fetch.js";

const created = () => json(201, example("addGroupResponse"), { "request-id": "request-1" });
const throttled = () => refusal(429, "TooManyRequests", { "retry-after": "0" });

describe("an option of a call", () => {
  it("overrides the client's", async () => {
    const limits = { timeoutInMs: 50_000, attemptTimeoutInMs: 40_000 };
    const error = await failureOf({ responses: [hanging], ...limits }, { attemptTimeoutInMs: 7 });
    expect(error).toMatchObject({ attempts: [{ code: "TIMEOUT", durationInMs: 7 }] });
  });

  it.each<[string, CreateRequestOptions, number]>([
    ["overrides the client's one by one", { retry: { maxRetries: 2 } }, 3],
    ["keeps the client's if it is undefined", { retry: { maxRetries: undefined } } as object, 2],
    ["is the client's if it is omitted", {}, 2],
  ])("of retry %s", async (_, options, attempts) => {
    const setup = { responses: [throttled, throttled, throttled], retry: { maxRetries: 1, on503: false } };
    expect((await failureOf(setup, options)).attempts).toHaveLength(attempts);
  });
});

/** The headers that an addition is sent with. */
async function headersOf(options?: CreateRequestOptions) {
  const { client, requests } = setUp({ responses: [created] });
  await client.createRequest(publishedBody(), options);
  return requests[0]?.headers;
}

describe("headers", () => {
  it("are sent in addition to the client's own", async () => {
    const headers = { Prefer: "respond-async", "X-Empty": "" };
    const expected = { prefer: "respond-async", "x-empty": "", accept: "application/json" };
    expect(await headersOf({ headers })).toMatchObject(expected);
  });

  const own = [
    ...["Accept", "Authorization", "authorization", "HOST", "Content-Type", "Content-Length", "Content-Encoding"],
    ...["client-request-id", "Connection", "Expect", "Keep-Alive", "Transfer-Encoding", "Upgrade"],
  ];
  it.each([
    ...own.map((name) => [{ [name]: "x" }, `must not set ${name}: the client does`]),
    ...["bad name", "", "a:b", "n\u00e4me"].map((name) => [{ [name]: "x" }, "must have names that HTTP allows, not"]),
    ...["a\r\nHost: elsewhere", "\0", "\u{1F600}"].map((value) => [
      { "x-own": value },
      "must be strings of printable characters: x-own is not",
    ]),
  ] as [Record<string, string>, string][])("are refused before anything is sent: %j", async (headers, problem) => {
    const { client, requests } = setUp({ responses: [created] });
    const error = await rejection(client.createRequest(publishedBody(), { headers }));
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(`headers ${problem}`);
    expect(requests).toHaveLength(0);
  });
});

describe("user-agent", () => {
  it("has the name of the package and its version", async () => {
    const userAgent = `access-package-resource-requests/${manifest.version}`;
    expect(await headersOf()).toMatchObject({ "user-agent": userAgent });
  });

  it("is replaced by the caller's", async () => {
    const headers = { "User-Agent": "my-program/2" };
    expect(await headersOf({ headers })).toMatchObject({ "user-agent": "my-program/2" });
  });

  it.each(["document", "importScripts"])("is left to the browser, which has %s", async (name) => {
    Object.defineProperty(globalThis, name, { value: {}, configurable: true });
    try {
      expect(await headersOf()).not.toHaveProperty("user-agent");
    } finally {
      Reflect.deleteProperty(globalThis, name);
    }
  });
});

describe("clientRequestId", () => {
  it("is sent unchanged", async () => {
    expect(await headersOf({ clientRequestId: "my-own-id" })).toMatchObject({ "client-request-id": "my-own-id" });
  });

  it("is different for each call unless it is given", async () => {
    const { client, requests } = setUp({ responses: [created, created] });
    await client.createRequest(publishedBody());
    await client.createRequest(publishedBody());
    const [first, second] = requests.map(({ headers }) => headers["client-request-id"]);
    expect(first).not.toBe(second);
  });
});

describe("the hooks", () => {
  async function hooked(options: CreateRequestOptions) {
    const { client, finish } = setUp({ responses: [throttled, created] });
    return finish(client.createRequest(publishedBody(), options));
  }

  it("onAttempt is called with each attempt", async () => {
    const attempts: Attempt[] = [];
    await hooked({ clientRequestId: "own-id", onAttempt: (attempt) => attempts.push(attempt) });
    const both = { startedOn: "2026-11-24T12:00:00.000Z", durationInMs: 0, clientRequestId: "own-id" };
    expect(attempts).toEqual([
      { ...both, status: 429 },
      { ...both, requestId: "request-1", status: 201 },
    ]);
  });

  it("onResponse is called with each response, before the retry", async () => {
    const responses: RawResponse[] = [];
    await hooked({ onResponse: (response) => responses.push(response) });
    expect(responses.map(({ status, attempts }) => [status, attempts.length])).toEqual([
      [429, 1],
      [201, 2],
    ]);
    expect(responses[1]?.bodyAsText).toBe(JSON.stringify(example("addGroupResponse")));
    expect(responses[1]?.headers.get("request-id")).toBe("request-1");
  });

  it("onResponse is not called when a response could not be read", async () => {
    const responses: RawResponse[] = [];
    const { client } = setUp({ responses: [() => brokenBody(201, "{", systemError("ECONNRESET"))] });
    await failure(client.createRequest(publishedBody(), { onResponse: (response) => responses.push(response) }));
    expect(responses).toEqual([]);
  });

  it("are the client's if the call has none", async () => {
    const seen: unknown[] = [];
    const { client } = setUp({
      responses: [created],
      onAttempt: ({ status }) => seen.push(status),
      onResponse: ({ status }) => seen.push(status),
    });
    await client.createRequest(publishedBody());
    expect(seen).toEqual([201, 201]);
  });

  it.each(waysToFail(new Error("the logger failed")))("change nothing when one %s", async (_, fail) => {
    expect(await hooked({ onAttempt: fail, onResponse: fail })).toEqual(example("addGroupResponse"));
    await new Promise((resolve) => setImmediate(resolve));
  });
});
