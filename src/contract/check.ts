import {
  models,
  type OperationContract,
  operations,
  type PropertyContract,
  unions,
} from "../../generated/beta/contract.js";
import type { BodyForm, ValidationIssue } from "./issue.js";
import { illFormedIn, isShallow } from "./well-formed.js";

/** An operation of the contract, by its operationId. */
export type OperationId = keyof typeof operations;
type ModelName = keyof typeof models;
type JsonObject = Readonly<Record<string, unknown>>;
/** What the contract says of a value, be it a property's or an array's item. */
type Expected = { readonly type: string } & { readonly [Fact in "format" | "items" | "model"]?: string | undefined };

interface Properties {
  readonly all: ReadonlyMap<string, PropertyContract>;
  readonly required: readonly [string, PropertyContract][];
}

/** Each model's properties as they are looked up, made once: every body is checked against the same few models. */
const propertiesOf = {} as Record<ModelName, Properties>;
for (const [name, model] of Object.entries(models)) {
  const entries: [string, PropertyContract][] = Object.entries(model.properties);
  propertiesOf[name as ModelName] = { all: new Map(entries), required: entries.filter(([, { required }]) => required) };
}

interface Form {
  readonly form: BodyForm;
  readonly model: ModelName;
  /** Properties that a caller may send in this form and in no other: a body that has one is meant to be this form. */
  readonly telling: readonly string[];
}

/** The published form first, because that is what the service needs. */
const forms: readonly Form[] = [
  { form: "published" as const, model: "AccessPackageResourceRequestPublishedForm" as const },
  { form: "page" as const, model: "AccessPackageResourceRequestPageForm" as const },
].map((each, _, all) => {
  const elsewhere = all.flatMap(({ model }) => (model === each.model ? [] : sendable(model)));
  return { ...each, telling: sendable(each.model).filter((name) => !elsewhere.includes(name)) };
});

/** The forms of the body that each operation takes. */
const allowedForms = {} as Record<OperationId, readonly Form[]>;
for (const [id, operation] of Object.entries(operations)) {
  const body: string = "body" in operation ? operation.body : "";
  const allowed: readonly string[] = Object.hasOwn(unions, body) ? unions[body as keyof typeof unions] : [body];
  allowedForms[id as OperationId] = forms.filter(({ model }) => allowed.includes(model));
}

/**
 * Checks a request body against the contract: required and read-only properties and JSON types, nested objects
 * included. Values are the service's business, and properties the contract does not know pass.
 *
 * @param body The body as the caller gave it.
 * @param operationId The operation it is meant for; it decides which forms of the body are allowed.
 * @returns Every problem, what is missing first; none when the body may be sent. A body of which neither form can
 * be recognised gets the problems of all of them, the published form's first.
 */
export function checkBody(body: unknown, operationId: OperationId): ValidationIssue[] {
  const allowed = allowedForms[operationId];
  const check = ({ form, model }: Form) =>
    isJsonObject(body)
      ? [...checkObject(body, model, { form }), ...textIssues(body, form)]
      : [issue({ form }, "type", `send a JSON object, not ${describe(body)}`)];
  // The first form the body tells to be; all of them when it tells none.
  const intended =
    isJsonObject(body) && allowed.find(({ telling }) => telling.some((name) => own(body, name) !== undefined));
  return intended ? check(intended) : allowed.flatMap(check);
}

/** Whether an operation only reads: by its method, which is what HTTP promises (RFC 9110, section 9.2.1). */
export function isRead(operationId: OperationId): boolean {
  return operations[operationId].method === "GET";
}

/**
 * Whether a 2xx answer proves that the operation was done: its status is one the contract names (or 200), and its
 * body has every property that the contract requires of the answer.
 */
export function isExpectedResponse<Data>(
  operationId: OperationId,
  status: number,
  data: Data | undefined,
): data is Data {
  const { responses }: OperationContract = operations[operationId];
  if (data === undefined) return responses[status] === null;
  // Statuses come first and in order in an object's values, so this is the first success the contract names.
  const model = responses[status] ?? (status === 200 ? Object.values(responses)[0] : undefined);
  if (!model || !isJsonObject(data)) return false;
  const { all, required } = propertiesOf[model as ModelName];
  if (!required.every(([name, { type }]) => hasType(data[name], type))) return false;
  // A read goes through all of it; of a batch each member is judged on its own.
  return !isRead(operationId) || [...all].every(([name, property]) => isReadable(data[name], property));
}

