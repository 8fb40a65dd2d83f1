import { describe, expect, it } from "@jest/globals";
import {
  AccessPackageResourceRequestsClient,
  type AccessPackageResourceRequestsClientOptions,
  type Catalog,
} from "../../src/index.js";
import { fileJournal } from "../../src/node/index.js";
import { createUndiciFetch } from "../../src/undici.js";
import { catalogId, group } from "../catalog/support.js";
import { created, pageBody, publishedBody, rejection, setUp } from "../support/client.js";
import { TestCredential } from "../support/credential.js";

/** An option, what its error says, and values that are refused. */
type Row = readonly [name: string, must: string, ...values: readonly unknown[]];

const notNumbers = [Number.NaN, "60", null, 1n];
const number = (name: string, least: number): Row => {
  return [name, `be a number of at least ${least}`, least - 1, ...notNumbers];
};
const whole = (name: string, most: number): Row => {
  return [name, `be an integer from 1 to ${most}`, 0, 1.5, most + 1, ...notNumbers];
};
const flag = (name: string): Row => [name, "be true or false", 0, "yes", null];
const callback = (name: string): Row => [name, "be a function", {}, "log", null, Symbol("x")];
const text = (name: string): Row => [name, "be a string", {}, 7, null];

const call: readonly Row[] = [
  number("timeoutInMs", 1),
  number("attemptTimeoutInMs", 1),
  ["retry", "be an object", null, 3, false, [], () => 1],
  number("retry.maxRetries", 0),
  number("retry.baseDelayInMs", 0),
  number("retry.maxDelayInMs", 0),
  flag("retry.on503"),
  callback("onAttempt"),
  callback("onResponse"),
];
const halfASignal = { aborted: false, addEventListener: () => undefined };
const notSignals = [false, 0, "", Number.NaN, null, {}, new EventTarget(), new AbortController(), halfASignal];
const read: readonly Row[] = [
  ...call,
  ["abortSignal", "be an AbortSignal", ...notSignals],
  [
    "headers",
    "be an object of header names and values",
    null,
    "x: y",
    [],
    new Headers({ x: "y" }),
    new Map([["x", "y"]]),
  ],
];
const find: readonly Row[] = [
  ...read,
  ["expand", 'be an array of "roles" and "scopes"', null, "roles", ["role"], [undefined], { 0: "roles" }],
];
const request: readonly Row[] = [
  ...read,
  ["clientRequestId", "be a string of printable characters, such as a GUID", "", "a\nb", "\u{1F600}", 7, null],
  flag("validate"),
];
const change: readonly Row[] = [
  ...read,
  number("replicationTimeoutInMs", 0),
  number("visibilityTimeoutInMs", 0),
  number("pollIntervalInMs", 1),
  text("justification"),
  flag("executeImmediately"),
];
const add: readonly Row[] = [...change, flag("isValidationOnly"), flag("waitUntilVisible")];
const bulk: readonly Row[] = [
  ...add,
  whole("batchSize", 20),
  whole("maxInFlight", Number.MAX_SAFE_INTEGER),
  number("maxRetryAfterInMs", 0),
  ["journal", "be a journal, such as fileJournal(path)", null, "file", { open: async () => undefined }],
  number("total", 0),
  callback("onProgress"),
];
const client: readonly Row[] = [
  ...call,
  text("cloud"),
  text("endpoint"),
  ["allowedHosts", "be an array of hosts", "gateway.example", null, [7], [""], new Set(["gateway.example"])],
  flag("allowInsecureConnection"),
  ["scopes", "be a scope or an array of scopes", "", [], [""], [7], null, 7],
  callback("fetch"),
  ["clock", "have now, setTimeout and clearTimeout", null, {}, { now: Date.now, setTimeout, clearTimeout: 1 }],
  callback("clock.monotonicNow"),
];

/** Each method, called with its options. */
const methods: Readonly<Record<string, (options: never) => unknown>> = {
  "the client": (options) => new AccessPackageResourceRequestsClient(new TestCredential(), options),
  createRequest: (options) => make().client.createRequest(publishedBody(), options),
  createRequestByRef: (options) => make().client.createRequestByRef(pageBody(), options),
  findCatalog: (options) => make().client.findCatalog("Sales", options),
  addResource: (options) => make().catalog.addResource(group(), options),
  addResources: (options) => make().catalog.addResources([group()], options),
  removeResource: (options) => make().catalog.removeResource(group(), options),
  findResource: (options) => make().catalog.findResource(group(), options),
  listResources: (options) => make().catalog.listResources(options),
  createUndiciFetch: (options) => createUndiciFetch(options),
};

/** A client that must not send anything. */
function make() {
  const { client } = setUp();
  return { client, catalog: client.catalog(catalogId) };
}

