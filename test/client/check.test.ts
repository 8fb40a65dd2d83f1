import { describe, expect, it, jest } from "@jest/globals";
import { models } from "../../generated/beta/contract.js";
import {
  type CreateRequestBody,
  isRequestValidationError,
  type PageForm,
  RequestValidationError,
  type ValidationIssue,
} from "../../src/index.js";
import { beta } from "../../src/versions/beta/version.js";
import { created, failure, pageBody, publishedBody, setUp } from "../support/client.js";
import { example, type JsonObject } from "../support/examples.js";
import { refusal, unreadable } from "../support/fetch.js";

/** The required properties that a caller must send, according to the contract. */
function requiredOf(model: "AccessPackageResourceRequestPageForm" | "AccessPackageResourceRequestPublishedForm") {
  return Object.entries(models[model].properties).flatMap(([name, { required, readOnly }]) =>
    required && !readOnly ? [name] : [],
  );
}
const pageRequired = requiredOf("AccessPackageResourceRequestPageForm");
const publishedRequired = requiredOf("AccessPackageResourceRequestPublishedForm");

const origin = { originId: "1", originSystem: "AadGroup" };
const added = (more: object) => ({ ...publishedBody(), accessPackageResource: { ...origin, ...more } });

const without = (body: object, ...names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));

type Operation = "createRequest" | "createRequestByRef";

/** The error that refuses a body before anything is sent. */
async function refusalOf(body: unknown, operation: Operation = "createRequest"): Promise<RequestValidationError> {
  const { client, credential, requests } = setUp({ responses: [created] });
  const error = await failure(client[operation](body as PageForm));
  if (!isRequestValidationError(error)) throw error;
  expect(error).toMatchObject({ outcome: "notCreated", attempts: [] });
  expect(requests).toHaveLength(0);
  expect(credential.requests).toHaveLength(0);
  return error;
}

async function issuesOf(body: unknown, operation?: Operation): Promise<readonly ValidationIssue[]> {
  return (await refusalOf(body, operation)).issues;
}

async function summaryOf(body: unknown, operation?: Operation): Promise<string[]> {
  return (await issuesOf(body, operation)).map(({ form, rule, pointer }) => `${form} ${rule} ${pointer}`);
}

describe("a required property", () => {
  it("is each one in the page's table except id, and three of the published form", () => {
    expect(pageRequired).toHaveLength(8);
    expect(publishedRequired).toHaveLength(3);
  });

  it.each(pageRequired)("%s of the page form cannot be omitted", async (name) => {
    const body = without(pageBody(), name);
    const message = expect.stringMatching(`^add ${name}, an? `);
    expect(await issuesOf(body)).toEqual([{ pointer: `/${name}`, rule: "required", form: "page", message }]);
    expect(await summaryOf(body, "createRequestByRef")).toEqual([`page required /${name}`]);
  });

  it.each(["catalogId", "requestType"])("%s of the published form cannot be omitted", async (name) => {
    const message = expect.stringMatching(`^add ${name}, a`);
    expect(await issuesOf(without(publishedBody(), name))).toEqual([
      { pointer: `/${name}`, rule: "required", form: "published", message },
    ]);
  });

  it("accessPackageResource cannot be omitted: without it, the form is open, so both forms are reported", async () => {
    expect(await summaryOf(without(publishedBody(), "accessPackageResource"))).toEqual([
      "published required /accessPackageResource",
      ...pageRequired.filter((name) => !(name in publishedBody())).map((name) => `page required /${name}`),
    ]);
  });

  it("is reported with its type and format", async () => {
    const [issue] = await issuesOf(without(pageBody(), "expirationDateTime"));
    expect(issue?.message).toBe("add expirationDateTime, a string (date-time); the contract requires it");
  });
});

