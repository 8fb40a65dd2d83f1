import { request as httpRequest } from "node:http";
import { describe, expect, it } from "@jest/globals";
import type { RecordedRequest } from "../../src/emulator/index.js";
import { describeRequest } from "../../src/emulator/log.js";
import {
  addGroup,
  addOther,
  batch,
  catalogId,
  create,
  emulator,
  groupId,
  list,
  member,
  otherCatalogId,
  pageBody,
  restart,
} from "./support.js";

const json = { "content-type": "application/json" };

function ask(path: string, method = "GET", body?: unknown, headers: Record<string, string> = json): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return fetch(new URL(path, emulator.endpoint), { method, headers, ...(body !== undefined && { body: text }) });
}

const stateOf = async () => (await ask("/state")).json() as Promise<Record<string, Record<string, unknown>[]>>;
const errorOf = async (response: Response) => {
  const { error } = (await response.json()) as { error: { code: string; message: string } };
  return { status: response.status, ...error };
};

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

  it("needs no token and is not recorded as a request to Graph", async () => {
    emulator.faults.next({ kind: "reset" });
    expect(await stateOf()).toMatchObject({ requests: [], faults: [{ kind: "reset" }] });
  });
});

it("returns 500 when a fault of the test cannot be shown", async () => {
  const toJSON = () => {
    throw new Error("from the test");
  };
  emulator.faults.next(Object.assign({ kind: "throttle" as const }, { toJSON }));
  expect(await errorOf(await ask("/state"))).toEqual({
    status: 500,
    code: "EmulatorFailure",
    message: "The emulator failed: Error: from the test",
  });
});

describe("POST /state/reset", () => {
  it("empties everything", async () => {
    await create(addGroup());
    emulator.faults.next({ kind: "throttle" });
    expect((await ask("/state/reset", "POST")).status).toBe(204);
    expect(await stateOf()).toEqual({ catalogs: [], resources: [], requests: [], commits: [], faults: [] });
  });
});

