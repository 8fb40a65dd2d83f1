import { describe, expect, it } from "@jest/globals";
import { v1Example, v1RequestNames } from "../support/examples.js";
import {
  addGroup,
  addGroup1,
  addOther,
  addOther1,
  batch,
  catalogId,
  change,
  change1,
  create,
  emulator,
  filter,
  groupId,
  list,
  listCatalogs,
  member,
  originIds,
  otherCatalogId,
  pageBody,
  pathOf,
  refusalOf,
  restart,
  versions,
} from "./support.js";

const root = "identityGovernance/entitlementManagement";
const isoTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
const resource = { originId: groupId, originSystem: "AadGroup" };

async function listedIn(version: (typeof versions)[number], query = "", catalog = catalogId) {
  return (await list(query, version, catalog)).json.value;
}

describe("two versions over one state", () => {
  it.each([
    ["beta", addGroup()],
    ["v1.0", addGroup1()],
  ] as const)("list what was added in %s", async (version, body) => {
    expect((await create(body, version)).status).toBe(201);
    const common = {
      id: expect.any(String),
      displayName: "Security Group c6a8d8a7",
      description: null,
      ...resource,
      attributes: [],
    };
    const onlyBeta = {
      url: null,
      resourceType: "Security Group",
      addedOn: isoTime,
      isPendingOnboarding: false,
      addedBy: "emulator",
    };
    expect(await listedIn("beta")).toEqual([{ ...common, ...onlyBeta }]);
    expect(await listedIn("v1.0")).toEqual([{ ...common, createdDateTime: isoTime }]);
  });

  it("refuse in one version what was added in the other", async () => {
    await create(addGroup());
    const response = await create(addGroup1(groupId.toUpperCase()), "v1.0");
    expect(refusalOf(response)).toEqual([400, "ResourceAlreadyOnboarded"]);
  });

  it("remove in one version what was added in the other, and record both as sent", async () => {
    await create(addGroup());
    const [listed] = await listedIn("v1.0");
    expect((await create(change1("adminRemove", { id: listed?.id }), "v1.0")).status).toBe(201);
    expect(await listedIn("beta")).toEqual([]);
    expect(emulator.commits).toMatchObject([
      { requestType: "AdminAdd", catalogId, form: "published", ...resource },
      { requestType: "adminRemove", catalogId, form: "published", ...resource },
    ]);
  });

  it("return attributes in their own shape", async () => {
    const [text, localized] = ["Where?", [{ languageCode: "de", text: "Wo?" }]];
    const attribute = {
      name: "officeLocation",
      isEditable: true,
      destination: { "@odata.type": "#microsoft.graph.accessPackageUserDirectoryAttributeStore" },
      source: {
        "@odata.type": "#microsoft.graph.accessPackageResourceAttributeQuestion",
        question: {
          "@odata.type": "#microsoft.graph.accessPackageMultipleChoiceQuestion",
          text,
          localizations: localized,
          isMultipleSelectionAllowed: false,
          choices: [{ actualValue: "1", text }, { actualValue: "2", localizations: localized }, { text: null }],
        },
      },
    };
    const { question } = attribute.source;
    const betaAttribute = {
      attributeName: "officeLocation",
      isEditable: true,
      attributeDestination: attribute.destination,
      attributeSource: {
        "@odata.type": attribute.source["@odata.type"],
        question: {
          "@odata.type": question["@odata.type"],
          text: { defaultText: text, localizedTexts: localized },
          allowsMultipleSelection: false,
          choices: [
            { actualValue: "1", displayValue: { defaultText: text } },
            { actualValue: "2", displayValue: { localizedTexts: localized } },
            { displayValue: null },
          ],
        },
      },
    };
    await create(change1("adminAdd", { ...resource, attributes: [attribute] }), "v1.0");
    expect((await listedIn("beta"))[0]?.attributes).toEqual([betaAttribute]);
    await create(change("AdminUpdate", { ...resource, attributes: [betaAttribute] }));
    expect((await listedIn("v1.0"))[0]?.attributes).toEqual([attribute]);
    expect((await listedIn("beta"))[0]?.attributes).toEqual([betaAttribute]);
  });

  it("share the throttle, the queue of faults and the refused tokens", async () => {
    await restart({ throttle: { ratePerSecond: 0, burst: 2 } });
    emulator.faults.next({ kind: "visibilityLag", times: 1, operationId: "createResourceRequest" });
    expect((await create(addOther("a"))).status).toBe(201);
    expect((await create(addOther1("b"), "v1.0")).status).toBe(201);
    expect(refusalOf(await create(addOther("c")))).toEqual([429, "TooManyRequests"]);
    expect(emulator.requests.map(({ fault }) => fault?.kind)).toEqual([undefined, "visibilityLag", undefined]);
    emulator.faults.next({ kind: "claims" });
    await create(addOther("d"));
    expect((await create(addOther1("d"), "v1.0")).status).toBe(401);
  });
});

