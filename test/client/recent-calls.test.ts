import { describe, expect, it, jest } from "@jest/globals";
import { AccessPackageResourceRequestsClient } from "../../src/index.js";
import { failure, failureOf, loopbackClient, publishedBody, setUp } from "../support/client.js";
import { TestCredential } from "../support/credential.js";
import { example } from "../support/examples.js";
import { json, refusal, type StubbedResponse } from "../support/fetch.js";
import { serveHttp } from "../support/servers.js";

const entity = example<object>("addGroupResponse");
const idOfFirst = "3F2504E0-4F89-41D3-9A0C-0305E82C3301";
const echo = (id: string) => ({ "client-request-id": id });
const created = (headers = {}) => json(201, entity, headers);

/** A client whose first call had the id above and whose second call gets this response. */
async function secondOf(response: StubbedResponse, retry = {}) {
  const { client, requests } = setUp({ responses: [created(), response], retry });
  await client.createRequest(publishedBody(), { clientRequestId: idOfFirst });
  return { client, requests };
}

describe("a response with the client-request-id of another recent call", () => {
  it.each([
    ["a 201", () => created(echo(idOfFirst))],
    ["a 201 in another case", () => created(echo(idOfFirst.toLowerCase()))],
    ["a 400", () => refusal(400, "InvalidModel", echo(idOfFirst))],
    ["a 429", () => refusal(429, "TooManyRequests", { ...echo(idOfFirst), "retry-after": "0" })],
  ])("leaves the outcome unknown: %s", async (_, response) => {
    const { client, requests } = await secondOf(response);
    const error = await failure(client.createRequest(publishedBody()));
    expect(error).toMatchObject({ name: "OutcomeUnknownError", attempts: [{ code: "UNREADABLE_RESPONSE" }] });
    expect(error.attempts[0]).not.toHaveProperty("status");
    expect(requests).toHaveLength(2);
  });

  it("of a client of another copy of the package, which might share the connection, leaves the outcome unknown", async () => {
    const id = crypto.randomUUID();
    await jest.isolateModulesAsync(async () => {
      const copy = await import("../../src/index.js");
      expect(copy.AccessPackageResourceRequestsClient).not.toBe(AccessPackageResourceRequestsClient);
      const client = new copy.AccessPackageResourceRequestsClient(new TestCredential(), {
        fetch: async () => created(),
      });
      await client.createRequest(publishedBody(), { clientRequestId: id });
    });
    expect(await failureOf({ responses: [created(echo(id))] })).toMatchObject({ name: "OutcomeUnknownError" });
  });

  it("is not a list", async () => {
    const { client } = await secondOf(() => json(200, { value: [] }, echo(idOfFirst)));
    const origin = { originSystem: "AadGroup", originId: idOfFirst };
    const error = await failure(client.catalog("c").findResource(origin));
    expect(error).toMatchObject({ name: "ConnectionError", code: "UNREADABLE_RESPONSE", outcome: "notCreated" });
  });

  /** The last of many calls; its response echoes the id of the first. */
  async function lastAfter(calls: number) {
    const between = Array.from({ length: calls }, () => () => created());
    const { client } = setUp({ responses: [created(), ...between, () => created(echo(idOfFirst))] });
    await client.createRequest(publishedBody(), { clientRequestId: idOfFirst });
    for (let call = 0; call < calls; call += 1) await client.createRequest(publishedBody());
    return client.createRequest(publishedBody());
  }

  it("is remembered for at least 5,000 more calls", async () => {
    await expect(lastAfter(4999)).rejects.toMatchObject({ name: "OutcomeUnknownError" });
  });

  it("is forgotten after 10,000 more calls", async () => {
    await expect(lastAfter(10_000)).resolves.toEqual(entity);
  });
});

it.each([
  ["no id", undefined, {}],
  ["an id that this client never sent", undefined, echo("00000000-0000-4000-8000-000000000000")],
  ["its own id, which another call had too", idOfFirst.toLowerCase(), echo(idOfFirst)],
])("a response with %s is accepted", async (_, clientRequestId, headers) => {
  const { client } = await secondOf(created(headers));
  await expect(client.createRequest(publishedBody(), { ...(clientRequestId && { clientRequestId }) })).resolves.toEqual(
    entity,
  );
});

it("a 201 that an intermediary sends again for the next call does not count as its own", async () => {
  let previous: string | undefined;
  const relay = await serveHttp((request, response) => {
    const id = String(request.headers["client-request-id"]);
    request.resume().on("end", () => {
      response.writeHead(201, echo(previous ?? id)).end(JSON.stringify(entity));
      previous = previous === undefined ? id : undefined;
    });
  });
  const client = loopbackClient(relay);
  const outcomes: string[] = [];
  for (let call = 0; call < 100; call += 1) {
    const sent = client.createRequest(publishedBody());
    outcomes.push(await sent.then(() => "created").catch(({ outcome }) => outcome));
  }
  expect(outcomes).toEqual(Array.from({ length: 100 }, (_, call) => (call % 2 === 0 ? "created" : "unknown")));
});
