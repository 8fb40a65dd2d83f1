import { describe, expect, it } from "@jest/globals";
import type { Emulator, Fault } from "../../src/emulator/index.js";
import { withEmulator } from "../support/emulator.js";
import { addGroup, batch, type MemberResponse, member, originIds } from "./support.js";

let emulator: Emulator;
const restart = withEmulator((started) => {
  emulator = started;
});

const members = ["a", "b", "c"].map((id) => member(id, addGroup(id)));

/** The responses to three adds, of which the fault strikes the second. */
async function responsesWith(fault: Fault): Promise<readonly MemberResponse[]> {
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
  ] as const)("can be any status %s its change, and strikes no other member", async (when, expected) => {
    const responses = await responsesWith({ kind: "status", status: 503, when, retryAfter: 2 });
    expect(responses.map(({ status }) => status)).toEqual([201, 503, 201]);
    expect(responses[1]?.headers["Retry-After"]).toBe("2");
    expect(committed()).toEqual(expected);
  });

  it.each<[Fault, object]>([
    [
      { kind: "status", status: 424 },
      { status: 424, body: { error: { code: "FailedDependency" } } },
    ],
    [{ kind: "status", status: 502, content: "html" }, { body: "<h1>502 Bad Gateway</h1>" }],
    [
      { kind: "throttle", retryAfter: 1 },
      { status: 429, headers: { "Retry-After": "1" } },
    ],
    [
      { kind: "requestState", state: "Denied" },
      { status: 201, body: { requestState: "Denied" } },
    ],
  ])("can change the response and prevent the change: %j", async (fault, expected) => {
    expect((await responsesWith(fault))[1]).toMatchObject(expected);
    expect(committed()).toEqual(["a", "c"]);
  });

  it.each([
    ["before", ["a", "c"]],
    ["after", ["a", "b", "c"]],
  ] as const)("can remove the response %s the change", async (when, expected) => {
    const responses = await responsesWith({ kind: "missingResponse", when });
    expect(responses.map(({ id }) => id)).toEqual(["a", "c"]);
    expect(committed()).toEqual(expected);
  });

  it("can add a second, different response", async () => {
    const responses = await responsesWith({ kind: "duplicateResponse" });
    expect(responses.map(({ id }) => id)).toEqual(["a", "b", "b", "c"]);
    expect(responses.slice(1, 3).map(({ status }) => status)).toEqual(expect.arrayContaining([201, 500]));
    expect(committed()).toEqual(["a", "b", "c"]);
  });

  it("can turn the status into text", async () => {
    expect((await responsesWith({ kind: "statusAsString" }))[1]?.status).toBe("201");
  });

  it("can add a response with an id that was never sent", async () => {
    const responses = await responsesWith({ kind: "strangeResponse" });
    expect(responses.map(({ id }) => id)).toEqual(["a", "b", "b-never-sent", "c"]);
  });

  it("can be a lag", async () => {
    expect((await responsesWith({ kind: "replicationLag", times: 1 })).map(({ status }) => status)).toEqual([
      201, 400, 201,
    ]);
    emulator.reset();
    await responsesWith({ kind: "visibilityLag", times: 1 });
    expect(await originIds(emulator)).toEqual(["a", "c"]);
  });
});

describe("a fault of the batch", () => {
  it.each([
    ["before", []],
    ["after", ["a", "b", "c"]],
  ] as const)("strikes %s the changes of all members", async (when, expected) => {
    emulator.faults.next({ kind: "status", status: 504, when });
    expect((await batch(emulator, members)).status).toBe(504);
    expect(committed()).toEqual(expected);
  });

  it("can be 424 with or without the responses of the members", async () => {
    emulator.faults.next({ kind: "status", status: 424, when: "after", content: "own" });
    const whole = await batch(emulator, [...members, member("d", {})]);
    expect([whole.status, whole.json.responses.map(({ status }) => status)]).toEqual([424, [400, 201, 201, 201]]);
    emulator.faults.next({ kind: "status", status: 424, when: "after" });
    const bare = await batch(emulator, [member("e", addGroup("e"))]);
    expect([bare.status, bare.json.error.code]).toEqual([424, "FailedDependency"]);
    expect(committed()).toEqual(["a", "b", "c", "e"]);
  });

  it("can cut the response", async () => {
    emulator.faults.next({ kind: "truncated" });
    await expect(batch(emulator, members)).rejects.toThrow("terminated");
    expect(committed()).toEqual(["a", "b", "c"]);
  });

  it("is not a fault with level: member", async () => {
    emulator.faults.next({ kind: "status", status: 500, level: "member" });
    const { status, json } = await batch(emulator, members);
    expect(status).toBe(200);
    expect(json.responses.map((response) => response.status).sort()).toEqual([201, 201, 500]);
  });
});

it("counts each member, and not the batch, against the throttle option", async () => {
  await restart({ throttle: { ratePerSecond: 0, burst: 2 } });
  const { json } = await batch(emulator, members);
  expect(json.responses.map(({ status }) => status).sort()).toEqual([201, 201, 429]);
  const refused = json.responses.find(({ status }) => status === 429);
  expect(refused?.headers["Retry-After"]).toBe("1");
});
