import { describe, expect, it } from "@jest/globals";
import { models } from "../../generated/beta/contract.js";
import type { ListResourcesOptions } from "../../src/index.js";
import { failure, setUp } from "../support/client.js";
import { json, refusal, type StubbedResponse } from "../support/fetch.js";
import { catalogId, catalogOf, collect, filtersOf, group, listedAs, page } from "./support.js";

const root = "https://graph.microsoft.com/beta";
const path = `/identityGovernance/entitlementManagement/accessPackageCatalogs/${catalogId}/accessPackageResources`;
const next = (name: string) => `${root}${path}?$skiptoken=${name}`;

const known = models.AccessPackageResource.properties.originSystem.knownValues;
const required = () => json(400, { error: { code: "", message: "Origin system is required." } });

function list(responses: readonly StubbedResponse[], options: ListResourcesOptions = {}) {
  const setup = catalogOf(...responses);
  return { ...setup, all: () => setup.finish(collect(setup.catalog.listResources(options))) };
}

describe("listResources", () => {
  it("yields the resources of every page", async () => {
    const { all, requests } = list([
      page([listedAs(group(1)), listedAs(group(2))], next("two")),
      page([listedAs(group(3))], null),
    ]);
    expect(await all()).toEqual([1, 2, 3].map((index) => listedAs(group(index))));
    expect(requests.map(({ url }) => url)).toEqual([`${root}${path}`, next("two")]);
  });

  it("reads no page before it is needed", async () => {
    const { catalog, requests } = catalogOf(page([listedAs(group())], next("two")));
    for await (const resource of catalog.listResources()) {
      expect(resource).toEqual(listedAs(group()));
      break;
    }
    expect(requests).toHaveLength(1);
  });

  it("asks for the origin system as spelt in the documentation", async () => {
    const listing = list([page([])], { originSystem: " aadgroup" });
    await listing.all();
    expect(filtersOf(listing)).toEqual(["originSystem eq 'AadGroup'"]);
  });

  it("lists each known origin system if the service requires one", async () => {
    const pages = [page([listedAs(group())]), ...known.slice(1).map(() => page([]))];
    const listing = list([required(), ...pages]);
    expect(await listing.all()).toEqual([listedAs(group())]);
    expect(filtersOf(listing)).toEqual([null, ...known.map((system) => `originSystem eq '${system}'`)]);
  });

  it("leaves out a known origin system that the service refuses", async () => {
    const refused = () => refusal(400, "ArgumentException");
    const rest = known.slice(2).map((_, index) => (index === 0 ? page([listedAs(group(1))]) : refused()));
    const listing = list([required(), page([listedAs(group())]), refused(), ...rest]);
    expect(await listing.all()).toEqual([listedAs(group()), listedAs(group(1))]);
    expect(filtersOf(listing)).toHaveLength(1 + known.length);
  });

  it.each<[string, readonly StubbedResponse[], object]>([
    ["all of them are refused", known.map(() => refusal(400, "InvalidFilter")), { code: "InvalidFilter" }],
    ["one fails in another way", [refusal(403, "Forbidden")], { status: 403 }],
    [
      "one is refused after resources of it were listed",
      [page([listedAs(group())], `${root}${path}?$skiptoken=next`), refusal(400, "InvalidFilter")],
      { code: "InvalidFilter" },
    ],
  ])("throws if %s", async (_, responses, error) => {
    const listing = list([required(), ...responses]);
    expect(await failure(listing.all())).toMatchObject(error);
    expect(listing.requests).toHaveLength(1 + responses.length);
  });

  it.each<[string, StubbedResponse, ListResourcesOptions]>([
    ["another refusal", refusal(403, "Forbidden"), {}],
    ["that refusal of a list by origin system", required(), { originSystem: "X" }],
    ["a refusal that only resembles it", json(400, { error: { message: "Origin id is required" } }), {}],
  ])("throws %s", async (_, response, options) => {
    const { all, requests } = list([response], options);
    expect(await failure(all())).toMatchObject({ name: "GraphError" });
    expect(requests).toHaveLength(1);
  });

  it.each<[string, ...string[]]>([
    ["to another host", "https://graph.example.com/beta/x?$skiptoken=two"],
    ["without TLS", `${root.replace("https", "http")}${path}?$skiptoken=two`],
    ["to another port", `https://graph.microsoft.com:8443/beta${path}?$skiptoken=two`],
    ["to another version", `https://graph.microsoft.com/v1.0${path}?$skiptoken=two`],
    ["out of the version by dots", `${root}/../v1.0${path}?$skiptoken=two`],
    ["to a version that begins the same", `${root}2${path}?$skiptoken=two`],
    ["with a user name", `https://user@graph.microsoft.com/beta${path}?$skiptoken=two`],
    ["with a password", `https://:secret@graph.microsoft.com/beta${path}?$skiptoken=two`],
    ["that is not a URL", "two"],
    ["back to the first page", `${root}${path}`],
    ["back to an earlier page", next("two"), next("three"), next("two")],
  ])("does not follow a link %s", async (_, ...links) => {
    const { all, requests } = list(links.map((link) => page([], link)));
    const error = await failure(all());
    const attempts = [{ status: 200 }];
    expect(error).toMatchObject({
      name: "ConnectionError",
      code: "UNTRUSTED_NEXT_LINK",
      outcome: "notCreated",
      attempts,
    });
    expect(error.message).not.toContain("secret");
    expect(requests).toHaveLength(links.length);
  });

  it("ends a list that never ends", async () => {
    let pages = 0;
    const fetch = async () => page([], next(String(++pages)));
    const { client } = setUp({ fetch });
    const error = await failure(collect(client.catalog(catalogId).listResources()));
    expect(error).toMatchObject({ code: "UNTRUSTED_NEXT_LINK", message: expect.stringContaining("10000th") });
    expect(pages).toBe(10_000);
  });
});