describe("the form of a body", () => {
  const everything = [
    ...publishedRequired.map((name) => `published required /${name}`),
    ...pageRequired.map((name) => `page required /${name}`),
  ];

  it.each([
    ["a property that only one has", {}],
    ["one that is defined", { accessPackageResource: undefined, requestState: undefined }],
    ["one that JSON writes", Object.create(publishedBody())],
  ])("is open without %s: both forms are reported, the published form first", async (_, body) => {
    expect(await summaryOf(body)).toEqual(everything);
  });

  it.each(["requestState", "requestStatus"])("is the page's with %s", async (name) => {
    const rest = pageRequired.filter((each) => each !== name);
    expect(await summaryOf({ [name]: "x" })).toEqual(rest.map((each) => `page required /${each}`));
  });

  it("is the page form on /$ref, whatever the body contains", async () => {
    const issues = await summaryOf(publishedBody(), "createRequestByRef");
    expect(issues.length).toBeGreaterThan(0);
    expect(issues.filter((issue) => !issue.startsWith("page required"))).toEqual([]);
  });
});

describe("a body is refused with an issue for each", () => {
  const resource = "/accessPackageResource";
  const withoutOrigin = (requestType: string) => ({ ...publishedBody(), requestType, accessPackageResource: {} });
  const originIssues = [`published required ${resource}/originId`, `published required ${resource}/originSystem`];

  it.each<[string, object, readonly string[]]>([
    [
      "property that is missing",
      without(pageBody(), "catalogId", "requestState", "justification"),
      ["page required /catalogId", "page required /requestState", "page required /justification"],
    ],
    [
      "required property that is undefined, as JSON leaves it out",
      { ...pageBody(), catalogId: undefined },
      ["page required /catalogId"],
    ],
    ["required property that is null", { ...publishedBody(), catalogId: null }, ["published type /catalogId"]],
    [
      "property of the page form next to accessPackageResource",
      { ...pageBody(), accessPackageResource: {} },
      ["published readOnly /requestState", "published readOnly /requestStatus"],
    ],
    ["part of the origin of an addition", withoutOrigin("AdminAdd"), originIssues],
    ["part of its origin, when its requestType is in small letters,", withoutOrigin("adminadd"), originIssues],
    ["part of its origin, when its requestType is in capitals,", withoutOrigin("ADMINADD"), originIssues],
    ["originId of an addition that is null", added({ originId: null }), [`published type ${resource}/originId`]],
    ["originSystem that is null", added({ originSystem: null }), [`published type ${resource}/originSystem`]],
    ["property that only the service sets, null too", { ...pageBody(), id: null }, ["page readOnly /id"]],
    ["such property of the resource", added({ addedOn: "2026-01-01" }), [`published readOnly ${resource}/addedOn`]],
    [
      "such property of an item of a list",
      added({ attributes: [{}, { id: "1" }] }),
      [`published readOnly ${resource}/attributes/1/id`],
    ],
    [
      "nested object without its type where the contract leaves it open",
      added({ attributes: [{ attributeSource: { question: {} } }] }),
      [
        `published required ${resource}/attributes/0/attributeSource/@odata.type`,
        `published required ${resource}/attributes/0/attributeSource/question/@odata.type`,
      ],
    ],
  ])("%s", async (_, body, expected) => {
    expect(await summaryOf(body)).toEqual(expected);
  });

  it.each([
    ["page", pageBody],
    ["published", publishedBody],
  ] as const)("id in the %s form", async (form, body) => {
    expect(await issuesOf({ ...body(), id: "1" })).toEqual([
      { pointer: "/id", rule: "readOnly", form, message: "remove id; only the service sets it" },
    ]);
  });
});

