import { describe, expect, it } from "@jest/globals";
import { keyOf, trimOrigin } from "../../src/catalog/origin.js";
import type { ResourceOrigin } from "../../src/index.js";
import { failure, rejection, setUp } from "../support/client.js";
import { refusal, text } from "../support/fetch.js";
import { catalogOf, created, filtersOf, group, listedAs, page } from "./support.js";

const { originId: id } = group();
const url = "https://contoso.sharepoint.com/sites/Sales";
const site = (originId: string): ResourceOrigin => ({ originSystem: "SharePointOnline", originId });
const external = (originId: string): ResourceOrigin => ({ originSystem: "External", originId });

/** Two spellings of one origin. */
const equal: [ResourceOrigin, ResourceOrigin][] = [
  [site(url), site(`${url}/`)],
  [site(url), site("HTTPS://Contoso.SharePoint.COM/sites/Sales")],
  [site(url), site("https://contoso.sharepoint.com/SITES/sales/")],
  [site(`${url}?Web=1`), site("https://contoso.sharepoint.com/sites/sales?Web=1")],
  [site(url), { originSystem: "sharepointonline ", originId: ` ${url}\r\n` }],
  [group(), { ...group(), originId: id.toUpperCase() }],
  [group(), { originSystem: "AadGroup ", originId: id }],
  [group(), { originSystem: "aadgroup", originId: `${id}\r` }],
  [group(), { originSystem: "\u00a0AADGROUP", originId: `\u200b${id}\u2060\ufeff` }],
  [external("role"), { originSystem: "EXTERNAL", originId: "role" }],
];

const different: [ResourceOrigin, ResourceOrigin][] = [
  [
    { originSystem: "A", originId: "b/c" },
    { originSystem: "A/b", originId: "c" },
  ],
  [
    { originSystem: "A/b", originId: "c" },
    { originSystem: "A%2Fb", originId: "c" },
  ],
  [external("role"), external("Role")],
  [external("a/"), external("a")],
  [site(`${url}?a=B`), site(`${url}?a=b`)],
  [site(url), site(`${url}2`)],
  [group(), { originSystem: "AadApplication", originId: id }],
];

describe("two origins", () => {
  it.each(equal)("are one resource: %j and %j", (one, other) => {
    expect(keyOf(other)).toBe(keyOf(one));
  });

  it.each(different)("are two resources: %j and %j", (one, other) => {
    expect(keyOf(other)).not.toBe(keyOf(one));
  });

  it("are compared in linear time, whatever the service lists", () => {
    const long = `${" /".repeat(500_000)}x`;
    expect(keyOf(site(long))).toHaveLength(long.length + "sharepointonline/".length - 1);
    expect(trimOrigin(`${" ".repeat(1_000_000)}a`)).toBe("a");
  });
});

