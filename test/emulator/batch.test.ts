import { describe, expect, it } from "@jest/globals";
import type { Fault } from "../../src/emulator/index.js";
import {
  addGroup,
  addOther,
  batch,
  emulator,
  type MemberResponse,
  member,
  originIds,
  pageBody,
  pathOf,
  type Received,
  refusalOf,
  restart,
  send,
} from "./support.js";

/** The responses in the order of their ids. */
function sorted({ json }: Received): readonly MemberResponse[] {
  return [...json.responses].sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));

describe("$batch", () => {
  it("returns 200 and a response for each member", async () => {
    const response = await batch([member("1", addOther("a")), member("2", pageBody), member("3", {})]);
    expect(response.status).toBe(200);
    const responses = sorted(response);
    expect(responses.map(({ status }) => status)).toEqual([201, 201, 400]);
    expect(responses[1]?.body).toMatchObject({ ...pageBody, id: expect.any(String) });
    expect(responses[2]?.body.error.code).toBe("ArgumentNullException");
    expect(responses[0]?.headers["Content-Type"]).toContain("application/json");
    expect(await originIds()).toEqual(["a"]);
  });

  it("records requests and commits of members with their places", async () => {
    const first = member("x", addOther("a"), {
      headers: { "Content-Type": "application/json", "Client-Request-Id": "mine" },
    });
    const { headers } = await batch([first, member("y", addOther("b"))]);
    const outer = headers.get("client-request-id");
    const places = [
      { clientRequestId: "mine", batch: { id: "x", index: 0 } },
      { clientRequestId: outer, batch: { id: "y", index: 1 } },
    ];
    expect(emulator.commits).toMatchObject(places);
    expect(emulator.requests).toMatchObject([{ level: "batch" }, ...places]);
    expect(emulator.requests[1]).toMatchObject({ level: "member", path: pathOf("createAccessPackageResourceRequest") });
  });

  it("returns the responses in another order", async () => {
    const members = numbers(20).map((id) => member(id, addOther(id)));
    const response = await batch(members);
    expect(response.json.responses.map(({ id }) => id)).not.toEqual(numbers(20));
    expect(sorted(response).map(({ id }) => id)).toEqual(numbers(20));
  });

  it("accepts GET, and a url without a leading slash", async () => {
    const url = pathOf("listAccessPackageResources").slice(1);
    const [response] = sorted(await batch([{ id: "1", method: "get", url }]));
    expect(response).toMatchObject({ status: 200, body: { value: [] } });
  });

  it("returns no body for a member without a response body", async () => {
    await restart({ refResponse: "204" });
    const url = pathOf("createAccessPackageResourceRequestByRef");
    const [response] = sorted(await batch([member("1", pageBody, { url })]));
    expect(response).toEqual({ id: "1", status: 204, headers: {} });
  });

  it("returns 414 for a member whose address is longer than that of a single request", async () => {
    const url = `${pathOf("listAccessPackageResources")}?$filter=${"originId eq 'a' or ".repeat(200_000)}originId eq 'a'`;
    const { json } = await batch([{ id: "1", method: "GET", url: url.slice(0, 3_000_000) }]);
    expect(json.responses[0]).toMatchObject({ status: 414, body: { error: { code: "UriTooLong" } } });
  });

  it("returns 404 and 501 for members that it does not know", async () => {
    const response = await batch([
      { id: "1", method: "GET", url: "/me" },
      member("2", { requests: [] }, { url: "/$batch" }),
    ]);
    expect(sorted(response).map(({ status }) => status)).toEqual([404, 501]);
  });

  it.each<[string, readonly object[]]>([
    ["no member", []],
    ["21 members", numbers(21).map((id) => member(id, addOther(id)))],
    ["ids that differ only in case", [member("a", addOther("a")), member("A", addOther("b"))]],
    ["an empty id", [member("", addOther("a")), member("1", addOther("b"), { dependsOn: ["1"] })]],
    ["a member that is not an object", ["x" as unknown as object]],
    ["a dependency that is not a string", [member("0", {}), member("1", {}, { dependsOn: ["0", 7] })]],
    ["a member without an id", [{ method: "GET", url: "/x" }]],
    ["an absolute url", [{ id: "1", method: "GET", url: "https://graph.microsoft.com/beta/me" }]],
    ["a url with a host", [{ id: "1", method: "GET", url: "//graph.microsoft.com/me" }]],
    ["a body without a content type", [member("1", addGroup(), { headers: {} })]],
    ["a body without headers", [{ id: "1", method: "POST", url: "/x", body: {} }]],
    ["a header that is not a string", [member("1", addGroup(), { headers: { "content-type": { toString: 1 } } })]],
    ["a dependency that does not exist", [member("1", addGroup(), { dependsOn: ["7"] })]],
    ["a cycle", [member("1", addGroup(), { dependsOn: ["2"] }), member("2", addGroup(), { dependsOn: ["1"] })]],
    [
      "half a chain",
      [member("1", addOther("a")), member("2", addOther("b")), member("3", addOther("c"), { dependsOn: ["1"] })],
    ],
    ["two dependencies", ["1", "2", "3"].map((id, index) => member(id, {}, { dependsOn: ["1", "2"].slice(0, index) }))],
    [
      "a chain that forks at its end",
      [
        member("1", addOther("a")),
        member("2", addOther("b"), { dependsOn: ["1"] }),
        member("3", addOther("c"), { dependsOn: ["2"] }),
        member("4", addOther("d"), { dependsOn: ["2"] }),
      ],
    ],
  ])("refuses %s as a whole", async (_, requests) => {
    expect(refusalOf(await batch(requests))).toEqual([400, "BadRequest"]);
    expect(emulator.commits).toEqual([]);
  });

  it("needs a token only for the batch", async () => {
    const headers = { authorization: "" };
    const response = await send("postBatch", { body: { requests: [member("1", addGroup())] }, headers });
    expect(response.status).toBe(401);
  });
});

