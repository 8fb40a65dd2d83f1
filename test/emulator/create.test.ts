import { describe, expect, it } from "@jest/globals";
import type { EmulatorOptions } from "../../src/emulator/index.js";
import {
  addGroup,
  addOther,
  catalogId,
  change,
  create,
  createByRef,
  emulator,
  groupId,
  list,
  originIds,
  otherCatalogId,
  pageBody,
  refusalOf,
  restart,
} from "./support.js";

const listed = async () => (await list()).json.value;

describe("a body in the page's form", () => {
  it("is returned with an id after its @odata.type, which is optional", async () => {
    const { status, json } = await create(pageBody);
    expect(status).toBe(201);
    expect(json).toEqual({ ...pageBody, id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(Object.keys(json).slice(0, 2)).toEqual(["@odata.type", "id"]);
    const { "@odata.type": _, ...untyped } = pageBody;
    expect((await create(untyped)).json).toEqual({ ...untyped, id: expect.any(String) });
  });

  it("counts as a commit and changes no catalog", async () => {
    await create({ ...pageBody, catalogId, requestType: "AdminAdd" });
    expect(emulator.commits).toEqual([
      expect.objectContaining({ form: "page", catalogId, requestType: "AdminAdd", originId: undefined }),
    ]);
    expect(await listed()).toEqual([]);
  });

  it("is refused with pageForm: refuse", async () => {
    await restart({ pageForm: "refuse" });
    for (const response of [await create(pageBody), await createByRef(pageBody)]) {
      expect(refusalOf(response)).toEqual([400, "ArgumentNullException"]);
      expect(response.json.error.message).toBe("Value cannot be null.\r\nParameter name: resource");
    }
    expect(emulator.commits).toEqual([]);
    expect((await create(addGroup())).status).toBe(201);
  });

  it("gets 201 and the entity on the /$ref path", async () => {
    const { status, json } = await createByRef(pageBody);
    expect([status, json]).toEqual([201, { ...pageBody, id: expect.any(String) }]);
    expect(emulator.commits).toHaveLength(1);
  });

  it("gets 204 without a body on the /$ref path with refResponse: 204", async () => {
    await restart({ refResponse: "204" });
    const { status, text } = await createByRef(pageBody);
    expect([status, text]).toEqual([204, ""]);
    expect(emulator.commits).toHaveLength(1);
  });

  it("is the only form on the /$ref path", async () => {
    const { status, json } = await createByRef(addGroup());
    expect(status).toBe(400);
    expect(json.error.details.map(({ target }) => target)).toContain("/requestState");
  });
});

describe("the check of a body", () => {
  const typed = { "@odata.type": "#microsoft.graph.any" };

  it("reports a missing property by its pointer", async () => {
    const { justification: _, ...body } = pageBody;
    const response = await create(body);
    expect(refusalOf(response)).toEqual([400, "InvalidModel"]);
    expect(response.json.error.details).toEqual([
      { code: "required", target: "/justification", message: "/justification is required." },
    ]);
  });

  it.each([
    ["a property that only the service sets", { ...pageBody, id: "mine" }, "readOnly", "/id"],
    [
      "a nested value of the wrong type",
      change("AdminAdd", { originId: "a", originSystem: "AadGroup", attributes: [{ attributeName: 5 }] }),
      "type",
      "/accessPackageResource/attributes/0/attributeName",
    ],
    ["null where it is not allowed", addGroup(groupId, { catalogId: null }), "type", "/catalogId"],
    [
      "a fraction where the contract has an integer",
      change("AdminAdd", { attributes: [{ attributeSource: { ...typed, question: { ...typed, sequence: 1.5 } } }] }),
      "type",
      "/accessPackageResource/attributes/0/attributeSource/question/sequence",
    ],
    ["a date in words", addGroup(groupId, { expirationDateTime: "tomorrow" }), "format", "/expirationDateTime"],
    [
      "a date without an offset",
      addGroup(groupId, { expirationDateTime: "2030-01-01T00:00:00" }),
      "format",
      "/expirationDateTime",
    ],
    [
      "a day that does not exist",
      { ...pageBody, expirationDateTime: "2030-13-01T00:00:00Z" },
      "format",
      "/expirationDateTime",
    ],
  ])("reports %s", async (_, body, code, target) => {
    const { json } = await create(body);
    expect(json.error.details).toEqual([expect.objectContaining({ code, target })]);
  });

  it("reports a body without a resource as the service does, with the issues of both forms", async () => {
    expect(refusalOf(await create({ ...addGroup(), accessPackageResource: null }))).toEqual([
      400,
      "ArgumentNullException",
    ]);
    const response = await create({ catalogId, requestType: "AdminAdd" });
    const { json } = response;
    expect(refusalOf(response)).toEqual([400, "ArgumentNullException"]);
    expect(json.error.message).toBe("Value cannot be null.\r\nParameter name: resource");
    const targets = json.error.details.map(({ target }) => target);
    expect(targets[0]).toBe("/accessPackageResource");
    expect(targets).toContain("/requestStatus");
  });

  it("allows properties that the contract does not have", async () => {
    expect((await create(addGroup(groupId, { unknown: [] }))).status).toBe(201);
  });
});

describe("AdminAdd", () => {
  it("returns the entity without the resource", async () => {
    const { status, json } = await create(addGroup());
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

  it("returns optional properties as they were sent", async () => {
    const sent = { justification: "why", executeImmediately: true, expirationDateTime: "2030-01-01T00:00:00.1234567Z" };
    const { json } = await create(addGroup(groupId, sent));
    expect(json).toMatchObject(sent);
  });

  it("adds the resource only to its catalog", async () => {
    await create(addGroup());
    expect(await originIds()).toEqual([groupId]);
    expect((await list("", "beta", otherCatalogId)).json.value).toEqual([]);
  });

  it("ignores the case of the catalog id", async () => {
    await create(addGroup(groupId, { catalogId: catalogId.toUpperCase() }));
    expect(await originIds()).toEqual([groupId]);
  });

  it.each([
    { displayName: "Sales", description: "d", url: "u", resourceType: "Application", originSystem: "AadApplication" },
    { originSystem: " aadgroup", originId: groupId.toUpperCase() },
  ])("lists the resource as it was sent: %j", async (sent) => {
    const resource = { originId: groupId, ...sent };
    await create(change("AdminAdd", resource));
    expect(await listed()).toEqual([expect.objectContaining({ ...resource, attributes: [] })]);
  });

  it("is recorded as one commit", async () => {
    const before = Date.now();
    const { headers } = await create(addGroup());
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

  it.each([
    ["CustomDataProvidedResource", "a", "CustomDataProvidedResource", "a"],
    ["AadGroup", groupId, "aadgroup ", groupId.toUpperCase()],
    ["SharePointOnline", "https://c.example/sites/Sales", "SharePointOnline", "https://C.example/sites/sales/"],
  ])("refuses an equal origin: %s %s and %s %s", async (originSystem, originId, system, id) => {
    await create(change("AdminAdd", { originSystem, originId }));
    const equal = { originSystem: system, originId: id };
    expect(refusalOf(await create(change("AdminAdd", equal)))).toEqual([400, "ResourceAlreadyOnboarded"]);
    expect(await originIds()).toEqual([originId]);
    expect(emulator.commits).toHaveLength(1);
    await create(change("AdminRemove", equal));
    expect(await originIds()).toEqual([]);
  });

  it("accepts other ids that differ only in case or a slash", async () => {
    for (const id of ["a", "A", "a/"]) expect((await create(addOther(id))).status).toBe(201);
    expect(await originIds()).toEqual(["a", "A", "a/"]);
  });

  it.each<[string, EmulatorOptions, object, string]>([
    [
      "an object that the origin system does not know",
      { missingFromOrigin: [groupId.toUpperCase()] },
      addGroup(),
      "ResourceNotFoundInOriginSystem",
    ],
    [
      "an unknown origin system",
      {},
      change("AdminAdd", { originId: "a", originSystem: "Application" }),
      "ArgumentException",
    ],
    ["an origin without a system", {}, change("AdminAdd", { originId: "a" }), "InvalidModel"],
    ["an origin without an id", {}, change("AdminAdd", { originSystem: "AadGroup" }), "InvalidModel"],
    ["a catalog id that is not a GUID", {}, addGroup(groupId, { catalogId: "General" }), "InvalidModel"],
    [
      "a group whose id is not a GUID",
      {},
      change("AdminAdd", { originId: "Sales", originSystem: "aadgroup" }),
      "InvalidModel",
    ],
    ["a catalog that does not exist", { catalogs: [otherCatalogId] }, addGroup(), "InvalidModel"],
  ])("refuses %s", async (_, options, body, code) => {
    await restart(options);
    expect(refusalOf(await create(body))).toEqual([400, code]);
    expect(emulator.commits).toEqual([]);
  });

  it("accepts a catalog that exists, whatever its case", async () => {
    await restart({ catalogs: [catalogId.toUpperCase()] });
    expect((await create(addGroup())).status).toBe(201);
  });
});

describe("the name and the type of a resource", () => {
  it.each([
    ["AadGroup", groupId, "Security Group c6a8d8a7", "Security Group"],
    ["aadapplication", groupId, "Application c6a8d8a7", "Application"],
    ["SharePointOnline", "https://c.example/sites/Sales/", "SharePoint Online Site Sales/", "SharePoint Online Site"],
    ["DirectoryRole", groupId, null, null],
  ])(
    "come from the origin system %s unless they are sent",
    async (originSystem, originId, displayName, resourceType) => {
      await create(change("AdminAdd", { originSystem, originId }));
      expect(await listed()).toMatchObject([{ displayName, resourceType }]);
    },
  );
});

describe("AdminUpdate and AdminRemove", () => {
  const attribute = {
    attributeName: "department",
    attributeSource: { "@odata.type": "#microsoft.graph.accessPackageResourceAttributeQuestion" },
  };
  const resource = { originId: groupId, originSystem: "AadGroup" };

  it("replaces the attributes of a resource by its origin", async () => {
    await create(addGroup());
    const { status } = await create(change("AdminUpdate", { ...resource, attributes: [attribute] }));
    expect(status).toBe(201);
    expect((await listed())[0]?.attributes).toEqual([attribute]);
    await create(change("AdminUpdate", resource));
    expect((await listed())[0]?.attributes).toEqual([]);
    expect(emulator.commits.map(({ requestType }) => requestType)).toEqual(["AdminAdd", "AdminUpdate", "AdminUpdate"]);
  });

  it("removes a resource by its id, so that it can be added again", async () => {
    await create(addGroup());
    const id = (await listed())[0]?.id.toUpperCase();
    expect((await create(change("AdminRemove", { id }))).status).toBe(201);
    expect(await listed()).toEqual([]);
    expect(emulator.commits.at(-1)).toMatchObject({ requestType: "AdminRemove", originId: groupId });
    expect((await create(addGroup())).status).toBe(201);
  });

  it("refuses an id that is not a GUID", async () => {
    expect(refusalOf(await create(change("AdminRemove", { id: "1" })))).toEqual([400, "InvalidModel"]);
  });

  it.each(["AdminUpdate", "AdminRemove"])("returns 404 to %s of an unknown resource", async (requestType) => {
    expect(refusalOf(await create(change(requestType, resource)))).toEqual([404, "ResourceNotFound"]);
  });

  it("refuses to remove a resource that an access package uses", async () => {
    await restart({ usedByPackages: [groupId] });
    await create(addGroup());
    const response = await create(change("AdminRemove", resource));
    expect(refusalOf(response)).toEqual([400, "InvalidDeleteResourceHasEntitlements"]);
    expect(await originIds()).toEqual([groupId]);
  });

  it.each(["AdminAdd", "AdminUpdate", "AdminRemove"])("only checks %s with isValidationOnly", async (requestType) => {
    const attributes = [attribute];
    if (requestType !== "AdminAdd") await create(change("AdminAdd", { ...resource, attributes }));
    const before = await listed();
    const { status, json } = await create(change(requestType, resource, { isValidationOnly: true }));
    expect([status, json.isValidationOnly]).toEqual([201, true]);
    expect(await listed()).toEqual(before);
    expect(emulator.commits).toHaveLength(before.length);
  });

  it("returns 501 to a requestType that is not modelled", async () => {
    const response = await create(change("UserAdd", resource));
    expect(refusalOf(response)).toEqual([501, "NotImplemented"]);
    expect(response.json.error.message).toContain('"UserAdd"');
  });
});
