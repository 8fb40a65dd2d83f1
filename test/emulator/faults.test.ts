import { connect } from "node:net";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import type { Fault } from "../../src/emulator/index.js";
import { whileQuiet } from "../support/chaos-clock.js";
import { FakeClock } from "../support/clock.js";
import {
  addGroup,
  addOther,
  create,
  createByRef,
  emulator,
  originIds,
  pageBody,
  pathOf,
  type Received,
  refusalOf,
  restart,
  send,
  struckBy,
} from "./support.js";

const sides = [
  ["before", 0],
  ["after", 1],
] as const;

const createWith = (fault: Fault): Promise<Received> => {
  emulator.faults.next(fault);
  return create(addGroup());
};

const listWith = (headers: Record<string, string> = {}) => send("listAccessPackageResources", { headers });

/** The statuses of requests that are sent one after another. */
async function statusesOf<Input>(inputs: readonly Input[], request: (input: Input) => Promise<Received>) {
  const statuses = [];
  for (const input of inputs) statuses.push((await request(input)).status);
  return statuses;
}

const statusesOfAdds = (...ids: string[]) => statusesOf(ids, (id) => create(addOther(id)));

describe("the queue", () => {
  it("strikes one request per fault, in order", async () => {
    emulator.faults.next({ kind: "status", status: 500 }, { kind: "status", status: 502 });
    expect(await statusesOfAdds("a", "b", "c")).toEqual([500, 502, 201]);
  });

  it("keeps a fault for its operation", async () => {
    emulator.faults.next({ kind: "status", status: 500, operationId: "listAccessPackageResources" });
    expect(await statusesOfAdds("a")).toEqual([201]);
    expect((await listWith()).status).toBe(500);
  });

  it("keeps a fault for the request that matches", async () => {
    emulator.faults.next({ kind: "status", status: 500, match: ({ body }) => body.includes('"b"') });
    expect(await statusesOfAdds("a", "b")).toEqual([201, 500]);
  });

  it("is emptied by clear; the counts stay until reset", async () => {
    await createWith({ kind: "throttle" });
    emulator.faults.next({ kind: "throttle" });
    emulator.faults.clear();
    expect(await statusesOfAdds("a")).toEqual([201]);
    expect(emulator.faults.counts).toMatchObject({ throttle: 1, status: 0 });
    emulator.reset();
    expect(emulator.faults.counts.throttle).toBe(0);
  });

  it("comes before draw, which sees every other request", async () => {
    emulator.faults.draw = ({ body }) => (body.includes("a") ? { kind: "throttle" } : { kind: "missingResponse" });
    emulator.faults.next({ kind: "status", status: 500 });
    expect(await statusesOfAdds("a", "a", "2")).toEqual([500, 429, 429]);
    expect((await listWith()).status).toBe(200);
    expect(emulator.faults.counts).toMatchObject({ throttle: 2, missingResponse: 0 });
    emulator.faults.clear();
    expect(await statusesOfAdds("a")).toEqual([201]);
  });

  it("leaves the fault in the record of its request", async () => {
    await createWith({ kind: "status", status: 504, when: "after" });
    expect(emulator.requests[0]?.fault).toEqual({ kind: "status", status: 504, when: "after" });
  });
});

