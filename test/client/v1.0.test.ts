import { describe, expect, it } from "@jest/globals";
import {
  Catalog,
  type CreateRequestBody,
  isRequestNotDeliveredError,
  isRequestValidationError,
  RequestNotDeliveredError,
} from "../../src/v1.0.js";
import { publishedBody as betaBody, created, failure, pageBody, setUp } from "../support/client.js";
import { v1Example } from "../support/examples.js";

const body = (change: object = {}) => ({
  ...v1Example<CreateRequestBody & { resource: object }>("addGroup"),
  ...change,
});

/** The issues of a body, as the client of v1.0 reports them before it sends anything. */
async function issuesOf(given: unknown): Promise<string[]> {
  const { v1, requests } = setUp();
  const error = await failure(v1.createRequest(given as never));
  if (!isRequestValidationError(error)) throw error;
  expect(requests).toEqual([]);
  return error.issues.map(({ form, rule, pointer, message }) => `${form} ${rule} ${pointer} ${message}`);
}

describe("createRequest of v1.0", () => {
  it.each([
    ["adminAdd", ["add required /resource/originId", "add required /resource/originSystem"]],
    ["adminRemove", ["remove required /resource/id"]],
  ])("checks the form of the requestType %s", async (requestType, expected) => {
    const issues = await issuesOf({ ...body(), requestType, resource: {} });
    expect(issues.map((issue) => issue.split(" ", 3).join(" "))).toEqual(expected);
  });

  it.each([
    ["of another kind of request", body({ requestType: "userAdd" })],
    ["with properties that no version has", body({ priority: 1, toString: "own" })],
    ["with a requestType in another case", body({ requestType: "ADMINADD" })],
    ["with values that are not in the documentation", body({ resource: { originId: "1", originSystem: "aadGroup" } })],
  ])("sends a body %s", async (_, given) => {
    const { v1, requests } = setUp({ responses: [created] });
    await v1.createRequest(given as never);
    expect(requests[0]?.body).toEqual(given);
  });

  it.each([
    ["no object", [], ["add type  send a JSON object, not an array"]],
    [
      "no requestType",
      body({ requestType: undefined }),
      ["add required /requestType add requestType, a string; the contract requires it"],
    ],
    ["a state", body({ state: "delivered" }), ["add readOnly /state remove state; only the service sets it"]],
  ])("reports the issues of one form for %s", async (_, given, expected) => {
    expect((await issuesOf(given)).slice(0, 1)).toEqual(expected);
  });
});

describe("a body of the other version", () => {
  it("is refused by v1.0 with one issue for each of its properties", async () => {
    expect(await issuesOf({ ...pageBody(), ...betaBody() })).toEqual([
      "add version /catalogId `catalogId` belongs to beta; v1.0 takes `catalog: { id }`",
      ...["executeImmediately", "isValidationOnly"].map(
        (name) => `add version /${name} \`${name}\` belongs to beta; v1.0 does not have it`,
      ),
      "add version /requestType write adminAdd; AdminAdd belongs to beta",
      ...["requestState", "requestStatus", "expirationDateTime", "justification"].map(
        (name) => `add version /${name} \`${name}\` belongs to beta; v1.0 does not have it`,
      ),
      "add version /accessPackageResource `accessPackageResource` belongs to beta; v1.0 takes `resource`",
    ]);
    const resource = {
      ...(v1Example("addGroup")["resource"] as object),
      accessPackageResourceEnvironment: {},
      attributes: [{ attributeName: "a" }],
    };
    expect(await issuesOf(body({ resource }))).toEqual([
      "add version /resource/accessPackageResourceEnvironment `accessPackageResourceEnvironment` belongs to beta; v1.0 takes `environment`",
      "add version /resource/attributes/0/attributeName `attributeName` belongs to beta; v1.0 takes `name`",
    ]);
    expect(await issuesOf({ ...betaBody(), requestType: "AdminRemove" })).toContain(
      "remove version /requestType write adminRemove; AdminRemove belongs to beta",
    );
  });

  it.each(["createRequest", "createRequestByRef"] as const)("is refused by %s of beta, once", async (operation) => {
    const { client, requests } = setUp();
    const error = await failure(client[operation]({ ...body(), state: "delivered" } as never));
    if (!isRequestValidationError(error)) throw error;
    const versionIssues = error.issues.filter(({ rule }) => rule === "version");
    expect(versionIssues.map(({ message }) => message)).toEqual([
      "write AdminAdd; adminAdd belongs to v1.0",
      "`resource` belongs to v1.0; beta takes `accessPackageResource`",
      "`catalog` belongs to v1.0; beta takes `catalogId`",
      "`state` belongs to v1.0; beta takes `requestState`",
    ]);
    if (operation === "createRequest") expect(error.issues).toHaveLength(4);
    expect(requests).toEqual([]);
  });
});

describe("a catalog of v1.0", () => {
  const catalog = setUp().v1.catalog("26ac04a5-ee6a-4f0b-a0ac-0dd3d7e43ae8");
  const group = { originSystem: "AadGroup", originId: "1" };

  it.each(["justification", "executeImmediately", "isValidationOnly"])(
    "refuses %s, an option of beta",
    async (name) => {
      const error = new TypeError(`${name} belongs to beta; v1.0 does not have it`);
      const options = { [name]: true };
      await expect(catalog.addResource(group, options)).rejects.toThrow(error);
      await expect(catalog.removeResource(group, options)).rejects.toThrow(error);
      expect(() => catalog.addResources([group], options)).toThrow(error);
    },
  );

  it("and its errors are instances of the exported classes", () => {
    expect(catalog).toBeInstanceOf(Catalog);
    const details = { outcome: "notCreated", attempts: [] } as const;
    const error = new RequestNotDeliveredError({ id: "1", state: "denied" }, "denied", details);
    expect(isRequestNotDeliveredError(error)).toBe(true);
    expect(isRequestNotDeliveredError(new Error("another"))).toBe(false);
  });
});
