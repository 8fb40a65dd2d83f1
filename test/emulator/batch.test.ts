import { describe, expect, it } from "@jest/globals";
import type { Emulator } from "../../src/emulator/index.js";
import { withEmulator } from "../support/emulator.js";
import {
  type Answered,
  addGroup,
  batch,
  list,
  type MemberResponse,
  member,
  originIds,
  pageBody,
  pathOf,
  send,
} from "./support.js";

let emulator: Emulator;
const restart = withEmulator((started) => {
  emulator = started;
});

/** The answers in the order of their ids. */
function sorted({ json }: Answered): readonly MemberResponse[] {
  return [...json.responses].sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index + 1));

describe("$batch", () => {
  it("answers each member as a request of its own, and the whole with 200", async () => {
    const response = await batch(emulator, [member("1", addGroup("a")), member("2", pageBody), member("3", {})]);
    expect(response.status).toBe(200);
    const responses = sorted(response);
    expect(responses.map(({ status }) => status)).toEqual([201, 201, 400]);
    expect(responses[1]?.body).toMatchObject({ ...pageBody, id: expect.any(String) });
    expect(responses[2]?.body.error.code).toBe("InvalidModel");
    expect(responses[0]?.headers["Content-Type"]).toContain("application/json");
    expect(await originIds(emulator)).toEqual(["a"]);
  });

  it("writes each member's commit and request down with its place", async () => {
    const first = member("x", addGroup("a"), {
      headers: { "Content-Type": "application/json", "Client-Request-Id": "mine" },
    });
    const { headers } = await batch(emulator, [first, member("y", addGroup("b"))]);
    const outer = headers.get("client-request-id");
    const places = [
      { clientRequestId: "mine", batch: { id: "x", index: 0 } },
      { clientRequestId: outer, batch: { id: "y", index: 1 } },
    ];
    expect(emulator.commits).toMatchObject(places);
    expect(emulator.requests).toMatchObject([{ level: "batch" }, ...places]);
    expect(emulator.requests[1]).toMatchObject({ level: "member", path: pathOf("createAccessPackageResourceRequest") });
  });

  it("answers in another order than it was asked", async () => {
    const { json } = await batch(
      emulator,
      numbers(20).map((id) => member(id, addGroup(id))),
    );
    const ids = json.responses.map(({ id }) => id);
    expect(ids).not.toEqual(numbers(20));
    expect([...ids].sort((a, b) => Number(a) - Number(b))).toEqual(numbers(20));
  });

  it("reads a list, and a url without a leading slash", async () => {
    const url = pathOf("listAccessPackageResources").slice(1);
    const [response] = sorted(await batch(emulator, [{ id: "1", method: "get", url }]));
    expect(response).toMatchObject({ status: 200, body: { value: [] } });
  });

  it("answers a member without a body when there is none", async () => {
    await restart({ refResponse: "204" });
    const url = pathOf("createAccessPackageResourceRequestByRef");
    const [response] = sorted(await batch(emulator, [member("1", pageBody, { url })]));
    expect(response).toEqual({ id: "1", status: 204, headers: {} });
  });

  it("answers members that go nowhere", async () => {
    const response = await batch(emulator, [
      { id: "1", method: "GET", url: "/me" },
      member("2", { requests: [] }, { url: "/$batch" }),
    ]);
    expect(sorted(response).map(({ status }) => status)).toEqual([404, 501]);
  });

  it.each<[string, readonly object[]]>([
    ["no member", []],
    ["21 members", numbers(21).map((id) => member(id, addGroup(id)))],
    ["ids that differ only in case", [member("a", addGroup("a")), member("A", addGroup("b"))]],
    ["an empty id", [member("", addGroup("a")), member("1", addGroup("b"), { dependsOn: ["1"] })]],
    ["a member without an id", [{ method: "GET", url: "/x" }]],
    ["an absolute url", [{ id: "1", method: "GET", url: "https://graph.microsoft.com/beta/me" }]],
    ["a url with a host", [{ id: "1", method: "GET", url: "//graph.microsoft.com/me" }]],
    ["a body without a content type", [member("1", addGroup(), { headers: {} })]],
    ["a body without headers", [{ id: "1", method: "POST", url: "/x", body: {} }]],
    ["a dependency that is not there", [member("1", addGroup(), { dependsOn: ["7"] })]],
    ["a circle", [member("1", addGroup(), { dependsOn: ["2"] }), member("2", addGroup(), { dependsOn: ["1"] })]],
    [
      "half a chain",
      [member("1", addGroup("a")), member("2", addGroup("b")), member("3", addGroup("c"), { dependsOn: ["1"] })],
    ],
    ["two dependencies", ["1", "2", "3"].map((id, index) => member(id, {}, { dependsOn: ["1", "2"].slice(0, index) }))],
    [
      "a chain that forks",
      [
        member("1", addGroup("a")),
        member("2", addGroup("b"), { dependsOn: ["1"] }),
        member("3", addGroup("c"), { dependsOn: ["1"] }),
      ],
    ],
  ])("refuses %s as a whole", async (_, requests) => {
    const { status, json } = await batch(emulator, requests);
    expect({ status, code: json.error.code }).toEqual({ status: 400, code: "BadRequest" });
    expect(emulator.commits).toEqual([]);
  });

  it("needs a token for the whole and none for a member", async () => {
    const headers = { authorization: "" };
    const response = await send(emulator, "postBatch", { body: { requests: [member("1", addGroup())] }, headers });
    expect(response.status).toBe(401);
  });
});

describe("dependsOn", () => {
  it("runs a chain in its order, however it is written", async () => {
    const response = await batch(emulator, [
      member("c", addGroup("3"), { dependsOn: ["B"] }),
      member("a", addGroup("1")),
      member("b", addGroup("2"), { dependsOn: ["a"] }),
    ]);
    expect(sorted(response).map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(emulator.commits.map(({ originId }) => originId)).toEqual(["1", "2", "3"]);
  });

  it("responds with 424 to everything after a failure", async () => {
    const response = await batch(emulator, [
      member("1", {}),
      member("2", addGroup("2"), { dependsOn: ["1"] }),
      member("3", addGroup("3"), { dependsOn: ["2"] }),
    ]);
    expect(sorted(response).map(({ status }) => status)).toEqual([400, 424, 424]);
    expect(sorted(response)[1]?.body.error.code).toBe("FailedDependency");
    expect((await list(emulator)).json.value).toEqual([]);
  });

  it("responds with 424 after a member whose answer went missing", async () => {
    emulator.faults.next({ kind: "missingResponse" });
    const response = await batch(emulator, [
      member("1", addGroup("1")),
      member("2", addGroup("2"), { dependsOn: ["1"] }),
    ]);
    expect(sorted(response)).toMatchObject([{ id: "2", status: 424 }]);
  });
});
