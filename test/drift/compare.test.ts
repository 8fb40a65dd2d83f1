import { describe, expect, it } from "@jest/globals";
import { differences, drift, type Edit, edited } from "./drift.js";

const neverNull: Edit = {
  from: '<Property Name="catalogId"',
  to: '<Property Name="note" Type="Edm.String" Nullable="false" /><Property Name="catalogId"',
};
const sendable = (schema: string): Edit => ({
  from: "            '@odata.type': {type: string}\n",
  to: `            '@odata.type': {type: string}\n            note: ${schema}\n`,
});

const cases: readonly [string, { model?: Edit; spec?: Edit }, string[]][] = [
  [
    "a property only the service has",
    {
      model: {
        from: '<Property Name="catalogId"',
        to: '<Property Name="note" Type="Edm.Int32" /><Property Name="catalogId"',
      },
    },
    ["accessPackageResourceRequest.note notInSpec: Edm.Int32, nullable / null"],
  ],
  [
    "a property only the spec has",
    { model: { from: '<Property Name="isValidationOnly" Type="Edm.Boolean" />', to: "" } },
    ["accessPackageResourceRequest.isValidationOnly notInService: null / boolean, nullable"],
  ],
  [
    "another type",
    { model: { from: 'Name="catalogId" Type="Edm.String"', to: 'Name="catalogId" Type="Edm.Guid"' } },
    ["accessPackageResourceRequest.catalogId type: Edm.Guid, nullable / string, not null"],
  ],
  [
    "a format EDM has another type for",
    { spec: { from: "attributeName: {type: string,", to: "attributeName: {type: string, format: uuid," } },
    ["accessPackageResourceAttribute.attributeName type: Edm.String, nullable / string/uuid, nullable"],
  ],
  [
    "a collection against a single value",
    { model: { from: "Collection(graph.accessPackageResourceAttribute)", to: "graph.accessPackageResourceAttribute" } },
    ["accessPackageResource.attributes type: accessPackageResourceAttribute, nullable / array of object"],
  ],
  [
    "a response that is null where the spec promises a value",
    { model: { from: ' Type="Edm.String" Nullable="false"', to: ' Type="Edm.String"' } },
    ["accessPackageResource.originSystem nullable: Edm.String, nullable / string, not null"],
  ],
  [
    "a response that the spec lets be null where the service's never is",
    {
      model: { from: 'Name="catalogId" Type="Edm.String"', to: 'Name="catalogId" Type="Edm.String" Nullable="false"' },
    },
    ["accessPackageResourceRequest.catalogId nullable: Edm.String, not null / string, nullable"],
  ],
  [
    "a request that may be null where the service's may not",
    { model: neverNull, spec: sendable("{type: string, nullable: true}") },
    ["accessPackageResourceRequest.note nullable: Edm.String, not null / string, nullable"],
  ],
  [
    "a property whose type the model lacks",
    { model: { from: 'Type="graph.connectionState"', to: 'Type="graph.gone"' } },
    ["externalOriginResourceConnector.state type: gone, a type that the model lacks, nullable / string, nullable"],
  ],
  [
    "a type the spec names and the model lacks",
    { spec: { from: "graph.accessPackageResourceAttributeQuestion", to: "graph.accessPackageResourceAttributeGuess" } },
    ["accessPackageResourceAttributeGuess notInService: null / microsoft.graph.accessPackageResourceAttributeGuess"],
  ],
  [
    "a navigation property whose type the model lacks",
    { model: { from: '<EntityType Name="accessPackageSubject" BaseType="graph.entity" />', to: "" } },
    [
      "accessPackageResourceRequest.requestor type: accessPackageSubject, a type that the model lacks, nullable / object, nullable",
    ],
  ],
  [
    "a property of the derived type that the spec names",
    { spec: { from: "        isRequired: {type: boolean, nullable: true}\n", to: "" } },
    ["accessPackageResourceAttributeSource.isRequired notInSpec: Edm.Boolean, nullable / null"],
  ],
  [
    "a navigation that does not exist",
    { model: { from: '<NavigationProperty Name="accessPackageCatalogs"', to: '<NavigationProperty Name="catalogs"' } },
    [
      "entitlementManagement.accessPackageCatalogs notInService: null / " +
        "/identityGovernance/entitlementManagement/accessPackageCatalogs/{catalogId}/accessPackageResources",
    ],
  ],
  [
    "a navigation to a type that the model lacks",
    { model: { from: "Collection(graph.accessPackageResourceRequest)", to: "Collection(graph.gone)" } },
    [
      "entitlementManagement.accessPackageResourceRequests type: a type that the model lacks / " +
        "/identityGovernance/entitlementManagement/accessPackageResourceRequests",
    ],
  ],
  [
    "a contained navigation addressed by reference",
    { spec: { from: "accessPackageResourceRequests:\n", to: "accessPackageResourceRequests/$ref:\n" } },
    ["entitlementManagement.accessPackageResourceRequests contained: contained / addressed by $ref"],
  ],
];

