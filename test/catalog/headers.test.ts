import { describe, expect, it } from "@jest/globals";
import type { Catalog, ReadOptions } from "../../src/index.js";
import { rejection, setUp } from "../support/client.js";
import { json } from "../support/fetch.js";
import { catalogId, collect, created, group, listedAs, lost, ok, page, responses } from "./support.js";

const headers = { traceparent: "00-1" };

/** Each operation, and responses that have it send all its kinds of requests. */
const operations: [string, Response[], (catalog: Catalog, options: ReadOptions) => Promise<unknown>][] = [
  [
    "addResource",
    [lost(), page([]), page([]), page([]), page([]), created("Delivered")],
    (catalog, options) => catalog.addResource(group(), options),
  ],
  [
    "removeResource",
    [page([listedAs(group())]), created()],
    (catalog, options) => catalog.removeResource(group(), options),
  ],
  ["findResource", [page([]), page([])], (catalog, options) => catalog.findResource(group(), options)],
  ["listResources", [page([])], (catalog, options) => collect(catalog.listResources(options))],
];

describe("headers of a catalog operation", () => {
  it.each(operations)("are sent with every request of %s", async (_, responses, run) => {
    const { client, requests, finish } = setUp({ responses });
    await finish(run(client.catalog(catalogId), { headers }));
    expect(requests).toHaveLength(responses.length);
    expect(requests.map((request) => request.headers)).toEqual(requests.map(() => expect.objectContaining(headers)));
  });

  it("are sent with each batch of addResources, not with its members", async () => {
    const own = { ...headers };
    const { client, requests, finish } = setUp({
      responses: [({ body }) => responses(JSON.parse(String(body)).requests)],
    });
    const results = client.catalog(catalogId).addResources([group()], { headers: own });
    // A caller may reuse the object before the first batch is sent.
    own.traceparent = "changed";
    expect(await finish(collect(results))).toMatchObject([{ outcome: "added" }]);
    expect(requests[0]?.headers).toMatchObject(headers);
    expect(String(requests[0]?.init.body)).not.toContain("traceparent");
  });

  it.each([
    ...operations.map(([name, , run]) => [name, run] as const),
    [
      "addResources",
      (catalog: Catalog, options: ReadOptions) => collect(catalog.addResources([group()], options)),
    ] as const,
  ])("are checked before %s sends anything", async (_, run) => {
    const { client, requests } = setUp({ responses: [json(200, ok)] });
    const refused = async () => run(client.catalog(catalogId), { headers: { Authorization: "x" } });
    expect(await rejection(refused())).toEqual(new TypeError("headers must not set Authorization: the client does"));
    expect(requests).toHaveLength(0);
  });
});
