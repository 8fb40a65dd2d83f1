import { describe, expect, it } from "@jest/globals";
import manifest from "../../package.json";
import type { Attempt, CreateRequestOptions, RawResponse } from "../../src/index.js";
import { failure, failureOf, publishedBody, rejection, setUp } from "../support/client.js";
import { example } from "../support/examples.js";
import { brokenBody, hanging, json, refusal, systemError, text } from "../support/fetch.js";

const created = () => json(201, example("addGroupResponse"), { "request-id": "request-1" });
const throttled = () => refusal(429, "TooManyRequests", { "retry-after": "0" });

describe("an option of a call", () => {
  it("goes before the client's", async () => {
    const error = await failureOf(
      { responses: [hanging], timeoutInMs: 50_000, attemptTimeoutInMs: 40_000 },
      { attemptTimeoutInMs: 7 },
    );
    expect(error).toMatchObject({ attempts: [{ code: "TIMEOUT", durationInMs: 7 }] });
  });

  it("of retry goes before the client's one by one", async () => {
    const error = await failureOf(
      {
        responses: [throttled, throttled, throttled],
        retry: { maxRetries: 1, on503: false },
      },
      { retry: { maxRetries: 2 } },
    );
    expect(error.attempts).toHaveLength(3);
  });

  it("of retry that is undefined leaves the client's", async () => {
    const { client } = setUp({ responses: [throttled, throttled], retry: { maxRetries: 0 } });
    const retry = JSON.parse("{}");
    retry.maxRetries = undefined;
    const error = await failure(client.createRequest(publishedBody(), { retry }));
    expect(error.attempts).toHaveLength(1);
  });

  it("that is left out takes the client's", async () => {
    const { client } = setUp({ responses: [throttled, throttled], retry: { maxRetries: 0 } });
    expect((await failure(client.createRequest(publishedBody()))).attempts).toHaveLength(1);
  });
});

describe("headers", () => {
  it("are sent besides the client's own", async () => {
    const { client, requests } = setUp({ responses: [created] });
    await client.createRequest(publishedBody(), { headers: { Prefer: "respond-async", "X-Empty": "" } });
    expect(requests[0]?.headers).toMatchObject({ prefer: "respond-async", "x-empty": "", accept: "application/json" });
  });

  const own = [
    "Accept",
    "Authorization",
    "authorization",
    "HOST",
    "Content-Type",
    "Content-Length",
    "Content-Encoding",
    "client-request-id",
  ];
  it.each([
    ...[...own, "Expect", "Keep-Alive", "Transfer-Encoding", "Upgrade"].map((name) => [
      { [name]: "x" },
      `must not set ${name}: the client does`,
    ]),
    ...["bad name", "", "a:b", "n\u00e4me"].map((name) => [{ [name]: "x" }, "must have names that HTTP allows, not"]),
    ...["a\r\nHost: elsewhere", "\0", "\u{1F600}"].map((value) => [
      { "x-own": value },
      "must be texts of printable characters, which x-own is not",
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
  it("names the package and its version", async () => {
    const { client, requests } = setUp({ responses: [created] });
    await client.createRequest(publishedBody());
    expect(requests[0]?.headers["user-agent"]).toBe(`access-package-resource-requests/${manifest.version}`);
  });

  it("is replaced by the caller's", async () => {
    const { client, requests } = setUp({ responses: [created] });
    await client.createRequest(publishedBody(), { headers: { "User-Agent": "my-program/2" } });
    expect(requests[0]?.headers["user-agent"]).toBe("my-program/2");
  });

  it.each(["document", "importScripts"])("is left to the browser, which has %s", async (name) => {
    const { client, requests } = setUp({ responses: [created] });
    Object.defineProperty(globalThis, name, { value: {}, configurable: true });
    try {
      await client.createRequest(publishedBody());
    } finally {
      Reflect.deleteProperty(globalThis, name);
    }
    expect(requests[0]?.headers).not.toHaveProperty("user-agent");
  });
});

describe("clientRequestId", () => {
  it("is sent as it is given", async () => {
    const { client, requests } = setUp({ responses: [created] });
    await client.createRequest(publishedBody(), { clientRequestId: "my-own-id" });
    expect(requests[0]?.headers["client-request-id"]).toBe("my-own-id");
  });

  it("is another one for each call unless given", async () => {
    const { client, requests } = setUp({ responses: [created, created] });
    await client.createRequest(publishedBody());
    await client.createRequest(publishedBody());
    const ids = requests.map(({ headers }) => headers["client-request-id"]);
    expect(new Set(ids).size).toBe(2);
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
    expect(attempts).toEqual([
      { startedOn: "2026-11-24T12:00:00.000Z", durationInMs: 0, clientRequestId: "own-id", status: 429 },
      {
        startedOn: "2026-11-24T12:00:00.000Z",
        durationInMs: 0,
        clientRequestId: "own-id",
        requestId: "request-1",
        status: 201,
      },
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

  it("are taken from the client when the call has none", async () => {
    const seen: unknown[] = [];
    const { client } = setUp({
      responses: [created],
      onAttempt: ({ status }) => seen.push(status),
      onResponse: ({ status }) => seen.push(status),
    });
    await client.createRequest(publishedBody());
    expect(seen).toEqual([201, 201]);
  });

  it.each<[string, () => unknown]>([
    [
      "throw",
      () => {
        throw new Error("the logger failed");
      },
    ],
    ["reject", () => Promise.reject(new Error("the logger failed"))],
  ])("change nothing when they %s", async (_, fail) => {
    expect(await hooked({ onAttempt: fail, onResponse: fail })).toEqual(example("addGroupResponse"));
    await new Promise((resolve) => setImmediate(resolve));
  });
});

describe("an error body", () => {
  it("is read up to a MiB, and what comes after it is not waited for", async () => {
    const piece = new TextEncoder().encode("x".repeat(300_000));
    let pieces = 0;
    let isCancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pieces += 1;
        controller.enqueue(piece);
      },
      cancel: () => {
        isCancelled = true;
      },
    });
    let length = 0;
    const { client } = setUp({ responses: [new Response(body, { status: 400 })] });
    const onResponse = ({ bodyAsText }: RawResponse) => {
      length = bodyAsText.length;
    };
    expect(await failure(client.createRequest(publishedBody(), { onResponse }))).toMatchObject({ status: 400 });
    expect(length).toBe(1024 * 1024);
    expect(pieces).toBeLessThan(7);
    expect(isCancelled).toBe(true);
  });

  it("is read whole when its characters are cut by its pieces", async () => {
    const bytes = new TextEncoder().encode('{"error":{"code":"Größe","message":""}}');
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect(await failureOf({ responses: [new Response(body, { status: 400 })] })).toMatchObject({ code: "Größe" });
  });

  it("may be missing", async () => {
    const error = await failureOf({ responses: [text(400)] });
    expect(error).toMatchObject({ name: "GraphError", code: "", details: [], innerErrors: [] });
  });
});
