import { type ModelContract, models, type PropertyContract } from "../../../generated/beta/contract.js";
import { CliFailure } from "../exit-codes.js";
import { trim } from "./trim.js";

/** A property of a resource that a caller may send, at any depth. */
export interface Property {
  /** The names that lead to it, joined by dots. */
  readonly name: string;
  readonly path: readonly string[];
  /** Whether its value is a string, so that one cell can hold it. */
  readonly isText: boolean;
}

/** Names that the portal and other tools use for a property. */
const aliases = new Map([["objectid", "originid"]]);
const resource: Readonly<Record<string, PropertyContract>> = models.AccessPackageResource.properties;
/** Keys of properties that only the service sets. The contract accepts `id`, but only for a removal. */
export const setByService: ReadonlySet<string> = new Set(
  Object.keys(resource)
    .filter((name) => resource[name]?.readOnly || name === "id")
    .map(keyOfName),
);
const properties = new Map(
  sendable(models.AccessPackageResource).flatMap((each) =>
    setByService.has(keyOfName(each.name)) ? [] : [[keyOfName(each.name), each]],
  ),
);

/** The same key for all spellings of a name, such as `Origin ID`, `origin_id` and `Group id [originId] Required`. */
export function keyOfName(name: string): string {
  const inner = /\[([^\]]+)\]/.exec(name)?.[1] ?? name;
  return trim(inner, () => undefined)
    .toLowerCase()
    .replace(/[\s_-]+/g, "");
}

/** The property of that name in any spelling; `undefined` when a caller may send no such property. */
export function findProperty(name: string): Property | undefined {
  const key = keyOfName(name);
  return properties.get(aliases.get(key) ?? key);
}

/** @throws CliFailure when there is no string property of that name. */
export function requireProperty(name: string): Property {
  const property = findProperty(name);
  if (property?.isText) return property;
  const known = [...properties.values()].flatMap((each) => (each.isText ? [each.name] : []));
  throw new CliFailure("usage", `there is no property ${name}: use one of ${known.join(", ")}`);
}

/** Sets a property, and creates the objects around it. */
export function setProperty(target: Record<string, unknown>, { path }: Property, value: unknown): void {
  let holder = target;
  for (const [depth, name] of path.entries()) {
    if (depth === path.length - 1) holder[name] = value;
    else if (typeof holder[name] !== "object") holder[name] = {};
    holder = holder[name] as Record<string, unknown>;
  }
}

function sendable(model: ModelContract, path: readonly string[] = []): Property[] {
  return Object.entries(model.properties).flatMap(([name, property]) => {
    const inner = [...path, name];
    if (property.readOnly) return [];
    const isText = property.type === "string";
    const object = property.type === "object" ? models[property.model as keyof typeof models] : undefined;
    return [{ name: inner.join("."), path: inner, isText }, ...(object ? sendable(object, inner) : [])];
  });
}
