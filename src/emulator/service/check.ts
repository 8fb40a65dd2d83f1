import { models, type PropertyContract } from "../../../generated/beta/contract.js";
import type { ModelName } from "./beta.js";
import { isJsonObject } from "./request.js";

/** One way in which a body breaks the contract. */
export interface Issue {
  /** JSON pointer to the value (RFC 6901). */
  readonly pointer: string;
  readonly rule: "required" | "readOnly" | "type" | "count";
  readonly message: string;
}

/** Returns every issue of a request body and its nested values. Properties that the contract does not have are allowed. */
export function checkBody(model: ModelName, body: unknown, pointer = ""): Issue[] {
  if (!isJsonObject(body)) return [wrongType(pointer, "object")];
  const properties = Object.entries<PropertyContract>(models[model].properties);
  return properties.flatMap(([name, property]) =>
    checkProperty(property, Object.hasOwn(body, name) ? body[name] : undefined, `${pointer}/${name}`),
  );
}

function checkProperty(property: PropertyContract, value: unknown, pointer: string): Issue[] {
  const { required, readOnly, nullable, type, model } = property;
  if (value === undefined) {
    // A property that is required and read-only is required only in responses (OpenAPI 3.0.3, Schema Object, readOnly).
    return required && !readOnly ? [{ pointer, rule: "required", message: `${pointer} is required.` }] : [];
  }
  if (readOnly) return [{ pointer, rule: "readOnly", message: `${pointer} is set by the service.` }];
  if (value === null && nullable) return [];
  if (!isOfType(type, value)) return [wrongType(pointer, type)];
  if (Array.isArray(value)) return checkArray(property, value, pointer);
  return model === undefined ? [] : checkBody(model as ModelName, value, pointer);
}

function checkArray(property: PropertyContract, values: readonly unknown[], pointer: string): Issue[] {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items, model } = property;
  if (values.length < minItems || values.length > maxItems) {
    const message = `${pointer} has ${values.length} items; ${minItems} to ${maxItems} are allowed.`;
    return [{ pointer, rule: "count", message }];
  }
  return values.flatMap((value, index) => {
    const at = `${pointer}/${index}`;
    if (model !== undefined) return checkBody(model as ModelName, value, at);
    return items === undefined || isOfType(items, value) ? [] : [wrongType(at, items)];
  });
}

export function isOfType(type: string, value: unknown): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "object") return isJsonObject(value);
  return typeof value === type;
}

function wrongType(pointer: string, type: string): Issue {
  const article = /^[aio]/.test(type) ? "an" : "a";
  return { pointer, rule: "type", message: `${pointer === "" ? "The body" : pointer} is not ${article} ${type}.` };
}
