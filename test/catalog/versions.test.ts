import { describe, expect, it } from "@jest/globals";
import { isRequestNotDeliveredError, isRequestValidationError } from "../../src/index.js";
import { failure } from "../support/client.js";
import { json, refusal, text } from "../support/fetch.js";
import { setUpVersion, versions } from "../support/versions.js";
import { catalogId, collect, group, groups, listedAs, page } from "./support.js";

/** The work on a catalog is the same in both versions; only paths, bodies and the name of the state differ. */
describe.each(versions)("a catalog of $version", (version) => {
  const created = (state?: string) => json(201, version.request(state));
  const setUp = (...responses: Parameters<typeof setUpVersion>[1][]) => {
    const setup = setUpVersion(version, ...responses);
    return { ...setup, catalog: setup.client.catalog(catalogId) };
  };

  it.each([
    ["delivered", "added"],
    ["Delivered", "added"],
    ["Delivering", "accepted"],
    ["submitted", "accepted"],
    ["partiallyDelivered", "accepted"],
    [undefined, "accepted"],
  ])("adds a resource: %s means %s", async (state, outcome) => {
    const { catalog, requests, bodyOf, finish } = setUp(created(state));
    const result = await finish(catalog.addResource(group()));
    expect(result).toMatchObject({ outcome, index: 0, ...(state !== undefined && { requestState: state }) });
    expect(requests.map(({ url }) => url)).toEqual([
      `https://graph.microsoft.com/${version.version}${version.createPath}`,
    ]);
    expect(bodyOf(0)).toEqual(version.body("Add", catalogId, group()));
  });

  it.each(["deliveryFailed", "DeliveryFailed", "denied", "CANCELED"])(
    "rejects when a request ends as %s",
    async (state) => {
      for (const change of ["addResource", "removeResource"] as const) {
        const { catalog, finish } = setUp(created(state));
        const error = await failure(
          finish<unknown>(
            change === "addResource" ? catalog.addResource(group()) : catalog.removeResource({ id: "an-id" }),
          ),
        );
        if (!isRequestNotDeliveredError(error)) throw error;
        expect(error).toMatchObject({ outcome: "notCreated", requestState: state });
        expect(error.request).toEqual(version.request(state));
      }
    },
  );

  it("looks for a resource whose addition is in doubt", async () => {
    const { catalog, requests, finish } = setUp(text(504, ""), page([listedAs(group())]));
    expect(await finish(catalog.addResource(group()))).toMatchObject({
      outcome: "alreadyPresent",
      catalogResource: listedAs(group()),
    });
    const { pathname, searchParams } = new URL(String(requests[1]?.url));
    expect(pathname).toBe(`/${version.version}${version.listPath(catalogId)}`);
    expect(searchParams.get("$filter")).toBe(`originId eq '${group().originId}'`);
  });

  it("adds many in a batch, and looks in a batch", async () => {
    const doubt = { id: "2", status: 504, body: {} };
    const found = { id: "1", status: 200, body: { value: [listedAs(group(1))] } };
    const { catalog, requests, bodyOf, finish } = setUp(
      json(200, { responses: [doubt, { id: "1", status: 201, body: version.request("delivered") }] }),
      json(200, { responses: [found] }),
    );
    const results = await finish(collect(catalog.addResources(groups(2))));
    expect(results.map(({ index, outcome }) => [index, outcome])).toEqual([
      [0, "added"],
      [1, "alreadyPresent"],
    ]);
    expect(requests.map(({ url }) => url)).toEqual(
      Array(2).fill(`https://graph.microsoft.com/${version.version}/$batch`),
    );
    const headers = { "client-request-id": expect.any(String) };
    expect(bodyOf(0)).toEqual({
      requests: groups(2).map((resource, index) => ({
        id: String(index + 1),
        method: "POST",
        url: version.createPath,
        headers: { "Content-Type": "application/json", ...headers },
        body: version.body("Add", catalogId, resource),
      })),
    });
    const filter = encodeURIComponent(`originId eq '${group(1).originId}'`);
    expect(bodyOf(1)).toEqual({
      requests: [{ id: "1", method: "GET", url: `${version.listPath(catalogId)}?$filter=${filter}`, headers }],
    });
  });

  it("removes a resource by its id, and by its origin after a look-up", async () => {
    const byId = setUp(created("delivered"));
    expect(await byId.finish(byId.catalog.removeResource({ id: "an-id" }))).toMatchObject({ outcome: "removed" });
    expect(byId.bodyOf(0)).toEqual(version.body("Remove", catalogId, { id: "an-id" }));
    const byOrigin = setUp(page([listedAs(group())]), created());
    expect(await byOrigin.finish(byOrigin.catalog.removeResource(group()))).toMatchObject({ outcome: "accepted" });
    expect(byOrigin.bodyOf(1)).toEqual(version.body("Remove", catalogId, { id: "an-id" }));
  });

  it("finds and lists resources, one origin system after the other where the service demands it", async () => {
    const found = setUp(page([listedAs(group())]));
    expect(await found.finish(found.catalog.findResource(group()))).toEqual(listedAs(group()));
    const paged = setUp(page([listedAs(group())], `${version.root}?$skiptoken=1`), page([listedAs(group(1))]));
    const all = await paged.finish(collect(paged.catalog.listResources({ originSystem: "aadgroup" })));
    expect(all).toHaveLength(2);
    expect(paged.requests.map(({ url }) => new URL(url).search)).toEqual([
      "?$filter=originSystem%20eq%20%27AadGroup%27",
      "?$skiptoken=1",
    ]);
    const respond = (_: unknown, url: string) =>
      url.includes("$filter") ? page([]) : json(400, { error: { code: "", message: "Origin system is required." } });
    const demanding = setUp(...Array.from({ length: 10 }, () => respond));
    await demanding.finish(collect(demanding.catalog.listResources()));
    expect(demanding.requests.length).toBeGreaterThan(6);
  });

  it("names what is missing in a resource where its body has it", async () => {
    const { catalog, requests } = setUp();
    const error = await failure(catalog.addResource({ originSystem: "AadGroup" } as ReturnType<typeof group>));
    if (!isRequestValidationError(error)) throw error;
    expect(error.issues.map(({ pointer, rule }) => [pointer, rule])).toEqual([
      [`${version.resourceIn}/originId`, "required"],
    ]);
    expect(requests).toEqual([]);
  });

  it("hints at the property of its own bodies", async () => {
    const { catalog, finish } = setUp(refusal(400, "RequestFailedInOriginSystem"));
    const { message } = await failure(finish(catalog.addResource(group())));
    expect(message.includes("accessPackageResource.accessPackageResourceEnvironment")).toBe(version.version === "beta");
    expect(message.includes("needs resource.environment")).toBe(version.version === "v1.0");
  });
});
