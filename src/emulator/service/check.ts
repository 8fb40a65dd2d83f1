import { type ModelContract, models, type PropertyContract } from "../../../generated/beta/contract.js";
import { isJsonObject, type ModelName } from "./bodies.js";

/** One way in which a body breaks the contract. */
export interface Problem {
  /** JSON pointer to the value (RFC 6901). */
  readonly pointer: string;
  readonly rule: "required" | "readOnly" | "type" | "count";
  readonly message: string;
}

/** Every problem of a request body, nested values included. Properties the contract does not know pass. */
export function checkBody(model: ModelName, body: unknown, pointer = ""): Problem[] {
  if (!isJsonObject(body)) return [wrongType(pointer, "object")];
  const contract: ModelContract = models[model];
  return Object.entries(contract.properties).flatMap(([name, property]) =>
    checkProperty(property, Object.hasOwn(body, name) ? body[name] : undefined, `${pointer}/${name}`),
  );
}

function checkProperty(property: PropertyContract, value: unknown, pointer: string): Problem[] {
  if (value === undefined) {
    // What is both required and read-only is required of the answer only (OpenAPI 3.0.3, Schema Object, readOnly).
    if (!property.required || property.readOnly) return [];
    return [{ pointer, rule: "required", message: `${pointer} is required.` }];
  }
  if (property.readOnly) return [{ pointer, rule: "readOnly", message: `${pointer} is given by the service.` }];
  return checkValue(property, value, pointer);
}

function checkValue(property: PropertyContract, value: unknown, pointer: string): Problem[] {
  if (value === null && property.nullable) return [];
  if (!isOfType(property.type, value)) return [wrongType(pointer, property.type)];
  if (Array.isArray(value)) return checkArray(property, value, pointer);
  return property.model === undefined ? [] : checkBody(property.model as ModelName, value, pointer);
}

function checkArray(property: PropertyContract, values: readonly unknown[], pointer: string): Problem[] {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items, model } = property;
  if (values.length < minItems || values.length > maxItems) {
    const message = `${pointer} holds ${values.length} items; from ${minItems} to ${maxItems} are allowed.`;
    return [{ pointer, rule: "count", message }];
  }
  return values.flatMap((value, index) => {
    const at = `${pointer}/${index}`;
    if (model !== undefined) return checkBody(model as ModelName, value, at);
    return items === undefined || isOfType(items as PropertyContract["type"], value) ? [] : [wrongType(at, items)];
  });
}

export function isOfType(type: PropertyContract["type"], value: unknown): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "object") return isJsonObject(value);
  return typeof value === type;
}

function wrongType(pointer: string, type: string): Problem {
  const article = /^[aio]/.test(type) ? "an" : "a";
  return { pointer, rule: "type", message: `${pointer === "" ? "The body" : pointer} is not ${article} ${type}.` };
}
