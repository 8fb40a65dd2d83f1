import { describe, expect, it } from "@jest/globals";
import { models as beta } from "../../generated/beta/contract.js";
import { models as v1 } from "../../generated/v1.0/contract.js";
import { documentsOf, type Version } from "../spec/documents.js";
import { Editor } from "./editor.js";

const editor = new Editor();

/** The properties of a model that a caller can send. */
function sendable({ properties }: { readonly properties: Readonly<Record<string, object>> }): string[] {
  return Object.keys(properties).filter((name) => !("readOnly" in (properties[name] ?? {})));
}

const plain = (names: readonly string[]): string[] => names.map((name) => name.replaceAll('"', ""));

describe("an editor offers", () => {
  it.each([
    [
      "the properties of both forms in a body of beta",
      "beta.createRequest({ ¦ });",
      [...sendable(beta.AccessPackageResourceRequestPublishedForm), "requestState", "requestStatus", "catalog"],
    ],
    [
      "the properties of a resource in the published form",
      'beta.createRequest({ catalogId: "1", requestType: "AdminAdd", accessPackageResource: { ¦ } });',
      sendable(beta.AccessPackageResource),
    ],
    [
      "the properties of a resource to add",
      'beta.catalog("1").addResource({ ¦ });',
      sendable(beta.AccessPackageResourceToAdd),
    ],
    [
      "the properties of a resource that beta lists",
      'const found = await beta.catalog("1").findResource(resource); found?.¦',
      Object.keys(beta.AccessPackageResource.properties).filter((name) => /^\w+$/.test(name)),
    ],
    [
      "the known origin systems",
      'beta.catalog("1").addResource({ originId: "1", originSystem: "¦" });',
      beta.AccessPackageResource.properties.originSystem.knownValues,
    ],
    [
      "the properties of a body of v1.0",
      "v1.createRequest({ ¦ });",
      [...sendable(v1.AccessPackageResourceRequestAdd), "catalogId"],
    ],
    [
      "the properties of a resource to add in v1.0",
      'v1.createRequest({ requestType: "adminAdd", catalog, resource: { ¦ } });',
      sendable(v1.AccessPackageResourceToAdd),
    ],
  ])("%s", (_, program, expected) => {
    expect(plain(editor.completionsOf(program)).sort()).toEqual([...expected].sort());
  });
});

describe("a hover shows", () => {
  const descriptionOf = (version: Version, model: string, name: string): unknown =>
    (documentsOf(version).schema(model).properties[name] as { description?: unknown }).description;

  it.each<[Version, string, string, string]>([
    [
      "beta",
      "accessPackageResourceRequestPublishedForm",
      "catalogId",
      'beta.createRequest({ ¦catalogId: "1", requestType: "AdminAdd", accessPackageResource })',
    ],
    [
      "beta",
      "accessPackageResourceRequestPageForm",
      "requestState",
      'beta.createRequestByRef({ ...page, ¦requestState: "Delivered" })',
    ],
    [
      "beta",
      "accessPackageResourceToAdd",
      "originSystem",
      'beta.catalog("1").addResource({ ¦originSystem: "AadGroup", originId: "1" })',
    ],
    [
      "beta",
      "accessPackageResource",
      "addedOn",
      'const it = await beta.catalog("1").findResource(resource); it?.¦addedOn',
    ],
    [
      "beta",
      "accessPackageResourceRequest",
      "requestState",
      "const it = await beta.createRequest(bodyOfBeta); it.¦requestState",
    ],
    [
      "v1.0",
      "accessPackageResourceRequestAdd",
      "resource",
      'v1.createRequest({ requestType: "adminAdd", catalog, ¦resource })',
    ],
    ["v1.0", "accessPackageResourceRequest", "state", "const it = await v1.createRequest(bodyOfV1); it.¦state"],
  ])("what the specification of %s says of %s.%s", (version, model, name, program) => {
    const { text, documentation } = editor.hoverOf(program);
    expect(text).toMatch(new RegExp(`^\\(property\\) AccessPackageResource\\w*\\.${name}\\??: `));
    expect(documentation).toContain(String(descriptionOf(version, model, name)));
    expect(documentation).toMatch(/\n\nSource: .+\.$/);
  });

  it.each([
    [
      "beta.¦createRequest(bodyOfBeta)",
      "(body: CreateRequestBody, options?: CreateRequestOptions): Promise<AccessPackageResourceRequest>",
    ],
    [
      "v1.¦createRequest(bodyOfV1)",
      "(body: BodyOfV1, options?: CreateRequestOptions): Promise<AccessPackageResourceRequest>",
    ],
    [
      "beta.¦createRequestByRef(page)",
      "(body: PageForm, options?: CreateRequestOptions): Promise<AccessPackageResourceRequest | undefined>",
    ],
    [
      'beta.catalog("1").¦addResource(resource)',
      "(given: ResourceToAdd, options?: AddResourceOptions<Beta>): Promise<AddSuccess<Beta>>",
    ],
  ])("the names of interfaces at %s, and no operators of types", (program, signature) => {
    const { text } = editor.hoverOf(program);
    expect(text).toContain(signature);
    expect(text).not.toMatch(/Without|Omit|Pick|Refused/);
  });
});

