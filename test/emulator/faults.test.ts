import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Emulator, type EmulatorOptions, type Fault, startEmulator } from "../../src/emulator/index.js";
import { type Answered, addGroup, create, createByRef, ManualClock, originIds, send } from "./support.js";

let emulator: Emulator;

async function restart(options: EmulatorOptions): Promise<void> {
  await emulator.close();
  emulator = await startEmulator(options);
}

beforeEach(async () => {
  emulator = await startEmulator();
});

afterEach(() => emulator.close());

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

async function afterTimeout(start: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const controller = new AbortController();
  const sent = expect(start(controller.signal)).rejects.toThrow("aborted");
  await emulator.idle();
  controller.abort();
  await sent;
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
    emulator.faults.next({ kind: "stall", when });
    const reached = new Promise<void>((resolve) => {
      const match = () => {
        resolve();
        return false;
      };
      emulator.faults.next({ kind: "latency", match });
      emulator.faults.next({ kind: "stall", when });
      emulator.faults.clear();
      emulator.faults.next({ kind: "latency", match }, { kind: "stall", when });
    });
    await afterTimeout(async (signal) => {
      const sent = send(emulator, "createAccessPackageResourceRequest", { body: addGroup(), signal });
      await Promise.race([reached, sent]);
      return sent;
    });
    expect(emulator.commits).toHaveLength(commits);
  });

  it("serves the next request after each of them", async () => {
    for (const kind of ["reset", "truncated", "resetAfterHeaders"] as const) {
      await expect(createWith({ kind })).rejects.toThrow();
    }
    expect((await create(emulator, addGroup("next"))).status).toBe(201);
  });
});