describe("status", () => {
  it.each(sides)("strikes %s the change", async (when, commits) => {
    expect(refusalOf(await createWith({ kind: "status", status: 504, when }))).toEqual([504, "GatewayTimeout"]);
    expect(emulator.commits).toHaveLength(commits);
    expect(await originIds()).toHaveLength(commits);
  });

  it.each([
    ["html", "text/html", "<h1>503 Service Unavailable</h1>"],
    ["text", "text/plain", "Service Unavailable."],
    ["empty", null, ""],
  ] as const)("can have content: %s", async (content, type, expected) => {
    const { headers, text } = await createWith({ kind: "status", status: 503, content });
    expect([headers.get("content-type"), text]).toEqual([type, expected]);
  });

  it("can have a code, headers and Retry-After", async () => {
    const headers = { "x-extra": "1" };
    const response = await createWith({ kind: "status", status: 503, retryAfter: 7, code: "Busy", headers });
    expect(refusalOf(response)).toEqual([503, "Busy"]);
    expect(["retry-after", "x-extra"].map((name) => response.headers.get(name))).toEqual(["7", "1"]);
  });

  it("can be a redirect, or a number without a name", async () => {
    const redirect = await createWith({ kind: "status", status: 302 });
    expect([redirect.status, redirect.headers.get("location")]).toEqual([302, expect.stringContaining("://")]);
    expect((await createWith({ kind: "status", status: 499 })).json.error.code).toBe("Status499");
  });

  it("can be another success, with the operation's own body after the change and an empty one before", async () => {
    const after = await createWith({ kind: "status", status: 200, when: "after", headers: { "x-extra": "1" } });
    expect([after.status, after.json]).toEqual([200, expect.objectContaining({ requestState: "Delivered" })]);
    expect(after.headers.get("x-extra")).toBe("1");
    const before = await createWith({ kind: "status", status: 202 });
    expect([before.status, before.json]).toEqual([202, {}]);
  });

  it("replaces a refusal of the operation", async () => {
    await create(addGroup());
    expect((await createWith({ kind: "status", status: 504, when: "after" })).status).toBe(504);
    expect(emulator.commits).toHaveLength(1);
  });
});

describe("throttle", () => {
  it.each([
    [{}, null],
    [{ retryAfter: 3 }, "3"],
    [{ retryAfter: new Date("2026-01-02T03:04:05Z") }, "Fri, 02 Jan 2026 03:04:05 GMT"],
    [{ retryAfter: "soon" }, "soon"],
  ])("turns %j into Retry-After", async (retryAfter, expected) => {
    const response = await createWith({ kind: "throttle", ...retryAfter });
    expect(refusalOf(response)).toEqual([429, "TooManyRequests"]);
    expect(response.headers.get("retry-after")).toBe(expected);
    expect(emulator.commits).toEqual([]);
  });

  it("as an option, allows a burst and then a number per second", async () => {
    const clock = new FakeClock();
    await restart({ clock, throttle: { ratePerSecond: 2, burst: 3 } });
    const statusesOfLists = (count: number) => statusesOf(Array(count).fill({}), listWith);
    expect(await statusesOfLists(4)).toEqual([200, 200, 200, 429]);
    await clock.advance(500);
    expect(await statusesOfLists(2)).toEqual([200, 429]);
    await clock.advance(60_000);
    expect(await statusesOfLists(4)).toEqual([200, 200, 200, 429]);
    expect((await listWith()).headers.get("retry-after")).toBe("1");
  });
});

describe("the connection", () => {
  it.each(sides)("is reset %s the change", async (when, commits) => {
    await expect(createWith({ kind: "reset", when })).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
    expect(emulator.commits).toHaveLength(commits);
    expect(await statusesOfAdds("next")).toEqual([201]);
  });

  it.each(["resetAfterHeaders", "truncated"] as const)("closes inside the response: %s", async (kind) => {
    await expect(createWith({ kind })).rejects.toMatchObject({ cause: { code: "UND_ERR_SOCKET" } });
    expect(emulator.commits).toHaveLength(1);
    expect(await statusesOfAdds("next")).toEqual([201]);
  });

  it.each(sides)("stalls %s the change", async (when, commits) => {
    const controller = new AbortController();
    const struck = struckBy({ kind: "stall", when });
    const sent = send("createAccessPackageResourceRequest", { body: addGroup(), signal: controller.signal });
    const aborted = expect(sent).rejects.toThrow("aborted");
    await struck;
    await emulator.idle();
    controller.abort();
    await aborted;
    expect(emulator.commits).toHaveLength(commits);
  });

  it("repeats a response to its next request", async () => {
    const first = await createWith({ kind: "repeatedResponse" });
    // fetch releases the connection one turn later.
    await setImmediate();
    const second = await create({ ...addOther("second"), requestType: "AdminRemove" });
    const idsOf = ({ status, text, headers }: Received) => [status, text, headers.get("client-request-id")];
    expect(idsOf(second)).toEqual(idsOf(first));
    await emulator.idle();
    expect(emulator.commits).toHaveLength(1);
    expect((await create(addOther("third"))).json.id).not.toBe(first.json.id);
  });
});

