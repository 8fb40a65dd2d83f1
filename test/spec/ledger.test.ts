import { describe, expect, it } from "@jest/globals";
import { models } from "../../generated/beta/contract.js";
import { list, strings } from "../../scripts/contract/json.js";
import { at, collectionPath, documentsOf, nodes, refPath, versions } from "./documents.js";

const { example, media, operations, schema, spec } = documentsOf("beta");
const pageForm = schema("accessPackageResourceRequestPageForm");
const publishedForm = schema("accessPackageResourceRequestPublishedForm");
const response = schema("accessPackageResourceRequest");
const resource = schema("accessPackageResource");

const requestNames = [
  "addSite",
  "addSiteWithEnvironmentBind",
  "addSiteWithEnvironmentOriginId",
  "addGroup",
  "removeResource",
  "addApplication",
  "addExternal",
];

function post(path: string): ReturnType<typeof at> {
  return at(spec, "paths", path, "post");
}

describe("what the page says about the operation", () => {
  it("posts to the collection by default, and to its references only with another operation", () => {
    expect(post(collectionPath)["operationId"]).toBe("createAccessPackageResourceRequest");
    expect(post(refPath)["operationId"]).toBe("createAccessPackageResourceRequestByRef");
  });

  it("keeps the title of the page and names the operation after what it does", () => {
    expect(at(spec, "info")["title"]).toBe("Add accessPackageResourceRequests");
    expect(post(collectionPath)["operationId"]).toMatch(/^create/);
  });

  it("accepts either form at the collection, and only the page form at its references", () => {
    expect(at(media(post(collectionPath)["requestBody"]), "schema")).toEqual({
      $ref: "#/components/schemas/accessPackageResourceRequestBody",
    });
    expect(at(spec, "components", "schemas", "accessPackageResourceRequestBody")["anyOf"]).toEqual([
      { $ref: "#/components/schemas/accessPackageResourceRequestPublishedAddition" },
      { $ref: "#/components/schemas/accessPackageResourceRequestPublishedForm" },
      { $ref: "#/components/schemas/accessPackageResourceRequestPageForm" },
    ]);
    expect(at(media(post(refPath)["requestBody"]), "schema")).toEqual({
      $ref: "#/components/schemas/accessPackageResourceRequestPageForm",
    });
  });

  it("exempts one operation, and no other, from the rule on references", () => {
    expect(
      [...nodes(spec)].filter(({ value }) => "odata-ref-takes-reference" in at(value["x-rule-exceptions"])),
    ).toEqual([{ path: ["paths", refPath, "post"], value: post(refPath) }]);
    expect(media(at(post(refPath), "responses")["201"])["schema"]).toEqual({
      $ref: "#/components/schemas/accessPackageResourceRequest",
    });
    expect(at(post(refPath), "responses", "204")["content"]).toBeUndefined();
  });

  it("is marked as beta and calls only beta", () => {
    expect(at(spec, "info")["x-stability-level"]).toBe("beta");
    for (const server of list(spec["servers"])) expect(at(server)["url"]).toMatch(/^https:\/\/.+\/beta$/);
  });

  it("says that the list is not documented for China", () => {
    const list = operations().find(({ value }) => value["operationId"] === "listAccessPackageResources");
    expect(list?.value["description"]).toContain("does not document this operation for the China cloud");
  });

  it("has the calls that go with the operation", () => {
    expect(operations().map(({ value }) => value["operationId"])).toEqual(
      expect.arrayContaining(["listAccessPackageCatalogs", "listAccessPackageResources", "postBatch"]),
    );
    expect(schema("batchRequest").properties["requests"]).toMatchObject({ minItems: 1, maxItems: 20 });
  });
});