describe("expand", () => {
  const names = "accessPackageResourceRoles,accessPackageResourceScopes";
  const expanded = {
    ...listedAs(group()),
    accessPackageResourceRoles: [{ displayName: "Member" }],
    accessPackageResourceScopes: [{ displayName: "Root" }],
  };
  const queriesOf = (requests: readonly { readonly url: string }[]) =>
    requests.map(({ url }) => Object.fromEntries(new URL(url).searchParams));

  it("lists roles and scopes, and leaves the query of the next page unchanged", async () => {
    const { catalog, requests } = catalogOf(page([expanded], next("two")), page([expanded]));
    const [first] = await collect(catalog.listResources({ expand: ["roles", "scopes", "roles"] }));
    expect(first?.accessPackageResourceRoles[0]).toEqual({ displayName: "Member" });
    expect(first?.accessPackageResourceScopes[0]).toEqual({ displayName: "Root" });
    expect(requests.map(({ url }) => url)).toEqual([`${root}${path}?$expand=${names}`, next("two")]);
  });

  it("is part of each list of a known origin system", async () => {
    const { catalog, requests } = catalogOf(required(), ...known.map(() => page([])));
    await collect(catalog.listResources({ expand: ["scopes"] }));
    const $expand = "accessPackageResourceScopes";
    const filters = known.map((system) => ({ $filter: `originSystem eq '${system}'`, $expand }));
    expect(queriesOf(requests)).toEqual([{ $expand }, ...filters]);
  });

  it("is part of the look-up and of the list that findResource reads", async () => {
    const { catalog, requests } = catalogOf(page([]), refusal(400, "InvalidFilter"), page([expanded]));
    const found = await catalog.findResource(group(), { expand: ["roles"] });
    expect(found?.accessPackageResourceRoles[0]).toEqual({ displayName: "Member" });
    const $expand = "accessPackageResourceRoles";
    expect(queriesOf(requests)).toEqual([
      { $filter: `originId eq '${group().originId}'`, $expand },
      { $filter: "originSystem eq 'AadGroup'", $expand },
      { $expand },
    ]);
  });

  it("sends nothing if it is empty", async () => {
    const { all, requests } = list([page([])], { expand: [] });
    await all();
    expect(requests.map(({ url }) => url)).toEqual([`${root}${path}`]);
  });
});
