import type { CsdlModel } from "./csdl.js";
import { findType, qualify } from "./model.js";

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
