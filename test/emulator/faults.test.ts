import { connect } from "node:net";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "@jest/globals";
import type { Emulator, Fault } from "../../src/emulator/index.js";
import { withEmulator } from "../support/emulator.js";
import {
  type Answered,
  addGroup,
  create,
  createByRef,
  ManualClock,
  originIds,
  pageBody,
  pathOf,
  send,
} from "./support.js";

let emulator: Emulator;
const restart = withEmulator((started) => {
  emulator = started;
});

const createWith = (fault: Fault): Promise<Answered> => {
  emulator.faults.next(fault);
  return create(emulator, addGroup());
};

/** Why a request failed below HTTP: the code of the cause fetch names. */
async function causeOf(sent: Promise<unknown>): Promise<unknown> {
  const error = await sent.then(
    () => undefined,
    (reason: Error) => reason,
  );
  return (error?.cause as { code?: unknown } | undefined)?.code;
}

/** Sends a request and gives up once the emulator has nothing more to do for it. */
async function giveUpOn(fault: Fault): Promise<void> {
  const controller = new AbortController();
  const struck = new Promise<void>((resolve) => {
    const match = () => {
      resolve();
      return true;
    };
    emulator.faults.next({ ...fault, match });
  });
  const sent = send(emulator, "createAccessPackageResourceRequest", { body: addGroup(), signal: controller.signal });
  const aborted = expect(sent).rejects.toThrow("aborted");
  await struck;
  await emulator.idle();
  controller.abort();
  await aborted;
}

describe("the script", () => {
  it("strikes one request per fault, in order, then no more", async () => {
    emulator.faults.next({ kind: "status", status: 500 }, { kind: "status", status: 502 });
    const statuses = [];
    for (const id of ["a", "b", "c"]) statuses.push((await create(emulator, addGroup(id))).status);
    expect(statuses).toEqual([500, 502, 201]);
  });

  it("waits for the operation it is meant for", async () => {
    const operationId = "listAccessPackageResources";
    emulator.faults.next({ kind: "status", status: 500, operationId });
    expect((await create(emulator, addGroup())).status).toBe(201);
    expect((await send(emulator, operationId)).status).toBe(500);
  });

  it("waits for the request it is meant for", async () => {
    emulator.faults.next({ kind: "status", status: 500, match: ({ body }) => body.includes('"b"') });
    expect((await create(emulator, addGroup("a"))).status).toBe(201);
    expect((await create(emulator, addGroup("b"))).status).toBe(500);
  });

  it("is forgotten on clear, the counts kept until reset", async () => {
    await createWith({ kind: "throttle" });
    emulator.faults.next({ kind: "throttle" });
    emulator.faults.clear();
    expect((await create(emulator, addGroup())).status).toBe(201);
    expect(emulator.faults.counts).toMatchObject({ throttle: 1, status: 0 });
    emulator.reset();
    expect(emulator.faults.counts.throttle).toBe(0);
  });

  it("may be drawn for each request that no queued fault strikes, by what the request is", async () => {
    emulator.faults.draw = ({ body }) => (body.includes("a") ? { kind: "throttle" } : { kind: "missingResponse" });
    emulator.faults.next({ kind: "status", status: 500 });
    const statuses = [];
    for (const id of ["a", "a", "2"]) statuses.push((await create(emulator, addGroup(id))).status);
    expect(statuses).toEqual([500, 429, 429]);
    expect((await send(emulator, "listAccessPackageResources")).status).toBe(200);
    expect(emulator.faults.counts).toMatchObject({ throttle: 2, missingResponse: 0 });
    emulator.faults.clear();
    expect((await create(emulator, addGroup("a"))).status).toBe(201);
  });

  it("is on the record of the request it struck", async () => {
    await createWith({ kind: "status", status: 504, when: "after" });
    expect(emulator.requests[0]?.fault).toEqual({ kind: "status", status: 504, when: "after" });
  });
});

