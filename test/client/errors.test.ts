import { describe, expect, it, jest } from "@jest/globals";
import * as sdk from "../../src/index.js";
import { failure, publishedBody, rejection, setUp } from "../support/client.js";
import { TestCredential, token, tokenWith } from "../support/credential.js";
import { example, exampleNames } from "../support/examples.js";
import { json, observedFetch, refusal, type StubbedResponse, systemError, text } from "../support/fetch.js";

interface Cause {
  readonly body?: sdk.CreateRequestBody;
  readonly credential?: TestCredential;
  readonly response?: StubbedResponse;
  readonly abortSignal?: AbortSignal;
}

/** What causes each kind of error, and its guard. */
const kinds: Readonly<Record<string, [cause: () => Cause, guard: (value: unknown) => boolean]>> = {
  RequestValidationError: [() => ({ body: JSON.parse("{}") }), sdk.isRequestValidationError],
  AuthenticationError: [() => ({ credential: new TestCredential(new Error("no")) }), sdk.isAuthenticationError],
  ConnectionError: [() => ({ response: systemError("ENOTFOUND") }), sdk.isConnectionError],
  GraphError: [() => ({ response: refusal(400, "InvalidModel") }), sdk.isGraphError],
  OutcomeUnknownError: [() => ({ response: text(504) }), sdk.isOutcomeUnknownError],
  RequestAbortedError: [() => ({ abortSignal: AbortSignal.abort() }), sdk.isRequestAbortedError],
};
const names = Object.keys(kinds);
const recognizedAs = (value: unknown) => names.filter((name) => kinds[name]?.[1](value));

/** An error of a kind, created by a copy of the package. */
function errorOf(kind: string, copy: typeof sdk): Promise<unknown> {
  const { body = publishedBody(), credential = new TestCredential(), ...cause } = kinds[kind]?.[0]() ?? {};
  const { fetch } = observedFetch(...(cause.response ? [cause.response] : []));
  const client = new copy.AccessPackageResourceRequestsClient(credential, { fetch });
  return rejection(client.createRequest(body, cause));
}

function otherCopy(): typeof sdk {
  let copy: typeof sdk | undefined;
  jest.isolateModules(() => {
    copy = require("../../src/index.js") as typeof sdk;
  });
  if (!copy || copy.GraphError === sdk.GraphError) throw new Error("there is no second copy");
  return copy;
}

describe.each(names)("%s", (name) => {
  it("is an Error that only its own guard recognises, with its name, an outcome and its attempts", async () => {
    const error = await errorOf(name, sdk);
    expect(error).toBeInstanceOf(Error);
    expect(error).toBeInstanceOf(sdk.AccessPackageResourceRequestsError);
    const outcome = name === "OutcomeUnknownError" ? "unknown" : "notCreated";
    expect(error).toMatchObject({ name, outcome, attempts: expect.any(Array) });
    expect(recognizedAs(error)).toEqual([name]);
    expect(sdk.isAccessPackageResourceRequestsError(error)).toBe(true);
  });

  it("from a second copy of the package is recognised too", async () => {
    const error = await errorOf(name, otherCopy());
    expect(error).not.toBeInstanceOf(sdk.AccessPackageResourceRequestsError);
    expect(recognizedAs(error)).toEqual([name]);
    expect(sdk.isAccessPackageResourceRequestsError(error)).toBe(true);
  });
});

it("an error keeps its attempts when their list grows", () => {
  const first = { startedOn: "2026-01-01T00:00:00.000Z", durationInMs: 1, clientRequestId: "own-id" };
  const attempts: sdk.Attempt[] = [first];
  const error = new sdk.OutcomeUnknownError("no answer", { attempts });
  attempts.push({ ...first, durationInMs: 2 });
  expect(error.attempts).toEqual([first]);
});

describe("a guard", () => {
  const impostor = Object.assign(new Error("x"), { name: "GraphError", outcome: "notCreated", attempts: [] });
  it.each([[undefined], [null], ["GraphError"], [{}], [{ name: "GraphError" }], [new Error("x")], [impostor]])(
    "accepts nothing else as an error of the package (case %#)",
    (value) => {
      expect(sdk.isAccessPackageResourceRequestsError(value)).toBe(false);
      expect(recognizedAs(value)).toEqual([]);
    },
  );
});

