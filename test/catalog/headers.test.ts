import { describe, expect, it } from "@jest/globals";
import type { Catalog, ReadOptions } from "../../src/index.js";
import { rejection } from "../support/client.js";
import { catalogOf, collect, created, group, listedAs, lost, page, responses } from "./support.js";

const headers = { traceparent: "00-1" };

/** Each operation, with responses that make it send every kind of its requests. */
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
    const { catalog, requests, finish } = catalogOf(...responses);
    await finish(run(catalog, { headers }));
    expect(requests).toHaveLength(responses.length);
    expect(requests.map((request) => request.headers)).toEqual(requests.map(() => expect.objectContaining(headers)));
  });

  it("are sent with each batch of addResources, not with its members", async () => {
    const own = { ...headers };
    const { catalog, requests, finish } = catalogOf(({ body }) => responses(JSON.parse(String(body)).requests));
    const results = catalog.addResources([group()], { headers: own });
    // A caller might reuse the object before the first batch is sent.
    own.traceparent = "changed";
    expect(await finish(collect(results))).toMatchObject([{ outcome: "added" }]);
    expect(requests[0]?.headers).toMatchObject(headers);
    expect(String(requests[0]?.init.body)).not.toContain("traceparent");
  });

  const bulk: (typeof operations)[number] = [
    "addResources",
    [],
    (catalog, options) => collect(catalog.addResources([group()], options)),
  ];

  it.each([...operations, bulk])("are checked before %s sends anything", async (_, _responses, run) => {
    const { catalog, requests } = catalogOf();
    const refused = async () => run(catalog, { headers: { Authorization: "x" } });
    expect(await rejection(refused())).toEqual(new TypeError("headers must not set Authorization: the client does"));
    expect(requests).toHaveLength(0);
  });
});