describe("a look-up of an origin", () => {
  it.each(equal)("finds %j listed as %j", async (asked, listed) => {
    const { catalog, finish } = catalogOf(page([listedAs(group(7)), listedAs(listed)]));
    expect(await finish(catalog.findResource(asked))).toEqual(listedAs(listed));
  });

  it.each<[ResourceOrigin, string]>([
    [{ originSystem: "aadgroup ", originId: `${id.toUpperCase()}\r` }, `originId eq '${id}'`],
    [{ originSystem: "SHAREPOINTONLINE", originId: ` ${url}/ ` }, `originId eq '${url}' or originId eq '${url}/'`],
    [{ originSystem: "Custom", originId: "A/" }, "originId eq 'A/'"],
    [external("sites/o'brien"), "originId eq 'sites/o''brien'"],
    [external("a?b=c&d#e 100%+1"), "originId eq 'a?b=c&d#e 100%+1'"],
    [external("Zürich 東京 🚀"), "originId eq 'Zürich 東京 🚀'"],
    [external("' or originId ne '"), "originId eq ''' or originId ne '''"],
  ])("asks for %j in the spellings that the service might have", async (origin, filter) => {
    const { catalog, finish, requests } = catalogOf(page([]), page([]));
    await finish(catalog.findResource(origin));
    expect(filtersOf({ requests })[0]).toBe(filter);
  });

  it("reads the list of the origin system once before it reports that the catalog has none", async () => {
    const { catalog, finish, requests } = catalogOf(
      page([]),
      page([{}, listedAs(site(`${url}2`)), listedAs(site(url.toUpperCase()))], "https://graph.microsoft.com/beta/2"),
    );
    expect(await finish(catalog.findResource(site(url)))).toEqual(listedAs(site(url.toUpperCase())));
    expect(filtersOf({ requests })[1]).toBe("originSystem eq 'SharePointOnline'");
    const empty = catalogOf(page([listedAs(group(1))]), page([]));
    expect(await empty.finish(empty.catalog.findResource(site(url)))).toBeUndefined();
    expect(empty.requests).toHaveLength(2);
  });

  it("reads the list of everything if the service does not filter by the origin system", async () => {
    const refused = refusal(400, "BadRequest");
    const { catalog, finish, requests } = catalogOf(page([]), refused, page([listedAs(site(`${url}/`))]));
    expect(await finish(catalog.findResource(site(url)))).toEqual(listedAs(site(`${url}/`)));
    expect(filtersOf({ requests })[2]).toBeNull();
    const forbidden = catalogOf(page([]), refusal(403, "Forbidden"));
    expect(await failure(forbidden.finish(forbidden.catalog.findResource(site(url))))).toMatchObject({ status: 403 });
  });

  it("reads the list of everything for an unknown origin system, because it might be spelt differently", async () => {
    const listed = { id: "1", originSystem: "Custom", originId: "role" };
    const { catalog, finish, requests } = catalogOf(page([]), page([listed]), refusal(400, "BadRequest"));
    expect(await finish(catalog.findResource({ ...listed, originSystem: "custom" }))).toEqual(listed);
    expect(filtersOf({ requests })).toEqual(["originId eq 'role'", null]);
    const refused = catalogOf(page([]), refusal(400, "BadRequest"));
    expect(await failure(refused.finish(refused.catalog.findResource({ ...listed, originId: "a" })))).toMatchObject({
      status: 400,
    });
  });

  it("reads no list while addResource polls, and one before the outcome is unknown", async () => {
    const polls = Array.from({ length: 3 }, () => page([]));
    const responses = [refusal(400, "ResourceAlreadyOnboarded"), ...polls, page([listedAs(site(url.toUpperCase()))])];
    const { catalog, finish, requests } = catalogOf(...responses);
    const { outcome } = await finish(catalog.addResource(site(url), { visibilityTimeoutInMs: 2000 }));
    expect(outcome).toBe("alreadyPresent");
    expect(filtersOf({ requests }).map((filter) => filter?.startsWith("originSystem"))).toEqual([
      undefined,
      false,
      false,
      false,
      true,
    ]);
  });

  it("looks through all pages, and stops where it finds it", async () => {
    const next = (name: string) => `https://graph.microsoft.com/beta/x?$skiptoken=${name}`;
    const { catalog, finish } = catalogOf(page([], next("two")), page([listedAs(group())], next("three")));
    expect(await finish(catalog.findResource(group()))).toEqual(listedAs(group()));
  });

  it.each([[{}], [{ originSystem: "AadGroup" }], [{ originSystem: "", originId: "one" }]])(
    "refuses %p, which is not an origin",
    async (origin) => {
      const { catalog } = catalogOf();
      expect(await rejection(catalog.findResource(origin as ResourceOrigin))).toBeInstanceOf(TypeError);
    },
  );
});