describe("comparing the service's model with the specification", () => {
  it.each(cases)("finds %s, and nothing else", async (_, edits, expected) => {
    expect(await differences(edits)).toEqual(expected);
  });

  it("finds nothing when both say the same", async () => {
    expect(await drift()).toMatchObject({ exitCode: 0, err: "" });
  });

  it("finds an inherited property that the specification lacks, once per type", async () => {
    const inherited = {
      from: '<Property Name="id" Type="Edm.String" />',
      to: '<Property Name="id" Type="Edm.String" /><Property Name="etag" Type="Edm.String" />',
    };
    expect(await differences({ model: inherited })).toEqual([
      "accessPackageResource.etag notInSpec: Edm.String, nullable / null",
      "accessPackageResourceRequest.etag notInSpec: Edm.String, nullable / null",
      "externalOriginResourceConnector.etag notInSpec: Edm.String, nullable / null",
    ]);
  });

  it("accepts a property of a derived type the specification does not name", async () => {
    const declared = {
      from: "isRequired: {type: boolean, nullable: true}",
      to: "isRequired: {type: boolean, nullable: true}\n        token: {type: string, nullable: true}",
    };
    expect(await differences({ spec: declared })).toEqual([]);
  });

  it("reads a oneOf of a reference and null as a nullable reference", async () => {
    const reference = "{$ref: '#/components/schemas/accessPackageResource'}";
    const absent = "{type: object, nullable: true, enum: [null]}";
    const property = "            accessPackageResource:\n              ";
    const spec = {
      from: `${property}nullable: true\n              allOf: [${reference}]`,
      to: `${property}oneOf: [{allOf: [${reference}]}, ${absent}]`,
    };
    expect(await differences({ spec })).toEqual([]);
  });

  it("does not ask a read-only property of a request to be never null", async () => {
    expect(
      await differences({ model: neverNull, spec: sendable("{type: string, nullable: true, readOnly: true}") }),
    ).toEqual([]);
  });

  it("allows a request to be stricter than the service", async () => {
    const optional = { ...neverNull, to: neverNull.to.replace(' Nullable="false"', "") };
    expect(await differences({ model: optional, spec: sendable("{type: string}") })).toEqual([]);
  });

  it("takes no notice of a format that EDM cannot express", async () => {
    const format = { from: "attributeName: {type: string,", to: "attributeName: {type: string, format: uri," };
    expect(await differences({ spec: format })).toEqual([]);
  });

  it("ends when base types form a circle", async () => {
    const circle = {
      from: 'Name="entity" Abstract="true"',
      to: 'Name="entity" BaseType="graph.accessPackageResource"',
    };
    expect((await differences({ model: circle })).length).toBeGreaterThan(0);
  });

  it.each([
    ["an allOf", "{allOf: [{$ref: '#/components/schemas/circle'}]}"],
    ["an array", "{type: array, items: {$ref: '#/components/schemas/circle'}}"],
  ])("ends when %s of the specification refers to itself", async (_, circle) => {
    const property = "attributeName: {type: string, nullable: true}";
    const text = edited("spec.yaml", {
      from: property,
      to: `${property}\n        circle: {$ref: '#/components/schemas/circle'}`,
    });
    const found = await differences({ spec: `${text}    circle: ${circle}\n` });
    expect(found).toEqual([expect.stringMatching(/^accessPackageResourceAttribute\.circle notInService/)]);
  });
});
