import { describe, expect, it } from "@jest/globals";
import { models, unions } from "../../generated/v1.0/contract.js";
import { at, documentsOf, listOf, type Node, nodes } from "./documents.js";

const { example, excusedFrom, media, operations, resolve, schema, spec } = documentsOf("v1.0");

const group = "beedadfe-01d5-4025-910b-84abb9369997";
const azure = "e8368470-afaf-44da-ba86-13a7318f1995";
const application = "e81d7f57-0840-45e1-894b-f505c1bdcc1f";
const sameId = "acc2294e-f37f-42d3-981d-4e83847ed0ce";

const question = (name: string, details: Node) => ({
  destination: { "@odata.type": "microsoft.graph.accessPackageUserDirectoryAttributeStore" },
  name,
  source: {
    "@odata.type": "#microsoft.graph.accessPackageResourceAttributeQuestion",
    question: { "@odata.type": "#microsoft.graph.accessPackageTextInputQuestion", ...details },
  },
});

/** The published examples: the name here, the kind, the catalog, the resource, and what the response has. */
const published: readonly (readonly [string, string, string, Node, Node])[] = [
  [
    "addGroup",
    "adminAdd",
    group,
    { displayName: "Test group", originId: "8ab659d0-3839-427d-8c54-5ae92f0b3e2e", originSystem: "AadGroup" },
    { id: sameId, requestType: "adminAdd" },
  ],
  [
    "addApplication",
    "adminAdd",
    group,
    { originId: application, originSystem: "AadApplication" },
    { id: sameId, requestType: "adminAdd" },
  ],
  [
    "addSite",
    "adminAdd",
    group,
    { originId: "https://microsoft.sharepoint.com/sites/Example", originSystem: "SharePointOnline" },
    { id: sameId, requestType: "adminAdd" },
  ],
  [
    "removeResource",
    "adminRemove",
    group,
    { id: "1d0bb962-5bb0-4b16-a488-fda7a788b9ec" },
    { id: sameId, requestType: "adminRemove" },
  ],
  [
    "updateApplication",
    "adminUpdate",
    group,
    {
      originId: application,
      originSystem: "AadApplication",
      attributes: [
        question("officeLocation", {
          sequence: 1,
          isRequired: true,
          isAnswerEditable: true,
          text: "What office do you work at?",
          isSingleLineQuestion: true,
          regexPattern: "[a-zA-Z]+[a-zA-Z\\s]*",
        }),
        question("extension_e409fedc08ab4807a9eb53ebc0d6cc9f_Expense_CostCenter", {
          isRequired: false,
          sequence: 0,
          text: "What is your cost center number?",
          isSingleLineQuestion: true,
          regexPattern: "[0-9]*",
        }),
      ],
    },
    { id: sameId, requestType: "adminAdd" },
  ],
  [
    "addManagementGroup",
    "adminAdd",
    azure,
    {
      displayName: "test-mgmtgroup",
      description: "test-mgmtgroup",
      resourceType: "ManagementGroup",
      originId: "/providers/Microsoft.Management/managementGroups/test-mgmtgroup",
      originSystem: "AzureResources",
    },
    { id: "99e156fe-d152-4005-b019-6ba816f411ea", requestType: "adminAdd" },
  ],
  [
    "addSubscription",
    "adminAdd",
    azure,
    {
      displayName: "Dev",
      description: "Dev",
      resourceType: "Subscription",
      originId: "/subscriptions/828b526f-c769-4b19-9797-734b4843b978",
      originSystem: "AzureResources",
    },
    { id: "13ac6518-0597-452c-98ff-59c52b391dae", requestType: "adminAdd" },
  ],
];

const create = at(operations().find(({ value }) => value["operationId"] === "createResourceRequest")?.value);
const schemas = at(spec, "components", "schemas");
const forms = unions.AccessPackageResourceRequestBody.map((name) => models[name].properties);

/** `schema.property` of everything for which the test holds, the base of the forms left out. */
function propertiesWhere(test: (property: Node, name: string) => boolean): readonly string[] {
  return Object.keys(schemas).flatMap((name) =>
    Object.entries(schema(name).properties)
      .filter(([property, facts]) => test(at(facts), property))
      .map(([property]) => `${name}.${property}`),
  );
}

