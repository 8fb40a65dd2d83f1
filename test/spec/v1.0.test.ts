import { describe, expect, it } from "@jest/globals";
import { models, unions } from "../../generated/v1.0/contract.js";
import { list } from "../../scripts/contract/json.js";
import { at, documentsOf, type Node, nodes } from "./documents.js";

const { example, media, operations, resolve, schema, spec } = documentsOf("v1.0");

/** The published examples: the name here, the request, the response. */
const published = [
  [
    "addGroup",
    '{"requestType":"adminAdd","resource":{"displayName":"Test group","originId":"8ab659d0-3839-427d-8c54-5ae92f0b3e2e","originSystem":"AadGroup"},"catalog":{"id":"beedadfe-01d5-4025-910b-84abb9369997"}}',
    '{"id":"acc2294e-f37f-42d3-981d-4e83847ed0ce","requestType":"adminAdd","state":"delivered"}',
  ],
  [
    "addApplication",
    '{"requestType":"adminAdd","resource":{"originId":"e81d7f57-0840-45e1-894b-f505c1bdcc1f","originSystem":"AadApplication"},"catalog":{"id":"beedadfe-01d5-4025-910b-84abb9369997"}}',
    '{"id":"acc2294e-f37f-42d3-981d-4e83847ed0ce","requestType":"adminAdd","state":"delivered"}',
  ],
  [
    "addSite",
    '{"requestType":"adminAdd","resource":{"originId":"https://microsoft.sharepoint.com/sites/Example","originSystem":"SharePointOnline"},"catalog":{"id":"beedadfe-01d5-4025-910b-84abb9369997"}}',
    '{"id":"acc2294e-f37f-42d3-981d-4e83847ed0ce","requestType":"adminAdd","state":"delivered"}',
  ],
  [
    "removeResource",
    '{"requestType":"adminRemove","resource":{"id":"1d0bb962-5bb0-4b16-a488-fda7a788b9ec"},"catalog":{"id":"beedadfe-01d5-4025-910b-84abb9369997"}}',
    '{"id":"acc2294e-f37f-42d3-981d-4e83847ed0ce","requestType":"adminRemove","state":"delivered"}',
  ],
  [
    "updateApplication",
    '{"requestType":"adminUpdate","resource":{"originId":"e81d7f57-0840-45e1-894b-f505c1bdcc1f","originSystem":"AadApplication","attributes":[{"destination":{"@odata.type":"microsoft.graph.accessPackageUserDirectoryAttributeStore"},"name":"officeLocation","source":{"@odata.type":"#microsoft.graph.accessPackageResourceAttributeQuestion","question":{"@odata.type":"#microsoft.graph.accessPackageTextInputQuestion","sequence":1,"isRequired":true,"isAnswerEditable":true,"text":"What office do you work at?","isSingleLineQuestion":true,"regexPattern":"[a-zA-Z]+[a-zA-Z\\\\s]*"}}},{"destination":{"@odata.type":"microsoft.graph.accessPackageUserDirectoryAttributeStore"},"name":"extension_e409fedc08ab4807a9eb53ebc0d6cc9f_Expense_CostCenter","source":{"@odata.type":"#microsoft.graph.accessPackageResourceAttributeQuestion","question":{"@odata.type":"#microsoft.graph.accessPackageTextInputQuestion","isRequired":false,"sequence":0,"text":"What is your cost center number?","isSingleLineQuestion":true,"regexPattern":"[0-9]*"}}}]},"catalog":{"id":"beedadfe-01d5-4025-910b-84abb9369997"}}',
    '{"id":"acc2294e-f37f-42d3-981d-4e83847ed0ce","requestType":"adminAdd","state":"delivered"}',
  ],
  [
    "addManagementGroup",
    '{"requestType":"adminAdd","resource":{"displayName":"test-mgmtgroup","description":"test-mgmtgroup","resourceType":"ManagementGroup","originId":"/providers/Microsoft.Management/managementGroups/test-mgmtgroup","originSystem":"AzureResources"},"catalog":{"id":"e8368470-afaf-44da-ba86-13a7318f1995"}}',
    '{"id":"99e156fe-d152-4005-b019-6ba816f411ea","requestType":"adminAdd","state":"delivered"}',
  ],
  [
    "addSubscription",
    '{"requestType":"adminAdd","resource":{"displayName":"Dev","description":"Dev","resourceType":"Subscription","originId":"/subscriptions/828b526f-c769-4b19-9797-734b4843b978","originSystem":"AzureResources"},"catalog":{"id":"e8368470-afaf-44da-ba86-13a7318f1995"}}',
    '{"id":"13ac6518-0597-452c-98ff-59c52b391dae","requestType":"adminAdd","state":"delivered"}',
  ],
] as const;