describe("POST /faults", () => {
  it("queues one fault or a list of them", async () => {
    const faults = [
      { kind: "throttle", retryAfter: 7 },
      { kind: "status", status: 500, when: "after" },
    ];
    expect(await (await ask("/faults", "POST", faults[0])).json()).toEqual({ faults: [faults[0]] });
    expect(await (await ask("/faults", "POST", [faults[1]])).json()).toEqual({ faults });
    const refused = await create(addGroup());
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "7"]);
    expect((await create(addGroup())).status).toBe(500);
    expect(emulator.commits).toHaveLength(1);
  });

  it("takes a hundred thousand faults, and a name as long as a body may be", async () => {
    expect((await ask("/faults", "POST", Array(100_000).fill({ kind: "reset" }))).status).toBe(200);
    expect((await ask("/faults", "POST", { kind: "t".repeat(3_000_000) })).status).toBe(400);
  });

  it.each<[unknown, string]>([
    ["{", "The body must be JSON: a fault or a list of faults."],
    [{ kind: "trottle" }, '"trottle" is not a kind of fault. Did you mean "throttle"? Allowed: latency, throttle, '],
    [{ kind: "toString" }, '"toString" is not a kind of fault. Allowed: latency, '],
    [{ kind: ["throttle"] }, '["throttle"] is not a kind of fault. Allowed: '],
    [{ kind: { toString: 1 } }, '{"toString":1} is not a kind of fault. Allowed: '],
    [{ kind: 1 }, "1 is not a kind of fault. Allowed: "],
    [null, 'A fault must be an object with "kind", such as {"kind":"throttle"}.'],
    [[{}], 'A fault must be an object with "kind", such as {"kind":"throttle"}.'],
    [
      { kind: "reset", wen: "after" },
      '"wen" is not a property of the fault reset. Did you mean "when"? Allowed: when, latencyInMs, level, operationId.',
    ],
    [{ kind: "throttle", when: "after" }, '"when" is not a property of the fault throttle. Allowed: '],
    [{ kind: "reset", when: "later" }, '"when" of the fault reset must be one of before, after.'],
    [{ kind: "status" }, 'The fault status needs "status": a whole number from 200 to 599.'],
    [{ kind: "status", status: 999 }, '"status" of the fault status must be a whole number from 200 to 599.'],
    [{ kind: "latency", latencyInMs: 2 ** 31 }, '"latencyInMs" of the fault latency must be a whole number from 0 to '],
    [{ kind: "body" }, 'The fault body needs "body": text.'],
    [{ kind: "body", body: {} }, '"body" of the fault body must be text.'],
    [
      { kind: "throttle", retryAfter: "a\nb" },
      '"retryAfter" of the fault throttle must be a whole number of seconds or ',
    ],
    [{ kind: "throttle", retryAfter: [] }, '"retryAfter" of the fault throttle must be '],
    ...[[], null, "x", { "a b": "c" }, { a: "b\r\nc" }].map(
      (headers) =>
        [
          { kind: "status", status: 503, headers },
          '"headers" of the fault status must be an object of header names and their text.',
        ] as [unknown, string],
    ),
    [[{ kind: "reset" }, { kind: "stall", operationId: "x" }], '"operationId" of the fault stall must be one of '],
  ])("refuses all of %j", async (body, message) => {
    const response = await ask("/faults", "POST", body);
    expect(await errorOf(response)).toEqual({
      status: 400,
      code: "BadRequest",
      message: expect.stringContaining(message),
    });
    expect((await stateOf())["faults"]).toEqual([]);
  });

  it("refuses a body that is too large", async () => {
    const response = await ask("/faults", "POST", `"${"x".repeat(5 * 1024 * 1024)}"`);
    expect(await errorOf(response)).toMatchObject({ status: 413, message: "The body is above 4 MB." });
  });

  it("accepts what its properties allow", async () => {
    const faults = [
      { kind: "status", status: 503, retryAfter: "soon", headers: { "x-a": "b" }, level: "member" },
      { kind: "replicationLag", times: 2, operationId: "createResourceRequest" },
    ];
    const headers = { "content-type": "application/json; charset=utf-8" };
    expect((await ask("/faults", "POST", faults, headers)).status).toBe(200);
  });

  it.each([{}, { "content-type": "text/plain" }, { "content-type": "application/jsonp" }])(
    "needs the content type of JSON: %j",
    async (headers) => {
      const response = await ask("/faults", "POST", '{"kind":"reset"}', headers as Record<string, string>);
      expect(await errorOf(response)).toMatchObject({ status: 415, message: "Content-Type must be application/json." });
    },
  );
});

/** Sends headers that `fetch` does not let a program set. */
function statusOf(path: string, method: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest(new URL(path, emulator.endpoint), { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

describe("the routes of the emulator", () => {
  it("refuse a page of another origin and another host", async () => {
    const { host, origin } = new URL(emulator.endpoint);
    expect(await statusOf("/state/reset", "POST", { origin: "https://evil.example" })).toBe(403);
    expect(await statusOf("/state/reset", "POST", { origin: "null" })).toBe(403);
    expect(await statusOf("/state/reset", "POST", { origin, host })).toBe(204);
    expect(await statusOf("/faults", "POST", {})).toBe(415);
    expect(await statusOf("/state", "GET", { host: "evil.example" })).toBe(421);
  });

  it.each([
    ["/", "POST", "GET"],
    ["/state", "DELETE", "GET"],
    ["/state/reset", "GET", "POST"],
    ["/faults", "OPTIONS", "POST"],
  ])("%s refuses %s", async (path, method, allowed) => {
    const response = await ask(path, method);
    expect([response.status, response.headers.get("allow")]).toEqual([405, allowed]);
  });
});

describe("GET /", () => {
  const pageText = async () => (await ask("/?x=1")).text();

  it("shows the state as a page without scripts, which reloads itself", async () => {
    await create(addGroup());
    const response = await ask("/");
    const text = await response.text();
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
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
    const text = await pageText();
    for (const part of ["<script", ...hidden]) expect(text).not.toContain(part);
    expect(text).toContain("&#60;script&#62;alert(&#39;1&#39;)");
  });

  it("shows the last 50 of each kind, the newest first", async () => {
    const members = (from: number) =>
      Array.from({ length: 20 }, (_, index) => member(`${from + index}`, addOther(`g${from + index}`)));
    for (const from of [0, 20, 40]) await batch(members(from));
    const text = await pageText();
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
