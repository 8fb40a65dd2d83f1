import { asString, canonical, entries, field, isObject, type Json, list, strings } from "../json.js";
import { child, type Place, resolve } from "../yaml.js";
import { alternatives, isNullable, layers, members, membersOf, modelName, typeOf, unions } from "./layers.js";
import type { Stated } from "./row.js";

const limits = [
  "format",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "pattern",
  "multipleOf",
  "uniqueItems",
] as const;
const flags = ["readOnly", "writeOnly", "deprecated"] as const;

/** Whether a schema says more than its type, so that it needs a row where it is written. */
export function isInline(root: Json, place: Place): boolean {
  const items = child(resolve(root, place), "items");
  const all = items.value === undefined ? [place] : [place, items];
  return all.some((one) => summary(root, one, []) !== typeOf(root, one));
}

/** Describes a value that has no separate row: its type, with its limits in brackets. */
function summary(root: Json, place: Place, above: readonly string[], withMembers = true): string {
  const { type, description: _words, example: _example, ...facets } = valueFacets(root, place, above);
  const stated = Object.entries(facets).flatMap(([name, value]) => {
    const isDefault = name === "additionalProperties" && value === "true";
    if (value === undefined || value === false || isDefault) return [];
    return [value === true ? name : `${name} ${String(value)}`];
  });
  const inside = withMembers ? members(root, place, "inline", above) : [];
  const all = [
    ...stated,
    ...inside.map(({ name, place: at, required }) => `${name}${required ? "" : "?"}: ${summary(root, at, above)}`),
  ];
  return all.length === 0 ? String(type) : `${type} (${all.sort().join(", ")})`;
}

/** Facets of one schema by itself. A limit that allows everything is not stated. */
function ownFacets(root: Json, place: Place, above: readonly string[]): Stated {
  const { value } = place;
  const facets: Stated = {};
  for (const name of limits) {
    const limit = field(value, name);
    const allowsAll = limit === false || (limit === 0 && /^min[A-Z]/.test(name));
    if (!allowsAll && limit !== undefined) facets[name] = typeof limit === "object" ? canonical(limit) : limit;
  }
  for (const [facet, name] of [
    ["knownValues", "x-extensible-enum"],
    ["enum", "enum"],
  ] as const) {
    const values = list(field(value, name)).filter((one) => one !== null);
    if (values.length > 0) facets[facet] = values.map((one) => asString(one) ?? canonical(one));
  }
  for (const name of flags) if (field(value, name) === true) facets[name] = true;
  for (const name of ["default", "example"]) {
    const stated = field(value, name);
    if (stated !== undefined) facets[name] = canonical(stated);
  }
  return { ...facets, ...innerFacets(root, place, [...above, place.pointer]) };
}

/** Facets of a schema that consist of other schemas. */
function innerFacets(root: Json, place: Place, above: readonly string[]): Stated {
  const facets: Stated = {};
  const items = child(place, "items");
  const item = items.value === undefined ? undefined : summary(root, items, above, false);
  if (item?.endsWith(")")) facets["items"] = item;
  const others = child(place, "additionalProperties");
  if (others.value !== undefined) {
    const allowsAll = others.value === true || canonical(others.value) === "{}";
    facets["additionalProperties"] =
      allowsAll || !isObject(others.value) ? String(allowsAll) : summary(root, others, above);
  }
  Object.assign(facets, unionFacets(root, place, 2, above));
  const not = child(place, "not");
  if (not.value !== undefined) facets["not"] = summary(root, not, above);
  return { ...facets, ...discriminatorFacets(root, place) };
}

/** The alternatives of a schema that has at least `least` of them. */
export function unionFacets(root: Json, place: Place, least: number, above: readonly string[] = []): Stated {
  const facets: Stated = {};
  for (const word of unions) {
    const either = alternatives(place, word).map((one) => summary(root, one, above));
    if (either.length >= least) Object.assign(facets, { type: word, [word]: either });
  }
  return facets;
}

/** A discriminator also maps each alternative's own name. */
function discriminatorFacets(root: Json, place: Place): Stated {
  const discriminator = field(place.value, "discriminator");
  if (discriminator === undefined) return {};
  const named = unions.flatMap((word) => alternatives(place, word)).flatMap((one) => modelName(root, one) ?? []);
  const mapped = entries(field(discriminator, "mapping")).map(([value, to]) => [
    value,
    asString(to)?.split("/").at(-1),
  ]);
  const mapping = new Map([...named.map((name) => [name, name]), ...mapped] as [string, string][]);
  return {
    discriminator: asString(field(discriminator, "propertyName")),
    mapping: [...mapping].map(([value, to]) => `${value}: ${to}`).sort(),
  };
}

/** Facets of schemas that apply together: the tightest of several limits, and the last of other facets. */
export function layerFacets(root: Json, all: readonly Place[], above: readonly string[] = []): Stated {
  const tightest = (name: string, one: Stated[string], other: Stated[string]): Stated[string] => {
    if (typeof one !== "number" || typeof other !== "number") return one;
    return /^min/.test(name) ? Math.max(one, other) : /^max/.test(name) ? Math.min(one, other) : one;
  };
  const facets: Stated = {};
  for (const layer of all)
    for (const [name, value] of Object.entries(ownFacets(root, layer, above)))
      facets[name] = tightest(name, value, facets[name]);
  return facets;
}

/** The facets of a value. Those that are false by default are always stated. */
export function valueFacets(root: Json, place: Place, above: readonly string[] = []): Stated {
  const facets: Stated = { type: typeOf(root, place, above), readOnly: false, writeOnly: false, deprecated: false };
  const written = layers(root, place, "inline", above);
  Object.assign(facets, layerFacets(root, written, above));
  const inside = membersOf(written).map(({ name }) => name);
  const required = written
    .flatMap(({ value }) => strings(field(value, "required")))
    .filter((one) => !inside.includes(one));
  if (required.length > 0) facets["requiredProperties"] = required;
  facets["nullable"] = isNullable(root, place);
  for (const { value } of [...written, resolve(root, place), place])
    facets["description"] = asString(field(value, "description")) ?? facets["description"];
  return facets;
}