describe("a change by an origin", () => {
  it("sends the origin trimmed and otherwise as given", async () => {
    const { catalog, finish, requests } = catalogOf(created("Delivered"));
    const resource = { originSystem: "aadgroup ", originId: ` ${id.toUpperCase()}\r`, displayName: " a " };
    await expect(finish(catalog.addResource(resource))).resolves.toMatchObject({ resource });
    expect(requests[0]?.body).toMatchObject({
      accessPackageResource: { originSystem: "aadgroup", originId: id.toUpperCase(), displayName: " a " },
    });
  });

  it("removes what is listed in another spelling", async () => {
    const { catalog, finish, requests } = catalogOf(page([]), page([listedAs(site(url), "7")]), created("Delivered"));
    await expect(finish(catalog.removeResource(site(`${url.toUpperCase()}/`)))).resolves.toMatchObject({
      outcome: "removed",
    });
    expect(requests[2]?.body).toMatchObject({ accessPackageResource: { id: "7" } });
  });

  it("removes by the origin what is listed with an id that cannot be sent", async () => {
    const { catalog, finish, requests } = catalogOf(page([listedAs(group(), "\ud800")]), created("Delivered"));
    expect(await finish(catalog.removeResource(group()))).toMatchObject({ outcome: "removed" });
    expect(requests[1]?.body).toMatchObject({ accessPackageResource: group() });
  });

  it("recognises the listed id in another case", async () => {
    const responses = [text(504), page([{ id: { toString: 1 } }, listedAs(group(), id)]), created("Delivered")];
    const { catalog, finish, requests } = catalogOf(...responses);
    const removed = await finish(catalog.removeResource({ id: `${id.toUpperCase()}\r` }));
    expect([removed.outcome, requests.length]).toEqual(["removed", 3]);
    expect(String(requests[0]?.init.body)).toContain(`"id":"${id.toUpperCase()}"`);
  });
});

describe("an id that is cut in the middle of a character", () => {
  const cut = "a\ud83d";

  it.each<[string, (catalog: ReturnType<typeof catalogOf>["catalog"]) => Promise<unknown>]>([
    ["findResource", (catalog) => catalog.findResource(external(cut))],
    ["findResource by origin system", (catalog) => catalog.findResource({ originSystem: cut, originId: "a" })],
    ["removeResource", (catalog) => catalog.removeResource(external(cut))],
    ["removeResource by id", (catalog) => catalog.removeResource({ id: cut })],
    ["listResources", async (catalog) => catalog.listResources({ originSystem: cut })],
    ["catalog", async () => setUp().client.catalog(cut)],
  ])("is refused by %s", async (_, call) => {
    const { catalog, requests } = catalogOf();
    const error = await rejection(call(catalog));
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain("surrogate");
    expect(requests).toEqual([]);
  });

  it.each<[object, string]>([
    [external(cut), "/accessPackageResource/originId"],
    [{ ...group(), displayName: cut }, "/accessPackageResource/displayName"],
    [{ ...group(), further: { list: ["a", { "x/y": cut }] } }, "/accessPackageResource/further/list/1/x~1y"],
    [{ ...group(), [cut]: 1 }, `/accessPackageResource/${cut}`],
  ])("anywhere in %j is refused before sending", async (resource, pointer) => {
    const { catalog, requests } = catalogOf();
    const error = await failure(catalog.addResource(resource as ReturnType<typeof group>));
    expect(error).toMatchObject({ name: "RequestValidationError", issues: [{ pointer, rule: "type" }] });
    expect(requests).toEqual([]);
  });

  it("is not reported for whole characters, cycles or depth", async () => {
    const cycle: Record<string, unknown> = { text: "🚀" };
    cycle["self"] = cycle;
    let deep: object = {};
    for (let depth = 0; depth < 20_000; depth += 1) deep = { deep };
    for (const further of [cycle, deep]) {
      const error = await failure(catalogOf().catalog.addResource({ ...group(), ...{ further } }));
      expect(error).toMatchObject({ issues: [{ pointer: "", message: expect.stringContaining("JSON") }] });
    }
  });
});
