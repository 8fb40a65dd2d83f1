import { entries, field, type Json } from "../contract/json.js";
import type { CsdlModel, CsdlProperty } from "./csdl.js";
import { findType, qualify, shortName, toOpenApi } from "./model.js";
import { isProtocolPath, type Navigation, navigate } from "./navigation.js";
import { instanceProperties, type Modelled, type Pair, pairTypes } from "./pairs.js";
import { type Shape, shapeOf } from "./spec.js";

/** How the service's model and the specification differ in one element. */
type DifferenceKind = "notInService" | "notInSpec" | "type" | "nullable" | "contained";

/** One difference; `key` is `type.property`, or a type's name alone. */
export interface Difference {
  readonly key: string;
  readonly kind: DifferenceKind;
  /** What the service's model has; null when it has nothing. */
  readonly service: string | null;
  /** What the specification has; null when it has nothing. */
  readonly spec: string | null;
}

/** What the service's model says about each path of the specification. */
export function compareNavigation(model: CsdlModel, document: Json): readonly Navigation[] {
  const paths = entries(field(document, "paths")).filter(([path]) => !isProtocolPath(path));
  return paths.map(([path]) => navigate(model, path));
}

/** Every difference between the service's model and the specification, sorted by key and kind. */
export function compare(model: CsdlModel, document: Json): readonly Difference[] {
  const differences = [
    ...compareNavigation(model, document).flatMap(navigationDifferences),
    ...pairTypes(model, document).flatMap((pair) => compareType(model, document, pair)),
  ];
  const unique = new Map(differences.map((each) => [`${each.key} ${each.kind}`, each]));
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

function navigationDifferences({ key, path, exists, type, contained, byReference }: Navigation): Difference[] {
  if (!exists) return [{ key, kind: "notInService", service: null, spec: path }];
  if (type === undefined) return [{ key, kind: "type", service: "a type that the model lacks", spec: path }];
  if (!byReference || contained !== true) return [];
  return [{ key, kind: "contained", service: "contained", spec: "addressed by $ref" }];
}

function compareType(model: CsdlModel, document: Json, { type, schemas }: Pair): Difference[] {
  const instanceTypes = [...new Set(schemas.flatMap(({ shape }) => shape.instanceTypes))];
  const { named, known } = instanceProperties(model, type, instanceTypes);
  const declared = schemas.flatMap(({ shape }) => [...shape.properties.keys()]).filter((name) => !name.includes("@"));
  const names = new Set([...named.keys(), ...declared]);
  const missingTypes = instanceTypes.filter((name) => findType(model, name) === undefined);
  return [
    ...missingTypes.map((name) => ({ key: shortName(name), kind: "notInService" as const, service: null, spec: name })),
    ...[...names].flatMap((name) => {
      const sides = schemas.flatMap(({ shape, direction }) => {
        const schema = shape.properties.get(name);
        return schema ? [{ direction, shape: shapeOf(document, schema) }] : [];
      });
      return compareProperty(model, `${shortName(type.name)}.${name}`, known.get(name), sides);
    }),
  ];
}

function compareProperty(
  model: CsdlModel,
  key: string,
  property: CsdlProperty | undefined,
  sides: readonly Modelled[],
): Difference[] {
  const [first] = sides;
  if (first === undefined) {
    return [
      { key, kind: "notInSpec", service: property === undefined ? null : describeService(model, property), spec: null },
    ];
  }
  if (property === undefined) return [{ key, kind: "notInService", service: null, spec: describeSpec(first.shape) }];
  const differences: Difference[] = [];
  const expected = toOpenApi(model, property.type);
  const retyped = sides.find(
    ({ shape }) => (shape.items !== undefined) !== property.collection || shape.type !== expected,
  );
  const renulled = sides.find((side) => nullabilityDiffers(property, side));
  const service = describeService(model, property);
  if (retyped !== undefined) differences.push({ key, kind: "type", service, spec: describeSpec(retyped.shape) });
  if (renulled !== undefined) differences.push({ key, kind: "nullable", service, spec: describeSpec(renulled.shape) });
  return differences;
}

/**
 * The Nullable facet of a collection is about its items, so it says nothing about the list. A request may be stricter
 * than the model, but not laxer; a read-only property is not part of a request.
 */
function nullabilityDiffers(property: CsdlProperty, { shape, direction }: Modelled): boolean {
  if (property.collection || shape.nullable === property.nullable) return false;
  return direction === "response" || (shape.nullable && !shape.readOnly);
}

function describeService(model: CsdlModel, { type, collection, nullable }: CsdlProperty): string {
  const qualified = qualify(model, type);
  const name = qualified.startsWith("Edm.") ? qualified : shortName(qualified);
  const lacking = toOpenApi(model, type) === undefined ? ", a type that the model lacks" : "";
  return collection ? `Collection(${name})${lacking}` : `${name}${lacking}, ${nullable ? "nullable" : "not null"}`;
}

function describeSpec(shape: Shape): string {
  const type = shape.type ?? "no type";
  return shape.items ? `array of ${type}` : `${type}, ${shape.nullable ? "nullable" : "not null"}`;
}