function isReadable(value: unknown, { type }: PropertyContract): boolean {
  if (value === undefined || value === null) return true;
  return (
    hasType(value, type) && (!Array.isArray(value) || value.every((each) => isJsonObject(each) && isShallow(each)))
  );
}

/** The form to name when a body cannot even be read. */
export function formOf(operationId: OperationId): BodyForm {
  return allowedForms[operationId].some(({ form }) => form === "published") ? "published" : "page";
}

function sendable(model: ModelName): string[] {
  return [...propertiesOf[model].all].flatMap(([name, { readOnly }]) => (readOnly ? [] : [name]));
}

/** Where in a body a value is. Its pointer is written only for an issue, since most bodies have none. */
interface Place {
  readonly form: BodyForm;
  readonly parent?: Place;
  readonly key?: string | number;
}

function within(parent: Place, key: string | number): Place {
  return { form: parent.form, parent, key };
}

function checkObject(value: JsonObject, model: ModelName, place: Place): ValidationIssue[] {
  const { all, required } = propertiesOf[model];
  const issues: ValidationIssue[] = [];
  for (const [name, property] of required) {
    if (property.readOnly || own(value, name) !== undefined) continue;
    issues.push(issue(within(place, name), "required", `add ${name}, ${nameOf(property)}; the contract requires it`));
  }
  for (const name of Object.keys(value)) {
    const property = all.get(name);
    // Every call pays for this: what is plainly right takes no place and no list.
    if (property && !isPlainlyRight(value[name], property)) {
      issues.push(...checkProperty(name, value[name], property, within(place, name)));
    }
  }
  return issues;
}

function isPlainlyRight(given: unknown, { type, readOnly }: PropertyContract): boolean {
  // JSON leaves out what is undefined, so the service would never see it.
  if (given === undefined) return true;
  return !readOnly && typeof given === type && (type === "string" || type === "boolean");
}

function checkProperty(name: string, value: unknown, property: PropertyContract, place: Place): ValidationIssue[] {
  if (property.readOnly) return [issue(place, "readOnly", `remove ${name}; only the service sets it`)];
  return value === null && property.nullable ? [] : checkValue(value, property, place);
}

function checkValue(value: unknown, expected: Expected, place: Place): ValidationIssue[] {
  if (!hasType(value, expected.type)) {
    return [issue(place, "type", `send ${nameOf(expected)}, not ${describe(value)}`)];
  }
  if (Array.isArray(value)) {
    const item = { type: expected.items ?? "object", model: expected.model };
    return value.flatMap((each: unknown, index) => checkValue(each, item, within(place, index)));
  }
  return expected.model && isJsonObject(value) ? checkObject(value, expected.model as ModelName, place) : [];
}

function textIssues(body: JsonObject, form: BodyForm): ValidationIssue[] {
  const message = "send whole characters: half of a surrogate pair is left, so the text was cut within a character";
  return illFormedIn(body).map((path) => issue(path.reduce<Place>(within, { form }), "type", message));
}

/** What JSON writes of an object is its own. */
function own(value: JsonObject, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function hasType(value: unknown, type: string): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isJsonObject(value);
  if (type === "integer") return Number.isInteger(value);
  return type === "number" ? Number.isFinite(value) : typeof value === type;
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function issue(place: Place, rule: ValidationIssue["rule"], message: string): ValidationIssue {
  return { pointer: pointerTo(place), rule, form: place.form, message };
}

function nameOf({ type, format }: Expected): string {
  return `${/^[aio]/.test(type) ? "an" : "a"} ${type}${format === undefined ? "" : ` (${format})`}`;
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (value instanceof Date) return "a Date (use toISOString())";
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return nameOf({ type: Array.isArray(value) ? "array" : typeof value });
}

/** A JSON pointer (RFC 6901). */
function pointerTo({ parent, key }: Place): string {
  return parent ? `${pointerTo(parent)}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}` : "";
}
