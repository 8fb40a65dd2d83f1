import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { type Catalog, isAccessPackageResourceRequestsError } from "../../src/index.js";
import { failure, publishedBody, type Setup, setUp } from "../support/client.js";
import { text, throwing } from "../support/fetch.js";
import { catalogId, collect, group, listedAs } from "./support.js";

const next = `https://graph.microsoft.com/beta/x?$skiptoken=1`;
const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;

/** Everything that JSON can contain where the service's own responses contain something else. */
const { hostile } = fc.letrec<{ hostile: unknown }>((tie) => ({
  hostile: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom(null, true, 0, -1, 1e308, "", " ", "\ud800", "__proto__", next, group().originId),
    fc.constantFrom("AadGroup", "DeliveryFailed", "ResourceAlreadyOnboarded", "ResourceNotFoundInOriginSystem"),
    fc.constantFrom({ toString: 1 }, { toString: null, valueOf: 1 }, { toJSON: 1 }, { length: -1 }),
    fc.constant(listedAs(group())),
    fc.array(tie("hostile"), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        ...["value", "id", "originId", "originSystem", "@odata.nextLink", "requestState", "responses", "status"],
        ...["error", "code", "message", "details", "target", "innerError", "innererror", "__proto__", "toString"],
      ),
      tie("hostile"),
      { maxKeys: 5 },
    ),
  ),
}));

/** A response of a fetch that is not the platform's. `get` of its headers returns the same for every name. */
function lookalike(status: number, body: string, get: () => unknown): Response {
  return { status, headers: { get }, text: async () => body } as unknown as Response;
}

const headers: readonly (() => unknown)[] = [
  ...[undefined, null, "a", 7, -1, ["a", "b"], {}, { toString: null }].map((value) => () => value),
  throwing(new Error("no headers")),
];

const response = fc.record({
  header: fc.option(fc.constantFrom(...headers)),
  status: fc.constantFrom(200, 200, 201, 201, 202, 302, 400, 400, 401, 404, 429, 500, 503),
  body: fc.oneof(
    { weight: 9, arbitrary: hostile.map((value) => JSON.stringify(value)) },
    fc.constantFrom(deep, "", "{"),
  ),
});

const operations: [string, (setup: Setup, catalog: Catalog) => Promise<unknown>][] = [
  ["createRequest", ({ client }) => client.createRequest(publishedBody())],
  ["addResource", (_, catalog) => catalog.addResource(group(), { waitUntilVisible: true })],
  ["removeResource", (_, catalog) => catalog.removeResource(group())],
  ["removeResource by id", (_, catalog) => catalog.removeResource({ id: "7" })],
  ["findResource", (_, catalog) => catalog.findResource(group())],
  ["listResources", (_, catalog) => collect(catalog.listResources())],
  ["addResources", (_, catalog) => collect(catalog.addResources([group()]))],
];

describe("whatever a service responds", () => {
  it.each(operations)("%s raises only typed errors", async (_, operate) => {
    const property = fc.asyncProperty(fc.array(response, { minLength: 1, maxLength: 4 }), async (responses) => {
      let sent = 0;
      const fetch = async () => {
        const { status, body, header } = responses[sent++ % responses.length] ?? { status: 500, body: "" };
        return header ? lookalike(status, body, header) : text(status, body);
      };
      const setup = setUp({ fetch });
      const catalog = setup.client.catalog(catalogId);
      await setup.finish(operate(setup, catalog)).catch((error: unknown) => {
        if (!isAccessPackageResourceRequestsError(error)) throw error;
      });
    });
    await fc.assert(property, { numRuns: 60 });
  });

  it("reads a header that is not a string as one", async () => {
    const refused = (value: unknown) => {
      const { client } = setUp({ responses: [() => lookalike(400, "", () => value)] });
      return failure(client.createRequest(publishedBody()));
    };
    expect(await refused(7)).toMatchObject({ requestId: "7", retryAfterInMs: 7000, attempts: [{ requestId: "7" }] });
    expect(await refused(["a", "b"])).toMatchObject({ requestId: "a,b" });
  });

  it.each<[string, string]>([
    ["a value that is not an array", '{"value":{"length":1}}'],
    ["an entry that is null", '{"value":[null]}'],
    ["an entry that is a string", '{"value":["a"]}'],
    ["a link that is an object", '{"value":[],"@odata.nextLink":{"toString":1}}'],
    ["a link that is a number", '{"value":[],"@odata.nextLink":7}'],
    ["20,000 levels", deep],
    ["20,000 levels for an entry", `{"value":[${deep}]}`],
    ["20,000 levels within an entry", `{"value":[{"attributes":${deep}}]}`],
  ])("a list with %s cannot be read", async (_, body) => {
    const { client, finish } = setUp({ responses: [text(200, body)] });
    const error = await failure(finish(collect(client.catalog(catalogId).listResources())));
    expect(error).toMatchObject({ name: "ConnectionError", code: "UNREADABLE_RESPONSE", outcome: "notCreated" });
  });
});
