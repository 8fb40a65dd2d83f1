import { describe, expect, it } from "@jest/globals";
import type { Emulator, Fault } from "../../src/emulator/index.js";
import { withEmulator } from "../support/emulator.js";
import { addGroup, batch, type MemberResponse, member, originIds } from "./support.js";

let emulator: Emulator;
const restart = withEmulator((started) => {
  emulator = started;
});

const members = ["a", "b", "c"].map((id) => member(id, addGroup(id)));

/** The answers to three adds of which the second meets the fault. */
async function answersWith(fault: Fault): Promise<readonly MemberResponse[]> {
  emulator.faults.next({ ...fault, match: ({ batch }) => batch?.id === "b" });
  const { status, json } = await batch(emulator, members);
  expect(status).toBe(200);
  return [...json.responses].sort((x, y) => x.id.localeCompare(y.id));
}

const committed = () => emulator.commits.map(({ originId }) => originId);

describe("a fault of a member", () => {
  it.each([
    ["before", ["a", "c"]],
    ["after", ["a", "b", "c"]],
  ] as const)("may be any status %s its change, and touches no other", async (when, expected) => {
    const responses = await answersWith({ kind: "status", status: 503, when, retryAfter: 2 });
    expect(responses.map(({ status }) => status)).toEqual([201, 503, 201]);
    expect(responses[1]?.headers["Retry-After"]).toBe("2");
    expect(committed()).toEqual(expected);
  });

  it("may be a failed dependency", async () => {
    const responses = await answersWith({ kind: "status", status: 424 });
    expect(responses[1]).toMatchObject({ status: 424, body: { error: { code: "FailedDependency" } } });
    expect(committed()).toEqual(["a", "c"]);
  });

  it("may be its own throttling", async () => {
    expect((await answersWith({ kind: "throttle", retryAfter: 1 }))[1]).toMatchObject({
      status: 429,
      headers: { "Retry-After": "1" },
    });
  });

  it("may have a body that is no JSON", async () => {
    const responses = await answersWith({ kind: "status", status: 502, content: "html" });
    expect(responses[1]?.body).toBe("<h1>502 Bad Gateway</h1>");
  });

  it.each([
    ["before", ["a", "c"]],
    ["after", ["a", "b", "c"]],
  ] as const)("may lose its answer %s the change", async (when, expected) => {
    const responses = await answersWith({ kind: "missingResponse", when });
    expect(responses.map(({ id }) => id)).toEqual(["a", "c"]);
    expect(committed()).toEqual(expected);
  });

  it("may answer twice and differently", async () => {
    const responses = await answersWith({ kind: "duplicateResponse" });
    expect(responses.map(({ id }) => id)).toEqual(["a", "b", "b", "c"]);
    expect(responses.slice(1, 3).map(({ status }) => status)).toEqual(expect.arrayContaining([201, 500]));
    expect(committed()).toEqual(["a", "b", "c"]);
  });

  it("may make its status text", async () => {
    expect((await answersWith({ kind: "statusAsString" }))[1]?.status).toBe("201");
  });

  it("may answer an id that was never sent", async () => {
    const responses = await answersWith({ kind: "strangeResponse" });
    expect(responses.map(({ id }) => id)).toEqual(["a", "b", "b-never-sent", "c"]);
  });

  it("may be a requestState", async () => {
    expect((await answersWith({ kind: "requestState", state: "Denied" }))[1]).toMatchObject({
      status: 201,
      body: { requestState: "Denied" },
    });
    expect(committed()).toEqual(["a", "c"]);
  });

  it("may be lag", async () => {
    expect((await answersWith({ kind: "replicationLag", times: 1 })).map(({ status }) => status)).toEqual([
      201, 400, 201,
    ]);
    emulator.reset();
    await answersWith({ kind: "visibilityLag", times: 1 });
    expect(await originIds(emulator)).toEqual(["a", "c"]);
  });
});

describe("a fault of the batch", () => {
  it.each([
    ["before", []],
    ["after", ["a", "b", "c"]],
  ] as const)("strikes %s all of its members", async (when, expected) => {
    emulator.faults.next({ kind: "status", status: 504, when });
    expect((await batch(emulator, members)).status).toBe(504);
    expect(committed()).toEqual(expected);
  });

  it("may be 424 with the members' responses, or without", async () => {
    emulator.faults.next({ kind: "status", status: 424, when: "after", content: "own" });
    const whole = await batch(emulator, [...members, member("d", {})]);
    expect([whole.status, whole.json.responses.map(({ status }) => status)]).toEqual([424, [400, 201, 201, 201]]);
    emulator.faults.next({ kind: "status", status: 424, when: "after" });
    const bare = await batch(emulator, [member("e", addGroup("e"))]);
    expect([bare.status, bare.json.error.code]).toEqual([424, "FailedDependency"]);
    expect(committed()).toEqual(["a", "b", "c", "e"]);
  });

  it("may be on the wire", async () => {
    emulator.faults.next({ kind: "truncated" });
    await expect(batch(emulator, members)).rejects.toThrow("terminated");
    expect(committed()).toEqual(["a", "b", "c"]);
  });

  it("does not take what is meant for a member", async () => {
    emulator.faults.next({ kind: "status", status: 500, level: "member" });
    const { status, json } = await batch(emulator, members);
    expect(status).toBe(200);
    expect(json.responses.map((response) => response.status).sort()).toEqual([201, 201, 500]);
  });
});

it("counts each member, and not the batch, in the throttle bucket", async () => {
  await restart({ throttle: { ratePerSecond: 0, burst: 2 } });
  const { json } = await batch(emulator, members);
  expect(json.responses.map(({ status }) => status).sort()).toEqual([201, 201, 429]);
  const refused = json.responses.find(({ status }) => status === 429);
  expect(refused?.headers["Retry-After"]).toBe("1");
});
