import type { CsdlModel, CsdlProperty, CsdlType } from "./csdl.js";

/** Replaces the alias of a namespace: `graph.entity` becomes `microsoft.graph.entity`. */
export function qualify(model: CsdlModel, written: string): string {
  const dot = written.lastIndexOf(".");
  const namespace = written.slice(0, Math.max(dot, 0));
  return `${model.aliases.get(namespace) ?? namespace}${written.slice(Math.max(dot, 0))}`;
}

/** The last part of a qualified name, which OpenAPI uses. */
export function shortName(qualified: string): string {
  return qualified.slice(qualified.lastIndexOf(".") + 1);
}

/** The entity or complex type with this name, which may begin with an alias. */
export function findType(model: CsdlModel, written: string): CsdlType | undefined {
  return model.types.get(qualify(model, written));
}

/** A type and its base types, nearest first. A cycle of base types ends where it closes. */
function lineage(model: CsdlModel, type: CsdlType): readonly CsdlType[] {
  const line = new Set<CsdlType>();
  for (let next: CsdlType | undefined = type; next !== undefined && !line.has(next); ) {
    line.add(next);
    next = next.baseType === undefined ? undefined : findType(model, next.baseType);
  }
  return [...line];
}

/** Every property of these types, with inherited ones. A key is never null, whatever its Nullable facet says. */
export function propertiesOf(model: CsdlModel, types: readonly CsdlType[]): Map<string, CsdlProperty> {
  const properties = new Map<string, CsdlProperty>();
  for (const type of types.flatMap((each) => [...lineage(model, each)].reverse())) {
    for (const property of type.properties.values()) properties.set(property.name, property);
  }
  for (const key of types.flatMap((each) => lineage(model, each)).flatMap(({ keys }) => [...keys])) {
    const property = properties.get(key);
    if (property !== undefined) properties.set(key, { ...property, nullable: false });
  }
  return properties;
}

/** The types that inherit from this one, at any depth. */
export function derivedTypes(model: CsdlModel, base: CsdlType): readonly CsdlType[] {
  return [...model.types.values()].filter((type) => type !== base && lineage(model, type).includes(base));
}

/**
 * How a primitive EDM type looks in OpenAPI, as `type` or `type/format`
 * (OData JSON Format 4.01, section 7.1, and the OpenAPI format registry).
 */
const primitives: ReadonlyMap<string, string> = new Map([
  ["Edm.Binary", "string/base64url"],
  ["Edm.Boolean", "boolean"],
  ["Edm.Byte", "integer/uint8"],
  ["Edm.Date", "string/date"],
  ["Edm.DateTimeOffset", "string/date-time"],
  ["Edm.Decimal", "number/decimal"],
  ["Edm.Double", "number/double"],
  ["Edm.Duration", "string/duration"],
  ["Edm.Guid", "string/uuid"],
  ["Edm.Int16", "integer/int16"],
  ["Edm.Int32", "integer/int32"],
  ["Edm.Int64", "integer/int64"],
  ["Edm.SByte", "integer/int8"],
  ["Edm.Single", "number/float"],
  ["Edm.Stream", "string/base64url"],
  ["Edm.String", "string"],
  ["Edm.TimeOfDay", "string/time"],
]);

const formats = new Set([...primitives.values()].map((type) => type.split("/")[1]));

/**
 * The OpenAPI notation of an EDM type. Enumerations are strings, because Graph sends the names of their members;
 * entities and complex types are objects. Undefined when the model does not have the type.
 */
export function toOpenApi(model: CsdlModel, written: string): string | undefined {
  const qualified = qualify(model, written);
  if (model.enums.has(qualified)) return "string";
  return primitives.get(qualified) ?? (findType(model, qualified) === undefined ? undefined : "object");
}

/** `type/format`, without a format that EDM cannot express, such as `uri`. */
export function notation(type: string, format: string | undefined): string {
  return format !== undefined && formats.has(format) ? `${type}/${format}` : type;
}