describe.each(versions)("what every version says about its operations: %s", (version) => {
  const { excusedFrom, operations, resolve, spec } = documentsOf(version);

  it("asks for one scope for users and for applications", () => {
    const flows = at(spec, "components", "securitySchemes", "oauth2", "flows");
    const scopes = Object.values(flows).map((flow) => Object.keys(at(flow, "scopes")));
    expect(scopes).toEqual([["EntitlementManagement.ReadWrite.All"], ["EntitlementManagement.ReadWrite.All"]]);
    expect(Object.keys(flows)).toEqual(["clientCredentials", "authorizationCode"]);
    expect(spec["security"]).toEqual([{ oauth2: ["EntitlementManagement.ReadWrite.All"] }]);
  });

  it("accepts a bearer token and JSON on every operation that has a body", () => {
    const bodies = operations().filter(({ value }) => value["requestBody"] !== undefined);
    expect(bodies.length).toBeGreaterThan(1);
    for (const { value } of bodies) {
      expect(Object.keys(at(value, "requestBody", "content"))).toEqual(["application/json"]);
      expect(value["security"]).toBeUndefined();
    }
    expect(at(spec, "components", "securitySchemes", "oauth2")["type"]).toBe("oauth2");
  });

  it("has four clouds, each with its authority", () => {
    const clouds = list(spec["servers"]).map((server) => [
      at(server)["x-cloud"],
      at(server)["url"],
      at(server)["x-authority-host"],
    ]);
    expect(clouds).toEqual([
      ["global", `https://graph.microsoft.com/${version}`, "https://login.microsoftonline.com"],
      ["usGov", `https://graph.microsoft.us/${version}`, "https://login.microsoftonline.us"],
      ["usGovDod", `https://dod-graph.microsoft.us/${version}`, "https://login.microsoftonline.us"],
      ["china", `https://microsoftgraph.chinacloudapi.cn/${version}`, "https://login.chinacloudapi.cn"],
    ]);
  });

  it("lets every operation be traced", () => {
    for (const { value } of operations()) {
      expect(value["parameters"]).toContainEqual({ $ref: "#/components/parameters/clientRequestId" });
      for (const response of Object.values(at(value, "responses"))) {
        expect(Object.keys(at(resolve(response), "headers"))).toEqual(
          expect.arrayContaining(["request-id", "client-request-id"]),
        );
      }
    }
  });

  it("gives an https address and a version for every document", () => {
    const documents = Object.values(at(spec, "info", "x-documents"));
    expect(documents.length).toBeGreaterThan(10);
    for (const document of documents) {
      expect(document).toEqual({
        title: expect.any(String),
        url: expect.stringMatching(/^https:\/\//),
        version: expect.any(String),
      });
    }
  });

  it("exempts only the service's own names from the advice on names", () => {
    const ofBeta = (...names: readonly string[]) => (version === "beta" ? names : []);
    const flags = ["allowsMultipleSelection", "executeImmediately", "executeImmediately", "executeImmediately"];
    expect(excusedFrom("boolean-is-prefix")).toEqual(ofBeta(...flags));
    expect(excusedFrom("date-time-suffix")).toEqual(ofBeta("addedOn"));
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

describe("what the page says about the properties", () => {
  it("requires the page's table in the page form and three properties in the published form", () => {
    expect(pageForm.required).toEqual([
      "catalogId",
      "executeImmediately",
      "isValidationOnly",
      "requestType",
      "requestState",
      "requestStatus",
      "expirationDateTime",
      "justification",
    ]);
    expect(publishedForm.required).toEqual(["catalogId", "requestType", "accessPackageResource"]);
  });

  it("requires an id in responses and refuses it in requests, which a client can create without one", () => {
    for (const { properties } of [pageForm, publishedForm, response]) {
      expect(properties["id"]).toMatchObject({ type: "string", readOnly: true });
    }
    expect(response.required).toContain("id");
    for (const { required } of [pageForm, publishedForm]) expect(required).not.toContain("id");
  });

  it("lets the state be sent only in the page form", () => {
    for (const name of ["requestState", "requestStatus"]) {
      expect(at(pageForm.properties, name)["readOnly"]).toBeUndefined();
      expect(at(publishedForm.properties, name)["readOnly"]).toBe(true);
    }
  });

  it("requires the resource in the published form and leaves it out of the page form", () => {
    expect(publishedForm.required).toContain("accessPackageResource");
    expect(Object.keys(pageForm.properties)).not.toContain("accessPackageResource");
  });

  it("requires the origin of a resource to add it, but not to update or remove it", () => {
    const addition = schema("accessPackageResourceRequestPublishedAddition");
    expect(addition.properties["accessPackageResource"]).toMatchObject({
      allOf: [{ $ref: "#/components/schemas/accessPackageResourceToAdd" }],
    });
    expect(schema("accessPackageResourceToAdd").required).toEqual(["originId", "originSystem"]);
    expect(resource.required).toEqual([]);
    expect(new Set(addition.required)).toEqual(new Set(publishedForm.required));
    expect(at(addition.properties, "requestType")).toMatchObject({ "x-extensible-enum": ["AdminAdd"] });
    expect(at(addition.properties, "requestType")["enum"]).toBeUndefined();
  });

  it("returns the requestor and never accepts it", () => {
    expect(response.properties["requestor"]).toMatchObject({ readOnly: true, nullable: true });
    expect({ ...pageForm.properties, ...publishedForm.properties }).not.toHaveProperty("requestor");
  });

  it("knows three request types and stays open to others", () => {
    for (const { properties } of [pageForm, publishedForm, response]) {
      expect(at(properties, "requestType")["x-extensible-enum"]).toEqual(["AdminAdd", "AdminUpdate", "AdminRemove"]);
      expect(at(properties, "requestType")["enum"]).toBeUndefined();
    }
  });

  it("knows the documented origin systems and stays open to others", () => {
    const { enum: closed, "x-extensible-enum": known } = at(resource.properties, "originSystem");
    expect(known).toEqual([
      ...["AadGroup", "AadApplication", "SharePointOnline", "DirectoryRole", "External"],
      ...["AzureResources", "CustomDataProvidedResource"],
    ]);
    expect(closed).toBeUndefined();
  });

  it("makes optional what the published requests leave out", () => {
    for (const name of ["justification", "executeImmediately", "isValidationOnly", "expirationDateTime"]) {
      expect(at(publishedForm.properties, name)["nullable"]).toBe(true);
      expect(publishedForm.required).not.toContain(name);
    }
  });

  it("keeps all seven digits of the page's date", () => {
    expect(at(example("pageRequest"))["expirationDateTime"]).toBe("2016-12-31T23:56:24.5775752+00:00");
    expect(pageForm.properties["expirationDateTime"]).toMatchObject({ type: "string", format: "date-time" });
  });

  it("accepts the page's placeholder as a catalog id", () => {
    expect(at(example("pageRequest"))["catalogId"]).toBe("Catalog Id value");
    expect(at(pageForm.properties, "catalogId")["format"]).toBeUndefined();
  });

  it("writes the type's name as it is on the wire", () => {
    expect(at(example("pageResponse"))["@odata.type"]).toBe("#microsoft.graph.accessPackageResourceRequest");
    expect(at(spec, "components", "schemas")).toHaveProperty("accessPackageResourceRequest");
  });

  it("requires the type's name only of members with several kinds", () => {
    const demanding = Object.keys(at(spec, "components", "schemas")).filter((name) =>
      schema(name).required.includes("@odata.type"),
    );
    expect(demanding).toEqual([
      "accessPackageResourceAttributeSource",
      "accessPackageQuestion",
      "accessPackageResourceAttributeDestination",
      "connectionInfo",
    ]);
  });

  it("closes no string that the service can extend", () => {
    const closed = [...nodes(at(spec, "components", "schemas"))].flatMap(({ value }) => list(value["enum"]));
    // A `oneOf` needs null alone to let a reference be null.
    expect(closed.filter((value) => value !== null)).toEqual([]);
    const states = ["Delivered", "Delivering", "DeliveryFailed", "Denied", "Canceled"];
    expect(at(response.properties, "requestState")["x-extensible-enum"]).toEqual(states);
  });

  it("marks what is required and read-only where a client can read it", () => {
    const { id, catalogId } = models.AccessPackageResourceRequestPageForm.properties;
    expect(models.AccessPackageResourceRequest.properties.id).toMatchObject({ required: true, readOnly: true });
    expect(id).toEqual({ type: "string", readOnly: true });
    expect(catalogId).toMatchObject({ required: true });
    expect(catalogId).not.toHaveProperty("readOnly");
  });

  it("lets a resource be identified by its id", () => {
    expect(at(resource.properties, "id")["readOnly"]).toBeUndefined();
    expect(example("removeResource")).toMatchObject({ accessPackageResource: { id: expect.any(String) } });
  });

  it("leaves questions open, because their kinds differ", () => {
    expect(at(spec, "components", "schemas", "accessPackageQuestion")["additionalProperties"]).toBe(true);
  });

  it("gives a catalog no relationships", () => {
    const facts = Object.values(schema("accessPackageCatalog").properties);
    expect(facts.filter((property) => "$ref" in at(property) || "items" in at(property))).toEqual([]);
  });

  it("has what the documents publish about questions, environments and connectors", () => {
    const named = (name: string) => Object.keys(schema(name).properties);
    expect(named("accessPackageQuestion")).toEqual(
      expect.arrayContaining([
        ...["id", "isRequired", "isAnswerEditable", "sequence", "text"],
        ...["isSingleLineQuestion", "regexPattern", "allowsMultipleSelection", "choices"],
      ]),
    );
    const madeByService = ["createdBy", "createdDateTime", "modifiedBy", "modifiedDateTime"];
    expect(named("accessPackageResourceEnvironment")).toEqual(
      expect.arrayContaining([
        "connectionInfo",
        "description",
        "displayName",
        "isDefaultEnvironment",
        ...madeByService,
      ]),
    );
    expect(named("externalOriginResourceConnector")).toEqual(expect.arrayContaining(madeByService));
    const sap = ["subscriptionId", "resourceGroup", "keyVaultName", "secretName", "accessTokenUrl", "clientId"];
    expect(named("connectionInfo")).toEqual(
      expect.arrayContaining([...sap, "systemId", "userIdentifier", "authenticationInfo"]),
    );
    for (const name of ["accessPackageAnswerChoice", "accessPackageLocalizedContent", "accessPackageLocalizedText"])
      expect(schema(name).required).toEqual([]);
  });

  it.each([
    ["accessPackageResource", "uploadSessions"],
    ["accessPackageResourceEnvironment", "accessPackageResources"],
    ["accessPackageResourceEnvironment", "isDefaultEnvironment"],
    ["accessPackageResourceEnvironment", "createdBy"],
    ["externalOriginResourceConnector", "modifiedDateTime"],
  ])("does not let %s.%s be sent, which only the service sets", (name, property) => {
    expect(at(schema(name).properties, property)["readOnly"]).toBe(true);
  });
});

describe("what the page and the published document show", () => {
  it("keeps the page's request value for value", () => {
    expect(JSON.stringify(example("pageRequest"))).toBe(
      '{"@odata.type":"#microsoft.graph.accessPackageResourceRequest","catalogId":"Catalog Id value","executeImmediately":true,"isValidationOnly":true,"requestType":"Request Type value","requestState":"Request State value","requestStatus":"Request Status value","expirationDateTime":"2016-12-31T23:56:24.5775752+00:00","justification":"Justification value"}',
    );
  });

  it("states no length, because the page's length is right only for CRLF", () => {
    const lengths = (body: unknown) => {
      const pretty = JSON.stringify(body, null, 2);
      return [pretty.replaceAll("\n", "\r\n").length, pretty.length, JSON.stringify(body).length];
    };
    expect(lengths(example("pageRequest"))).toEqual([397, 387, 350]);
    expect(lengths(example("pageResponse"))).toEqual([446, 435, 394]);
    expect([...nodes(spec)].some(({ path }) => /^content-length$/i.test(path.at(-1) ?? ""))).toBe(false);
  });

  it("lets every published request be sent as it was published", () => {
    expect(Object.keys(at(media(post(collectionPath)["requestBody"]), "examples"))).toEqual([
      "pageRequest",
      ...requestNames,
    ]);
    expect(example("addExternal")).toMatchObject({
      history: [],
      accessPackageResource: {
        accessPackageResourceScopes: [],
        externalOriginResourceConnector: { connectorType: "sapIag" },
      },
    });
    expect(example("addApplication")).toMatchObject({
      accessPackageResource: { attributes: [{ isEditable: true, isPersistedOnAssignmentRemoval: true }] },
    });
  });

  it("accepts the page's response and every published one", () => {
    const responses = Object.keys(at(media(at(post(collectionPath), "responses")["201"]), "examples"));
    expect(responses).toEqual(["pageResponse", ...requestNames.map((name) => `${name}Response`)]);
    const shortest = Object.keys(at(example("addExternalResponse")));
    expect(response.required.filter((name) => !shortest.includes(name))).toEqual([]);
    expect(example("addSiteWithEnvironmentBindResponse")).toMatchObject({
      expirationDateTime: null,
      justification: null,
    });
  });

  it("accepts both spellings of the inner error, an empty message and a missing id", () => {
    expect(Object.keys(schema("mainError").properties)).toEqual(expect.arrayContaining(["innerError", "innererror"]));
    expect(schema("mainError").required).toEqual(["code", "message"]);
    expect(at(example("unknownError"), "error")["message"]).toBe("");
    expect(at(example("unknownError"), "error", "innerError")).not.toHaveProperty("client-request-id");
  });

  it("shows the error bodies that were seen", () => {
    const refusals = Object.keys(at(media(at(spec, "components", "responses", "refused")), "examples"));
    const codes = refusals.map((name) => at(example(name), "error")["code"]);
    expect(codes).toEqual(refusals.map((name) => `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`));
    expect(codes).toEqual(
      expect.arrayContaining(["ResourceAlreadyOnboarded", "ResourceNotFoundInOriginSystem", "CallerNotResourceOwner"]),
    );
  });

  it("shows no update, because none was published", () => {
    const types = requestNames.map((name) => at(example(name))["requestType"]);
    expect(new Set(types)).toEqual(new Set(["AdminAdd", "AdminRemove"]));
    expect(strings(at(publishedForm.properties, "requestType")["x-extensible-enum"])).toContain("AdminUpdate");
  });
});
