import type { ModelContract, OperationContract, PropertyContract } from "../../generated/beta/contract.js";
import { isObject } from "./is-object.js";
import type { BodyForm, ValidationIssue } from "./issue.js";
import { meantBy } from "./misspelt.js";
import { type OtherVersion, otherNamesIn, otherValue } from "./other-version.js";
import { below, describe, hasType, nameOf, own } from "./values.js";
import { illFormedIn, isReadable } from "./well-formed.js";

/** The facts of one version, as its `generated/` folder states them. */
interface Facts {
  readonly models: Readonly<Record<string, ModelContract>>;
  readonly operations: Readonly<Record<string, OperationContract>>;
  readonly unions: Readonly<Record<string, readonly string[]>>;
}

/** One reading of the request body, and the model that describes it. */
export interface Form {
  readonly form: BodyForm;
  readonly model: string;
}

interface ContractOptions {
  /** The forms of the request body, in the order in which they are reported. */
  readonly forms: readonly [Form, ...Form[]];
  /** The intended form of a body, by its properties; `undefined` if they do not show it. It may be a stricter one. */
  readonly formFor?: (get: (name: string) => unknown) => Form | undefined;
  readonly other?: OtherVersion;
}

/** What the contract says about a value, which is a property or an item of an array. */
type Expected = Pick<PropertyContract, "format" | "items" | "model"> & { readonly type: string };
type RequiredProperties = readonly (readonly [name: string, property: PropertyContract])[];
type JsonObject = Readonly<Record<string, unknown>>;
/** An issue before it is known which form of the body it belongs to. */
type Issue = Omit<ValidationIssue, "form">;

/** The contract of one version: checks bodies before they are sent, and responses after they are read. */
export class Contract {
  readonly #facts: Facts;
  readonly #options: ContractOptions;
  /** By model: the properties that a body must have. */
  readonly #required: ReadonlyMap<string, RequiredProperties>;

  constructor(facts: Facts, options: ContractOptions) {
    this.#facts = facts;
    this.#options = options;
    const isRequired = ([, { required, readOnly }]: [string, PropertyContract]) => required && !readOnly;
    const required = (model: ModelContract) => Object.entries(model.properties).filter(isRequired);
    this.#required = new Map(Object.entries(facts.models).map(([name, model]) => [name, required(model)]));
  }

