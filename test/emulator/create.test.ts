import { describe, expect, it } from "@jest/globals";
import type { Emulator } from "../../src/emulator/index.js";
import { withEmulator } from "../support/emulator.js";
import {
  addGroup,
  catalogId,
  change,
  create,
  createByRef,
  groupId,
  list,
  originIds,
  otherCatalogId,
  pageBody,
} from "./support.js";

let emulator: Emulator;
const restart = withEmulator((started) => {
  emulator = started;
});

describe("the page's form", () => {
  it("comes back with an id, value for value, after its @odata.type", async () => {
    const { status, json } = await create(emulator, pageBody);
    expect(status).toBe(201);
    expect(json).toEqual({ ...pageBody, id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(Object.keys(json).slice(0, 2)).toEqual(["@odata.type", "id"]);
  });

  it("is taken without an @odata.type", async () => {
    const { "@odata.type": _, ...body } = pageBody;
    const { json } = await create(emulator, body);
    expect(json).toEqual({ ...body, id: expect.any(String) });
  });

  it("counts as a commit and changes no catalog", async () => {
    await create(emulator, { ...pageBody, catalogId, requestType: "AdminAdd" });
    expect(emulator.commits).toEqual([
      expect.objectContaining({ form: "page", catalogId, requestType: "AdminAdd", originId: undefined }),
    ]);
    expect(await originIds(emulator)).toEqual([]);
  });

  it("is refused as the real service was seen to, when asked for", async () => {
    await restart({ pageForm: "refuse" });
    for (const response of [await create(emulator, pageBody), await createByRef(emulator, pageBody)]) {
      expect(response.status).toBe(400);
      expect(response.json.error).toMatchObject({
        code: "ArgumentNullException",
        message: "Value cannot be null.\r\nParameter name: resource",
      });
    }
    expect(emulator.commits).toEqual([]);
    expect((await create(emulator, addGroup())).status).toBe(201);
  });

  it("is taken at the page's own address with 201 and the entity", async () => {
    const { status, json } = await createByRef(emulator, pageBody);
    expect(status).toBe(201);
    expect(json).toEqual({ ...pageBody, id: expect.any(String) });
    expect(emulator.commits).toHaveLength(1);
  });

  it("is taken at the page's own address with 204 and no body, when asked for", async () => {
    await restart({ refResponse: "204" });
    const { status, text } = await createByRef(emulator, pageBody);
    expect({ status, text }).toEqual({ status: 204, text: "" });
    expect(emulator.commits).toHaveLength(1);
  });

  it("is the only form at the page's own address", async () => {
    const { status, json } = await createByRef(emulator, addGroup());
    expect(status).toBe(400);
    expect(json.error.details.map(({ target }) => target)).toContain("/requestState");
  });
});

describe("the contract's check", () => {
  it("reports a missing property by its pointer", async () => {
    const { justification: _, ...body } = pageBody;
    const { status, json } = await create(emulator, body);
    expect(status).toBe(400);
    expect(json.error).toMatchObject({
      code: "InvalidModel",
      details: [{ code: "required", target: "/justification", message: "/justification is required." }],
    });
  });

  it("reports a property only the service may set", async () => {
    const { json } = await create(emulator, { ...pageBody, id: "mine" });
    expect(json.error.details).toEqual([expect.objectContaining({ code: "readOnly", target: "/id" })]);
  });

  it("reports a nested value of the wrong type", async () => {
    const attributes = [{ attributeName: 5 }];
    const { json } = await create(
      emulator,
      change("AdminAdd", { originId: "a", originSystem: "AadGroup", attributes }),
    );
    expect(json.error.details).toEqual([
      expect.objectContaining({ code: "type", target: "/accessPackageResource/attributes/0/attributeName" }),
    ]);
  });

  it("reports both forms' problems, the published one's first, when nothing tells which is meant", async () => {
    const { json } = await create(emulator, { catalogId, requestType: "AdminAdd" });
    const targets = json.error.details.map(({ target }) => target);
    expect(targets[0]).toBe("/accessPackageResource");
    expect(targets).toContain("/requestStatus");
  });

  it("lets properties pass that the contract does not know", async () => {
    expect((await create(emulator, addGroup(groupId, { history: [] }))).status).toBe(201);
  });
});

describe("AdminAdd", () => {
  it("does not tell catalog ids apart by case", async () => {
    await create(emulator, addGroup(groupId, { catalogId: catalogId.toUpperCase() }));
    expect(await originIds(emulator)).toEqual([groupId]);
  });

  it("answers the published entity in full, without the resource", async () => {
    const { status, json } = await create(emulator, addGroup());
    expect(status).toBe(201);
    expect(json).toEqual({
      "@odata.context": `${emulator.endpoint}/$metadata#identityGovernance/entitlementManagement/accessPackageResourceRequests/$entity`,
      catalogId,
      executeImmediately: false,
      id: expect.any(String),
      requestType: "AdminAdd",
      requestState: "Delivered",
      requestStatus: "Fulfilled",
      isValidationOnly: false,
      expirationDateTime: null,
      justification: null,
    });
  });

  it("keeps what was sent in the answer", async () => {
    const sent = { justification: "why", executeImmediately: true, expirationDateTime: "2030-01-01T00:00:00.1234567Z" };
    const { json } = await create(emulator, addGroup(groupId, sent));
    expect(json).toMatchObject(sent);
  });

  it("puts the resource into the catalog and nowhere else", async () => {
    await create(emulator, addGroup());
    expect(await originIds(emulator)).toEqual([groupId]);
    expect((await list(emulator, "", otherCatalogId)).json.value).toEqual([]);
  });

  it("lists the resource as it was described", async () => {
    const described = { displayName: "Sales", description: "d", url: "u", resourceType: "Application" };
    await create(emulator, change("AdminAdd", { originId: "x", originSystem: "AadApplication", ...described }));
    const { json } = await list(emulator);
    expect(json.value).toEqual([
      expect.objectContaining({ ...described, originId: "x", originSystem: "AadApplication", attributes: [] }),
    ]);
  });

  it("is written down as one commit", async () => {
    const before = Date.now();
    const { headers } = await create(emulator, addGroup());
    expect(emulator.commits).toEqual([
      {
        time: expect.any(Number),
        clientRequestId: headers.get("client-request-id"),
        requestId: headers.get("request-id"),
        batch: undefined,
        form: "published",
        catalogId,
        requestType: "AdminAdd",
        originSystem: "AadGroup",
        originId: groupId,
      },
    ]);
    expect(emulator.commits[0]?.time).toBeGreaterThanOrEqual(before);
  });

  it("is refused a second time", async () => {
    await create(emulator, addGroup());
    const { status, json } = await create(emulator, addGroup());
    expect(status).toBe(400);
    expect(json.error.code).toBe("ResourceAlreadyOnboarded");
    expect(emulator.commits).toHaveLength(1);
  });

  it.each([
    ["AadGroup", groupId, "aadgroup ", groupId.toUpperCase()],
    [
      "SharePointOnline",
      "https://contoso.example/sites/Sales",
      "SharePointOnline",
      "https://CONTOSO.example/sites/sales/",
    ],
  ])("of an equal origin is refused a second time: %s %s", async (originSystem, originId, system, id) => {
    await create(emulator, change("AdminAdd", { originSystem, originId }));
    const again = await create(emulator, change("AdminAdd", { originSystem: system, originId: id }));
    expect([again.status, again.json.error.code]).toEqual([400, "ResourceAlreadyOnboarded"]);
    expect(await originIds(emulator)).toEqual([originId]);
    await create(emulator, change("AdminRemove", { originSystem: system, originId: id }));
    expect(await originIds(emulator)).toEqual([]);
  });

  it("takes other ids for different when only letter case or a slash differs", async () => {
    for (const id of ["a", "A", "a/"]) expect((await create(emulator, addGroup(id))).status).toBe(201);
    expect(await originIds(emulator)).toEqual(["a", "A", "a/"]);
  });

  it("keeps an origin as it was sent", async () => {
    await create(emulator, change("AdminAdd", { originSystem: " aadgroup", originId: groupId.toUpperCase() }));
    expect((await list(emulator)).json.value).toEqual([
      expect.objectContaining({ originSystem: " aadgroup", originId: groupId.toUpperCase() }),
    ]);
  });

  it("is refused for an object the origin system does not know", async () => {
    await restart({ missingFromOrigin: [groupId.toUpperCase()] });
    const { status, json } = await create(emulator, addGroup());
    expect({ status, code: json.error.code }).toEqual({ status: 400, code: "ResourceNotFoundInOriginSystem" });
  });

  it("is refused for an origin system there is not", async () => {
    const { status, json } = await create(emulator, change("AdminAdd", { originId: "a", originSystem: "Application" }));
    expect(status).toBe(400);
    expect(json.error).toMatchObject({
      code: "ArgumentException",
      message: "Requested value 'Application' was not found.",
    });
  });

  it.each([[{ originId: "a" }], [{ originSystem: "AadGroup" }]])(
    "is refused for half an origin, %j",
    async (resource) => {
      const { status, json } = await create(emulator, change("AdminAdd", resource));
      expect({ status, code: json.error.code }).toEqual({ status: 400, code: "InvalidModel" });
    },
  );

  it("is refused for a catalog id that is no GUID", async () => {
    const { status, json } = await create(emulator, addGroup(groupId, { catalogId: "General" }));
    expect({ status, code: json.error.code }).toEqual({ status: 400, code: "InvalidModel" });
  });

  it("is refused for a catalog that is not listed, whatever its case", async () => {
    await restart({ catalogs: [catalogId.toUpperCase()] });
    expect((await create(emulator, addGroup())).status).toBe(201);
    const { status, json } = await create(emulator, addGroup(groupId, { catalogId: otherCatalogId }));
    expect({ status, code: json.error.code }).toEqual({ status: 400, code: "InvalidModel" });
  });
});

describe("AdminUpdate and AdminRemove", () => {
  const attribute = {
    attributeName: "department",
    attributeSource: { "@odata.type": "#microsoft.graph.accessPackageResourceAttributeQuestion" },
  };
  const resource = { originId: groupId, originSystem: "AadGroup" };

  it("replaces the attributes of a resource named by its origin", async () => {
    await create(emulator, addGroup());
    const { status } = await create(emulator, change("AdminUpdate", { ...resource, attributes: [attribute] }));
    expect(status).toBe(201);
    expect((await list(emulator)).json.value[0]?.attributes).toEqual([attribute]);
    await create(emulator, change("AdminUpdate", resource));
    expect((await list(emulator)).json.value[0]?.attributes).toEqual([]);
    expect(emulator.commits.map(({ requestType }) => requestType)).toEqual(["AdminAdd", "AdminUpdate", "AdminUpdate"]);
  });

  it("removes a resource named by its id, and it can be added again", async () => {
    await create(emulator, addGroup());
    const id = (await list(emulator)).json.value[0]?.id;
    expect((await create(emulator, change("AdminRemove", { id }))).status).toBe(201);
    expect(await originIds(emulator)).toEqual([]);
    expect(emulator.commits.at(-1)).toMatchObject({ requestType: "AdminRemove", originId: groupId });
    expect((await create(emulator, addGroup())).status).toBe(201);
  });

  it("removes a resource named by its origin", async () => {
    await create(emulator, addGroup());
    expect((await create(emulator, change("AdminRemove", resource))).status).toBe(201);
    expect(await originIds(emulator)).toEqual([]);
  });

  it.each(["AdminUpdate", "AdminRemove"])("responds with 404 to %s of what is not there", async (requestType) => {
    const { status, json } = await create(emulator, change(requestType, resource));
    expect({ status, code: json.error.code }).toEqual({ status: 404, code: "ResourceNotFound" });
  });

  it("does not remove what a package uses", async () => {
    await restart({ usedByPackages: [groupId] });
    await create(emulator, addGroup());
    const { status, json } = await create(emulator, change("AdminRemove", resource));
    expect({ status, code: json.error.code }).toEqual({ status: 400, code: "InvalidDeleteResourceHasEntitlements" });
    expect(await originIds(emulator)).toEqual([groupId]);
  });

  it.each(["AdminAdd", "AdminUpdate", "AdminRemove"])("only checks %s with isValidationOnly", async (requestType) => {
    const attributes = [attribute];
    if (requestType !== "AdminAdd") await create(emulator, change("AdminAdd", { ...resource, attributes }));
    const before = (await list(emulator)).json.value;
    const { status, json } = await create(emulator, change(requestType, resource, { isValidationOnly: true }));
    expect([status, json.isValidationOnly]).toEqual([201, true]);
    expect((await list(emulator)).json.value).toEqual(before);
    expect(emulator.commits).toHaveLength(before.length);
  });

  it("responds with 501 to a requestType that is not modelled", async () => {
    const { status, json } = await create(emulator, change("UserAdd", resource));
    expect({ status, code: json.error.code }).toEqual({ status: 501, code: "NotImplemented" });
    expect(json.error.message).toContain('"UserAdd"');
  });
});