describe("the operations of v1.0", () => {
  it("has four operations, each with its path", () => {
    const root = "/identityGovernance/entitlementManagement";
    expect(operations().map(({ path, method, value }) => [value["operationId"], method, path])).toEqual([
      ["createResourceRequest", "post", `${root}/resourceRequests`],
      ["listCatalogs", "get", `${root}/catalogs`],
      ["listCatalogResources", "get", `${root}/catalogs/{catalogId}/resources`],
      ["postBatch", "post", "/$batch"],
    ]);
  });

  it("names four clouds, each with its authority", () => {
    expect(
      listOf(spec["servers"]).map((server) => [
        at(server)["url"],
        at(server)["x-cloud"],
        at(server)["x-authority-host"],
      ]),
    ).toEqual([
      ["https://graph.microsoft.com/v1.0", "global", "https://login.microsoftonline.com"],
      ["https://graph.microsoft.us/v1.0", "usGov", "https://login.microsoftonline.us"],
      ["https://dod-graph.microsoft.us/v1.0", "usGovDod", "https://login.microsoftonline.us"],
      ["https://microsoftgraph.chinacloudapi.cn/v1.0", "china", "https://login.chinacloudapi.cn"],
    ]);
  });

  it("asks for the same scope as beta, by the same flows", () => {
    const beta = documentsOf("beta").spec;
    expect(spec["security"]).toEqual(beta["security"]);
    for (const [name, flow] of Object.entries(at(beta, "components", "securitySchemes", "oauth2", "flows"))) {
      const same = at(spec, "components", "securitySchemes", "oauth2", "flows", name);
      expect({ ...same, "x-source": [] }).toEqual({ ...at(flow), "x-source": [] });
    }
  });

  it("lets every operation be traced", () => {
    for (const { value } of operations()) {
      expect(value["parameters"]).toContainEqual({ $ref: "#/components/parameters/clientRequestId" });
      for (const response of Object.values(at(value, "responses"))) {
        const headers = Object.keys(at(resolve(response), "headers"));
        expect(headers).toEqual(expect.arrayContaining(["request-id", "client-request-id"]));
      }
    }
  });

  it("sends up to twenty requests in a batch", () => {
    expect(schema("batchRequest").properties["requests"]).toMatchObject({ minItems: 1, maxItems: 20 });
    const urls = listOf(at(example("batchRequest"))["requests"]).map((member) => at(member)["url"]);
    expect(new Set(urls)).toEqual(new Set(["/identityGovernance/entitlementManagement/resourceRequests"]));
  });
});