describe("status", () => {
  it.each([
    ["before", 0],
    ["after", 1],
  ] as const)("strikes %s the change", async (when, commits) => {
    const { status, json } = await createWith({ kind: "status", status: 504, when });
    expect({ status, code: json.error.code }).toEqual({ status: 504, code: "GatewayTimeout" });
    expect(emulator.commits).toHaveLength(commits);
    expect(await originIds(emulator)).toHaveLength(commits);
  });

  it.each([
    ["html", "text/html", "<h1>503 Service Unavailable</h1>"],
    ["text", "text/plain", "Service Unavailable."],
    ["empty", null, ""],
  ] as const)("comes with %s", async (content, type, expected) => {
    const { headers, text } = await createWith({ kind: "status", status: 503, content });
    expect({ type: headers.get("content-type"), text }).toEqual({ type, text: expected });
  });

  it("comes with a code, headers and Retry-After of the test's choice", async () => {
    const { status, headers, json } = await createWith({
      kind: "status",
      status: 503,
      retryAfter: 7,
      code: "Busy",
      headers: { "x-extra": "1" },
    });
    expect({ status, code: json.error.code }).toEqual({ status: 503, code: "Busy" });
    expect([headers.get("retry-after"), headers.get("x-extra")]).toEqual(["7", "1"]);
  });

  it("may be a redirect, or a number without a name", async () => {
    const redirect = await createWith({ kind: "status", status: 302 });
    expect([redirect.status, redirect.headers.get("location")]).toEqual([302, expect.stringContaining("://")]);
    expect((await createWith({ kind: "status", status: 499 })).json.error.code).toBe("Status499");
  });

  it("may be another success, with the operation's own answer or with nothing to say", async () => {
    const after = await createWith({ kind: "status", status: 200, when: "after", headers: { "x-extra": "1" } });
    expect([after.status, after.json]).toEqual([200, expect.objectContaining({ requestState: "Delivered" })]);
    expect(after.headers.get("x-extra")).toBe("1");
    const before = await createWith({ kind: "status", status: 202 });
    expect([before.status, before.json]).toEqual([202, {}]);
  });

  it("hides a refusal that came first", async () => {
    await create(emulator, addGroup());
    expect((await createWith({ kind: "status", status: 504, when: "after" })).status).toBe(504);
    expect(emulator.commits).toHaveLength(1);
  });
});

describe("throttle", () => {
  const date = new Date("2026-01-02T03:04:05Z");

  it.each([
    [{}, null],
    [{ retryAfter: 3 }, "3"],
    [{ retryAfter: date }, "Fri, 02 Jan 2026 03:04:05 GMT"],
    [{ retryAfter: "soon" }, "soon"],
  ])("says %j when to come back", async (retryAfter, expected) => {
    const { status, headers, json } = await createWith({ kind: "throttle", ...retryAfter });
    expect({ status, code: json.error.code }).toEqual({ status: 429, code: "TooManyRequests" });
    expect(headers.get("retry-after")).toBe(expected);
    expect(emulator.commits).toEqual([]);
  });

  it("as a bucket, lets a burst through and then so many per second", async () => {
    const clock = new ManualClock();
    await restart({ clock, throttle: { ratePerSecond: 2, burst: 3 } });
    const statusesOf = async (count: number) => {
      const statuses = [];
      for (let index = 0; index < count; index += 1)
        statuses.push((await send(emulator, "listAccessPackageResources")).status);
      return statuses;
    };
    expect(await statusesOf(4)).toEqual([200, 200, 200, 429]);
    clock.advance(500);
    expect(await statusesOf(2)).toEqual([200, 429]);
    clock.advance(60_000);
    expect(await statusesOf(4)).toEqual([200, 200, 200, 429]);
    const { headers } = await send(emulator, "listAccessPackageResources");
    expect(headers.get("retry-after")).toBe("1");
  });
});

describe("the connection", () => {
  it.each([
    ["before", 0],
    ["after", 1],
  ] as const)("is reset %s the change", async (when, commits) => {
    expect(await causeOf(createWith({ kind: "reset", when }))).toBe("ECONNRESET");
    expect(emulator.commits).toHaveLength(commits);
  });

  it.each(["resetAfterHeaders", "truncated"] as const)("ends inside the answer: %s", async (kind) => {
    expect(await causeOf(createWith({ kind }))).toBe("UND_ERR_SOCKET");
    expect(emulator.commits).toHaveLength(1);
  });

  it.each([
    ["before", 0],
    ["after", 1],
  ] as const)("stalls %s the change", async (when, commits) => {
    await giveUpOn({ kind: "stall", when });
    expect(emulator.commits).toHaveLength(commits);
  });

  it("may bring a response again, to the next request it carries", async () => {
    const first = await createWith({ kind: "repeatedResponse" });
    // fetch gives the connection back a turn later.
    await setImmediate();
    const second = await create(emulator, { ...addGroup("second"), requestType: "AdminRemove" });
    const idsOf = ({ status, text, headers }: Answered) => [status, text, headers.get("client-request-id")];
    expect(idsOf(second)).toEqual(idsOf(first));
    await emulator.idle();
    expect(emulator.commits).toHaveLength(1);
    expect((await create(emulator, addGroup("third"))).json.id).not.toBe(first.json.id);
  });

  it("serves the next request after each of them", async () => {
    for (const kind of ["reset", "truncated", "resetAfterHeaders"] as const) {
      await expect(createWith({ kind })).rejects.toThrow();
    }
    expect((await create(emulator, addGroup("next"))).status).toBe(201);
  });
});