describe("GraphError", () => {
  async function refused(response: StubbedResponse, credential = new TestCredential()): Promise<sdk.GraphError> {
    const error = await failure(
      setUp({ responses: [response], credential }).client.createRequest(publishedBody(), { clientRequestId: "own-id" }),
    );
    if (!sdk.isGraphError(error)) throw error;
    return error;
  }

  it("has what a full error body and its headers say", async () => {
    const innerError = { code: "inner", date: "2026-11-24T12:00:00", "request-id": "from-body", depth: 1 };
    const details = [{ code: "d", message: "detail", target: "/catalogId" }, { code: "only" }, "no detail"];
    const body = { error: { code: "InvalidModel", message: "Not this way.", details, innerError } };
    const error = await refused(json(400, body, { "request-id": "from-header", "retry-after": "3" }));
    expect({ ...error }).toEqual({
      name: "GraphError",
      outcome: "notCreated",
      attempts: [expect.objectContaining({ status: 400 })],
      status: 400,
      code: "InvalidModel",
      innerErrors: [{ code: "inner", date: "2026-11-24T12:00:00", "request-id": "from-body" }],
      details: [
        { code: "d", message: "detail", target: "/catalogId" },
        { code: "only", message: "" },
      ],
      requestId: "from-header",
      clientRequestId: "own-id",
      retryAfterInMs: 3000,
      hint: expect.stringContaining("the catalog id is the GUID"),
    });
  });

  it("has only what is known if the service says nothing", async () => {
    const error = await refused(text(418));
    expect({ ...error }).toEqual({
      name: "GraphError",
      outcome: "notCreated",
      attempts: [expect.objectContaining({ status: 418 })],
      status: 418,
      code: "",
      innerErrors: [],
      details: [],
      clientRequestId: "own-id",
    });
    expect(error.message).toBe("The service refused the request with 418. (client-request-id own-id)");
  });

  it("says in its message what was refused, why, what to do, and which ids to give to support", async () => {
    const error = await refused(refusal(400, "InvalidModel", { "request-id": "request-1", "retry-after": "1" }));
    expect(error.message).toBe(
      `The service refused the request with 400 InvalidModel: InvalidModel happened. It asks to wait 1000 ms. ${error.hint} (client-request-id own-id, request-id request-1)`,
    );
  });

  it("has the request-id of the innermost error if no header has one", async () => {
    const innerError = { "request-id": "outer", innererror: { "request-id": "inner" } };
    expect((await refused(json(400, { error: { code: "x", message: "", innerError } }))).requestId).toBe("inner");
  });

  it.each([401, 403, 404, 413])("has a hint for a %i with an unknown code", async (status) => {
    expect((await refused(refusal(status, "SomethingNew"))).hint).toMatch(/^.{20,}\.$/);
  });

  it.each([
    ["InvalidModel", "property, including nested ones"],
    ["RequestFailedInOriginSystem", "accessPackageResourceEnvironment"],
  ])("has a hint for %s that mentions %s", async (code, cause) => {
    expect((await refused(refusal(400, code))).hint).toContain(cause);
  });

  it("has a hint for a 403 that says what a user's token from the Azure CLI cannot do", async () => {
    const { hint } = await refused(refusal(403, "SomethingNew"));
    expect(hint).toContain("A user's token from the Azure CLI never has this permission");
    expect(hint).not.toContain("az login");
  });

  it.each([
    ["an application's roles", { roles: ["Group.ReadWrite.All"] }, "roles (application)"],
    ["an application without roles", { appid: "a" }, "roles (application)"],
    ["a user's scp", { scp: "openid User.Read" }, "scp (user)"],
    ["an application's permission", { roles: ["EntitlementManagement.ReadWrite.All"] }, undefined],
    ["a scp that cannot be written as a string", { scp: { toString: 1, valueOf: 1 } }, "scp (user)"],
    ["a user's permission", { scp: "openid EntitlementManagement.ReadWrite.All" }, undefined],
    ["no claims of either kind", { aud: "x" }, undefined],
    ["not a JSON object", "text", undefined],
  ])("has a hint for a 403 that says what the token lacks: %s", async (_, claims, lack) => {
    const credential = new TestCredential(token(tokenWith(claims)));
    const [plain, hinted, other] = await Promise.all([
      refused(refusal(403, "SomethingNew")),
      refused(refusal(403, "SomethingNew"), credential),
      refused(refusal(404, "SomethingNew"), credential),
    ]);
    const added = lack === undefined ? "" : `The token has no EntitlementManagement.ReadWrite.All in its ${lack}. `;
    expect(hinted.hint).toBe(`${added}${plain.hint}`);
    expect(other.hint).not.toContain("The token");
    if (added !== "") expect(hinted.message).toContain(added);
  });

  it.each(["constructor", "__proto__", "toString"])("has no hint for a code called %s", async (code) => {
    expect((await refused(refusal(400, code))).hint).toBeUndefined();
  });

  const errorExamples = exampleNames((name) => "error" in example(name));

  it.each(errorExamples)("reads the specification's example %s", async (name) => {
    const body = example<{ readonly error: { readonly code: string } }>(name);
    expect((await refused(json(400, body))).code).toBe(body.error.code);
  });
});
