import { request as httpRequest } from "node:http";
import { describe, expect, it } from "@jest/globals";
import { type EmulatorOptions, startEmulator } from "../../src/emulator/index.js";
import { hostsOf } from "../../src/emulator/server.js";
import { FakeClock } from "../support/clock.js";
import {
  addGroup,
  addOther,
  ask,
  catalogId,
  create,
  emulator,
  list,
  pathOf,
  raw,
  refusalOf,
  restart,
  send,
  struckBy,
} from "./support.js";

describe("the address", () => {
  it("is on the loopback interface and ends with the version", () => {
    const { endpoint, endpoints } = emulator;
    expect(endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/beta$/);
    expect(endpoints).toEqual({ beta: endpoint, "v1.0": endpoint.replace(/beta$/, "v1.0") });
  });

  it("has the port of the options, unless it is taken", async () => {
    const port = Number(new URL(emulator.endpoint).port);
    await expect(startEmulator({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
    await restart({ port });
    expect(new URL(emulator.endpoint).port).toBe(String(port));
  });

  it.each([1, 22, 6000, 10_080])("is never on a port that browsers and fetch refuse: %d", async (port) => {
    const error = await startEmulator({ port }).catch((reason) => reason);
    expect(error).toBeInstanceOf(RangeError);
    expect(error.message).toBe(`Browsers and fetch refuse port ${port}; choose another, such as 8080.`);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({ cause: { message: "bad port" } });
  });

  it.each(["localhost", "LocalHost"])("accepts %s as its host", async (name) => {
    const { port } = new URL(emulator.endpoint);
    expect(await raw("GET /beta/x HTTP/1.1", { host: `${name}:${port}` })).toMatch(/^HTTP\/1.1 404 /);
  });

  it("needs no port in the Host header when it is 80, the default", () => {
    expect([...hostsOf(80)]).toEqual(["127.0.0.1", "localhost", "127.0.0.1:80", "localhost:80"]);
    expect([...hostsOf(8080)]).toEqual(["127.0.0.1:8080", "localhost:8080"]);
  });

  it.each<[EmulatorOptions["catalogs"], string]>([
    [["Sales"], "The id of a catalog is 'Sales', which is not a GUID."],
    [
      [catalogId, { id: catalogId.toUpperCase(), displayName: "Sales" }],
      `Two catalogs have the id ${catalogId.toUpperCase()}.`,
    ],
  ])("has no catalog that cannot be found: %j", async (catalogs, message) => {
    await expect(startEmulator({ ...(catalogs && { catalogs }) })).rejects.toThrow(new RangeError(message));
  });

  it.each(["evil.example", ""])("refuses any other host: %j", async (host) => {
    expect(await raw("GET /beta/x HTTP/1.1", { host })).toMatch(
      /^HTTP\/1.1 421 [\s\S]*, which is 127\.0\.0\.1:\d+ or localhost:\d+\./,
    );
    expect(emulator.requests).toEqual([]);
  });
});

describe("a web page", () => {
  const preflight = {
    "access-control-request-method": "POST",
    "access-control-request-headers": "authorization,content-type",
  };
  const path = `/beta${pathOf("createAccessPackageResourceRequest")}`;

  it.each(["http://localhost:5173", "https://127.0.0.1", "http://[::1]:8080"])(
    "that this machine serves may call it: %s",
    async (origin) => {
      const asked = await raw(`OPTIONS ${path} HTTP/1.1`, { origin, ...preflight });
      expect(asked).toMatch(/^HTTP\/1.1 204 /);
      expect(asked).toContain(`access-control-allow-origin: ${origin}`);
      expect(asked).toContain("access-control-allow-methods: *");
      expect(asked).toContain("access-control-allow-headers: *, authorization");
      expect(emulator.requests).toEqual([]);
      const listed = await raw(`GET ${path} HTTP/1.1`, { origin, authorization: "Bearer t" });
      expect(listed).toMatch(/^HTTP\/1.1 200 /);
      expect(listed).toContain(`access-control-allow-origin: ${origin}`);
    },
  );

  it.each(["https://evil.example", "http://localhost.evil.example", "null"])(
    "from anywhere else may not: %s",
    async (origin) => {
      expect(await raw(`OPTIONS ${path} HTTP/1.1`, { origin, ...preflight })).not.toContain(
        "access-control-allow-origin",
      );
      expect(await raw(`GET ${path} HTTP/1.1`, { origin })).not.toContain("access-control-allow-origin");
    },
  );

  it("cannot queue faults", async () => {
    const asked = await raw("OPTIONS /faults HTTP/1.1", { origin: "http://localhost:5173", ...preflight });
    expect(asked).toMatch(/^HTTP\/1.1 405 /);
    expect(asked).not.toContain("access-control-allow-origin");
  });
});

describe("routing", () => {
  const noCatalog = `/beta${pathOf("listAccessPackageResources", "")}`;
  const catalogCalled = (name: string) => `/beta${pathOf("listAccessPackageCatalogs")}/${name}`;

  it.each([
    `/v1.0${pathOf("createResourceRequest")}/$ref`,
    "/beta/me",
    "/v2/$batch",
    "/beta/v1.0/$batch",
    "/beta",
    "/beta/%zz",
    noCatalog,
    catalogCalled("$ref"),
  ])("returns 404 to %s", async (path) => {
    expect(refusalOf(await ask(path))).toEqual([404, "NotFound"]);
  });

  it("lists the versions, or what is modelled", async () => {
    expect((await ask("/identityGovernance")).text).toContain("It must begin with /beta or /v1.0.");
    expect((await ask("/%62eta/me")).json.error.message).toBe(
      "No HTTP resource was found that matches the request URI '/%62eta/me'. The emulator models only catalogs, their resources, resource requests and $batch.",
    );
  });

  it("returns 405 and the allowed methods to any other method", async () => {
    const { status, headers, json } = await send("createAccessPackageResourceRequest", { method: "PUT" });
    expect([status, headers.get("allow")]).toEqual([405, "POST, GET"]);
    expect(json.error.message).toBe("The method PUT is not allowed here. The emulator models only POST, GET.");
  });

  it("decodes the path", async () => {
    const path = `/beta${pathOf("createAccessPackageResourceRequestByRef").replace("$", "%24")}`;
    expect((await ask(path, { method: "POST" })).status).toBe(415);
  });

  it("returns 501 to a query option that is not modelled", async () => {
    const { status, json } = await list("?$orderby=id");
    expect([status, json.error.message]).toEqual([501, 'The emulator does not model the query option "$orderby".']);
  });
});

describe("a request", () => {
  it.each(["", "Basic abc", "Bearer"])("needs a bearer token: %j", async (authorization) => {
    const response = await send("listAccessPackageResources", { headers: { authorization } });
    expect(refusalOf(response)).toEqual([401, "InvalidAuthenticationToken"]);
    expect(response.headers.get("www-authenticate")).toContain("Bearer");
  });

  it.each([
    ["text/plain", 415],
    ["application/json; charset=utf-8", 201],
  ])("needs a JSON content type: %s returns %d", async (type, expected) => {
    const init = { body: addGroup(), headers: { "content-type": type } };
    expect((await send("createAccessPackageResourceRequest", init)).status).toBe(expected);
  });

  it.each(["{", "", "[]", "null", '"text"'])("needs a JSON object: %j", async (body) => {
    expect(refusalOf(await create(body))).toEqual([400, "BadRequest"]);
  });

  it("returns 400 to a body that is nested too deep", async () => {
    const deep = `{"x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    expect(refusalOf(await create(deep))).toEqual([400, "BadRequest"]);
  });

  it("can have a body of up to 4 MB", async () => {
    const justification = (size: number) => {
      const rest = JSON.stringify(addOther("a", { justification: "" })).length;
      return addOther("a", { justification: "x".repeat(size - rest) });
    };
    expect((await create(justification(4 * 1024 * 1024 + 1))).status).toBe(413);
    expect(emulator.commits).toEqual([]);
    expect((await create(justification(4 * 1024 * 1024))).status).toBe(201);
  });

  it("that ends early is not carried out", async () => {
    await new Promise<void>((resolve) => {
      const request = httpRequest(emulator.endpoint, { method: "POST", headers: { "content-length": 10 } });
      request.on("error", () => resolve());
      request.on("socket", (socket) => socket.on("connect", () => setImmediate(() => request.destroy())));
      request.write("{");
    });
    expect((await ask("/beta/x")).status).toBe(404);
    await emulator.idle();
    expect(emulator.requests.map(({ method }) => method)).toEqual(["GET"]);
  });
});

describe("a response", () => {
  it("has the headers of the service and the caller's id", async () => {
    const headers = { "client-request-id": "7f3b5f6e-6a0c-4b6e-9a53-0f3c3f7b8c11" };
    const response = await send("listAccessPackageResources", { headers });
    expect(response.headers.get("client-request-id")).toBe(headers["client-request-id"]);
    expect(response.headers.get("request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(Date.parse(response.headers.get("date") ?? "")).not.toBeNaN();
    expect(JSON.parse(response.headers.get("x-ms-ags-diagnostic") ?? "")).toHaveProperty("ServerInfo.Ring");
  });

  it("has Graph's error body, with a date without a zone and a Location that points nowhere", async () => {
    const { headers, json } = await create({});
    expect(json.error.innerError).toEqual({
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
      "request-id": headers.get("request-id"),
      "client-request-id": headers.get("client-request-id"),
    });
    expect(headers.get("location")).toContain(".invalid/");
  });
});

describe("the record of requests", () => {
  it("has what was sent, except the token", async () => {
    const { headers } = await create(addGroup());
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

  it("has no token that was sent without a scheme", async () => {
    await ask("/beta/x", { headers: { authorization: "secret" } });
    expect(emulator.requests[0]?.headers["authorization"]).toBe("[not kept]");
  });

  it("is empty with record: false", async () => {
    await restart({ record: false });
    await create(addGroup());
    expect(emulator.requests).toEqual([]);
    expect(emulator.commits).toHaveLength(1);
  });
});

describe("an emulator", () => {
  it("starts again on reset, with the same ids", async () => {
    const idOf = async () => (await create(addGroup())).headers.get("request-id");
    const ids = [await idOf(), await idOf()];
    expect(new Set(ids).size).toBe(2);
    emulator.faults.next({ kind: "throttle" });
    emulator.reset();
    expect([emulator.requests, emulator.commits]).toEqual([[], []]);
    expect([await idOf(), await idOf()]).toEqual(ids);
    expect(emulator.commits).toHaveLength(1);
  });

  it.each<[string, FakeClock | undefined]>([
    ["a test's clock", new FakeClock()],
    ["the system clock", undefined],
  ])("cancels waits on %s when it closes, and commits nothing afterwards", async (_, clock) => {
    await restart(clock ? { clock } : {});
    const struck = struckBy({ kind: "latency", latencyInMs: 60_000 });
    const failed = expect(create(addGroup())).rejects.toThrow("fetch failed");
    await struck;
    await emulator.close();
    await failed;
    expect(clock?.timers ?? 0).toBe(0);
    expect(emulator.commits).toEqual([]);
  });

  it("is idle when the last request is done, even if its caller gave up on it", async () => {
    const clock = new FakeClock();
    await restart({ clock });
    await emulator.idle();
    const struck = struckBy({ kind: "latency", latencyInMs: 1000 });
    const controller = new AbortController();
    const sent = send("createAccessPackageResourceRequest", { body: addGroup(), signal: controller.signal });
    const aborted = expect(sent).rejects.toThrow("aborted");
    await struck;
    controller.abort();
    await aborted;
    const idle = emulator.idle();
    await clock.advance(1000);
    await idle;
    expect(emulator.commits).toHaveLength(1);
  });

  it.each([0, 1.5, -1])("refuses a page size of %d", async (pageSize) => {
    await expect(startEmulator({ pageSize })).rejects.toThrow(`pageSize is ${pageSize}`);
  });

  it("returns 500 if a function of the test throws, and keeps running", async () => {
    const match = () => {
      throw new Error("from the test");
    };
    emulator.faults.next({ kind: "throttle", match });
    const { status, json } = await create(addGroup());
    expect([status, json.error.message]).toEqual([500, "The emulator failed: Error: from the test"]);
    emulator.faults.clear();
    expect((await create(addGroup())).status).toBe(201);
  });

  it("can print the record of a body that is not JSON", async () => {
    await create("{");
    expect({ ...emulator.requests[0] }).toMatchObject({ body: "{" });
    expect(() => emulator.requests[0]?.json).toThrow(SyntaxError);
  });
});
