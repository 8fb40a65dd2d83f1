import type { ModelContract, OperationContract, PropertyContract } from "../../generated/beta/contract.js";
import { isObject } from "./is-object.js";
import type { BodyForm, ValidationIssue } from "./issue.js";
import { illFormedIn, isShallow } from "./well-formed.js";

/** The facts of one version, as its `generated/` folder states them. */
interface Facts<Id extends string> {
  readonly models: Readonly<Record<string, ModelContract>>;
  readonly operations: Readonly<Record<Id, OperationContract>>;
  readonly unions: Readonly<Record<string, readonly string[]>>;
}

/** One reading of the request body, and the model that describes it. */
interface Form {
  readonly form: BodyForm;
  readonly model: string;
}

/** What the contract says of a value: of a property, or of an item of an array. */
type Expected = Pick<PropertyContract, "format" | "items" | "model"> & { readonly type: string };
type JsonObject = Readonly<Record<string, unknown>>;
/** An issue before it is known which form of the body it belongs to. */
type Issue = Omit<ValidationIssue, "form">;

/** The contract of one version: checks bodies before they are sent, and responses after they were read. */
export class Contract<Id extends string> {
  readonly #facts: Facts<Id>;
  readonly #forms: readonly Form[];
  readonly #properties: ReadonlyMap<string, ReadonlyMap<string, PropertyContract>>;

  /** @param forms The forms of the request body, the one that is reported first at the front. */
  constructor(facts: Facts<Id>, forms: readonly Form[]) {
    this.#facts = facts;
    this.#forms = forms;
    const models = Object.entries(facts.models);
    this.#properties = new Map(models.map(([name, model]) => [name, new Map(Object.entries(model.properties))]));
  }

  /** Path of an operation below the service root, with its parameters in braces. */
  pathOf(operationId: Id): string {
    return this.#facts.operations[operationId].path;
  }

  /** Whether an operation only reads: by its method, which is what HTTP promises (RFC 9110, section 9.2.1). */
  isRead(operationId: Id): boolean {
    return this.#facts.operations[operationId].method === "GET";
  }

  /** The form to name when a body cannot even be read. */
  formOf(operationId: Id): BodyForm {
    return this.#formsOf(operationId)[0]?.form ?? "page";
  }

  /**
   * Checks a request body against the contract: required and read-only properties and JSON types, nested objects
   * included. Values are the service's business, and properties that the contract does not know pass.
   *
   * @param body The body as the caller gave it.
   * @param operationId The operation it is meant for, which decides which forms of the body are allowed.
   * @returns Every issue, missing properties first; none when the body may be sent. A body that shows neither form
   * gets the issues of both, the published form's first.
   */
  checkBody(body: unknown, operationId: Id): ValidationIssue[] {
    const allowed = this.#formsOf(operationId);
    const intended = isObject(body) && allowed.find((form) => this.#isMeantAs(form, body));
    return (intended ? [intended] : allowed).flatMap(({ form, model }) => {
      const issues = isObject(body)
        ? [...this.#checkObject(body, model, ""), ...textIssues(body)]
        : [{ pointer: "", rule: "type" as const, message: `send a JSON object, not ${describe(body)}` }];
      return issues.map((issue) => ({ ...issue, form }));
    });
  }

  /**
   * Whether a 2xx response proves that the operation was done: its status is one that the contract names (or 200), and
   * its body has every property that the contract requires of a response.
   */
  isExpectedResponse(operationId: Id, status: number, data: unknown): boolean {
    const { responses } = this.#facts.operations[operationId];
    if (data === undefined) return responses[status] === null;
    // Statuses come first and in order in an object's values, so this is the first success that the contract names.
    const model = responses[status] ?? (status === 200 ? Object.values(responses)[0] : undefined);
    if (!model || !isObject(data)) return false;
    return this.#propertiesOf(model).every(([name, { type, required }]) => {
      if (required && !hasType(data[name], type)) return false;
      // The items of a list are used as they are; each member of a batch is checked on its own.
      return !this.isRead(operationId) || isReadable(data[name], type);
    });
  }

  #formsOf(operationId: Id): readonly Form[] {
    const { body = "" } = this.#facts.operations[operationId];
    const models = this.#facts.unions[body] ?? [body];
    return this.#forms.filter(({ model }) => models.includes(model));
  }

  /** Whether a body has a property that may be sent in this form and in no other. */
  #isMeantAs({ model }: Form, body: JsonObject): boolean {
    const others = this.#forms.filter((other) => other.model !== model).flatMap((other) => this.#sendable(other.model));
    return this.#sendable(model).some((name) => !others.includes(name) && own(body, name) !== undefined);
  }

  #sendable(model: string): string[] {
    return this.#propertiesOf(model).flatMap(([name, { readOnly }]) => (readOnly ? [] : [name]));
  }

  #propertiesOf(model: string): [string, PropertyContract][] {
    return [...new Map(this.#properties.get(model))];
  }

  #checkObject(value: JsonObject, model: string, pointer: string): Issue[] {
    const missing = this.#propertiesOf(model).flatMap<Issue>(([name, property]) => {
      if (!property.required || property.readOnly || own(value, name) !== undefined) return [];
      const message = `add ${name}, ${nameOf(property)}; the contract requires it`;
      return [{ pointer: below(pointer, name), rule: "required", message }];
    });
    const wrong = Object.keys(value).flatMap((name) => {
      const property = this.#properties.get(model)?.get(name);
      return property ? this.#checkProperty(name, value[name], property, below(pointer, name)) : [];
    });
    return [...missing, ...wrong];
  }

  #checkProperty(name: string, value: unknown, property: PropertyContract, pointer: string): Issue[] {
    // JSON leaves out what is undefined, so the service would never see it.
    if (value === undefined) return [];
    if (property.readOnly) return [{ pointer, rule: "readOnly", message: `remove ${name}; only the service sets it` }];
    return value === null && property.nullable ? [] : this.#checkValue(value, property, pointer);
  }

  #checkValue(value: unknown, expected: Expected, pointer: string): Issue[] {
    if (!hasType(value, expected.type)) {
      return [{ pointer, rule: "type", message: `send ${nameOf(expected)}, not ${describe(value)}` }];
    }
    if (Array.isArray(value)) {
      const item = { type: expected.items ?? "object", ...(expected.model && { model: expected.model }) };
      return value.flatMap((each: unknown, index) => this.#checkValue(each, item, below(pointer, index)));
    }
    return expected.model && isObject(value) ? this.#checkObject(value, expected.model, pointer) : [];
  }
}

/** Whether a response has a value that can be used: of its type, and not nested too deep to be printed. */
function isReadable(value: unknown, type: string): boolean {
  if (value === undefined || value === null) return true;
  return hasType(value, type) && (!Array.isArray(value) || value.every((each) => isObject(each) && isShallow(each)));
}

function textIssues(body: JsonObject): Issue[] {
  const message = "send whole characters: half of a surrogate pair is left, so the text was cut within a character";
  return illFormedIn(body).map((path) => ({ pointer: path.reduce(below, ""), rule: "type", message }));
}

/** What JSON writes of an object is its own. */
function own(value: JsonObject, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function hasType(value: unknown, type: string): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  if (type === "integer") return Number.isInteger(value);
  return type === "number" ? Number.isFinite(value) : typeof value === type;
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

/** The JSON pointer (RFC 6901) of a property or an item. */
function below(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}
