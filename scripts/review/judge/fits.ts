import { field, type Json, list, strings, text } from "../../contract/json.js";
import { layerFacets } from "../../contract/rows/facets.js";
import { alternatives, isNullable, layers, type Member, membersOf } from "../../contract/rows/layers.js";
import type { Direction, Facets, FacetValue, Value } from "../../contract/rows/row.js";
import { child, type Place } from "../../contract/yaml.js";
import { limits, structure, wireOf } from "./shift.js";

/** One way to match a schema: the schemas that apply together, with one of each `anyOf`, `oneOf` and `enum`. */
type Case = readonly Place[];

function cases(root: Json, places: readonly Place[], chosen: readonly string[] = []): Case[] {
  const found = places.flatMap((place) => layers(root, place, "components"));
  const all = [...new Map(found.map((layer) => [layer.pointer, layer])).values()];
  for (const layer of all)
    for (const word of ["anyOf", "oneOf"] as const) {
      const key = `${layer.pointer}/${word}`;
      const either = alternatives(layer, word);
      if (either.length > 1 && !chosen.includes(key))
        return either.flatMap((one) => cases(root, [...all, one], [...chosen, key]));
    }
  const enumerated = [...all].reverse().find(({ value }) => list(field(value, "enum")).length > 1);
  if (!enumerated) return [all];
  // Each value is a separate case, so that `oneOf` may list them one by one.
  return list(field(enumerated.value, "enum")).map((one, index) => [
    ...all,
    { value: { enum: [one] }, pointer: `${enumerated.pointer}/enum/${index}` },
  ]);
}

function typesOf(layersOfCase: Case): string {
  const stated = layersOfCase.flatMap(({ value }) => text(field(value, "type")) ?? strings(field(value, "type")));
  const isObject = layersOfCase.some(({ value }) => field(value, "properties") !== undefined);
  return [...new Set(stated)].filter((one) => one !== "null").join(" | ") || (isObject ? "object" : "any");
}

/** Whether `oneOf` refuses a value that `anyOf` accepts: not when types, values or a discriminator separate the cases. */
function isExclusive(all: readonly Case[]): boolean {
  const places = all.flat();
  if (!places.some((place) => alternatives(place, "oneOf").length > 1)) return false;
  const keys = all.map((one) => {
    const value = one
      .map((layer) => list(field(layer.value, "enum"))[0])
      .filter((first) => first !== undefined)
      .at(-1);
    return { type: typesOf(one).replace("integer", "number"), value: JSON.stringify(value) };
  });
  const isSeparated = keys.every(({ type, value }, index) =>
    keys.every(
      (other, at) =>
        at === index || (type !== other.type && type !== "any") || (value && other.value && value !== other.value),
    ),
  );
  return !isSeparated && !places.some((place) => field(place.value, "discriminator") !== undefined);
}

function isVisible(root: Json, { place }: Member, direction: Direction): boolean {
  const hidden = direction === "request" ? "readOnly" : "writeOnly";
  return !layers(root, place, "components").some(({ value }) => field(value, hidden) === true);
}

/** The place of a part, such as the items, in the last schema that has it. */
function part(all: Case, name: string): Place {
  const stated = all.map((layer) => child(layer, name)).filter(({ value }) => value !== undefined);
  return stated.at(-1) ?? { value: undefined, pointer: `${all.at(-1)?.pointer}/${name}` };
}

/** The two revisions that are compared, and the direction in which values travel. */
interface Sides {
  readonly before: Json;
  readonly after: Json;
  readonly direction: Direction;
  /** The pairs of schemas around the present one: such a pair adds nothing. */
  readonly above: readonly string[];
}

/** Facets of a case by itself. A discriminator value counts, whatever its schema is called. */
function facetsOf(root: Json, all: Case): Facets {
  const { type: _type, mapping, ...facets } = layerFacets(root, all);
  const values = Array.isArray(mapping) ? { mapping: mapping.map((one: string) => one.replace(/: [^:]*$/, "")) } : {};
  const stated = Object.entries(facets).filter((facet): facet is [string, FacetValue] => facet[1] !== undefined);
  return { ...Object.fromEntries(stated), ...values, type: typesOf(all) };
}

const { type, not } = structure;
const rules = Object.entries({ ...limits, type, not });

function limitsBreak(before: Case, after: Case, sides: Sides): boolean {
  const [was, is] = [facetsOf(sides.before, before), facetsOf(sides.after, after)];
  return rules.some(([facet, rule]) => wireOf[sides.direction][rule(was[facet], is[facet], was, is)] === "breaking");
}

function membersBreak(before: Case, after: Case, sides: Sides): boolean {
  const { direction } = sides;
  const visible = (root: Json, all: Case) =>
    new Map(
      membersOf(all)
        .filter((member) => isVisible(root, member, direction))
        .map((member) => [member.name, member]),
    );
  const [was, is] = [visible(sides.before, before), visible(sides.after, after)];
  const [sent, taken] = direction === "request" ? [was, is] : [is, was];
  const isLess = [...taken.values()].some(({ name, required }) => required && sent.get(name)?.required !== true);
  if (isLess) return true;
  return [...was.values()].some(({ name, place }) => {
    const other = is.get(name);
    return other === undefined || placesBreak(place, other.place, sides);
  });
}

function caseBreaks(before: Case, after: Case, sides: Sides): boolean {
  const [was, is] = [part(before, "additionalProperties"), part(after, "additionalProperties")];
  const isClosed = was.value === false || is.value === false;
  const [sent, taken] = sides.direction === "request" ? [was, is] : [is, was];
  const othersBreak = isClosed ? taken.value === false && sent.value !== false : placesBreak(was, is, sides);
  const itemsBreak = placesBreak(part(before, "items"), part(after, "items"), sides);
  return othersBreak || itemsBreak || limitsBreak(before, after, sides) || membersBreak(before, after, sides);
}

function placesBreak(before: Place, after: Place, sides: Sides): boolean {
  const pair = `${before.pointer} ${after.pointer}`;
  if (sides.above.includes(pair) || (before.value === undefined && after.value === undefined)) return false;
  const inside = { ...sides, above: [...sides.above, pair] };
  const describe = (root: Json, place: Place) => {
    const all = cases(root, [place]);
    return { all, isNullable: isNullable(root, place), isExclusive: isExclusive(all) };
  };
  const [was, is] = [describe(sides.before, before), describe(sides.after, after)];
  const isRequest = sides.direction === "request";
  const [sent, taken] = isRequest ? [was, is] : [is, was];
  if ((sent.isNullable && !taken.isNullable) || (taken.isExclusive && !sent.isExclusive)) return true;
  const fits = (one: Case, other: Case) =>
    isRequest ? !caseBreaks(one, other, inside) : !caseBreaks(other, one, inside);
  return !sent.all.every((one) => taken.all.some((other) => fits(one, other)));
}

/** Whether callers of the contract `before` break on values of this kind when it becomes `after`. */
export function breaks(before: Value, after: Value, direction: Direction): boolean {
  return placesBreak(before.place, after.place, { before: before.root, after: after.root, direction, above: [] });
}