const create = at(operations().find(({ value }) => value["operationId"] === "createResourceRequest")?.value);
const schemas = at(spec, "components", "schemas");
const forms = unions.AccessPackageResourceRequestBody.map((name) => models[name].properties);

/** Every property that passes the test, as `schema.property`. */
function propertiesWhere(test: (property: Node, name: string) => boolean): readonly string[] {
  return Object.keys(schemas).flatMap((name) =>
    Object.entries(schema(name).properties)
      .filter(([property, facts]) => test(at(facts), property))
      .map(([property]) => `${name}.${property}`),
  );
}

describe("the operations of v1.0", () => {
  it("has what the client calls, each with its path", () => {
    const root = "/identityGovernance/entitlementManagement";
    expect(operations().map(({ path, method, value }) => [value["operationId"], method, path])).toEqual(
      expect.arrayContaining([
        ["createResourceRequest", "post", `${root}/resourceRequests`],
        ["listCatalogs", "get", `${root}/catalogs`],
        ["listCatalogResources", "get", `${root}/catalogs/{catalogId}/resources`],
        ["postBatch", "post", "/$batch"],
      ]),
    );
  });

  it("has no operation that refreshes a resource", () => {
    expect(operations().filter(({ path }) => /refresh/i.test(path))).toEqual([]);
  });

  it("sends up to twenty requests in a batch", () => {
    expect(schema("batchRequest").properties["requests"]).toMatchObject({ minItems: 1, maxItems: 20 });
    const urls = list(at(example("batchRequest"))["requests"]).map((member) => at(member)["url"]);
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

  it("marks what only the service sets, and requires it only in responses", () => {
    for (const form of forms) {
      for (const name of ["id", "createdDateTime", "state"] as const) {
        expect(form[name]).toMatchObject({ readOnly: true });
        expect(form[name]).not.toHaveProperty("required");
      }
    }
    const { id, state } = models.AccessPackageResourceRequest.properties;
    expect([id, state]).toMatchObject([{ readOnly: true, required: true }, { readOnly: true }]);
    const serverSet = /DateTime$|^(state|roles|scopes|uploadSessions)$/;
    const sendable = propertiesWhere(({ readOnly }, name) => serverSet.test(name) && readOnly !== true);
    expect(sendable).toEqual(["accessPackageCatalog.state"]);
  });

  it("lets an id be sent only where it identifies something that exists", () => {
    const sendable = propertiesWhere(({ readOnly }, name) => name === "id" && readOnly !== true);
    expect(sendable.filter((name) => !name.startsWith("batch"))).toEqual([
      "accessPackageCatalogReference.id",
      "accessPackageResourceToRemove.id",
      "accessPackageQuestion.id",
    ]);
  });

  it("has no name from beta in any body", () => {
    const beta =
      /^(catalogId|accessPackageResource|justification|executeImmediately|isValidationOnly|expirationDateTime|request(State|Status|or)|history)$/;
    const old =
      /^(accessPackageResource(Roles|Scopes|Environment)|attribute(Name|Source|Destination)|addedBy|addedOn|url)$/;
    const named = propertiesWhere((_, name) => beta.test(name) || old.test(name));
    expect(named).toEqual(["connectionInfo.url", "customExtensionEndpointConfiguration.url", "batchRequestItem.url"]);
    const sent = [...nodes(at(spec, "components", "examples"))].flatMap(({ value }) => Object.keys(value));
    expect(sent.filter((name) => beta.test(name) || old.test(name))).toEqual(["url", "url"]);
  });

  it("knows the values of the metadata and closes no string", () => {
    const known = (model: Node, name: string) => list(at(model[name])["x-extensible-enum"]).join(" ");
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

  it("accepts a type's name with and without the number sign", () => {
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
    const wrapped = nullable.flatMap(({ value }) => list(value["allOf"]).map(resolve));
    expect(wrapped.length).toBeGreaterThan(5);
    for (const component of wrapped) expect(component["nullable"]).toBe(true);
  });
});

describe("what the documents of v1.0 show", () => {
  it("keeps the seven published requests value for value", () => {
    expect(Object.keys(at(media(create["requestBody"]), "examples"))).toEqual(published.map(([name]) => name));
    for (const [name, request] of published) expect(JSON.stringify(example(name))).toBe(request);
  });

  it("keeps the seven published responses value for value", () => {
    const responses = Object.keys(at(media(at(create, "responses")["201"]), "examples"));
    expect(responses).toEqual(published.map(([name]) => `${name}Response`));
    for (const [name, , response] of published) expect(JSON.stringify(example(`${name}Response`))).toBe(response);
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
    expect(example("serviceUnavailable")).toEqual({ error: { code: "serviceNotAvailable", message: "" } });
    expect(Object.keys(schema("mainError").properties)).toEqual(expect.arrayContaining(["innerError", "innererror"]));
  });
});