describe("v1.0", () => {
  type Body = { requestType: string; resource: { id?: string }; catalog: { id: string } };

  it("accepts the published examples", async () => {
    for (const name of v1RequestNames) {
      const body = v1Example<Body>(name);
      const [listed] = await listedIn("v1.0", "", body.catalog.id);
      // Only the service knows the resource that the example removes.
      if (body.resource.id !== undefined) body.resource.id = String(listed?.id);
      const { status, json } = await create(body, "v1.0");
      expect({ name, status, json }).toEqual({
        name,
        status: 201,
        json: {
          "@odata.context": `${emulator.endpoints["v1.0"]}/$metadata#${root}/resourceRequests/$entity`,
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          requestType: body.requestType,
          state: "delivered",
          createdDateTime: isoTime,
        },
      });
    }
    const { catalog } = v1Example<Body>("addGroup");
    const [updated, other] = await listedIn("v1.0", "", catalog.id);
    expect([updated?.attributes, other?.attributes]).toMatchObject([[{}, {}], []]);
  });

  it.each<[string, object, readonly string[]]>([
    [
      "a body of beta",
      addGroup(groupId, { justification: "" }),
      [
        "required /catalog",
        "required /resource",
        "unknown /catalogId",
        "unknown /accessPackageResource",
        "unknown /justification",
        "value /requestType",
      ],
    ],
    ["a type as spelt in beta", change1("AdminAdd", resource), ["value /requestType"]],
    ["a body without a type", { resource, catalog: { id: catalogId } }, ["required /requestType"]],
    ["isValidationOnly", addGroup1(groupId, { isValidationOnly: true }), ["unknown /isValidationOnly"]],
    ["a property that objects inherit", addGroup1(groupId, { toString: 1 }), ["unknown /toString"]],
    ["a state", addGroup1(groupId, { state: "delivered" }), ["readOnly /state"]],
    ["a removal by origin", change1("adminRemove", resource), ["required /resource/id"]],
    [
      "an update with one attribute",
      change1("adminUpdate", { ...resource, attributes: {} }),
      ["type /resource/attributes"],
    ],
    [
      "an attribute of beta",
      change1("adminAdd", { ...resource, attributes: [{ attributeName: "a" }] }),
      ["unknown /resource/attributes/0/attributeName"],
    ],
    ["a resource that is not an object", { ...addGroup1(), resource: "r" }, ["type /resource"]],
  ])("refuses %s", async (_, body, issues) => {
    const response = await create(body, "v1.0");
    expect(refusalOf(response)).toEqual([400, "InvalidModel"]);
    expect(response.json.error.details.map(({ code, target }) => `${code} ${target}`)).toEqual(issues);
    expect(emulator.commits).toEqual([]);
  });

  it.each([{}, { resource: null }])("refuses a body without a resource as beta does: %j", async (given) => {
    const body = { requestType: "adminAdd", catalog: { id: catalogId }, ...given };
    expect(refusalOf(await create(body, "v1.0"))).toEqual([400, "ArgumentNullException"]);
  });

  it("allows annotations", async () => {
    const bind = {
      "environment@odata.bind": "environments/1",
      "@odata.type": "#microsoft.graph.accessPackageResource",
    };
    expect((await create(change1("adminAdd", { ...resource, ...bind }), "v1.0")).status).toBe(201);
  });

  it("refuses an origin system of beta", async () => {
    const external = { originId: "x", originSystem: "External" };
    expect(refusalOf(await create(change1("adminAdd", external), "v1.0"))).toEqual([400, "ArgumentException"]);
    expect((await create(change("AdminAdd", external))).status).toBe(201);
  });

  it("and beta refuse bodies of each other", async () => {
    expect(refusalOf(await create(addGroup1()))).toEqual([400, "ArgumentNullException"]);
    expect(refusalOf(await create(pageBody, "v1.0"))).toEqual([400, "InvalidModel"]);
    await restart({ pageForm: "refuse" });
    expect(refusalOf(await create(addGroup1()))).toEqual([400, "ArgumentNullException"]);
  });

  it("returns 501 to a type of its enumeration that is not modelled", async () => {
    expect(refusalOf(await create(change1("userAdd", resource), "v1.0"))).toEqual([501, "NotImplemented"]);
  });

  it.each([
    ["DeliveryFailed", "deliveryFailed", []],
    ["delivering", "delivering", [groupId]],
  ])("returns the state of a fault, %s, as %s", async (state, expected, ids) => {
    emulator.faults.next({ kind: "requestState", state });
    const { status, json } = await create(addGroup1(), "v1.0");
    expect([status, json]).toEqual([201, expect.objectContaining({ state: expected })]);
    expect(await originIds()).toEqual(ids);
  });

  it("runs the members of a batch below its own root", async () => {
    const url = pathOf("createResourceRequest");
    const { json } = await batch(
      [
        member("1", addOther1("a"), { url }),
        member("2", addOther("b")),
        member("3", addOther1("c"), { url: `/v1.0${url}` }),
      ],
      "v1.0",
    );
    expect(json.responses.map(({ id, status }) => `${id} ${status}`).sort()).toEqual(["1 201", "2 404", "3 404"]);
    expect(await originIds()).toEqual(["a"]);
    expect(emulator.requests.map(({ operationId }) => operationId).slice(0, 2)).toEqual([
      "postBatch",
      "createResourceRequest",
    ]);
  });
});