describe("dependsOn", () => {
  it("runs a chain in its order, not in the order of the requests", async () => {
    const response = await batch([
      member("c", addOther("3"), { dependsOn: ["B"] }),
      member("a", addOther("1")),
      member("b", addOther("2"), { dependsOn: ["a"] }),
    ]);
    expect(sorted(response).map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(emulator.commits.map(({ originId }) => originId)).toEqual(["1", "2", "3"]);
  });

  it("returns 424 to every member after a failed one", async () => {
    const response = await batch([
      member("1", {}),
      member("2", addOther("2"), { dependsOn: ["1"] }),
      member("3", addOther("3"), { dependsOn: ["2"] }),
    ]);
    expect(sorted(response).map(({ status }) => status)).toEqual([400, 424, 424]);
    expect(sorted(response)[1]?.body.error.code).toBe("FailedDependency");
    expect(await originIds()).toEqual([]);
  });

  it("runs a member that all others depend on before them", async () => {
    const after = { dependsOn: ["A"] };
    const requests = [member("b", addOther("2"), after), member("a", addOther("1")), member("c", addOther("3"), after)];
    expect(sorted(await batch(requests)).map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(emulator.commits.map(({ originId }) => originId)).toEqual(["1", "2", "3"]);
    expect(sorted(await batch(requests)).map(({ status }) => status)).toEqual([400, 424, 424]);
  });

  it("returns 424 after a member without a response", async () => {
    emulator.faults.next({ kind: "missingResponse" });
    const response = await batch([member("1", addOther("1")), member("2", addOther("2"), { dependsOn: ["1"] })]);
    expect(sorted(response)).toMatchObject([{ id: "2", status: 424 }]);
  });
});

const members = ["a", "b", "c"].map((id) => member(id, addOther(id)));

/** The responses to three adds, the second struck by the fault. */
async function responsesWith(fault: Fault): Promise<readonly MemberResponse[]> {
  emulator.faults.next({ ...fault, match: ({ batch }) => batch?.id === "b" });
  return sorted(await batch(members));
}

const committed = () => emulator.commits.map(({ originId }) => originId);

describe("a fault of a member", () => {
  it.each<[Fault, readonly string[], readonly string[]]>([
    [{ kind: "status", status: 503 }, ["a 201", "b 503", "c 201"], ["a", "c"]],
    [{ kind: "status", status: 503, when: "after" }, ["a 201", "b 503", "c 201"], ["a", "b", "c"]],
    [{ kind: "missingResponse" }, ["a 201", "c 201"], ["a", "c"]],
    [{ kind: "missingResponse", when: "after" }, ["a 201", "c 201"], ["a", "b", "c"]],
    [{ kind: "duplicateResponse" }, ["a 201", "b 500", "b 201", "c 201"], ["a", "b", "c"]],
    [{ kind: "strangeResponse" }, ["a 201", "b 201", "b-never-sent 201", "c 201"], ["a", "b", "c"]],
    [{ kind: "replicationLag", times: 1 }, ["a 201", "b 400", "c 201"], ["a", "c"]],
  ])("strikes no other member: %j", async (fault, responses, commits) => {
    expect((await responsesWith(fault)).map(({ id, status }) => `${id} ${status}`)).toEqual(responses);
    expect(committed()).toEqual(commits);
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

  it("can turn the status into a string", async () => {
    expect((await responsesWith({ kind: "statusAsString" }))[1]?.status).toBe("201");
  });

  it("can hide its resource from a list", async () => {
    await responsesWith({ kind: "visibilityLag", times: 1 });
    expect(await originIds()).toEqual(["a", "c"]);
  });
});

describe("a fault of the batch", () => {
  it.each([
    ["before", []],
    ["after", ["a", "b", "c"]],
  ] as const)("strikes %s the changes of all members", async (when, expected) => {
    emulator.faults.next({ kind: "status", status: 504, when });
    expect((await batch(members)).status).toBe(504);
    expect(committed()).toEqual(expected);
  });

  it("can be 424 with or without the responses of the members", async () => {
    emulator.faults.next({ kind: "status", status: 424, when: "after", content: "own" });
    const whole = await batch([...members, member("d", {})]);
    expect([whole.status, whole.json.responses.map(({ status }) => status)]).toEqual([424, [400, 201, 201, 201]]);
    emulator.faults.next({ kind: "status", status: 424, when: "after" });
    const bare = await batch([member("e", addOther("e"))]);
    expect([bare.status, bare.json.error.code]).toEqual([424, "FailedDependency"]);
    expect(committed()).toEqual(["a", "b", "c", "e"]);
  });

  it("can cut the response", async () => {
    emulator.faults.next({ kind: "truncated" });
    await expect(batch(members)).rejects.toThrow("terminated");
    expect(committed()).toEqual(["a", "b", "c"]);
  });

  it("is not a fault with level: member", async () => {
    emulator.faults.next({ kind: "status", status: 500, level: "member" });
    const { status, json } = await batch(members);
    expect(status).toBe(200);
    expect(json.responses.map((response) => response.status).sort()).toEqual([201, 201, 500]);
  });
});

it("counts each member, and not the batch, against the throttle option", async () => {
  await restart({ throttle: { ratePerSecond: 0, burst: 2 } });
  const { json } = await batch(members);
  expect(json.responses.map(({ status }) => status).sort()).toEqual([201, 201, 429]);
  const refused = json.responses.find(({ status }) => status === 429);
  expect(refused?.headers["Retry-After"]).toBe("1");
});