describe("a body that has toJSON", () => {
  const dto = (json: unknown) => ({ toJSON: () => json }) as unknown as CreateRequestBody;

  it("is checked as the JSON that is sent", async () => {
    expect(await summaryOf({ ...publishedBody(), ...dto({ ...publishedBody(), id: "1" }) })).toEqual([
      "published readOnly /id",
    ]);
    const { client, requests } = setUp({ responses: [created] });
    await client.createRequest(dto(publishedBody()));
    expect(requests[0]?.body).toEqual(publishedBody());
  });

  it("is refused when that is nothing", async () => {
    const message = expect.stringContaining("send what can be written as JSON");
    expect(await issuesOf(dto(undefined))).toMatchObject([{ pointer: "", rule: "type", message }]);
  });

  it("is asked for its JSON once", async () => {
    const toJSON = jest.fn().mockReturnValueOnce(publishedBody()).mockReturnValue({});
    const { client, requests } = setUp({ responses: [refusal(429, "Busy"), created], retry: { baseDelayInMs: 0 } });
    await client.createRequest({ toJSON } as unknown as CreateRequestBody);
    expect(requests.map(({ body }) => body)).toEqual([publishedBody(), publishedBody()]);
  });
});

describe("a body is sent with", () => {
  const byId = (requestType: string) => ({ ...publishedBody(), requestType, accessPackageResource: { id: "1" } });
  const nulls = { ...publishedBody().accessPackageResource, description: null, attributes: null };

  it.each<[string, object]>([
    ["an id instead of the origin in AdminUpdate", byId("AdminUpdate")],
    ["an id instead of the origin in AdminRemove", byId("AdminRemove")],
    ["an id instead of the origin in a request that is in no document", byId("AdminSomethingNew")],
    ["null where the contract allows null", { ...publishedBody(), justification: null, accessPackageResource: nulls }],
    ["a value that is not in the documentation", { ...publishedBody(), requestType: "AdminSomethingNew" }],
    ["a property that the contract does not know", { ...publishedBody(), somethingNew: { at: new Date(0) } }],
    ["a required attribute, as the documentation publishes it", example("addApplication")],
  ])("%s", async (_, body) => {
    const { client, requests } = setUp({ responses: [created] });
    await client.createRequest(body as CreateRequestBody);
    expect(requests).toHaveLength(1);
  });
});

it.each([{ toString: 1, valueOf: 1 }, Object.create(null)])("a requestType can be any object", async (requestType) => {
  const issues = await issuesOf({ ...publishedBody(), requestType });
  expect(issues.map(({ rule, pointer }) => `${rule} ${pointer}`)).toEqual(["type /requestType"]);
});

it("has one issue for each wrong item", () => {
  const attributes = Array(200_000).fill(1);
  expect(beta.contract.checkBody(added({ attributes }), beta.operations.create)).toHaveLength(200_000);
});

it("reads the form of each issue only a few times, so that an error with many issues takes no time", () => {
  let reads = 0;
  const issues = Array.from({ length: 1000 }, () => ({
    ...({ pointer: "", rule: "type", message: "send a string" } as const),
    get form() {
      reads += 1;
      return "published" as const;
    },
  }));
  expect(new RequestValidationError(issues).issues).toHaveLength(1000);
  expect(reads).toBeLessThan(5000);
});

