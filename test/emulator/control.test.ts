import { describe, expect, it } from "@jest/globals";
import type { RecordedRequest } from "../../src/emulator/index.js";
import { describeRequest } from "../../src/emulator/log.js";
import {
  addGroup,
  addOther,
  ask,
  batch,
  catalogId,
  create,
  emulator,
  groupId,
  list,
  member,
  otherCatalogId,
  pageBody,
  type Received,
  raw,
  restart,
} from "./support.js";

const post = (path: string, body?: unknown, headers = {}) => ask(path, { method: "POST", body, headers });
const stateOf = async () => JSON.parse((await ask("/state")).text) as Record<string, Record<string, unknown>[]>;
const errorOf = ({ status, json }: Received) => ({ status, ...json.error });

describe("GET /state", () => {
  it("returns catalogs, resources, requests, commits and faults", async () => {
    await restart({ catalogs: [catalogId, { id: otherCatalogId, displayName: "Sales" }] });
    await create(addGroup());
    emulator.faults.next({ kind: "status", status: 503, match: () => false });
    const { catalogs, resources, requests, commits, faults, ...rest } = await stateOf();
    expect(catalogs).toEqual([
      { id: catalogId, displayName: catalogId },
      { id: otherCatalogId, displayName: "Sales" },
    ]);
    expect(resources).toMatchObject([{ catalogId, originId: groupId, resourceType: "Security Group" }]);
    expect(requests).toMatchObject([{ method: "POST", status: 201, body: JSON.stringify(addGroup()) }]);
    expect(commits).toEqual([requests?.[0]?.["commit"]]);
    expect(faults).toEqual([{ kind: "status", status: 503 }]);
    expect(rest).toEqual({});
  });

  it.each(["/", "/state"])("responds to HEAD %s, which programs use to wait for a server", async (path) => {
    const { status, text } = await ask(path, { method: "HEAD" });
    expect([status, text]).toEqual([200, ""]);
  });

  it("needs no token and is not recorded as a request to Graph", async () => {
    emulator.faults.next({ kind: "reset" });
    const { json } = await ask("/state", { headers: { authorization: "" } });
    expect(json).toMatchObject({ requests: [], faults: [{ kind: "reset" }] });
  });
});

it("returns 500 if a fault of the test cannot be shown", async () => {
  const toJSON = () => {
    throw new Error("from the test");
  };
  emulator.faults.next(Object.assign({ kind: "throttle" as const }, { toJSON }));
  expect(errorOf(await ask("/state"))).toEqual({
    status: 500,
    code: "EmulatorFailure",
    message: "The emulator failed: Error: from the test",
  });
});

describe("POST /state/reset", () => {
  it("empties everything", async () => {
    await create(addGroup());
    emulator.faults.next({ kind: "throttle" });
    expect((await post("/state/reset")).status).toBe(204);
    expect(await stateOf()).toEqual({ catalogs: [], resources: [], requests: [], commits: [], faults: [] });
  });
});

describe("POST /faults", () => {
  it("queues one fault or a list of them", async () => {
    const faults = [
      { kind: "throttle", retryAfter: 7 },
      { kind: "status", status: 500, when: "after" },
    ];
    expect((await post("/faults", faults[0])).json).toEqual({ faults: [faults[0]] });
    expect((await post("/faults", [faults[1]])).json).toEqual({ faults });
    const refused = await create(addGroup());
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "7"]);
    expect((await create(addGroup())).status).toBe(500);
    expect(emulator.commits).toHaveLength(1);
  });

  it("accepts a hundred thousand faults, and a name as long as a body can be", async () => {
    expect((await post("/faults", Array(100_000).fill({ kind: "reset" }))).status).toBe(200);
    expect((await post("/faults", { kind: "t".repeat(3_000_000) })).status).toBe(400);
  });

  it.each<[unknown, string]>([
    ["{", "The body must be JSON: a fault or a list of faults."],
    [{ kind: "trottle" }, '"trottle" is not a kind of fault. Did you mean "throttle"? Allowed: latency, throttle, '],
    [{ kind: ["throttle"] }, '["throttle"] is not a kind of fault. Allowed: '],
    [{ kind: { toString: 1 } }, '{"toString":1} is not a kind of fault. Allowed: '],
    [null, 'A fault must be an object with "kind", such as {"kind":"throttle"}.'],
    [[{}], 'A fault must be an object with "kind", such as {"kind":"throttle"}.'],
    [
      { kind: "reset", wen: "after" },
      '"wen" is not a property of the fault reset. Did you mean "when"? Allowed: when, latencyInMs, level, operationId.',
    ],
    [{ kind: "status" }, 'The fault status needs "status": an integer from 200 to 599.'],
    [{ kind: "status", status: 999 }, '"status" of the fault status must be an integer from 200 to 599.'],
    [{ kind: "latency", latencyInMs: 2 ** 31 }, '"latencyInMs" of the fault latency must be an integer from 0 to '],
    [{ kind: "body" }, 'The fault body needs "body": a string.'],
    [{ kind: "body", body: {} }, '"body" of the fault body must be a string.'],
    [
      { kind: "throttle", retryAfter: "a\nb" },
      '"retryAfter" of the fault throttle must be an integer number of seconds or ',
    ],
    [{ kind: "throttle", retryAfter: [] }, '"retryAfter" of the fault throttle must be '],
    ...[[], "x", { a: "b\r\nc" }].map(
      (headers) =>
        [
          { kind: "status", status: 503, headers },
          '"headers" of the fault status must be an object of header names and their values.',
        ] as [unknown, string],
    ),
    [{ kind: "reset", level: "member" }, 'The fault reset never strikes a request with this "level".'],
    [
      { kind: "requestState", state: "Denied", operationId: "listCatalogs" },
      'The fault requestState never strikes a request with this "operationId".',
    ],
    [[{ kind: "reset" }, { kind: "stall", operationId: "x" }], '"operationId" of the fault stall must be one of '],
  ])("refuses all of %j", async (body, message) => {
    const response = await post("/faults", body);
    expect(errorOf(response)).toEqual({
      status: 400,
      code: "BadRequest",
      message: expect.stringContaining(message),
    });
    expect((await stateOf())["faults"]).toEqual([]);
  });

  it("refuses a body that is too large", async () => {
    const response = await post("/faults", `"${"x".repeat(5 * 1024 * 1024)}"`);
    expect(errorOf(response)).toMatchObject({ status: 413, message: "The body is larger than 4 MB." });
  });

  it("accepts what its properties allow", async () => {
    const faults = [
      { kind: "status", status: 503, retryAfter: "soon", headers: { "x-a": "b" }, level: "member" },
      { kind: "replicationLag", times: 2, operationId: "createResourceRequest" },
    ];
    const headers = { "content-type": "application/json; charset=utf-8" };
    expect((await post("/faults", faults, headers)).status).toBe(200);
  });

  it.each(["", "text/plain", "application/jsonp"])("needs the JSON content type: %j", async (type) => {
    const response = await post("/faults", { kind: "reset" }, { "content-type": type });
    expect(errorOf(response)).toMatchObject({ status: 415, message: "Content-Type must be application/json." });
  });
});