describe("the compiler has one error, which names the property, for", () => {
  const missing = (name: string, type: string) =>
    new RegExp(`^ *Property '${name}' is missing .* required in type '${type}'\\.$`);
  const unknown = (name: string, type: string, meant: string) =>
    `Object literal may only specify known properties, but '${name}' does not exist in type '${type}'. Did you mean to write '${meant}'?`;
  const misplaced = (value: string, mark: string) =>
    new RegExp(`^ *Type '${value}' is not assignable to type '${mark}'\\.$`);
  const origin = "\\{ originId: string; originSystem: string; \\}";

  it.each<[string, string, string | RegExp]>([
    [
      "a mix of both forms",
      "beta.createRequest({ ...page, accessPackageResource })",
      misplaced("string", "OnlyInThePageForm"),
    ],
    [
      "a variable that mixes both forms",
      "const mix = { ...page, accessPackageResource }; beta.createRequest(mix)",
      misplaced("string", "OnlyInThePageForm"),
    ],
    [
      "a state in the published form",
      'beta.createRequest({ catalogId: "1", requestType: "AdminAdd", accessPackageResource, requestState: "Delivered" })',
      misplaced('"Delivered"', "OnlyInThePageForm"),
    ],
    [
      "a resource in the page form",
      "beta.createRequestByRef({ ...page, accessPackageResource })",
      misplaced(origin, "OnlyInThePublishedForm"),
    ],
    [
      "a missing requestType",
      'beta.createRequest({ catalogId: "1", accessPackageResource })',
      missing("requestType", "PublishedForm"),
    ],
    [
      "a missing catalogId",
      'beta.createRequest({ requestType: "AdminAdd", accessPackageResource })',
      missing("catalogId", "PublishedForm"),
    ],
    [
      "a missing resource",
      'beta.createRequest({ catalogId: "1", requestType: "AdminAdd" })',
      missing("accessPackageResource", "PublishedForm"),
    ],
    [
      "a property missing in the page form",
      "const { justification, ...rest } = page; beta.createRequest(rest)",
      missing("justification", "PageForm"),
    ],
    [
      "an empty body",
      "beta.createRequest({})",
      "Argument of type '{}' is not assignable to parameter of type 'CreateRequestBody'.",
    ],
    [
      "a misspelt property",
      'beta.createRequest({ catalogId: "1", requestTyp: "AdminAdd", accessPackageResource })',
      unknown("requestTyp", "PublishedForm", "requestType"),
    ],
    [
      "a misspelt nested property",
      'beta.createRequest({ catalogId: "1", requestType: "AdminAdd", accessPackageResource: { orginId: "1", originSystem: "AadGroup" } })',
      unknown("orginId", "AccessPackageResource", "originId"),
    ],
    [
      "a misspelt property of an attribute",
      'beta.createRequest({ catalogId: "1", requestType: "AdminAdd", accessPackageResource: { attributes: [{ attributName: "1" }] } })',
      unknown("attributName", "AccessPackageResourceAttribute", "attributeName"),
    ],
    [
      "a body of v1.0 in beta",
      'beta.createRequest({ requestType: "adminAdd", catalog, resource })',
      misplaced("\\{ id: string; \\}", "OnlyInV1"),
    ],
    ["a variable of v1.0 in beta", "beta.createRequest(bodyOfV1)", missing("accessPackageResource", "PublishedForm")],
    [
      "a resource with a misspelt property",
      'beta.catalog("1").addResource({ orginId: "1", originSystem: "AadGroup" })',
      unknown("orginId", "ResourceToAdd", "originId"),
    ],
    [
      "a resource without an origin system",
      'beta.catalog("1").addResource({ originId: "1" })',
      missing("originSystem", "ResourceToAdd"),
    ],
    [
      "a misspelt property of one of many resources",
      'beta.catalog("1").addResources([{ orginId: "1", originSystem: "AadGroup" }])',
      unknown("orginId", "ResourceToAdd", "originId"),
    ],
    [
      "an origin with a misspelt property",
      'beta.catalog("1").findResource({ orginId: "1", originSystem: "AadGroup" })',
      unknown("orginId", "ResourceOrigin<Beta>", "originId"),
    ],
    [
      "an addition without an origin in v1.0",
      'v1.createRequest({ requestType: "adminAdd", catalog, resource: { id: "1" } })',
      /^ *Object literal may only specify known properties, and 'id' does not exist in type 'AccessPackageResourceToAdd'\.$/,
    ],
    [
      "a missing catalog in v1.0",
      'v1.createRequest({ requestType: "adminAdd", resource })',
      missing("catalog", "AddForm"),
    ],
    ["a missing requestType in v1.0", "v1.createRequest({ catalog, resource })", missing("requestType", "\\w+Form")],
    [
      "an empty body in v1.0",
      "v1.createRequest({})",
      "Argument of type '{}' is not assignable to parameter of type 'CreateRequestBody'.",
    ],
    [
      "a misspelt property in v1.0",
      'v1.createRequest({ requestType: "adminAdd", catalogs: catalog, resource })',
      unknown("catalogs", "AddForm", "catalog"),
    ],
    [
      "a misspelt nested property in v1.0",
      'v1.createRequest({ requestType: "adminAdd", catalog, resource: { orginId: "1", originSystem: "AadGroup" } })',
      /'orginId' does not exist in type '.*AccessPackageResourceToAdd/,
    ],
    [
      "a body of beta in v1.0",
      'v1.createRequest({ catalogId: "1", requestType: "AdminAdd", accessPackageResource })',
      misplaced('"1"', "OnlyInBeta"),
    ],
    ["a variable of beta in v1.0", "v1.createRequest(bodyOfBeta)", missing("resource", "\\w+Form")],
    [
      "a misspelt resource in v1.0",
      'v1.catalog("1").addResource({ orginId: "1", originSystem: "AadGroup" })',
      unknown("orginId", "ResourceToAdd", "originId"),
    ],
  ])("%s", (_, program, expected) => {
    const errors = editor.errorsOf(program);
    expect(errors).toHaveLength(1);
    expect(errors.join().split("\n").at(-1)).toEqual(
      typeof expected === "string" ? expected : expect.stringMatching(expected),
    );
    if (program.includes(".catalog(")) expect(errors.join()).not.toMatch(/Form\b/);
  });
});
