import { beforeEach, describe, expect, it } from "@jest/globals";
import { beta } from "../../src/emulator/service/beta.js";
import { requests } from "../../src/emulator/service/read.js";
import type { Call } from "../../src/emulator/service/request.js";
import {
  addGroup,
  addOther,
  addOther1,
  ask,
  catalogId,
  change,
  create,
  emulator,
  filter,
  groupId,
  otherCatalogId,
  pageBody,
  pathOf,
  refusalOf,
  restart,
  type Version,
} from "./support.js";

const root = "identityGovernance/entitlementManagement";
const resource = { originSystem: "AadGroup", originId: groupId };

const get = (version: Version, path: string) => ask(`/${version}/${root}/${path}`);
const refusal = async (version: Version, path: string) => refusalOf(await get(version, path));

describe.each([
  ["beta", "accessPackageCatalogs", { catalogType: "UserManaged", catalogStatus: "Published" }],
  ["v1.0", "catalogs", { catalogType: "userManaged", state: "published" }],
] as const)("a catalog in %s", (version, collection, shape) => {
  it("is read by its id", async () => {
    await restart({ catalogs: [{ id: catalogId, displayName: "Sales" }] });
    const context = `${emulator.endpoints[version]}/$metadata#${root}/${collection}`;
    expect((await get(version, `${collection}/${catalogId.toUpperCase()}`)).json).toEqual({
      "@odata.context": `${context}/$entity`,
      id: catalogId,
      displayName: "Sales",
      ...shape,
    });
    expect((await get(version, `${collection}('${catalogId}')?$select=displayName,description`)).json).toEqual({
      "@odata.context": `${context}(displayName,description)/$entity`,
      displayName: "Sales",
      description: null,
    });
    expect(await refusal(version, `${collection}/${otherCatalogId}`)).toEqual([404, "ResourceNotFound"]);
    expect(await refusal(version, `${collection}/General`)).toEqual([400, "InvalidFilter"]);
    for (const name of ["accessPackages", "toString"]) {
      const refused = await refusal(version, `${collection}/${catalogId}?$expand=${name}`);
      expect(refused).toEqual([501, "NotImplemented"]);
    }
  });

  it("is counted", async () => {
    await restart({ catalogs: [catalogId, { id: otherCatalogId, displayName: "Sales" }] });
    const { text, headers } = await get(version, `${collection}/$count?$filter=startswith(displayName,'Sa')`);
    expect([text, headers.get("content-type"), headers.get("odata-version")]).toEqual(["1", "text/plain", "4.0"]);
    expect(await refusal(version, `${collection}/$count?$top=1`)).toEqual([501, "NotImplemented"]);
    await create(addGroup());
    const resources = pathOf(version === "beta" ? "listAccessPackageResources" : "listCatalogResources");
    expect((await get(version, `${resources.slice(root.length + 2)}/$count`)).text).toBe("1");
  });
});

describe("requests in beta", () => {
  const path = "accessPackageResourceRequests";

  beforeEach(async () => {
    await create(addGroup(groupId, { justification: "why" }));
    await create(addOther1("b", { catalog: { id: otherCatalogId } }), "v1.0");
    await create(pageBody);
  });

  it("are listed in order, whatever version or form they were sent in", async () => {
    const { "@odata.type": _, ...page } = pageBody;
    const { json } = await get("beta", path);
    expect(json).toMatchObject({
      "@odata.context": `${emulator.endpoint}/$metadata#${root}/${path}`,
      value: [
        {
          catalogId,
          requestType: "AdminAdd",
          requestState: "Delivered",
          requestStatus: "Fulfilled",
          justification: "why",
        },
        { catalogId: otherCatalogId, requestType: "AdminAdd", justification: null },
        page,
      ],
    });
    expect(json.value[0]).not.toHaveProperty("accessPackageResource");
    expect((await get("beta", `${path}/$count`)).text).toBe("3");
  });

  it("are read by their ids, ignoring case", async () => {
    const [request] = (await get("beta", path)).json.value;
    expect((await get("beta", `${path}/${request?.id.toUpperCase()}`)).json).toMatchObject({ ...request });
    expect(await refusal("beta", `${path}/${groupId}`)).toEqual([404, "ResourceNotFound"]);
    expect(await refusal("beta", `${path}/1`)).toEqual([400, "InvalidFilter"]);
  });

  it("have the resource with $expand", async () => {
    const { value } = (await get("beta", `${path}?$expand=accessPackageResource&$select=id`)).json;
    expect(value).toMatchObject([
      { accessPackageResource: resource },
      { accessPackageResource: { originId: "b" } },
      { accessPackageResource: null },
    ]);
    expect(value[0]).not.toHaveProperty("catalogId");
    expect(await refusal("beta", `${path}?$expand=requestor`)).toEqual([501, "NotImplemented"]);
  });

  it("show a selected navigation property only with $expand", async () => {
    const [selected] = (await get("beta", `${path}?$select=requestType,accessPackageResource`)).json.value;
    expect(selected).toEqual({ requestType: "AdminAdd" });
    const both = `${path}?$select=accessPackageResource&$expand=accessPackageResource`;
    expect((await get("beta", both)).json.value[0]).toMatchObject({ accessPackageResource: resource });
    expect(await refusal("beta", `${path}?$select=accessPackageResource/id`)).toEqual([501, "NotImplemented"]);
  });

  it.each([
    [`catalogId eq '${catalogId.toUpperCase()}'`, 1],
    ["isValidationOnly eq true", 1],
    ["expirationDateTime eq 2016-12-31T23:56:24.5775752Z", 1],
    ["requestState eq 'Delivered' and (justification eq 'why' or justification eq null)", 2],
    [`accessPackageResource/originId eq '${groupId}'`, 1],
    ["accessPackageResource eq null", 1],
  ])("are filtered by %s", async (expression, count) => {
    expect((await get("beta", `${path}${filter(expression)}`)).json.value).toHaveLength(count);
  });
});

describe("requests in v1.0", () => {
  it("are listed with their catalog and resource, and filtered by the catalog", async () => {
    await restart({ catalogs: [{ id: catalogId, displayName: "Sales" }, otherCatalogId] });
    await create(addGroup());
    await create(change("AdminRemove", resource));
    await create(addOther("b", { catalogId: otherCatalogId }));
    await create(pageBody);
    const query = `${filter(`catalog/id eq '${catalogId}'`)}&$expand=catalog,resource`;
    const { value } = (await get("v1.0", `resourceRequests${query}`)).json;
    const [id, createdDateTime] = [expect.any(String), expect.any(String)];
    const common = {
      id,
      createdDateTime,
      state: "delivered",
      catalog: { id: catalogId, displayName: "Sales" },
      resource,
    };
    expect(value).toMatchObject([
      { ...common, requestType: "adminAdd" },
      { ...common, requestType: "adminRemove" },
    ]);
    expect((await get("v1.0", `resourceRequests/${value[0]?.id}`)).json).toEqual({
      "@odata.context": `${emulator.endpoints["v1.0"]}/$metadata#${root}/resourceRequests/$entity`,
      id,
      createdDateTime,
      requestType: "adminAdd",
      state: "delivered",
    });
    const page = (await get("v1.0", "resourceRequests?$expand=catalog,resource&$skip=3")).json.value;
    expect(page).toMatchObject([{ catalog: null, resource: null }]);
  });
});

it("fails as a defect of the emulator if a path names its parameter differently than its handler", () => {
  const call = { version: beta, state: { requests: new Map() }, parameters: { id: groupId } } as unknown as Call;
  expect(() => requests.get(call)).toThrow(new Error('The path has no parameter "requestId".'));
});
