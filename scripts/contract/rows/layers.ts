import { asString, entries, field, isNull, isObject, type Json, list, strings } from "../json.js";
import { child, type Place, resolve } from "../yaml.js";

/** Whether the members of components count, or only what is written inline. */
type Reach = "components" | "inline";

export const unions = ["anyOf", "oneOf"] as const;

/** Name of the component that a reference points to, if that is an object rather than a string or number. */
export function modelName(root: Json, place: Place): string | undefined {
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

/** The schemas in `anyOf` or `oneOf`, except those that allow only null. */
export function alternatives(place: Place, word: (typeof unions)[number]): Place[] {
  return list(field(place.value, word))
    .map((_, index) => child(place, word, String(index)))
    .filter(({ value }) => !isNull(value));
}

/** The schemas that a value must match together with its own: those of `allOf`, and a single alternative. */
function parts(place: Place): Place[] {
  const single = unions.map((word) => alternatives(place, word)).filter(({ length }) => length === 1);
  return [
    ...list(field(place.value, "allOf")).map((_, index) => child(place, "allOf", String(index))),
    ...single.flat(),
  ];
}

/**
 * Every schema that a value must match, its own last.
 * @param above Pointers of the enclosing schemas, which add nothing when they occur again.
 */
export function layers(root: Json, place: Place, reach: Reach, above: readonly string[] = []): Place[] {
  if (reach === "inline" && modelName(root, place) !== undefined) return [];
  const target = resolve(root, place);
  if (above.includes(target.pointer)) return [];
  return [...parts(target).flatMap((part) => layers(root, part, reach, [...above, target.pointer])), target];
}

/** The place of a keyword, such as `items`, in the last schema that has it. */
export function keyword(all: readonly Place[], name: string): Place {
  const stated = all.map((layer) => child(layer, name)).filter(({ value }) => value !== undefined);
  return stated.at(-1) ?? { value: undefined, pointer: `${all.at(-1)?.pointer}/${name}` };
}

/** Whether a value can be null, according to its own schema or one that it wraps. */
export function isNullable(root: Json, place: Place, above: readonly string[] = []): boolean {
  const target = resolve(root, place);
  const isStated = field(target.value, "nullable") === true || list(field(target.value, "type")).includes("null");
  // OpenAPI 3.0.3: an `enum` refuses null unless it lists it, even with `nullable: true`.
  const isOwn = isStated && list(field(target.value, "enum") ?? [null]).includes(null);
  if (isOwn || unions.some((word) => list(field(target.value, word)).some(isNull))) return true;
  if (above.includes(target.pointer)) return false;
  const either = unions.flatMap((word) => alternatives(target, word));
  const together = list(field(target.value, "allOf")).length === 1 ? parts(target) : [];
  return [...either, ...together].some((inner) => isNullable(root, inner, [...above, target.pointer]));
}

/**
 * Short name of a schema's type, such as `string`, `array<accessPackageResource>` or a component's name.
 * @param above Pointers of the enclosing arrays: a list of itself has its component's name as its type.
 */
export function typeOf(root: Json, place: Place, above: readonly string[] = []): string {
  const name = modelName(root, place);
  if (name !== undefined) return name;
  const target = resolve(root, place);
  if (above.includes(target.pointer)) return target.pointer.split("/").at(-1) ?? "any";
  const within = [...above, target.pointer];
  const either = unions.map((word) => alternatives(target, word)).find(({ length }) => length > 1);
  if (either) return [...new Set(either.map((one) => typeOf(root, one, within)))].sort().join(" | ");
  const wrapped = [...new Set(parts(target).map((part) => typeOf(root, part, within)))].filter((one) => one !== "any");
  const named = wrapped.length > 1 ? wrapped.filter((one) => one !== "object") : wrapped;
  if (named.length > 0) return named.sort().join(" & ");
  return ownType(root, target, within);
}

function ownType(root: Json, target: Place, within: readonly string[]): string {
  const stated = field(target.value, "type");
  const type =
    asString(stated) ??
    strings(stated)
      .filter((one) => one !== "null")
      .sort()
      .join(" | ");
  if (type === "array") return `array<${typeOf(root, child(target, "items"), within)}>`;
  const others = child(target, "additionalProperties");
  if (isObject(others.value) && Object.keys(others.value).length > 0) return `map<${typeOf(root, others, within)}>`;
  return type || "any";
}

export interface Member {
  readonly name: string;
  readonly place: Place;
  readonly required: boolean;
}

/** The properties of an object, those of its parts first. */
export function members(root: Json, place: Place, reach: Reach, above: readonly string[] = []): Member[] {
  return membersOf(layers(root, place, reach, above));
}

/** The properties of schemas that apply together. */
export function membersOf(all: readonly Place[]): Member[] {
  const required = new Set(all.flatMap(({ value }) => strings(field(value, "required"))));
  const found = new Map<string, Member>();
  for (const layer of all) {
    const properties = child(layer, "properties");
    for (const [name] of entries(properties.value))
      found.set(name, { name, place: child(properties, name), required: required.has(name) });
  }
  return [...found.values()];
}
