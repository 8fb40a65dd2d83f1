import { describe, expect, it } from "@jest/globals";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { at, documentsOf, nodes } from "./documents.js";

const { example, spec } = documentsOf("beta");

/** A validator that knows only `nullable` of OpenAPI: neither the direction nor the ledger. */
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema({ ...spec, $id: "specification" });

/** Every JSON body of the specification that has examples: the pointer to its schema, and the names of the examples. */
const bodies = [...nodes(spec)].flatMap(({ path, value }) =>
  value["schema"] === undefined || value["examples"] === undefined
    ? []
    : Object.keys(at(value["examples"])).map((name) => ({ name, pointer: pointerTo([...path, "schema"]) })),
);

function pointerTo(path: readonly string[]): string {
  const names = path.map((name) => encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1")));
  return `specification#/${names.join("/")}`;
}

describe("a validator of OpenAPI 3.0.3", () => {
  it("finds every example of the specification", () => {
    expect(new Set(bodies.map(({ name }) => name))).toEqual(new Set(Object.keys(at(spec, "components", "examples"))));
  });

  it.each(bodies)("accepts $name by $pointer", ({ name, pointer }) => {
    const validate = ajv.compile({ $ref: pointer });
    validate(example(name));
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each([
    ["accessPackageResourceRequest", "accessPackageResource"],
    ["accessPackageResource", "accessPackageResourceEnvironment"],
    ["accessPackageResource", "externalOriginResourceConnector"],
    ["accessPackageResourceAttribute", "attributeSource"],
    ["accessPackageResourceAttribute", "attributeDestination"],
    ["accessPackageResourceAttributeSource", "question"],
    ["externalOriginResourceConnector", "connectionInfo"],
    ["mainError", "innerError"],
    ["innerError", "innererror"],
  ])("lets %s.%s be null but not a number", (schema, property) => {
    const pointer = `specification#/components/schemas/${schema}`;
    const check = (value: unknown) => {
      const validate = ajv.compile({ $ref: pointer });
      const body = { id: "1", code: "", message: "", "@odata.type": "#microsoft.graph.x", [property]: value };
      return validate(body);
    };
    expect([check(null), check({ "@odata.type": "#microsoft.graph.x" }), check(1)]).toEqual([true, true, false]);
  });

  it("lets the resource be null in a response but not in a request", () => {
    const isValid = (schema: string, body: object) =>
      ajv.compile({ $ref: `specification#/components/schemas/${schema}` })(body);
    const body = { id: "1", catalogId: "1", requestType: "AdminAdd", accessPackageResource: null };
    expect(isValid("accessPackageResourceRequest", body)).toBe(true);
    expect(isValid("accessPackageResourceRequestPublishedForm", body)).toBe(false);
  });
});