describe("the body", () => {
  const sendPage = (init: RequestInit = {}) => {
    const url = `${emulator.endpoint}${pathOf("createAccessPackageResourceRequest")}`;
    const headers = { authorization: "Bearer t", "content-type": "application/json" };
    const body = JSON.stringify({ ...pageBody, justification: "ü".repeat(100_000) });
    return fetch(url, { method: "POST", headers, body, ...init });
  };

  it("is complete and not JSON when malformed", async () => {
    const response = await createWith({ kind: "malformed" });
    expect(response.status).toBe(201);
    expect(Number(response.headers.get("content-length"))).toBe(response.text.length);
    expect(() => response.json).toThrow(SyntaxError);
    expect(emulator.commits).toHaveLength(1);
  });

  it("can be any text, or a change to the operation's own", async () => {
    const text = await createWith({ kind: "body", body: "[null]" });
    expect([text.status, text.text, text.headers.get("content-length")]).toEqual([201, "[null]", "6"]);
    emulator.faults.next({ kind: "body", body: (own) => own.replace('"Delivered"', "{}") });
    const { json } = await create(addOther("b"));
    expect(json).toMatchObject({ requestState: {}, requestStatus: "Fulfilled" });
    expect(emulator.commits).toHaveLength(2);
  });

  it("is endless until its reader stops", async () => {
    emulator.faults.next({ kind: "endlessBody" });
    const response = await sendPage();
    const reader = response.body?.getReader();
    let size = 0;
    while (size < 8 * 1024 * 1024) size += (await reader?.read())?.value?.length ?? Number.NaN;
    await reader?.cancel();
    await emulator.idle();
    expect([response.status, emulator.commits.length]).toEqual([201, 1]);
  });

  it("is endless until the connection closes, even behind an earlier response", async () => {
    const clock = new FakeClock();
    await restart({ clock });
    const { host, hostname, port, pathname } = new URL(emulator.endpoint);
    const path = `${pathname}${pathOf("listAccessPackageResources")}`;
    const request = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer t\r\n\r\n`;
    emulator.faults.next({ kind: "stall" }, { kind: "endlessBody" }, { kind: "endlessBody", latencyInMs: 20 });
    const socket = connect(Number(port), hostname, () => socket.write(request.repeat(3)));
    while (emulator.requests.length < 3) await setImmediate();
    socket.destroy();
    await whileQuiet(clock, () => clock.delays.length, emulator.idle());
    expect(emulator.faults.counts).toMatchObject({ stall: 1, endlessBody: 2 });
  });

  it("never follows the headers when stalled", async () => {
    emulator.faults.next({ kind: "stalledBody" });
    const controller = new AbortController();
    const response = await sendPage({ signal: controller.signal });
    expect(response.status).toBe(201);
    const read = expect(response.text()).rejects.toThrow("aborted");
    controller.abort();
    await read;
    expect(emulator.commits).toHaveLength(1);
  });

  it("is sent in pieces when slow", async () => {
    const clock = new FakeClock();
    await restart({ clock });
    emulator.faults.next({ kind: "slowBody" });
    const response = await whileQuiet(clock, () => clock.delays.length, create(pageBody));
    expect(response.json).toMatchObject(pageBody);
    expect(clock.delays).toEqual(Array(Math.ceil(response.text.length / 64)).fill(10));
  });

  it("is not sent further once its slow reader has gone", async () => {
    const clock = new FakeClock();
    await restart({ clock });
    emulator.faults.next({ kind: "slowBody", intervalInMs: 1 });
    const controller = new AbortController();
    await sendPage({ signal: controller.signal });
    controller.abort();
    await whileQuiet(clock, () => clock.delays.length, emulator.idle());
    expect(clock.delays.length).toBeLessThan(100_000 / 64);
  });

  it.each(["slowBody", "endlessBody"] as const)("can be missing: %s", async (kind) => {
    await restart({ refResponse: "204" });
    emulator.faults.next({ kind });
    expect((await createByRef(pageBody)).status).toBe(204);
  });
});

describe("latency", () => {
  it("changes nothing else", async () => {
    expect((await createWith({ kind: "latency" })).status).toBe(201);
  });

  it("comes before anything else, with any kind", async () => {
    const clock = new FakeClock();
    await restart({ clock });
    const struck = struckBy({ kind: "status", status: 504, when: "after", latencyInMs: 1000 });
    const sent = create(addGroup());
    await struck;
    expect(emulator.commits).toEqual([]);
    await clock.advance(1000);
    expect((await sent).status).toBe(504);
    expect(emulator.commits).toHaveLength(1);
  });
});

describe("requestState", () => {
  it.each([
    ["DeliveryFailed", 0],
    ["denied", 0],
    ["CANCELED", 0],
    ["Delivering", 1],
  ])("%s commits %i changes", async (state, commits) => {
    const { status, json } = await createWith({ kind: "requestState", state });
    expect([status, json]).toEqual([201, expect.objectContaining({ requestState: state })]);
    expect(emulator.commits).toHaveLength(commits);
    expect(await originIds()).toHaveLength(commits);
  });
});

describe("lag", () => {
  it("of replication hides an origin object from a number of requests", async () => {
    emulator.faults.next({ kind: "replicationLag", times: 2 });
    expect(await statusesOfAdds("a", "a", "a")).toEqual([400, 400, 201]);
    expect(emulator.faults.counts.replicationLag).toBe(1);
  });

  it("of replication hides an origin object for a time", async () => {
    const clock = new FakeClock();
    await restart({ clock });
    const response = await createWith({ kind: "replicationLag", durationInMs: 5000 });
    expect(refusalOf(response)).toEqual([400, "ResourceNotFoundInOriginSystem"]);
    await clock.advance(4999);
    expect((await create(addGroup())).status).toBe(400);
    await clock.advance(1);
    expect((await create(addGroup())).status).toBe(201);
  });

  it("of replication as an option hides every origin object once", async () => {
    await restart({ replicationLag: { times: 1 } });
    expect(await statusesOfAdds("a", "a", "b", "b", "b")).toEqual([400, 201, 400, 201, 400]);
    expect(emulator.commits).toHaveLength(2);
  });

  it("of visibility hides a resource from a number of lists, and an add of it is still refused", async () => {
    expect((await createWith({ kind: "visibilityLag", times: 2 })).status).toBe(201);
    expect((await create(addGroup())).json.error.code).toBe("ResourceAlreadyOnboarded");
    const counts = [];
    for (let index = 0; index < 3; index += 1) counts.push((await originIds()).length);
    expect(counts).toEqual([0, 0, 1]);
  });

  it.each([
    [true, [201, 400], 1],
    [false, [201, 201], 2],
  ])("of visibility with refuseHiddenDuplicates: %p", async (refuseHiddenDuplicates, statuses, count) => {
    const clock = new FakeClock();
    await restart({ clock, visibilityLag: { durationInMs: 300 }, refuseHiddenDuplicates });
    expect(await statusesOfAdds("a", "a")).toEqual(statuses);
    expect(await originIds()).toEqual([]);
    await clock.advance(300);
    expect(await statusesOfAdds("a")).toEqual([400]);
    expect(await originIds()).toHaveLength(count);
  });

  it("strikes only adds", async () => {
    emulator.faults.next({ kind: "visibilityLag", times: 1 });
    expect((await listWith()).status).toBe(200);
    expect(emulator.faults.counts.visibilityLag).toBe(0);
  });
});

describe("claims", () => {
  it("refuses a token until reset, and no other token", async () => {
    emulator.faults.next({ kind: "claims", claims: '{"access_token":{"a":1}}' });
    for (const response of [await listWith(), await listWith()]) {
      expect(response.status).toBe(401);
      const challenge = response.headers.get("www-authenticate") ?? "";
      expect(challenge).toContain('error="insufficient_claims"');
      const claims = /claims="([^"]+)"/.exec(challenge)?.[1] ?? "";
      expect(Buffer.from(claims, "base64").toString()).toBe('{"access_token":{"a":1}}');
    }
    expect((await listWith({ authorization: "Bearer new" })).status).toBe(200);
    expect((await listWith()).status).toBe(401);
    expect(emulator.faults.counts.claims).toBe(1);
    emulator.reset();
    expect((await listWith()).status).toBe(200);
  });

  it("has a default, and prevents the change", async () => {
    const { headers } = await createWith({ kind: "claims" });
    expect(headers.get("www-authenticate")).toMatch(/claims="[A-Za-z0-9+/=]{20,}"/);
    expect(emulator.commits).toEqual([]);
  });
});