describe("the body", () => {
  const sendPage = (init: RequestInit = {}) => {
    const url = `${emulator.endpoint}${pathOf("createAccessPackageResourceRequest")}`;
    const headers = { authorization: "Bearer t", "content-type": "application/json" };
    const body = JSON.stringify({ ...pageBody, justification: "ü".repeat(100_000) });
    return fetch(url, { method: "POST", headers, body, ...init });
  };

  it("is no JSON when malformed, and complete by its length", async () => {
    const response = await createWith({ kind: "malformed" });
    expect(response.status).toBe(201);
    expect(Number(response.headers.get("content-length"))).toBe(response.text.length);
    expect(() => response.json).toThrow(SyntaxError);
    expect(emulator.commits).toHaveLength(1);
  });

  it("is what the test makes of it", async () => {
    const text = await createWith({ kind: "body", body: "[null]" });
    expect([text.status, text.text, text.headers.get("content-length")]).toEqual([201, "[null]", "6"]);
    emulator.faults.next({ kind: "body", body: (own) => own.replace('"Delivered"', "{}") });
    expect((await create(emulator, addGroup("b"))).json).toMatchObject({
      requestState: {},
      requestStatus: "Fulfilled",
    });
    expect(emulator.commits).toHaveLength(2);
  });

  it("never ends when endless, until nobody reads it", async () => {
    emulator.faults.next({ kind: "endlessBody" });
    const response = await sendPage();
    const reader = response.body?.getReader();
    let size = 0;
    while (size < 8 * 1024 * 1024) size += (await reader?.read())?.value?.length ?? Number.NaN;
    await reader?.cancel();
    await emulator.idle();
    expect([response.status, emulator.commits.length]).toEqual([201, 1]);
    await restart({ refResponse: "204" });
    emulator.faults.next({ kind: "endlessBody" });
    expect((await createByRef(emulator, pageBody)).status).toBe(204);
  });

  it("that is endless ends with the connection, even when an earlier response holds it up", async () => {
    const { host, hostname, port, pathname } = new URL(emulator.endpoint);
    const path = `${pathname}${pathOf("listAccessPackageResources")}`;
    const request = `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer t\r\n\r\n`;
    emulator.faults.next({ kind: "stall" }, { kind: "endlessBody" }, { kind: "endlessBody", latencyInMs: 20 });
    const socket = connect(Number(port), hostname, () => socket.write(request.repeat(3)));
    while (emulator.requests.length < 3) await setImmediate();
    socket.destroy();
    await emulator.idle();
    expect(emulator.faults.counts).toMatchObject({ stall: 1, endlessBody: 2 });
  });

  it("never comes when stalled, the headers do", async () => {
    emulator.faults.next({ kind: "stalledBody" });
    const controller = new AbortController();
    const response = await sendPage({ signal: controller.signal });
    expect(response.status).toBe(201);
    const read = expect(response.text()).rejects.toThrow("aborted");
    controller.abort();
    await read;
    expect(emulator.commits).toHaveLength(1);
  });

  it("comes whole when slow, a piece at a time", async () => {
    const clock = new ManualClock();
    await restart({ clock });
    emulator.faults.next({ kind: "slowBody" });
    let done = false;
    const sent = create(emulator, pageBody).finally(() => {
      done = true;
    });
    const start = clock.now();
    while (!done) {
      clock.advance(clock.timers.size > 0 ? 10 : 0);
      await setImmediate();
    }
    expect((await sent).json).toMatchObject(pageBody);
    const pieces = Math.ceil((await sent).text.length / 64);
    expect(clock.now() - start).toBeGreaterThanOrEqual(10 * (pieces - 1));
  });

  it("comes no further when nobody reads it any more", async () => {
    const clock = new ManualClock();
    await restart({ clock });
    emulator.faults.next({ kind: "slowBody", intervalInMs: 1 });
    const controller = new AbortController();
    const start = clock.now();
    await sendPage({ signal: controller.signal });
    controller.abort();
    let idle = false;
    const stopped = emulator.idle().then(() => {
      idle = true;
    });
    while (!idle) {
      clock.advance(1);
      await setImmediate();
    }
    await stopped;
    expect(clock.now() - start).toBeLessThan(100_000 / 64);
  });

  it("may be slow without there being one", async () => {
    const response = await createWith({ kind: "latency" });
    expect(response.status).toBe(201);
    await restart({ refResponse: "204" });
    emulator.faults.next({ kind: "slowBody" });
    expect((await createByRef(emulator, pageBody)).status).toBe(204);
  });
});