describe("a misspelt property", () => {
  const misspelt = { orginId: "1", OriginSystem: "AadGroup", attributes: [{ attributName: "x" }] };

  it("is an issue in addition to those that refuse the body", async () => {
    const issues = await issuesOf({ ...publishedBody(), catalogID: "1", accessPackageResource: misspelt });
    expect(issues.map(({ rule, pointer, message }) => `${rule} ${pointer} ${message.split("?")[0]}`)).toEqual([
      "required /accessPackageResource/originId add originId, a string; the contract requires it",
      "required /accessPackageResource/originSystem add originSystem, a string; the contract requires it",
      "misspelt /accessPackageResource/orginId did you mean originId",
      "misspelt /accessPackageResource/OriginSystem did you mean originSystem",
      "misspelt /accessPackageResource/attributes/0/attributName did you mean attributeName",
    ]);
  });

  it.each([
    ["a name similar to a property that is already there", { originIds: "1" }],
    ["a name similar to a property that only the service sets", { addedOnn: "2026" }],
    ["a name similar to none in the contract", { priority: 1 }],
    ["a name with characters that no name in the contract has", { "displayName\u200b": "x" }],
    ["a short name that differs in two letters", { ur1s: "x" }],
  ])("does not include %s", (_, more) => {
    expect(beta.contract.checkBody(added(more), beta.operations.create)).toEqual([]);
  });

  it("is looked for only in objects of up to a hundred properties, which bounds the time", () => {
    const more = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`displayNam${index}`, "x"]));
    expect(beta.contract.checkBody(added({ ...more, displayNam: "x" }), beta.operations.create)).toEqual([]);
  });

  it.each<[string, (body: { readonly proxy: object; readonly revoke: () => void }) => unknown]>([
    ["revokes it", ({ revoke }) => revoke()],
    ["misspells a property of it", ({ proxy }) => Object.assign(proxy, { justificaton: "because" })],
  ])("is looked for in what was sent, when the caller %s after the call", async (_, change) => {
    const body = Proxy.revocable(publishedBody(), {});
    const { client } = setUp({ responses: [refusal(400, "InvalidModel")] });
    const refused = failure(client.createRequest(body.proxy));
    change(body);
    expect(await refused).toMatchObject({
      name: "GraphError",
      hint: expect.stringMatching("^Check that every property"),
    });
  });

  it("does not stop a body from being sent, and the hint of a 400 mentions it", async () => {
    const body = { ...publishedBody(), justificaton: "because" } as CreateRequestBody;
    const responses = [created, refusal(400, "InvalidModel"), refusal(403, "Forbidden")];
    const { client, requests } = setUp({ responses });
    await client.createRequest(body);
    const advice = "/justificaton: did you mean justification? The contract has no justificaton.";
    expect(await failure(client.createRequest(body))).toMatchObject({
      hint: expect.stringMatching(new RegExp(`^${advice.replace("?", "\\?")} Check that every property`)),
      message: expect.stringContaining(advice),
    });
    expect(await failure(client.createRequest(body))).toMatchObject({ hint: expect.not.stringContaining(advice) });
    expect(requests).toHaveLength(3);
  });
});

describe("a value of the wrong JSON type is refused", () => {
  it.each<[string, unknown, string]>([
    ["executeImmediately", "true", "send a boolean, not a string"],
    ["isValidationOnly", 1, "send a boolean, not a number"],
    ["catalogId", 5, "send a string, not a number"],
    ["catalogId", ["x"], "send a string, not an array"],
    ["catalogId", { x: 1 }, "send a string, not an object"],
    ["catalogId", true, "send a string, not a boolean"],
    ["catalogId", () => "x", "send a string, not a function"],
    ["catalogId", new String("x"), "send a string, not an object"],
    ["justification", null, "send a string, not null"],
    ["expirationDateTime", new Date(), "send a string (date-time), not a Date (use toISOString())"],
  ])("at %s of the page form (case %#)", async (name, value, message) => {
    const issue = { pointer: `/${name}`, rule: "type", form: "page", message };
    expect(await issuesOf({ ...pageBody(), [name]: value })).toEqual([issue]);
  });

  it.each<[unknown, string]>([
    ["x", "send an object, not a string"],
    [[], "send an object, not an array"],
    [new Date(), "send an object, not a Date (use toISOString())"],
    [null, "send an object, not null"],
  ])("instead of the resource (case %#)", async (accessPackageResource, message) => {
    const issue = { pointer: "/accessPackageResource", rule: "type", form: "published", message };
    expect(await issuesOf({ ...publishedBody(), accessPackageResource })).toEqual([issue]);
  });

  const environment = "accessPackageResourceEnvironment";
  it.each([
    ["originId", { originId: 7 }, "send a string, not a number"],
    ["attributes", { attributes: {} }, "send an array, not an object"],
    ["attributes/0", { attributes: ["x"] }, "send an object, not a string"],
    ["attributes/0", { attributes: [null] }, "send an object, not null"],
    ["attributes/1", { attributes: [{}, undefined] }, "send an object, not undefined"],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is checked
    ["attributes/0", { attributes: [, {}] }, "send an object, not undefined"],
    ["attributes/0/isEditable", { attributes: [{ isEditable: 0 }] }, "send a boolean, not a number"],
    [`${environment}/originId`, { [environment]: { originId: null } }, "send a string, not null"],
  ])("at %s of the resource (case %#)", async (path, more, message) => {
    const issue = { pointer: `/accessPackageResource/${path}`, rule: "type", form: "published", message };
    expect(await issuesOf(added(more))).toEqual([issue]);
  });
});