async function refusal(method: string, options: unknown): Promise<unknown> {
  return rejection((async () => methods[method]?.(options as never))());
}

function optionsOf(name: string, value: unknown): unknown {
  const [outer = "", inner] = name.split(".");
  return { [outer]: inner === undefined ? value : { now: Date.now, setTimeout, clearTimeout, [inner]: value } };
}

describe.each<[string, readonly Row[]]>([
  ["the client", client],
  ["createRequest", request],
  ["createRequestByRef", request],
  ["addResource", add],
  ["addResources", bulk],
  ["removeResource", change],
  ["findCatalog", read],
  ["findResource", find],
  ["listResources", [...find, ["originSystem", "be a non-empty string", "", 7, null]]],
  ["createUndiciFetch", [whole("connections", Number.MAX_SAFE_INTEGER)]],
])("before anything is sent, %s refuses", (method, rows) => {
  it.each(rows)("a wrong %s, which must %s", async (name, must, ...values) => {
    for (const value of values) {
      const error = await refusal(method, optionsOf(name, value));
      const kind = /number|integer/.test(must) ? RangeError : TypeError;
      expect(error).toBeInstanceOf(kind);
      expect(String(error)).toContain(`: ${name} must ${must}, got `);
    }
  });

  it.each([
    [null, "null"],
    ["json", '"json"'],
    [7, "7"],
    [[], "an array"],
    [() => 1, "a function"],
  ])("options that are not an object: %p", async (options, shown) => {
    expect(await refusal(method, options)).toEqual(new TypeError(`options must be an object, got ${shown}`));
  });
});

describe("the message about a wrong option", () => {
  it.each([
    [false, "false"],
    [Number.NaN, "NaN"],
    ["fifteen-letters", '"fifteen-letters"'],
    ["a\u001b[31m\u202e\u2028", '"a\\u001b[31m\\u{202e}\\u{2028}"'],
    ["sixteen-letters!", "a string of 16 characters"],
    [{ token: "secret" }, "an object"],
    [["secret"], "an array"],
    [() => "secret", "a function"],
    [Symbol("secret"), "a symbol"],
    [10n ** 40n, "a bigint"],
  ])("shows %p without what might be secret or long", async (abortSignal, shown) => {
    const error = await refusal("createRequest", { abortSignal });
    expect(error).toEqual(new TypeError(`abortSignal must be an AbortSignal, got ${shown}`));
  });
});

describe("options that can be used", () => {
  it("can each be undefined", async () => {
    const rows = [...request, ...client].map(([name]) => [name.split(".")[0], undefined]);
    const options = Object.fromEntries(rows) as AccessPackageResourceRequestsClientOptions;
    const { fetch, clock, ...rest } = options;
    const setup = setUp({ responses: [created], ...rest });
    await setup.client.createRequest(publishedBody(), options);
    expect(setup.requests).toHaveLength(1);
  });

  it("can have a signal of another realm", async () => {
    const { signal } = new AbortController();
    const foreign = {
      aborted: false,
      addEventListener: signal.addEventListener.bind(signal),
      removeEventListener: signal.removeEventListener.bind(signal),
    } as AbortSignal;
    const { client, requests } = setUp({ responses: [created] });
    await client.createRequest(publishedBody(), { abortSignal: foreign });
    expect(requests).toHaveLength(1);
  });

  it("can have names that the client does not know", async () => {
    const { client, requests } = setUp({ responses: [created] });
    await client.createRequest(publishedBody(), Object.assign({ validate: true }, { batchSize: "many" }));
    expect(requests).toHaveLength(1);
  });
});

describe("an argument that cannot be used", () => {
  it.each([7, null, undefined, {}, [], true, "", " "])("is refused as the id of a catalog: %p", (id) => {
    expect(() => setUp().client.catalog(id as string)).toThrow(new TypeError("catalogId must be a non-empty string"));
  });

  it.each([".", "..", " .. "])("is refused as the id of a catalog, because the id is part of a path: %p", (id) => {
    expect(() => setUp().client.catalog(id)).toThrow(TypeError);
  });

  it.each(["removeResource", "findResource"] as const)("is refused as the resource of %s", async (name) => {
    const catalog: Catalog = make().catalog;
    for (const wrong of [null, undefined, 7, "id", []]) {
      const error = await rejection(catalog[name](wrong as never));
      expect(error).toBeInstanceOf(TypeError);
      expect(String(error)).toMatch(/: (?:resource|origin) must be an object, got /);
    }
  });

  it.each([7, null, "", undefined])("is refused as the path of a journal: %p", (path) => {
    expect(() => fileJournal(path as string)).toThrow(/^path must be a non-empty string, got /);
  });
});