describe.each(versions)("the list of catalogs in %s", (version) => {
  const names = async (query = "") => (await listCatalogs(query, version)).json.value.map((c) => c.displayName);

  it("has the catalogs of the options, which can have equal names", async () => {
    const sales = { id: otherCatalogId.toUpperCase(), displayName: "Sales" };
    const other = { id: groupId, displayName: "Sales" };
    await restart({ catalogs: [catalogId, sales, other] });
    expect(await names()).toEqual([catalogId, "Sales", "Sales"]);
    expect(await names(filter("displayName eq 'Sales'"))).toHaveLength(2);
    expect(await names(filter("displayName eq 'None'"))).toEqual([]);
    expect((await listCatalogs(filter(`id eq '${otherCatalogId}'`), version)).json.value).toMatchObject([sales]);
    emulator.reset();
    expect(await names()).toHaveLength(3);
  });

  it("has the catalogs that requests have mentioned, if every GUID is a catalog", async () => {
    expect(await names()).toEqual([]);
    await create(addGroup());
    await list("", version, otherCatalogId);
    expect(await names()).toEqual([catalogId, otherCatalogId]);
    emulator.reset();
    expect(await names()).toEqual([]);
  });

  it("is read page by page", async () => {
    await restart({ catalogs: [catalogId, otherCatalogId, groupId] });
    const first = (await listCatalogs("?$top=2&$count=true", version)).json;
    expect(first.value.map(({ id }) => id)).toEqual([catalogId, otherCatalogId]);
    const { search } = new URL(first["@odata.nextLink"]);
    expect((await listCatalogs(search, version)).json).toMatchObject({
      "@odata.count": 3,
      value: [{ id: groupId }],
    });
  });
});

describe.each([
  ["beta", "accessPackageResourceRoles", "accessPackageResourceScopes"],
  ["v1.0", "roles", "scopes"],
] as const)("$expand in %s", (version, roles, scopes) => {
  it("adds the roles of a group and its root scope", async () => {
    await create(addGroup());
    const id = expect.any(String);
    const [expanded] = await listedIn(version, `?$expand=${roles},${scopes}`);
    expect(expanded).toMatchObject({
      [roles]: [
        { id, displayName: "Member", originId: `Member_${groupId}`, originSystem: "AadGroup" },
        { id, displayName: "Owner", originId: `Owner_${groupId}`, originSystem: "AadGroup" },
      ],
      [scopes]: [{ id, displayName: "Root", description: "Root Scope", ...resource, isRootScope: true }],
    });
    expect(await listedIn(version, `?$expand=${roles},${scopes}`)).toEqual([expanded]);
    const ids = new Set(JSON.stringify(expanded).match(/e00000[\w-]+/g));
    expect(ids.size).toBe(4);
  });

  it("adds only what it lists, and no role of an application", async () => {
    await create(change("AdminAdd", { originId: groupId, originSystem: "AadApplication" }));
    const [expanded] = await listedIn(version, `?$expand=${roles}`);
    expect(expanded).toHaveProperty(roles, []);
    expect(expanded).not.toHaveProperty(scopes);
  });

  it.each(["environment", `${roles},`, version === "beta" ? "roles" : "accessPackageResourceRoles"])(
    "returns 501 to %s",
    async (names) => {
      expect(refusalOf(await list(`?$expand=${names}`, version))).toEqual([501, "NotImplemented"]);
    },
  );
});
