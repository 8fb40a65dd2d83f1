import { beforeEach, describe, expect, it } from "@jest/globals";
import {
  addGroup,
  addOther,
  ask,
  catalogId,
  change,
  create,
  emulator,
  filter,
  list,
  originIds,
  otherCatalogId,
  pathOf,
  refusalOf,
  restart,
  send,
  versions,
} from "./support.js";

describe.each(versions)("$filter in %s", (version) => {
  beforeEach(async () => {
    await create(addOther("a"));
    await create(addOther("ab"));
    await create(addOther("o'brien"));
    await create(change("AdminAdd", { originId: "a", originSystem: "SharePointOnline" }));
  });

  it.each([
    ["originId eq 'a'", ["a", "a"]],
    ["originId eq 'a' and originSystem eq 'CustomDataProvidedResource'", ["a"]],
    ["originSystem eq 'CustomDataProvidedResource' and originId eq 'zz'", []],
    ["originSystem eq 'SharePointOnline'", ["a"]],
    ["startswith(originId,'a')", ["a", "ab", "a"]],
    ["startswith( originId , 'a' )  and  startswith(originSystem,'CustomD')", ["a", "ab"]],
    ["originId eq 'o''brien'", ["o'brien"]],
    ["originId eq ' and '", []],
    ["originId eq 'ab' or originId eq 'a'", ["a", "ab", "a"]],
    ["originId eq 'ab' or originId eq 'a' and originSystem eq 'SharePointOnline'", ["ab", "a"]],
    ["(originId eq 'ab' or originId eq 'a') and originSystem eq 'CustomDataProvidedResource'", ["a", "ab"]],
    ["originId eq 'ab' or startswith(originId,'o')", ["ab", "o'brien"]],
    ["( ( originId eq 'ab' ) )", ["ab"]],
    ["originId eq 'ab' or originId eq 'ab/'", ["ab"]],
    ["originId eq 'A'", []],
    ["originSystem eq 'customdataprovidedresource'", []],
    ["startswith(originId,'A')", []],
    ["contains(originId,'b') and originSystem eq 'CustomDataProvidedResource'", ["ab", "o'brien"]],
    ["contains(displayName,'Site')", ["a"]],
    ["description eq null and originId eq 'ab'", ["ab"]],
    ["startswith(description,'a')", []],
  ])("%s", async (expression, expected) => {
    expect(await originIds(filter(expression), version)).toEqual(expected);
  });

  it.each([
    "originId ne 'a'",
    "not (originId eq 'a')",
    "(originId eq 'a'",
    "originId eq 'a')",
    "originId eq a",
    "startswith(originId)",
    "originId eq 'a' originId eq 'b'",
    "endswith(originId,'a')",
    "attributes/any(a: a/id eq 'a')",
    "originId eq 5",
    "originId eq 'a' and",
    "startswith(",
    "'a' eq originId",
    "null eq originId",
    "contains('abc',originId)",
    "",
  ])("returns 501 if it is not modelled: %j", async (expression) => {
    expect(refusalOf(await list(filter(expression), version))).toEqual([501, "NotImplemented"]);
  });

  it("compares ids of resources", async () => {
    const [, second] = (await list()).json.value;
    expect(await originIds(filter(`id eq '${second?.id}'`), version)).toEqual(["ab"]);
  });

  it.each([
    ["originId eq 'o'brien'", "Invalid filter clause: unterminated string literal."],
    [`${"(".repeat(2000)}originId eq 'a'`, "Invalid filter clause: its parentheses are nested too deeply."],
    ["nope eq 'a'", "Could not find a property named 'nope' on type 'microsoft.graph.accessPackageResource'."],
    ["toString eq 'a'", "Could not find a property named 'toString' on type 'microsoft.graph.accessPackageResource'."],
    ["id/x eq 'a'", "Could not find a property named 'id/x' on type 'microsoft.graph.accessPackageResource'."],
    [
      "attributes/id eq 'a'",
      "Could not find a property named 'attributes/id' on type 'microsoft.graph.accessPackageResource'.",
    ],
    ["contains(attributes,'a')", "Invalid filter clause: a property is compared with a value of another type."],
    ["originId eq true", "Invalid filter clause: a property is compared with a value of another type."],
  ])("returns 400 to %s", async (expression, message) => {
    const { status, json } = await list(filter(expression), version);
    expect([status, json.error.message]).toEqual([400, message]);
  });

  it("compares GUIDs case-insensitively, and site addresses exactly", async () => {
    await create(addGroup("C6A8D8A7-50a0-4a29-9ae8-8b1a1c6c7f1e"));
    await create(change("AdminAdd", { originId: "https://c.example/s", originSystem: "SharePointOnline" }));
    expect(await originIds(filter("originId eq 'c6a8d8a7-50a0-4A29-9ae8-8b1a1c6c7f1e'"))).toHaveLength(1);
    expect(await originIds(filter("startswith(originId,'c6a8d8a7-50A0')"))).toHaveLength(1);
    expect(await originIds(filter("originId eq 'https://c.example/s/'"))).toEqual([]);
    expect(await originIds(filter("originId eq 'https://c.example/s'"))).toHaveLength(1);
  });

  it("is required with requireOriginFilter", async () => {
    await restart({ requireOriginFilter: true });
    const { status, json } = await list();
    expect([status, json.error.message]).toEqual([400, "Origin system is required"]);
    expect((await list(filter("originId eq 'a'"))).status).toBe(200);
  });
});

