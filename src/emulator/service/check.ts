import type { PropertyContract } from "../../../generated/beta/contract.js";
import { type ModelType, propertiesOf } from "../model-type.js";
import { Refusal } from "../responses.js";
import { isJsonObject } from "./json.js";

/** One way in which a body breaks the contract. */
export interface Issue {
  /** JSON pointer to the value (RFC 6901). */
  readonly pointer: string;
  readonly rule: "required" | "readOnly" | "type" | "count" | "unknown" | "value" | "format";
  readonly message: string;
}

/** Returns every issue of a request body and its nested values. Properties that the contract does not have are allowed. */
export function checkBody(type: ModelType, body: unknown, pointer = ""): Issue[] {
  if (!isJsonObject(body)) return [wrongType(pointer, "object")];
  return [...propertiesOf(type)].flatMap(([name, property]) =>
    checkProperty(type, property, body[name], `${pointer}/${name}`),
  );
}

function checkProperty({ models }: ModelType, property: PropertyContract, value: unknown, pointer: string): Issue[] {
  const { required, readOnly, nullable, type, format, model } = property;
  if (value === undefined) {
    // A property that is required and read-only is required only in responses (OpenAPI 3.0.3, Schema Object, readOnly).
    return required && !readOnly ? [{ pointer, rule: "required", message: `${pointer} is required.` }] : [];
  }
  if (readOnly) {
    return isNested(pointer) ? [] : [{ pointer, rule: "readOnly", message: `${pointer} is set by the service.` }];
  }
  if (value === null && nullable) return [];
  if (!isOfType(type, value)) return [wrongType(pointer, type)];
  if (format === "date-time" && !isDateTime(String(value))) {
    return [{ pointer, rule: "format", message: `${pointer} is not a date and time with an offset, as in ISO 8601.` }];
  }
  if (Array.isArray(value)) return checkItems(models, property, value, pointer);
  return model === undefined ? [] : checkBody({ models, model }, value, pointer);
}

/** Programs remove a resource by sending it as it was listed, so what only the service sets in it is ignored. */
function isNested(pointer: string): boolean {
  return pointer.lastIndexOf("/") > 0;
}

function isDateTime(value: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value));
}

function checkItems(
  models: ModelType["models"],
  { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items, model }: PropertyContract,
  values: readonly unknown[],
  pointer: string,
): Issue[] {
  if (values.length < minItems || values.length > maxItems) {
    const message = `${pointer} has ${values.length} items; ${minItems} to ${maxItems} are allowed.`;
    return [{ pointer, rule: "count", message }];
  }
  return values.flatMap((value, index) => {
    const at = `${pointer}/${index}`;
    if (model !== undefined) return checkBody({ models, model }, value, at);
    return items === undefined || isOfType(items, value) ? [] : [wrongType(at, items)];
  });
}

/** Returns an issue for each property that the model does not have, except annotations, whose names contain an `@`. */
export function findUnknown(type: ModelType, value: unknown, pointer = ""): Issue[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => findUnknown(type, item, `${pointer}/${index}`));
  if (!isJsonObject(value)) return [];
  const properties = propertiesOf(type);
  return Object.entries(value).flatMap(([name, inner]): Issue[] => {
    const at = `${pointer}/${name}`;
    if (name.includes("@")) return [];
    const property = properties.get(name);
    if (property === undefined) return [{ pointer: at, rule: "unknown", message: `${at} does not exist.` }];
    const { model } = property;
    return model === undefined ? [] : findUnknown({ ...type, model }, inner, at);
  });
}

export function invalidModel(issues: readonly Issue[] = []): Refusal {
  const details = issues.map(({ rule, message, pointer }) => ({ code: rule, message, target: pointer }));
  return new Refusal(400, "InvalidModel", "Model is not valid.", { details });
}

/** The refusal of a body without a resource, as seen in msgraph-sdk-powershell issue 900. */
export function missingResource(issues: readonly Issue[] = []): Refusal {
  const { options } = invalidModel(issues);
  return new Refusal(400, "ArgumentNullException", "Value cannot be null.\r\nParameter name: resource", options);
}

function isOfType(type: string, value: unknown): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "object") return isJsonObject(value);
  return typeof value === type;
}

function wrongType(pointer: string, type: string): Issue {
  const article = /^[aio]/.test(type) ? "an" : "a";
  return { pointer, rule: "type", message: `${pointer} is not ${article} ${type}.` };
}
