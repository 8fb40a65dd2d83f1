import { hasToJson } from "../contract/is-object.js";
import { isRefused } from "../contract/issue.js";
import { type AccessPackageResourceRequestsError, type BodyForm, RequestValidationError } from "../errors/index.js";
import { unwritable } from "../requests.js";
import type { ApiVersion } from "../versions/version.js";
import type { ResourceToAdd } from "./any-version.js";
import { isNonBlank } from "./origin.js";

/** Why a resource cannot be sent; `undefined` when it can. */
export function errorIn(
  { contract, operations, changeForm, names }: ApiVersion,
  resource: ResourceToAdd,
  body: object,
): AccessPackageResourceRequestsError | undefined {
  try {
    const issues = contract.checkBody(body, operations.create);
    if (!isRefused(issues)) issues.push(...originIssues(resource, changeForm, names.resource));
    if (isRefused(issues)) return new RequestValidationError(issues);
    // Without this check, one such resource would fail its whole batch.
    JSON.stringify(body);
    return undefined;
  } catch (cause) {
    return unwritable(cause, changeForm);
  }
}

/** The contract allows an empty origin, which identifies no resource. */
function originIssues(resource: ResourceToAdd, form: BodyForm, property: string) {
  const rule = { rule: "required", form } as const;
  return (["originSystem", "originId"] as const)
    .filter((name) => !isNonBlank(resource[name]))
    .map((name) => ({ ...rule, pointer: `/${property}/${name}`, message: `add ${name}, a string` }));
}

/**
 * A copy of plain data and of its nested parts, because the caller may change or reuse the original. Not recursive,
 * because a resource may be nested to any depth.
 */
export function copyOf<Value>(value: Value): Value {
  const copies = new Map<object, object>();
  const copy = (part: unknown): unknown => {
    if (typeof part !== "object" || part === null || hasToJson(part)) return part;
    const made = copies.get(part) ?? (Array.isArray(part) ? [] : {});
    copies.set(part, made);
    return made;
  };
  // A nested part that has toJSON is left as it is, and JSON.stringify calls it.
  const top = copy(hasToJson(value) ? { ...Object(value.toJSON()) } : value) as Value;
  // The iteration of a Map includes the entries that are added during it.
  for (const [part, made] of copies) {
    for (const [name, inner] of Object.entries(part)) {
      Object.defineProperty(made, name, { value: copy(inner), configurable: true, enumerable: true, writable: true });
    }
  }
  return top;
}
