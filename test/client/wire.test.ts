import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import nock from "nock";
import { AccessPackageResourceRequestsClient, type PublishedForm } from "../../src/index.js";
import { AccessPackageResourceRequestsClient as V1Client } from "../../src/v1.0.js";
import { pageBody, publishedBody } from "../support/client.js";
import { secretToken, TestCredential } from "../support/credential.js";
import { example, exampleNames, v1Example, v1RequestNames } from "../support/examples.js";

const host = "https://graph.microsoft.com";
const path = "/beta/identityGovernance/entitlementManagement/accessPackageResourceRequests";
const pathOfV1 = "/v1.0/identityGovernance/entitlementManagement/resourceRequests";
const guid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

/** The page's body as text, including the order of properties and the seventh digit of the second. */
const pageText =
  '{"@odata.type":"#microsoft.graph.accessPackageResourceRequest","catalogId":"Catalog Id value","executeImmediately":true,"isValidationOnly":true,"requestType":"Request Type value","requestState":"Request State value","requestStatus":"Request Status value","expirationDateTime":"2016-12-31T23:56:24.5775752+00:00","justification":"Justification value"}';

const create = (client: AccessPackageResourceRequestsClient) => client.createRequest(pageBody());
const createByRef = (client: AccessPackageResourceRequestsClient) => client.createRequestByRef(pageBody());

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  nock.abortPendingRequests();
  nock.cleanAll();
  nock.enableNetConnect();
});

function newClient(): AccessPackageResourceRequestsClient {
  return new AccessPackageResourceRequestsClient(new TestCredential());
}

describe.each([
  ["createRequest", path, create],
  ["createRequestByRef", `${path}/$ref`, createByRef],
] as const)("%s on the wire", (_name, address, send) => {
  it("posts the page's body to the address, byte for byte, with the token, the media types and an id", async () => {
    let sent = "";
    let headers: Record<string, unknown> = {};
    const keep = (body: unknown) => {
      sent = JSON.stringify(body);
      return true;
    };
    nock(host)
      .post(address, keep)
      .reply(201, function () {
        headers = { ...this.req.headers };
        return example("pageResponse");
      });
    await send(newClient());
    expect(sent).toBe(pageText);
    expect(headers).toMatchObject({
      authorization: `Bearer ${secretToken}`,
      "content-type": "application/json",
      accept: "application/json",
      "client-request-id": expect.stringMatching(guid),
    });
  });

  it("passes through properties that the contract does not know", async () => {
    const response = { ...example("pageResponse"), newProperty: { nested: [1, null, "2026-01-01T00:00:00.1234567Z"] } };
    nock(host).post(address).reply(201, response);
    expect(await send(newClient())).toEqual(response);
  });

  it("neither follows nor shows the Location of what was created", async () => {
    const location = "https://elsewhere.example/created";
    nock(host).post(address).reply(201, example("pageResponse"), { location });
    const elsewhere = nock("https://elsewhere.example").get("/created").reply(200, {});
    expect(JSON.stringify(await send(newClient()))).not.toContain("elsewhere");
    expect(elsewhere.isDone()).toBe(false);
  });
});

describe("createRequest", () => {
  const published = exampleNames((name) => /^(add|remove)/.test(name) && !name.endsWith("Response"));

  it.each(published)("sends the published example %s unchanged", async (name) => {
    const response = example(`${name}Response`);
    const scope = nock(host).post(path, example(name)).reply(201, response);
    expect(await newClient().createRequest(example<PublishedForm>(name))).toEqual(response);
    expect(scope.isDone()).toBe(true);
  });

  it.each(v1RequestNames)("of v1.0 sends the published example %s unchanged", async (name) => {
    const response = v1Example(`${name}Response`);
    const scope = nock(host).post(pathOfV1, v1Example(name)).reply(201, response);
    expect(await new V1Client(new TestCredential()).createRequest(v1Example<never>(name))).toEqual(response);
    expect(scope.isDone()).toBe(true);
  });

  it("uses a global fetch that was replaced after the client was created", async () => {
    const client = newClient();
    const original = globalThis.fetch;
    globalThis.fetch = async () => Response.json(example("addGroupResponse"), { status: 201 });
    try {
      expect(await client.createRequest(publishedBody())).toEqual(example("addGroupResponse"));
    } finally {
      globalThis.fetch = original;
    }
  });
});