  /** @param operationId One of the operations of the contract. */
  #operation(operationId: string): OperationContract {
    return this.#facts.operations[operationId] as OperationContract;
  }

  /** HTTP method of an operation. */
  methodOf(operationId: string): string {
    return this.#operation(operationId).method;
  }

  /** Path of an operation below the service root, with its parameters in braces. */
  pathOf(operationId: string): string {
    return this.#operation(operationId).path;
  }

  /** Whether an operation only reads: by its method, which is what HTTP promises (RFC 9110, section 9.2.1). */
  isRead(operationId: string): boolean {
    return this.methodOf(operationId) === "GET";
  }

  /** The form to name when a body cannot even be read. */
  formOf(operationId: string): BodyForm {
    return (this.#formsOf(operationId)[0] ?? this.#options.forms[0]).form;
  }

  /**
   * Checks a request body against the contract: required and read-only properties and JSON types, nested objects
   * included. The service checks the values. Unknown properties pass. One whose name is similar to a known one gets a
   * warning: see `isRefused`.
   *
   * @param body The body as the caller gave it.
   * @param operationId The operation it is meant for, which determines the allowed forms of the body.
   * @returns Every issue, missing properties first. A body that shows neither form gets the issues of both, the published
   * form's first.
   */
  checkBody(body: unknown, operationId: string): ValidationIssue[] {
    return this.#intendedOf(body, operationId).flatMap(({ form, model }) => {
      const issues = isObject(body)
        ? [...this.#checkObject(body, model), ...surrogateIssues(body)]
        : [{ pointer: "", rule: "type" as const, message: `send a JSON object, not ${describe(body)}` }];
      return issues.map((issue) => ({ ...issue, form }));
    });
  }

  /** What to fix in a body that the service refused: the names that are probably misspelt; `undefined` when there are none. */
  adviceOn(body: unknown, operationId: string): string | undefined {
    const misspelt = this.checkBody(body, operationId).filter(({ rule }) => rule === "misspelt");
    return misspelt.map(({ pointer, message }) => `${pointer}: ${message}.`).join(" ") || undefined;
  }

  /**
   * Whether a 2xx response proves that the operation was done: its status is in the contract (or 200), and
   * its body has every property that the contract requires of a response.
   */
  isExpectedResponse(operationId: string, status: number, data: unknown): boolean {
    const { responses } = this.#operation(operationId);
    if (data === undefined) return responses[status] === null;
    // Statuses come first and in order in an object's values, so this is the first success in the contract.
    const model = responses[status] ?? (status === 200 ? Object.values(responses)[0] : undefined);
    if (!model || !isObject(data)) return false;
    return Object.entries(this.#propertiesOf(model)).every(([name, { type, required }]) => {
      if (required && !hasType(data[name], type)) return false;
      // The items of a list are used as they are; each member of a batch is checked on its own.
      return !this.isRead(operationId) || isReadable(data[name], type);
    });
  }

  #isAllowed(operationId: string, { model }: Form): boolean {
    const { body = "" } = this.#operation(operationId);
    return (this.#facts.unions[body] ?? [body]).includes(model);
  }

  #formsOf(operationId: string): readonly Form[] {
    return this.#options.forms.filter((form) => this.#isAllowed(operationId, form));
  }

  /** The intended form of a body; every allowed form when that is not known. */
  #intendedOf(body: unknown, operationId: string): readonly Form[] {
    const meant = this.#options.formFor?.((name) => (isObject(body) ? own(body, name) : undefined));
    return meant && this.#isAllowed(operationId, meant) ? [meant] : this.#formsOf(operationId);
  }

  /** @param model One of the models of the contract. */
  #propertiesOf(model: string): ModelContract["properties"] {
    return (this.#facts.models[model] as ModelContract).properties;
  }

  #checkObject(value: JsonObject, model: string): Issue[] {
    const { other } = this.#options;
    const properties = this.#propertiesOf(model);
    const others = other && model.startsWith("AccessPackageResource") ? otherNamesIn(value, other) : [];
    const issues: Issue[] = [];
    for (const [name, property] of this.#required.get(model) as RequiredProperties) {
      if (own(value, name) !== undefined || others.some(({ instead }) => instead === name)) continue;
      const message = `add ${name}, ${nameOf(property)}; the contract requires it`;
      issues.push({ pointer: below("", name), rule: "required", message });
    }
    const names = Object.keys(value);
    for (const name of names) {
      const property = own(properties, name);
      if (property) {
        // Not spread, because a large array can have more issues than a call accepts arguments.
        for (const issue of within(name, this.#checkProperty(name, value[name], property))) issues.push(issue);
        continue;
      }
      const pointer = below("", name);
      const message = others.find((each) => each.name === name)?.message;
      const meant = message === undefined ? meantBy(name, names, properties) : undefined;
      if (message !== undefined) issues.push({ pointer, rule: "version", message });
      if (meant !== undefined)
        issues.push({ pointer, rule: "misspelt", message: `did you mean ${meant}? The contract has no ${name}` });
    }
    return issues;
  }

  #checkProperty(name: string, value: unknown, property: PropertyContract): Issue[] {
    // JSON leaves out what is undefined, so the service would never see it.
    if (value === undefined) return [];
    if (property.readOnly)
      return [{ pointer: "", rule: "readOnly", message: `remove ${name}; only the service sets it` }];
    const message = otherValue(name, value, property.knownValues, this.#options.other);
    if (message !== undefined) return [{ pointer: "", rule: "version", message }];
    return value === null && property.nullable ? [] : this.#checkValue(value, property);
  }

  #checkValue(value: unknown, expected: Expected): Issue[] {
    if (!hasType(value, expected.type)) {
      return [{ pointer: "", rule: "type", message: `send ${nameOf(expected)}, not ${describe(value)}` }];
    }
    if (Array.isArray(value)) {
      const item = { type: expected.items ?? "object", ...(expected.model && { model: expected.model }) };
      // Spread, because flatMap leaves out the holes, which JSON writes as null.
      return [...value].flatMap((each: unknown, index) => within(index, this.#checkValue(each, item)));
    }
    return expected.model && isObject(value) ? this.#checkObject(value, expected.model) : [];
  }
}

/** The issues of a property or an item, with pointers that start at the value that contains it. */
function within(key: string | number, issues: readonly Issue[]): Issue[] {
  return issues.map((issue) => ({ ...issue, pointer: below("", key) + issue.pointer }));
}

function surrogateIssues(body: JsonObject): Issue[] {
  const message = "send complete characters: the string was cut in the middle of a character";
  return illFormedIn(body).map((path) => ({ pointer: path.reduce(below, ""), rule: "type", message }));
}