describe("the routes of the emulator", () => {
  it.each([
    ["POST /state/reset", { origin: "https://evil.example" }, 403],
    ["POST /state/reset", { origin: "null" }, 403],
    ["GET /state", { host: "evil.example" }, 421],
  ])("refuse a page of another origin and another host: %s %j", async (start, headers, status) => {
    expect(await raw(`${start} HTTP/1.1`, headers)).toContain(`HTTP/1.1 ${status} `);
  });

  it("accept a page of the emulator itself", async () => {
    const { origin } = new URL(emulator.endpoint);
    expect(await raw("POST /state/reset HTTP/1.1", { origin })).toContain("HTTP/1.1 204 ");
  });

  it.each([
    ["/", "POST", "GET"],
    ["/state", "DELETE", "GET"],
    ["/state/reset", "GET", "POST"],
    ["/faults", "OPTIONS", "POST"],
  ])("%s refuses %s", async (path, method, allowed) => {
    const response = await ask(path, { method });
    expect([response.status, response.headers.get("allow")]).toEqual([405, allowed]);
  });
});

describe("GET /", () => {
  it("shows the state as a page without scripts that reloads itself", async () => {
    await create(addGroup());
    const { text, headers } = await ask("/?x=1");
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(text).toContain('<meta http-equiv="refresh"');
    expect(text).toContain("requests (1)");
    expect(text).toContain(`<td>Security Group</td><td>AadGroup</td><td>${groupId}</td>`);
    expect(text).not.toContain("<script");
    expect(text).not.toContain("attributes");
  });

  it("escapes every value", async () => {
    const hidden = ["\u202e", "\u200b", "\t"];
    const evil = `"><script>alert('1')</script>&${hidden.join("")}`;
    await restart({ catalogs: [{ id: catalogId, displayName: evil }] });
    await create(addOther(evil));
    await list(`?$filter=${evil}`);
    emulator.faults.next({ kind: "body", body: evil });
    const { text } = await ask("/");
    for (const part of ["<script", ...hidden]) expect(text).not.toContain(part);
    expect(text).toContain("&#60;script&#62;alert(&#39;1&#39;)");
  });

  it("shows the last 50 of each kind, the newest first", async () => {
    const members = (from: number) =>
      Array.from({ length: 20 }, (_, index) => member(`${from + index}`, addOther(`g${from + index}`)));
    for (const from of [0, 20, 40]) await batch(members(from));
    const { text } = await ask("/");
    expect(text).toContain("resources (last 50 of 60)");
    const [, resources = ""] = text.split(/<h2>resources.*/);
    const shown = Array.from(resources.split("<h2>")[0]?.matchAll(/<td>(g\d+)<\/td>/g) ?? [], ([, id]) => id);
    expect([shown.length, shown[0], shown.at(-1)]).toEqual([50, "g59", "g10"]);
  });
});

describe("onRequest", () => {
  it("is called with each request when its response is decided", async () => {
    const seen: RecordedRequest[] = [];
    await restart({ onRequest: (request) => void seen.push(request) });
    await create(addGroup());
    await batch([member("m", addOther("b")), { id: "x", method: "GET", url: "/me" }]);
    await create(pageBody);
    emulator.faults.next({ kind: "reset", when: "after" }, { kind: "throttle" });
    await expect(create(addOther("c"))).rejects.toThrow("fetch failed");
    await list();
    expect(seen.map((request) => Object.values(describeRequest(request)).slice(3).join("|"))).toEqual([
      `201|AdminAdd AadGroup ${groupId}|`,
      "201|AdminAdd CustomDataProvidedResource b|",
      "404||",
      "200||",
      "201|Request Type value|",
      "no response|AdminAdd CustomDataProvidedResource c|fault: reset after",
      "429||fault: throttle",
    ]);
    const { time, method, path } = describeRequest(seen[1] as RecordedRequest);
    expect([time, method]).toEqual([expect.stringMatching(/^\d\d:\d\d:\d\d\.\d{3}Z$/), "POST"]);
    expect(path).toMatch(/accessPackageResourceRequests \(member m\)$/);
  });
});
