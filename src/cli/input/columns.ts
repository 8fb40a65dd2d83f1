import { type ModelContract, models } from "../../../generated/contract.js";
import { CliFailure } from "../exit-codes.js";

/** A text property of a resource that a caller may send, at any depth. */
export interface TextProperty {
  /** The names that lead to it, joined by dots. */
  readonly name: string;
  readonly path: readonly string[];
}

const properties = new Map(textProperties(models.AccessPackageResource).map((each) => [each.name.toLowerCase(), each]));

/** The property of that name, in whatever case; `undefined` when there is none. */
export function findProperty(name: string): TextProperty | undefined {
  return properties.get(name.trim().toLowerCase());
}

/** The property of that name, which a user gave. */
export function requireProperty(name: string): TextProperty {
  const property = findProperty(name);
  if (property) return property;
  const known = [...properties.values()].map((each) => each.name);
  throw new CliFailure("usage", `there is no property ${name}; known are ${known.join(", ")}`);
}

/** Sets a property, and makes the objects it is in. */
export function setProperty(target: Record<string, unknown>, { path }: TextProperty, value: string): void {
  let holder = target;
  for (const [depth, name] of path.entries()) {
    if (depth === path.length - 1) holder[name] = value;
    else holder[name] ??= {};
    holder = holder[name] as Record<string, unknown>;
  }
}

function textProperties(model: ModelContract, path: readonly string[] = []): TextProperty[] {
  return Object.entries(model.properties).flatMap(([name, property]) => {
    const inner = [...path, name];
    if (property.readOnly) return [];
    if (property.type === "string") return [{ name: inner.join("."), path: inner }];
    const object = property.type === "object" ? models[property.model as keyof typeof models] : undefined;
    return object ? textProperties(object, inner) : [];
  });
}
