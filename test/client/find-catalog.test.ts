import { describe, expect, it } from "@jest/globals";
import { type Attempt, isAmbiguousCatalogError, isGraphError } from "../../src/index.js";
import { filtersOf, page } from "../catalog/support.js";
import { failure, rejection, setUp } from "../support/client.js";
import { refusal, type StubbedResponse } from "../support/fetch.js";

const address = "https://graph.microsoft.com/beta/identityGovernance/entitlementManagement/accessPackageCatalogs";
const named = (displayName: unknown, id: unknown = "an-id") => ({ id, displayName, catalogType: "userManaged" });

function find(responses: readonly StubbedResponse[], displayName = "Sales") {
  const setup = setUp({ responses });
  return { ...setup, found: setup.client.findCatalog(displayName) };
}

describe("findCatalog", () => {
  it("resolves to the catalog with the display name, on whichever page it is", async () => {
    const { found, requests } = find([page([named("sales")], `${address}?$skiptoken=two`), page([named("Sales")])]);
    expect(await found).toEqual(named("Sales"));
    expect(requests.map(({ url }) => url)).toEqual([
      `${address}?$filter=displayName%20eq%20'Sales'`,
      `${address}?$skiptoken=two`,
    ]);
  });

  it("doubles the quotes in the filter, and sends every other character as it is", async () => {
    const name = " O'Brien & Söhne #1%";
    const setup = find([page([named(name)])], name);
    expect(await setup.found).toEqual(named(name));
    expect(filtersOf(setup)).toEqual(["displayName eq ' O''Brien & Söhne #1%'"]);
  });

  it.each([
    ["nothing", []],
    ["names that only resemble it", ["sales", "Sales ", "Sales 2", null, undefined].map((name) => named(name))],
    ["a catalog without an id", [{ displayName: "Sales" }]],
    [
      "ids that no catalog has",
      ["", 7, null, "Bearer abc", "a\u001b", "a\n", "z".repeat(65)].map((id) => named("Sales", id)),
    ],
  ])("resolves to undefined when the service lists %s", async (_, value) => {
    expect(await find([page(value)]).found).toBeUndefined();
  });

  it("counts a catalog on two pages once", async () => {
    const { found } = find([page([named("Sales")], `${address}?$skiptoken=two`), page([named("Sales")])]);
    expect(await found).toEqual(named("Sales"));
  });

  it("rejects with the ids if several catalogs have the name", async () => {
    const error = await failure(find([page([named("Sales", "one"), named("Other"), named("Sales", "two")])]).found);
    if (!isAmbiguousCatalogError(error)) throw error;
    expect(error).toMatchObject({
      name: "AmbiguousCatalogError",
      outcome: "notCreated",
      catalogIds: ["one", "two"],
      attempts: [{ status: 200 }],
    });
    expect(error.message).toBe(
      'Several catalogs have the display name "Sales": one, two. Pass one of these ids to client.catalog(id).',
    );
    expect(isGraphError(error)).toBe(false);
  });

  it("stops after ten catalogs with the name", async () => {
    const value = Array.from({ length: 11 }, (_, index) => named("Sales", `id-${index}`));
    const { found, requests } = find([page(value, `${address}?$skiptoken=two`)]);
    expect(await failure(found)).toMatchObject({ catalogIds: value.slice(0, 10).map(({ id }) => id) });
    expect(requests).toHaveLength(1);
  });

  it("rejects with the error of the service", async () => {
    expect(await failure(find([refusal(403, "Forbidden")]).found)).toMatchObject({ name: "GraphError", status: 403 });
  });

  it("sends its headers and calls its hook", async () => {
    const { client, requests } = setUp({ responses: [page([])] });
    const attempts: Attempt[] = [];
    await client.findCatalog("Sales", { headers: { traceparent: "00-1" }, onAttempt: (each) => attempts.push(each) });
    expect(requests[0]?.headers).toMatchObject({ traceparent: "00-1" });
    expect(attempts).toHaveLength(1);
  });

  it.each(["", " ", "\u200b", "\ud800", 7, null, undefined])("refuses the name %j", async (name) => {
    const { client, requests } = setUp();
    const error = await rejection(client.findCatalog(name as string));
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain("displayName must ");
    expect(requests).toHaveLength(0);
  });
});