describe("latency", () => {
  it("comes before anything else, with any kind", async () => {
    const clock = new ManualClock();
    await restart({ clock });
    emulator.faults.next({ kind: "status", status: 504, when: "after", latencyInMs: 1000 });
    const sent = create(emulator, addGroup());
    await clock.waiting();
    expect(emulator.commits).toEqual([]);
    clock.advance(1000);
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
  ])("%s lets %i changes take effect", async (state, commits) => {
    const { status, json } = await createWith({ kind: "requestState", state });
    expect([status, json]).toEqual([201, expect.objectContaining({ requestState: state })]);
    expect(emulator.commits).toHaveLength(commits);
    expect(await originIds(emulator)).toHaveLength(commits);
  });
});

describe("lag", () => {
  const statusesOfAdds = async (count: number, originId?: string) => {
    const statuses = [];
    for (let index = 0; index < count; index += 1) statuses.push((await create(emulator, addGroup(originId))).status);
    return statuses;
  };

  it("of replication hides the origin object from so many requests", async () => {
    emulator.faults.next({ kind: "replicationLag", times: 2 });
    expect(await statusesOfAdds(3)).toEqual([400, 400, 201]);
    expect(emulator.faults.counts.replicationLag).toBe(1);
  });

  it("of replication hides the origin object for so long", async () => {
    const clock = new ManualClock();
    await restart({ clock });
    const { status, json } = await createWith({ kind: "replicationLag", durationInMs: 5000 });
    expect({ status, code: json.error.code }).toEqual({ status: 400, code: "ResourceNotFoundInOriginSystem" });
    clock.advance(4999);
    expect(await statusesOfAdds(1)).toEqual([400]);
    clock.advance(1);
    expect(await statusesOfAdds(1)).toEqual([201]);
  });

  it("of replication may befall every origin object once", async () => {
    await restart({ replicationLag: { times: 1 } });
    expect(await statusesOfAdds(2, "a")).toEqual([400, 201]);
    expect(await statusesOfAdds(3, "b")).toEqual([400, 201, 400]);
    expect(emulator.commits).toHaveLength(2);
  });

  it("of visibility hides an added resource from so many lists, and it is there all the same", async () => {
    expect((await createWith({ kind: "visibilityLag", times: 2 })).status).toBe(201);
    expect((await create(emulator, addGroup())).json.error.code).toBe("ResourceAlreadyOnboarded");
    const counts = [];
    for (let index = 0; index < 3; index += 1) counts.push((await originIds(emulator)).length);
    expect(counts).toEqual([0, 0, 1]);
  });

  it("of visibility may befall every resource", async () => {
    const clock = new ManualClock();
    await restart({ clock, visibilityLag: { durationInMs: 300 } });
    await statusesOfAdds(1);
    expect(await originIds(emulator)).toEqual([]);
    clock.advance(300);
    expect(await originIds(emulator)).toHaveLength(1);
  });

  it("of visibility may hide a resource from the check for duplicates too", async () => {
    const clock = new ManualClock();
    await restart({ clock, visibilityLag: { durationInMs: 300 }, refuseHiddenDuplicates: false });
    expect(await statusesOfAdds(2)).toEqual([201, 201]);
    clock.advance(300);
    expect(await statusesOfAdds(1)).toEqual([400]);
    expect(await originIds(emulator)).toHaveLength(2);
  });

  it("strikes adds only", async () => {
    emulator.faults.next({ kind: "visibilityLag", times: 1 });
    expect((await send(emulator, "listAccessPackageResources")).status).toBe(200);
    expect(emulator.faults.counts.visibilityLag).toBe(0);
  });
});

describe("a claims challenge", () => {
  const listWith = (token: string) =>
    send(emulator, "listAccessPackageResources", { headers: { authorization: `Bearer ${token}` } });

  it("refuses the token until another comes", async () => {
    emulator.faults.next({ kind: "claims", claims: '{"access_token":{"a":1}}' });
    for (const response of [await listWith("old"), await listWith("old")]) {
      expect(response.status).toBe(401);
      const challenge = response.headers.get("www-authenticate") ?? "";
      expect(challenge).toContain('error="insufficient_claims"');
      const claims = /claims="([^"]+)"/.exec(challenge)?.[1] ?? "";
      expect(Buffer.from(claims, "base64").toString()).toBe('{"access_token":{"a":1}}');
    }
    expect((await listWith("new")).status).toBe(200);
    expect((await listWith("old")).status).toBe(401);
    expect(emulator.faults.counts.claims).toBe(1);
  });

  it("asks for something by itself, commits nothing and ends with a reset", async () => {
    const { headers } = await createWith({ kind: "claims" });
    expect(headers.get("www-authenticate")).toMatch(/claims="[A-Za-z0-9+/=]{20,}"/);
    expect(emulator.commits).toEqual([]);
    emulator.reset();
    expect((await create(emulator, addGroup())).status).toBe(201);
  });
});
