import { besidesNull, canonical, entries, field, isObject, type Json, list, strings, text } from "../json.js";
import { child, type Place, resolve } from "../yaml.js";
import type { FacetValue } from "./row.js";

const limits = [
  "format",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minimum",
  "maximum",
  "pattern",
  "multipleOf",
] as const;

/** Name of the component that a reference leads to, when that component is an object rather than a string or number. */
function modelName(root: Json, place: Place): string | undefined {
  if (field(place.value, "$ref") === undefined) return undefined;
  const target = resolve(root, place);
  const name = /^#\/components\/schemas\/([^/]+)$/.exec(target.pointer)?.[1];
  return name !== undefined && isModel(target.value) ? name : undefined;
}

function isModel(value: Json | undefined): boolean {
  return (
    ["properties", "allOf", "anyOf", "oneOf", "additionalProperties"].some(
      (word) => field(value, word) !== undefined,
    ) || field(value, "type") === "object"
  );
}

/** The wrapped schema of the `allOf: [reference]` or the `oneOf` with null that 3.0 needs to say more about a reference. */
function wrapped(place: Place): Place | undefined {
  const single = list(field(place.value, "allOf")).length === 1 && field(place.value, "properties") === undefined;
  if (single) return child(place, "allOf", "0");
  const index = besidesNull(place.value);
  return index === undefined ? undefined : child(place, "oneOf", String(index));
}

/** Whether a value may be null, by its own schema or by one that it wraps. */
function isNullable(root: Json, place: Place, above: readonly string[] = []): boolean {
  const target = resolve(root, place);
  if (flag(target.value, "nullable") || besidesNull(target.value) !== undefined) return true;
  const inner = above.includes(target.pointer) ? undefined : wrapped(target);
  return inner !== undefined && isNullable(root, inner, [...above, target.pointer]);
}

/**
 * Short name of a schema's type, such as `string`, `array<accessPackageResource>` or a component's name.
 * @param above Pointers of the arrays around it: a list of itself is called by its component's name.
 */
export function typeOf(root: Json, place: Place, above: readonly string[] = []): string {
  const name = modelName(root, place);
  if (name !== undefined) return name;
  const target = resolve(root, place);
  if (above.includes(target.pointer)) return target.pointer.split("/").at(-1) ?? "any";
  const inner = wrapped(target);
  if (inner) return typeOf(root, inner, above);
  const alternatives = (["anyOf", "oneOf"] as const).flatMap((word) => choices(root, target, word));
  if (alternatives.length > 0) return alternatives.join(" | ");
  const type = text(field(target.value, "type"));
  if (type === "array") return `array<${typeOf(root, child(target, "items"), [...above, target.pointer])}>`;
  const others = child(target, "additionalProperties");
  if (isObject(others.value) && Object.keys(others.value).length > 0) return `map<${typeOf(root, others)}>`;
  return type ?? "any";
}

export function choices(root: Json, place: Place, word: "anyOf" | "oneOf"): string[] {
  return list(field(place.value, word)).map((_, index) => typeOf(root, child(place, word, String(index))));
}

function flag(value: Json | undefined, name: string): boolean {
  return field(value, name) === true;
}

/** The facets of a value. Those that are false by default are always stated. */
export function valueFacets(root: Json, place: Place): Record<string, FacetValue | undefined> {
  const target = modelName(root, place) === undefined ? resolve(root, place) : place;
  const inner = wrapped(target);
  const below = inner && modelName(root, inner) === undefined ? valueFacets(root, inner) : {};
  const facets: Record<string, FacetValue | undefined> = { ...below, type: typeOf(root, place) };
  for (const name of limits) {
    const value = field(target.value, name);
    if (typeof value === "string" || typeof value === "number") facets[name] = value;
  }
  for (const [facet, name] of [
    ["knownValues", "x-extensible-enum"],
    ["enum", "enum"],
  ] as const) {
    const values = field(target.value, name);
    if (values !== undefined)
      facets[facet] = list(values).map((value) => (typeof value === "string" ? value : canonical(value)));
  }
  facets["nullable"] = isNullable(root, place);
  for (const name of ["readOnly", "writeOnly", "deprecated"])
    facets[name] = flag(target.value, name) || below[name] === true;
  for (const name of ["default", "example"]) {
    const value = field(target.value, name);
    if (value !== undefined) facets[name] = canonical(value);
  }
  facets["description"] =
    text(field(place.value, "description")) ?? text(field(target.value, "description")) ?? below["description"];
  return facets;
}

export interface Member {
  readonly name: string;
  readonly place: Place;
  readonly required: boolean;
}

/**
 * The properties of an object, those of its `allOf` parts first.
 * @param above Pointers of the objects around it: a part that is one of them adds nothing.
 */
export function members(root: Json, place: Place, above: readonly string[] = []): Member[] {
  const target = resolve(root, place);
  if (above.includes(target.pointer)) return [];
  const parts = list(field(target.value, "allOf")).flatMap((_, index) =>
    members(root, child(target, "allOf", String(index)), [...above, target.pointer]),
  );
  const properties = child(target, "properties");
  const own = entries(properties.value).map(([name]) => ({ name, place: child(properties, name), required: false }));
  const required = new Set(strings(field(target.value, "required")));
  const found = new Map<string, Member>();
  for (const member of [...parts, ...own]) {
    const before = found.get(member.name)?.required ?? false;
    found.set(member.name, { ...member, required: before || member.required || required.has(member.name) });
  }
  return [...found.values()];
}