describe("the bodies of v1.0", () => {
  it("requires in each form what the published requests of its kind send", () => {
    const required = (properties: Node) =>
      Object.keys(properties).filter((name) => at(properties[name])["required"] === true);
    expect(
      forms.map(({ requestType, catalog, resource, ...others }) => [
        requestType.knownValues,
        required({ requestType, catalog, resource, ...others }),
        required(models[catalog.model].properties),
        required(models[resource.model].properties),
      ]),
    ).toEqual([
      [["adminAdd"], ["requestType", "catalog", "resource"], ["id"], ["originId", "originSystem"]],
      [["adminRemove"], ["requestType", "catalog", "resource"], ["id"], ["id"]],
      [["adminUpdate"], ["requestType", "catalog", "resource"], ["id"], ["originId", "originSystem", "attributes"]],
    ]);
  });

  it("marks what only the service sets, and requires it in responses only", () => {
    for (const form of forms) {
      for (const name of ["id", "createdDateTime", "state"] as const) {
        expect(form[name]).toMatchObject({ readOnly: true });
        expect(form[name]).not.toHaveProperty("required");
      }
    }
    const { id, state } = models.AccessPackageResourceRequest.properties;
    expect([id, state]).toMatchObject([{ readOnly: true, required: true }, { readOnly: true }]);
    expect(
      propertiesWhere(
        ({ readOnly }, name) => readOnly === true && /DateTime$|^(roles|scopes|uploadSessions)$/.test(name),
      ),
    ).toHaveLength(propertiesWhere((_, name) => /DateTime$|^(roles|scopes|uploadSessions)$/.test(name)).length);
  });

  it("lets an id be sent only where it names something that exists", () => {
    const sendable = propertiesWhere(({ readOnly }, name) => name === "id" && readOnly !== true);
    expect(sendable.filter((name) => !name.startsWith("batch"))).toEqual([
      "accessPackageCatalogReference.id",
      "accessPackageResourceToRemove.id",
      "accessPackageQuestion.id",
    ]);
  });

  it("has no name of beta in any body", () => {
    const beta =
      /^(catalogId|accessPackageResource|justification|executeImmediately|isValidationOnly|expirationDateTime|request(State|Status|or)|history)$/;
    const old =
      /^(accessPackageResource(Roles|Scopes|Environment)|attribute(Name|Source|Destination)|addedBy|addedOn|url)$/;
    const named = propertiesWhere((_, name) => beta.test(name) || old.test(name));
    expect(named).toEqual(["connectionInfo.url", "customExtensionEndpointConfiguration.url", "batchRequestItem.url"]);
    const bodies = [...nodes(at(spec, "components", "examples"))];
    expect(bodies.flatMap(({ path }) => (beta.test(path.at(-1) ?? "") ? [path] : []))).toEqual([]);
  });

  it("knows the values of the metadata and closes no string", () => {
    const known = (model: Node, name: string) => listOf(at(model[name])["x-extensible-enum"]).join(" ");
    const request = schema("accessPackageResourceRequest").properties;
    const catalog = schema("accessPackageCatalog").properties;
    expect(known(request, "requestType")).toBe(
      "notSpecified userAdd userUpdate userRemove adminAdd adminUpdate adminRemove systemAdd systemUpdate systemRemove onBehalfAdd unknownFutureValue approverRemove",
    );
    expect(known(request, "state")).toBe(
      "submitted pendingApproval delivering delivered deliveryFailed denied scheduled canceled partiallyDelivered unknownFutureValue",
    );
    expect(known(catalog, "catalogType")).toBe("userManaged serviceDefault serviceManaged unknownFutureValue");
    expect(known(catalog, "state")).toBe("unpublished published unknownFutureValue");
    expect(known(schema("accessPackageResource").properties, "originSystem")).toBe(
      "AadGroup AadApplication SharePointOnline DirectoryRole AzureResources CustomDataProvidedResource",
    );
    const closed = [...nodes(schemas)].flatMap(({ value }) => (Array.isArray(value["enum"]) ? [value["enum"]] : []));
    expect(closed).toEqual([[null], [null]]);
  });

  it("models attributes with both kinds of question", () => {
    const { properties } = models.AccessPackageQuestion;
    expect(properties.text.type).toBe("string");
    expect(Object.keys(properties)).toEqual(
      expect.arrayContaining(["regexPattern", "isSingleLineQuestion", "choices", "isMultipleSelectionAllowed"]),
    );
    expect(Object.keys(models.AccessPackageResourceAttribute.properties)).toEqual(
      expect.arrayContaining(["name", "source", "destination", "isEditable", "isPersistedOnAssignmentRemoval"]),
    );
  });

  it("takes a type's name with and without the number sign", () => {
    const store = "microsoft.graph.accessPackageUserDirectoryAttributeStore";
    const { destination } = models.AccessPackageResourceAttribute.properties;
    expect(models[destination.model].properties["@odata.type"].knownValues).toEqual([`#${store}`, store]);
    const demanding = Object.keys(schemas).filter((name) => schema(name).required.includes("@odata.type"));
    expect(demanding).toEqual([
      "customExtensionEndpointConfiguration",
      "accessPackageResourceAttributeSource",
      "accessPackageResourceAttributeDestination",
      "accessPackageQuestion",
    ]);
  });

  it("leaves out what only one source has", () => {
    const left =
      /^(externalOriginResourceConnector|uniqueName|customWorkflowExtensions|resourceRoles|resourceScopes|resources)$/;
    expect(propertiesWhere((_, name) => left.test(name))).toEqual([]);
  });

  it("lets a reference be null in a form that OpenAPI 3.0.3 allows", () => {
    const nullable = [...nodes(schemas)].filter(
      ({ value }) => value["nullable"] === true && value["enum"] === undefined,
    );
    expect(nullable.filter(({ value }) => value["type"] === undefined)).toEqual([]);
    const wrapped = nullable.flatMap(({ value }) => listOf(value["allOf"]).map(resolve));
    expect(wrapped.length).toBeGreaterThan(5);
    for (const component of wrapped) expect(component["nullable"]).toBe(true);
  });

  it("excuses only what the ledger names from the advice on names", () => {
    expect(excusedFrom("boolean-is-prefix")).toEqual([]);
    expect(excusedFrom("date-time-suffix")).toEqual([]);
    expect(excusedFrom("lower-camel-case")).toEqual(["client-request-id", "request-id"]);
    expect(excusedFrom("no-message-suffix")).toEqual([
      "accessPackageCatalogCollection",
      "accessPackageResourceCollection",
      "accessPackageResourceRequest",
      "batchRequest",
      "batchResponse",
    ]);
  });
});

describe("what the documents of v1.0 show", () => {
  it("keeps the seven published requests value for value", () => {
    expect(Object.keys(at(media(create["requestBody"]), "examples"))).toEqual(published.map(([name]) => name));
    for (const [name, requestType, catalogId, resource] of published) {
      expect(example(name)).toEqual({ requestType, resource, catalog: { id: catalogId } });
    }
  });

  it("keeps the seven published responses value for value", () => {
    const responses = Object.keys(at(media(at(create, "responses")["201"]), "examples"));
    expect(responses).toEqual(published.map(([name]) => `${name}Response`));
    for (const [name, , , , response] of published) {
      expect(example(`${name}Response`)).toEqual({ ...response, state: "delivered" });
    }
  });

  it("shows the error bodies that were seen, and reads either spelling", () => {
    const refusals = Object.keys(at(media(at(spec, "components", "responses", "refused")), "examples"));
    expect(refusals.map((name) => at(example(name), "error")["code"])).toEqual([
      "ResourceAlreadyOnboarded",
      "ResourceNotFoundInOriginSystem",
      "CallerNotResourceOwner",
      "ArgumentException",
      "TooManyRequests",
    ]);
    expect(schema("mainError").required).toEqual(["code", "message"]);
    expect(Object.keys(schema("mainError").properties)).toEqual(expect.arrayContaining(["innerError", "innererror"]));
  });
});
