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
      "beta.createRequest({ catalogId, requestType, accessPackageResource: { ¦ } });",
      sendable(beta.AccessPackageResource),
    ],
    [
      "the properties of a resource to add",
      "beta.catalog(catalogId).addResource({ ¦ });",
      sendable(beta.AccessPackageResourceToAdd),
    ],
    [
      "the properties of a resource that beta lists",
      "const found = await beta.catalog(catalogId).findResource(resource); found?.¦",
      Object.keys(beta.AccessPackageResource.properties).filter((name) => /^\w+$/.test(name)),
    ],
    [
      "the known origin systems",
      'beta.catalog(catalogId).addResource({ originId: "1", originSystem: "¦" });',
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

  it.each<[Version, string, string]>([
    [
      "beta",
      "accessPackageResourceRequestPublishedForm",
      "beta.createRequest({ ¦catalogId, requestType, accessPackageResource })",
    ],
    [
      "beta",
      "accessPackageResourceRequestPageForm",
      'beta.createRequestByRef({ ...page, ¦requestState: "Delivered" })',
    ],
    ["beta", "accessPackageResourceToAdd", 'beta.catalog(catalogId).addResource({ ¦originSystem, originId: "1" })'],
    ["beta", "accessPackageResource", "(await beta.catalog(catalogId).findResource(resource))?.¦addedOn"],
    ["beta", "accessPackageResourceRequest", "(await beta.createRequest(bodyOfBeta)).¦requestState"],
    ["v1.0", "accessPackageResourceRequestAdd", 'v1.createRequest({ requestType: "adminAdd", catalog, ¦resource })'],
    ["v1.0", "accessPackageResourceRequest", "(await v1.createRequest(bodyOfV1)).¦state"],
  ])("what the specification of %s says in %s about the property in %s", (version, model, program) => {
    const [, name = ""] = /¦(\w+)/.exec(program) ?? [];
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
      "beta.catalog(catalogId).¦addResource(resource)",
      "(resource: ResourceToAdd, options?: AddResourceOptions<Beta>): Promise<AddSuccess<Beta>>",
    ],
  ])("the names of interfaces at %s, and no operators of types", (program, signature) => {
    const { text } = editor.hoverOf(program);
    expect(text).toContain(signature);
    expect(text).not.toMatch(/Without|Omit|Pick|Refused/);
  });
});

describe("the only error of the compiler for", () => {
  /** The last line of the error. */
  function errorOf(program: string): string {
    const errors = editor.errorsOf(program);
    expect(errors).toHaveLength(1);
    // The operations of a catalog have nothing to do with the forms of a body.
    if (program.includes(".catalog(")) expect(errors.join()).not.toMatch(/Form\b/);
    return errors.join().split("\n").at(-1) ?? "";
  }

  it.each([
    ["beta.createRequest({ catalogId, accessPackageResource })", "requestType", "PublishedForm"],
    ["beta.createRequest({ requestType, accessPackageResource })", "catalogId", "PublishedForm"],
    ["beta.createRequest({ catalogId, requestType })", "accessPackageResource", "PublishedForm"],
    ["const { justification, ...rest } = page; beta.createRequest(rest)", "justification", "PageForm"],
    ["beta.createRequest(bodyOfV1)", "accessPackageResource", "PublishedForm"],
    ['beta.catalog(catalogId).addResource({ originId: "1" })', "originSystem", "ResourceToAdd"],
    ['v1.createRequest({ requestType: "adminAdd", resource })', "catalog", "AddForm"],
    ["v1.createRequest({ catalog, resource })", "requestType", "\\w+Form"],
    ["v1.createRequest(bodyOfBeta)", "resource", "\\w+Form"],
  ])("%s says that %s is missing", (program, name, type) => {
    expect(errorOf(program)).toMatch(new RegExp(`^ *Property '${name}' is missing .* required in type '${type}'\\.$`));
  });

  const misspelt = '{ orginId: "1", originSystem }';
  const inBeta = (resource: string) =>
    `beta.createRequest({ catalogId, requestType, accessPackageResource: ${resource} })`;

  it.each([
    [
      "beta.createRequest({ catalogId, requestTyp: requestType, accessPackageResource })",
      "PublishedForm",
      "requestType",
    ],
    [inBeta(misspelt), "AccessPackageResource", "originId"],
    [inBeta('{ attributes: [{ attributName: "1" }] }'), "AccessPackageResourceAttribute", "attributeName"],
    [`beta.catalog(catalogId).addResource(${misspelt})`, "ResourceToAdd", "originId"],
    [`beta.catalog(catalogId).addResources([${misspelt}])`, "ResourceToAdd", "originId"],
    [`beta.catalog(catalogId).findResource(${misspelt})`, "ResourceOrigin<Beta>", "originId"],
    ['v1.createRequest({ requestType: "adminAdd", catalogs: catalog, resource })', "AddForm", "catalog"],
    [`v1.catalog(catalogId).addResource(${misspelt})`, "ResourceToAdd", "originId"],
  ])("%s asks whether the property of %s called %s was meant", (program, type, meant) => {
    expect(errorOf(program)).toMatch(/^Object literal may only specify known properties, but '\w+' does not exist/);
    expect(errorOf(program)).toContain(` in type '${type}'. Did you mean to write '${meant}'?`);
  });

  it.each([
    ["beta.createRequest({ ...page, accessPackageResource })", "string", "OnlyInThePageForm"],
    ["const mix = { ...page, accessPackageResource }; beta.createRequest(mix)", "string", "OnlyInThePageForm"],
    [
      'beta.createRequest({ catalogId, requestType, accessPackageResource, requestState: "Delivered" })',
      '"Delivered"',
      "OnlyInThePageForm",
    ],
    [
      "beta.createRequestByRef({ ...page, accessPackageResource })",
      "{ originId: string; originSystem: string; }",
      "OnlyInThePublishedForm",
    ],
    ['beta.createRequest({ requestType: "adminAdd", catalog, resource })', "{ id: string; }", "OnlyInV1"],
    ['v1.createRequest({ catalogId: "1", requestType, accessPackageResource })', '"1"', "OnlyInBeta"],
  ])("%s says where %s belongs: %s", (program, value, mark) => {
    expect(errorOf(program).trim()).toBe(`Type '${value}' is not assignable to type '${mark}'.`);
  });

  it.each(["beta.createRequest({})", "v1.createRequest({})"])("%s says that it is not a body", (program) => {
    const expected = "Argument of type '{}' is not assignable to parameter of type 'CreateRequestBody'.";
    expect(errorOf(program)).toBe(expected);
  });

  it.each([
    ['{ id: "1" }', "id"],
    [misspelt, "orginId"],
  ])("an addition of %s in v1.0 mentions %s", (resource, name) => {
    const error = errorOf(`v1.createRequest({ requestType: "adminAdd", catalog, resource: ${resource} })`);
    expect(error).toMatch(new RegExp(`'${name}' does not exist in type '.*AccessPackageResourceToAdd`));
  });
});