describe("a body that is not a JSON object", () => {
  it.each([
    [null, "null"],
    [undefined, "undefined"],
    ["{}", "a string"],
    [[], "an array"],
    [7, "a number"],
    [true, "a boolean"],
    [new Date(), "a Date (use toISOString())"],
    [() => ({}), "a function"],
    [7n, "a bigint"],
    [Symbol("x"), "a symbol"],
  ])("is refused with one issue for each form (case %#)", async (body, what) => {
    const message = `send a JSON object, not ${what}`;
    expect(await issuesOf(body)).toEqual([
      { pointer: "", rule: "type", form: "published", message },
      { pointer: "", rule: "type", form: "page", message },
    ]);
    expect(await summaryOf(body, "createRequestByRef")).toEqual(["page type "]);
  });
});

describe("a body that JSON cannot represent", () => {
  const cyclic: JsonObject = {};
  cyclic["self"] = cyclic;

  it.each<[string, unknown, string]>([
    ["a cycle", cyclic, "circular"],
    ["a BigInt", 1n, "BigInt"],
    ["a getter that fails", unreadable({}, "text"), "text cannot be read"],
  ])("because of %s is refused", async (_name, further, why) => {
    const issue = { pointer: "", rule: "type", message: expect.stringContaining(why) };
    expect(await issuesOf({ ...publishedBody(), further })).toMatchObject([issue]);
    const issues = await issuesOf({ ...pageBody(), further }, "createRequestByRef");
    expect(issues).toMatchObject([{ ...issue, form: "page" }]);
  });

  it("is refused even if the check is turned off", async () => {
    const { client, requests } = setUp({ responses: [created] });
    const body = { ...publishedBody(), ...cyclic };
    const error = await failure(client.createRequest(body, { validate: false }));
    expect(error).toMatchObject({ name: "RequestValidationError", outcome: "notCreated" });
    expect(requests).toHaveLength(0);
  });
});

describe("validate: false", () => {
  it("sends what the check would refuse", async () => {
    const { client, requests } = setUp({ responses: [created, created] });
    await client.createRequest({ id: "1" } as unknown as PageForm, { validate: false });
    await client.createRequestByRef({} as PageForm, { validate: false });
    expect(requests.map(({ body }) => body)).toEqual([{ id: "1" }, {}]);
  });
});

describe("the error", () => {
  it("lists each issue on its own line, with its pointer and its form", async () => {
    const { message } = await refusalOf({ ...without(pageBody(), "catalogId"), id: "1" });
    expect(message.split("\n")).toEqual([
      "The request was not sent, because its body breaks the contract:",
      "  /catalogId [page form]: add catalogId, a string; the contract requires it",
      "  /id [page form]: remove id; only the service sets it",
    ]);
  });

  it("does not mention the form of a body that can only be in the usual form", async () => {
    expect((await refusalOf({ ...publishedBody(), id: "1" })).message).toContain("\n  /id: remove id;");
  });

  it("refers to the body itself if there is no property to refer to", async () => {
    expect((await refusalOf(null)).message).toContain("  (body) [published form]: send a JSON object, not null");
  });
});
