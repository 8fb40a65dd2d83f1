import { describe, expect, it } from "@jest/globals";
import { differences, type Edit, edited } from "./drift.js";

type Edits = { readonly model?: Edit; readonly spec?: Edit };
const model = (from: string, to: string): Edits => ({ model: { from, to } });
const spec = (from: string, to: string): Edits => ({ spec: { from, to } });

const request = "accessPackageResourceRequest";
const root = "/identityGovernance/entitlementManagement";
const catalogId = '<Property Name="catalogId"';
const note = (facets: string) => model(catalogId, `<Property Name="note" ${facets} />${catalogId}`);
const neverNull = note('Type="Edm.String" Nullable="false"');
const sendable = (schema: string) => {
  const type = "            '@odata.type': {type: string}\n";
  return spec(type, `${type}            note: ${schema}\n`);
};
const attributeName = (facets: string) =>
  spec("attributeName: {type: string,", `attributeName: {type: string, ${facets},`);
const isRequired = "        isRequired: {type: boolean, nullable: true}\n";

/** What differs, the edits that cause it, and the one difference that is found. */
const cases: readonly (readonly [string, Edits, string])[] = [
  [
    "a property only the service has",
    note('Type="Edm.Int32"'),
    `${request}.note notInSpec: Edm.Int32, nullable / null`,
  ],
  [
    "a property only the spec has",
    model('<Property Name="isValidationOnly" Type="Edm.Boolean" />', ""),
    `${request}.isValidationOnly notInService: null / boolean, nullable`,
  ],
  [
    "another type",
    model(`${catalogId} Type="Edm.String"`, `${catalogId} Type="Edm.Guid"`),
    `${request}.catalogId type: Edm.Guid, nullable / string, not null`,
  ],
  [
    "a format EDM has another type for",
    attributeName("format: uuid"),
    "accessPackageResourceAttribute.attributeName type: Edm.String, nullable / string/uuid, nullable",
  ],
  [
    "a collection against a single value",
    model("Collection(graph.accessPackageResourceAttribute)", "graph.accessPackageResourceAttribute"),
    "accessPackageResource.attributes type: accessPackageResourceAttribute, nullable / array of object",
  ],
  [
    "a response that is null where the spec promises a value",
    model(' Type="Edm.String" Nullable="false"', ' Type="Edm.String"'),
    "accessPackageResource.originSystem nullable: Edm.String, nullable / string, not null",
  ],
  [
    "a response that the spec lets be null where the service's never is",
    model(`${catalogId} Type="Edm.String"`, `${catalogId} Type="Edm.String" Nullable="false"`),
    `${request}.catalogId nullable: Edm.String, not null / string, nullable`,
  ],
  [
    "a request that may be null where the service's may not",
    { ...neverNull, ...sendable("{type: string, nullable: true}") },
    `${request}.note nullable: Edm.String, not null / string, nullable`,
  ],
  [
    "a property whose type the model lacks",
    model('Type="graph.connectionState"', 'Type="graph.gone"'),
    "externalOriginResourceConnector.state type: gone, a type that the model lacks, nullable / string, nullable",
  ],
  [
    "a type the spec names and the model lacks",
    spec("graph.accessPackageResourceAttributeQuestion", "graph.accessPackageResourceAttributeGuess"),
    "accessPackageResourceAttributeGuess notInService: null / microsoft.graph.accessPackageResourceAttributeGuess",
  ],
  [
    "a navigation property whose type the model lacks",
    model('<EntityType Name="accessPackageSubject" BaseType="graph.entity" />', ""),
    `${request}.requestor type: accessPackageSubject, a type that the model lacks, nullable / object, nullable`,
  ],
  [
    "a property of the derived type that the spec names",
    spec(isRequired, ""),
    "accessPackageResourceAttributeSource.isRequired notInSpec: Edm.Boolean, nullable / null",
  ],
  [
    "a navigation that does not exist",
    model('<NavigationProperty Name="accessPackageCatalogs"', '<NavigationProperty Name="catalogs"'),
    `entitlementManagement.accessPackageCatalogs notInService: null / ${root}/accessPackageCatalogs/{catalogId}/accessPackageResources`,
  ],
  [
    "a navigation to a type that the model lacks",
    model(`Collection(graph.${request})`, "Collection(graph.gone)"),
    `entitlementManagement.${request}s type: a type that the model lacks / ${root}/${request}s`,
  ],
  [
    "a contained navigation addressed by reference",
    spec("accessPackageResourceRequests:\n", "accessPackageResourceRequests/$ref:\n"),
    `entitlementManagement.${request}s contained: contained / addressed by $ref`,
  ],
];

const reference = "{$ref: '#/components/schemas/accessPackageResource'}";
const property = "            accessPackageResource:\n              ";

describe("comparing the service's model with the specification", () => {
  it.each(cases)("finds %s, and nothing else", async (_, edits, expected) => {
    expect(await differences(edits)).toEqual([expected]);
  });

  it.each<[string, Edits]>([
    ["both say the same", {}],
    [
      "the specification has a property of a derived type that it does not mention",
      spec(isRequired, `${isRequired}        token: {type: string, nullable: true}\n`),
    ],
    [
      "a nullable reference is a oneOf of a reference and null",
      spec(
        `${property}nullable: true\n              allOf: [${reference}]`,
        `${property}oneOf: [{allOf: [${reference}]}, {type: object, nullable: true, enum: [null]}]`,
      ),
    ],
    [
      "a property that can be null is read-only in a request",
      { ...neverNull, ...sendable("{type: string, nullable: true, readOnly: true}") },
    ],
    ["a request is stricter than the service", { ...note('Type="Edm.String"'), ...sendable("{type: string}") }],
    ["the specification has a format that EDM cannot express", attributeName("format: uri")],
  ])("finds nothing if %s", async (_, edits) => {
    expect(await differences(edits)).toEqual([]);
  });

  it("finds an inherited property that the specification lacks, once per type", async () => {
    const id = '<Property Name="id" Type="Edm.String" />';
    const types = ["accessPackageResource", request, "externalOriginResourceConnector"];
    expect(await differences(model(id, `${id}<Property Name="etag" Type="Edm.String" />`))).toEqual(
      types.map((type) => `${type}.etag notInSpec: Edm.String, nullable / null`),
    );
  });

  it("ends if base types form a cycle", async () => {
    const circle = model('Name="entity" Abstract="true"', 'Name="entity" BaseType="graph.accessPackageResource"');
    expect((await differences(circle)).length).toBeGreaterThan(0);
  });

  it.each([
    ["an allOf", "{allOf: [{$ref: '#/components/schemas/circle'}]}"],
    ["an array", "{type: array, items: {$ref: '#/components/schemas/circle'}}"],
  ])("ends if %s of the specification refers to itself", async (_, circle) => {
    const property = "attributeName: {type: string, nullable: true}";
    const text = edited("spec.yaml", {
      from: property,
      to: `${property}\n        circle: {$ref: '#/components/schemas/circle'}`,
    });
    const found = await differences({ spec: `${text}    circle: ${circle}\n` });
    expect(found).toEqual([expect.stringMatching(/^accessPackageResourceAttribute\.circle notInService/)]);
  });
});
