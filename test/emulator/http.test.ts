import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { describe, expect, it } from "@jest/globals";
import { type Emulator, startEmulator } from "../../src/emulator/index.js";
import { withEmulator } from "../support/emulator.js";
import { addGroup, create, list, ManualClock, pathOf, send } from "./support.js";

let emulator: Emulator;
const restart = withEmulator((started) => {
  emulator = started;
});

/** What fetch does not let a test send: its own Host, or a body cut short. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port, hostname } = new URL(emulator.endpoint);
    const socket = connect(Number(port), hostname, () => socket.write(text));
    let response = "";
    socket.on("data", (chunk) => {
      response += chunk;
      socket.end();
    });
    socket.on("close", () => resolve(response));
    socket.on("error", reject);
  });
}

describe("the address", () => {
  it("is on loopback and ends as Graph's beta root does", () => {
    expect(emulator.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/beta$/);
  });

  it("has the port that was asked for, and says when that one is taken", async () => {
    const port = Number(new URL(emulator.endpoint).port);
    await expect(startEmulator({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    await restart({ port });
    expect(new URL(emulator.endpoint).port).toBe(String(port));
  });

  it.each([1, 22, 6000, 10_080])("is at no port that browsers and fetch refuse: %d", async (port) => {
    const error = await startEmulator({ port }).catch((reason) => reason);
    expect(error).toBeInstanceOf(RangeError);
    expect(error.message).toBe(`Browsers and fetch refuse port ${port}; choose another, such as 8080.`);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ cause: { message: "bad port" } });
  });

  it("answers to localhost too", async () => {
    const { port } = new URL(emulator.endpoint);
    expect(await raw(`GET /beta/x HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`)).toMatch(/^HTTP\/1.1 404 /);
  });

  it.each(["GET /beta/x HTTP/1.1\r\nHost: evil.example\r\n\r\n", "GET /beta/x HTTP/1.0\r\n\r\n"])(
    "refuses a Host that is not its own: %j",
    async (text) => {
      expect(await raw(text)).toMatch(/^HTTP\/1.1 421 [\s\S]*MisdirectedRequest/);
      expect(emulator.requests).toEqual([]);
    },
  );
});

describe("routing", () => {
  it.each(["/beta/me", "/v1.0/$batch", "/beta", "/beta/%zz", "/beta//identityGovernance"])(
    "responds with 404 to %s",
    async (path) => {
      const response = await fetch(new URL(path, emulator.endpoint), { headers: { authorization: "Bearer t" } });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: "NotFound" } });
    },
  );

  it("responds with 404 to a list without a catalog id", async () => {
    expect((await list(emulator, "", "")).status).toBe(404);
  });

  it("responds with 405 to a method the path does not have, naming those it has", async () => {
    const url = `${emulator.endpoint}${pathOf("createAccessPackageResourceRequest")}`;
    const response = await fetch(url, { headers: { authorization: "Bearer t" } });
    expect({ status: response.status, allow: response.headers.get("allow") }).toEqual({ status: 405, allow: "POST" });
  });

  it("reads a percent-encoded path", async () => {
    const url = `${emulator.endpoint}${pathOf("createAccessPackageResourceRequestByRef").replace("$", "%24")}`;
    const response = await fetch(url, { method: "POST", headers: { authorization: "Bearer t" } });
    expect(response.status).toBe(415);
  });

  it("responds with 501 to a query option that is not modelled", async () => {
    const { status, json } = await list(emulator, "?$select=id");
    expect({ status, message: json.error.message }).toEqual({
      status: 501,
      message: 'The emulator does not model the query option "$select".',
    });
  });
});

describe("a request", () => {
  it.each([{}, { authorization: "Basic abc" }, { authorization: "Bearer" }])(
    "needs a bearer token: %j",
    async (headers) => {
      const url = `${emulator.endpoint}${pathOf("listAccessPackageResources")}`;
      const response = await fetch(url, { headers });
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toContain("Bearer");
      expect(await response.json()).toMatchObject({ error: { code: "InvalidAuthenticationToken" } });
    },
  );

  it("needs a JSON content type", async () => {
    const headers = { "content-type": "text/plain" };
    const response = await send(emulator, "createAccessPackageResourceRequest", { body: addGroup(), headers });
    expect(response.status).toBe(415);
  });

  it("may name a charset", async () => {
    const headers = { "content-type": "application/json; charset=utf-8" };
    const response = await send(emulator, "createAccessPackageResourceRequest", { body: addGroup(), headers });
    expect(response.status).toBe(201);
  });

  it.each(["{", "", "[]", "null", '"text"'])("needs a JSON object: %j", async (body) => {
    const { status, json } = await create(emulator, body);
    expect({ status, code: json.error.code }).toEqual({ status: 400, code: "BadRequest" });
  });

  it("may have a body up to 4 MB and not above", async () => {
    const justification = (size: number) => {
      const rest = JSON.stringify(addGroup("a", { justification: "" })).length;
      return addGroup("a", { justification: "x".repeat(size - rest) });
    };
    expect((await create(emulator, justification(4 * 1024 * 1024 + 1))).status).toBe(413);
    expect(emulator.commits).toEqual([]);
    expect((await create(emulator, justification(4 * 1024 * 1024))).status).toBe(201);
  });

  it("that ends early is not carried out", async () => {
    const { host } = new URL(emulator.endpoint);
    await new Promise<void>((resolve) => {
      const request = httpRequest(emulator.endpoint, { method: "POST", headers: { "content-length": 10 } });
      request.on("error", () => resolve());
      request.on("socket", (socket) => socket.on("connect", () => setImmediate(() => request.destroy())));
      request.write("{");
    });
    expect(await raw(`GET /beta/x HTTP/1.1\r\nHost: ${host}\r\n\r\n`)).toMatch(/ 404 /);
    await emulator.idle();
    expect(emulator.requests.map(({ method }) => method)).toEqual(["GET"]);
  });
});

describe("an answer", () => {
  it("carries the service's headers and the caller's id", async () => {
    const headers = { "client-request-id": "7f3b5f6e-6a0c-4b6e-9a53-0f3c3f7b8c11" };
    const response = await send(emulator, "listAccessPackageResources", { headers });
    expect(response.headers.get("client-request-id")).toBe(headers["client-request-id"]);
    expect(response.headers.get("request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(Date.parse(response.headers.get("date") ?? "")).not.toBeNaN();
    expect(JSON.parse(response.headers.get("x-ms-ags-diagnostic") ?? "")).toHaveProperty("ServerInfo.Ring");
  });

  it("has Graph's error body, dated without a zone, and a Location nobody should follow", async () => {
    const { headers, json } = await create(emulator, {});
    expect(json.error.innerError).toEqual({
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
      "request-id": headers.get("request-id"),
      "client-request-id": headers.get("client-request-id"),
    });
    expect(headers.get("location")).toContain(".invalid/");
  });
});

describe("the record of requests", () => {
  it("holds what was sent and not the token", async () => {
    const { headers } = await create(emulator, addGroup());
    const [request] = emulator.requests;
    expect(request).toMatchObject({
      level: "single",
      method: "POST",
      path: `/beta${pathOf("createAccessPackageResourceRequest")}`,
      body: JSON.stringify(addGroup()),
      json: addGroup(),
      requestId: headers.get("request-id"),
      operationId: "createAccessPackageResourceRequest",
      batch: undefined,
      fault: undefined,
    });
    expect(request?.headers).toMatchObject({ authorization: "Bearer [not kept]", "content-type": "application/json" });
  });

  it("holds no secret that came without a scheme", async () => {
    await fetch(`${emulator.endpoint}/x`, { headers: { authorization: "secret" } });
    expect(emulator.requests[0]?.headers["authorization"]).toBe("[not kept]");
  });

  it("is empty when it was not asked for", async () => {
    await restart({ record: false });
    await create(emulator, addGroup());
    expect(emulator.requests).toEqual([]);
    expect(emulator.commits).toHaveLength(1);
  });
});

describe("the whole", () => {
  it("gives each request an id of its own, and the same ones again after a reset", async () => {
    const idOf = async () => (await create(emulator, addGroup())).headers.get("request-id");
    const ids = [await idOf(), await idOf()];
    expect(new Set(ids).size).toBe(2);
    emulator.reset();
    expect([await idOf(), await idOf()]).toEqual(ids);
  });

  it("forgets everything on reset", async () => {
    await create(emulator, addGroup());
    emulator.faults.next({ kind: "throttle" });
    emulator.reset();
    expect({ requests: emulator.requests, commits: emulator.commits }).toEqual({ requests: [], commits: [] });
    expect((await create(emulator, addGroup())).status).toBe(201);
  });

  it("closes at once, dropping what waits, and commits nothing afterwards", async () => {
    const clock = new ManualClock();
    const closing = await startEmulator({ clock });
    closing.faults.next({ kind: "latency", latencyInMs: 60_000 });
    const pending = create(closing, addGroup());
    const failed = expect(pending).rejects.toThrow("fetch failed");
    await clock.waiting();
    await closing.close();
    await failed;
    expect(clock.timers.size).toBe(0);
    expect(closing.commits).toEqual([]);
  });

  it("clears the machine's own timers when it closes", async () => {
    const closing = await startEmulator();
    const reached = new Promise<void>((resolve) => {
      const match = () => {
        resolve();
        return true;
      };
      closing.faults.next({ kind: "latency", latencyInMs: 60_000, match });
    });
    const failed = expect(create(closing, addGroup())).rejects.toThrow("fetch failed");
    await reached;
    await closing.close();
    await failed;
    expect(closing.commits).toEqual([]);
  });

  it("tells when the last request is done", async () => {
    const clock = new ManualClock();
    const busy = await startEmulator({ clock });
    await busy.idle();
    busy.faults.next({ kind: "latency", latencyInMs: 1000 });
    const controller = new AbortController();
    const sent = send(busy, "createAccessPackageResourceRequest", { body: addGroup(), signal: controller.signal });
    const aborted = expect(sent).rejects.toThrow("aborted");
    await clock.waiting();
    controller.abort();
    await aborted;
    const idle = busy.idle();
    clock.advance(1000);
    await idle;
    expect(busy.commits).toHaveLength(1);
    await busy.close();
  });

  it.each([0, 1.5, -1])("refuses a page size of %d", async (pageSize) => {
    await expect(startEmulator({ pageSize })).rejects.toThrow(`pageSize is ${pageSize}`);
  });

  it("responds with 500 when a test's own function throws, and goes on", async () => {
    emulator.faults.next({
      kind: "throttle",
      match: () => {
        throw new Error("from the test");
      },
    });
    const { status, json } = await create(emulator, addGroup());
    expect({ status, message: json.error.message }).toEqual({
      status: 500,
      message: "The emulator failed: Error: from the test",
    });
    emulator.faults.clear();
    expect((await create(emulator, addGroup())).status).toBe(201);
  });
});