describe.each(versions)("pages in %s", (version) => {
  async function fill(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) await create(addOther(`g${index}`));
  }

  const next = async (link: string) => (await ask(link)).json;

  it("follow one another by nextLink, with the same filter and size", async () => {
    await fill(5);
    await create(addOther("other"));
    const first = (await list(`${filter("startswith(originId,'g')")}&$top=2`, version)).json;
    const second = await next(first["@odata.nextLink"]);
    const third = await next(second["@odata.nextLink"]);
    const pages = [first, second, third].map(({ value }) => value.map(({ originId }) => originId));
    expect(pages).toEqual([["g0", "g1"], ["g2", "g3"], ["g4"]]);
    expect(third["@odata.nextLink"]).toBeUndefined();
  });

  it("follow one another when the service root is percent-encoded", async () => {
    await fill(2);
    const path = `/${version}${pathOf(version === "beta" ? "listAccessPackageResources" : "listCatalogResources")}`;
    const encoded = path.replace(/^\/beta/, "/%62eta").replace(/^\/v1\.0/, "/v1%2E0");
    const first = (await ask(`${encoded}?$top=1`)).json;
    expect((await next(first["@odata.nextLink"])).value.map(({ originId }) => originId)).toEqual(["g1"]);
  });

  it("have at most pageSize resources", async () => {
    await restart({ pageSize: 2 });
    await fill(3);
    const first = (await list("?$top=3")).json;
    expect(first.value).toHaveLength(2);
    expect((await next(first["@odata.nextLink"])).value).toHaveLength(1);
    const headers = { prefer: "odata.maxpagesize=3" };
    const preferred = await send("listAccessPackageResources", { query: "?$top=3", headers });
    expect(preferred.json.value).toHaveLength(2);
  });

  it("end without a nextLink if the last page is exactly full", async () => {
    await restart({ pageSize: 2 });
    await fill(2);
    expect((await list()).json).not.toHaveProperty(["@odata.nextLink"]);
  });

  it("skip nothing if a resource of an earlier page is removed", async () => {
    await restart({ pageSize: 2 });
    await fill(3);
    const first = (await list()).json;
    await create(change("AdminRemove", { originId: "g0", originSystem: "AadGroup" }));
    expect((await next(first["@odata.nextLink"])).value.map(({ originId }) => originId)).toEqual(["g2"]);
  });

  it("skip the first resources with $skip, and count all with $count", async () => {
    await fill(4);
    const first = (await list("?$skip=1&$top=2&$count=true", version)).json;
    expect(first).toMatchObject({ "@odata.count": 4, value: [{ originId: "g1" }, { originId: "g2" }] });
    const rest = await next(first["@odata.nextLink"]);
    expect(rest).toMatchObject({ "@odata.count": 4, value: [{ originId: "g3" }] });
    const one = (await list("?$top=1&$count=true", version)).json;
    expect(one).toMatchObject({ "@odata.count": 4, value: [{ originId: "g0" }] });
    expect((await list("?$count=false", version)).json).not.toHaveProperty(["@odata.count"]);
    expect((await list("?$skip=9", version)).json.value).toEqual([]);
  });

  it("have at most the size that Prefer asks for", async () => {
    await fill(3);
    const headers = { prefer: 'odata.maxpagesize=2,odata.include-annotations="*"' };
    const { json } = await send("listAccessPackageResources", { headers });
    expect(json.value).toHaveLength(2);
  });

  it.each([
    "?$top=0",
    "?$top=x",
    "?$skiptoken=x",
    "?$skip=-1",
    "?$count=yes",
    "?$top=1&$top=2",
    "?$select=nope",
    "?$select=",
  ])("return 400 to %s", async (query) => {
    expect((await list(query, version)).status).toBe(400);
  });
});

describe.each(versions)("$select in %s", (version) => {
  it("returns only the properties that it lists, and all of them for a star", async () => {
    await create(addOther("a"));
    const all = (await list("", version)).json;
    const [{ id, originId } = { id: "" }] = all.value;
    expect((await list("?$select=*", version)).json.value).toEqual(all.value);
    expect((await list("?$select=id, originId", version)).json).toEqual({
      "@odata.context": `${(all as object as Record<string, string>)["@odata.context"]}(id,originId)`,
      value: [{ id, originId }],
    });
  });
});

describe("the catalog", () => {
  it("is part of the context", async () => {
    expect((await list()).json).toEqual({
      "@odata.context": `${emulator.endpoint}/$metadata#identityGovernance/entitlementManagement/accessPackageCatalogs('${catalogId}')/accessPackageResources`,
      value: [],
    });
  });

  it.each(["General", "a%2Fb"])("must be a GUID: %s", async (catalog) => {
    expect(refusalOf(await list("", "beta", catalog))).toEqual([400, "InvalidFilter"]);
  });

  it("must be one of the catalogs that exist", async () => {
    await restart({ catalogs: [catalogId] });
    expect((await list()).status).toBe(200);
    expect(refusalOf(await list("", "beta", otherCatalogId))).toEqual([404, "ResourceNotFound"]);
  });
});
