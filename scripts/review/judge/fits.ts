import { asString, field, type Json, list, strings } from "../../contract/json.js";
import { layerFacets } from "../../contract/rows/facets.js";
import {
  alternatives,
  isNullable,
  keyword,
  layers,
  type Member,
  membersOf,
  unions,
} from "../../contract/rows/layers.js";
import { type Direction, type Facets, hiddenIn, stated, type Value } from "../../contract/rows/row.js";
import { child, type Place } from "../../contract/yaml.js";
import { limits, structure } from "./shift.js";

/** One way to match a schema: the schemas that apply together, with one of each `anyOf`, `oneOf` and `enum`. */
type Case = readonly Place[];

function cases(root: Json, places: readonly Place[], chosen: readonly string[] = []): Case[] {
  const found = places.flatMap((place) => layers(root, place, "components"));
  const all = [...new Map(found.map((layer) => [layer.pointer, layer])).values()];
  for (const layer of all)
    for (const word of unions) {
      const key = `${layer.pointer}/${word}`;
      const either = alternatives(layer, word);
      if (either.length > 1 && !chosen.includes(key))
        return either.flatMap((one) => cases(root, [...all, one], [...chosen, key]));
    }
  // Whether null is allowed is compared separately.
  const valuesOf = ({ value }: Place) => list(field(value, "enum")).filter((one) => one !== null);
  const enumerated = [...all].reverse().find((layer) => valuesOf(layer).length > 1);
  if (!enumerated) return [all];
  // Each value is a separate case, so that `oneOf` can list them one by one.
  return valuesOf(enumerated).map((one, index) => [
    ...all,
    { value: { enum: [one] }, pointer: `${enumerated.pointer}/enum/${index}` },
  ]);
}

function typesOf(layersOfCase: Case): string {
  const stated = layersOfCase.flatMap(({ value }) => asString(field(value, "type")) ?? strings(field(value, "type")));
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
  return !layers(root, place, "components").some(({ value }) => field(value, hiddenIn[direction]) === true);
}

/** The documents that contain the sender's schema and the reader's schema. */
interface Sides {
  readonly sender: Json;
  readonly reader: Json;
  /** For a request, callers are the sender; for a response, the reader. */
  readonly direction: Direction;
  /** The enclosing pairs of schemas, which add nothing when they occur again. */
  readonly above: readonly string[];
}

/** Facets of a case by itself. A discriminator value counts, whatever its schema is called. */
function facetsOf(root: Json, all: Case): Facets {
  const { type: _type, mapping, ...facets } = layerFacets(root, all);
  const values = Array.isArray(mapping) ? { mapping: mapping.map((one: string) => one.replace(/: [^:]*$/, "")) } : {};
  return { ...stated(facets), ...values, type: typesOf(all) };
}

const { type, not } = structure;
const rules = Object.entries({ ...limits, type, not });

function limitsFit(sent: Case, read: Case, sides: Sides): boolean {
  const [from, to] = [facetsOf(sides.sender, sent), facetsOf(sides.reader, read)];
  return rules.every(([facet, rule]) => ["same", "looser"].includes(rule(from[facet], to[facet], from, to)));
}

/** Callers may use any property that they know, even an optional one. */
function membersFit(sent: Case, read: Case, sides: Sides): boolean {
  const { direction } = sides;
  const visible = (root: Json, all: Case) =>
    new Map(
      membersOf(all)
        .filter((member) => isVisible(root, member, direction))
        .map((member) => [member.name, member]),
    );
  const [from, to] = [visible(sides.sender, sent), visible(sides.reader, read)];
  const isLess = [...to.values()].some(({ name, required }) => required && from.get(name)?.required !== true);
  if (isLess) return false;
  const known = direction === "request" ? from : to;
  return [...known.keys()].every((name) => {
    const [one, other] = [from.get(name), to.get(name)];
    return one !== undefined && other !== undefined && placesFit(one.place, other.place, sides);
  });
}

function caseFits(sent: Case, read: Case, sides: Sides): boolean {
  const [from, to] = [keyword(sent, "additionalProperties"), keyword(read, "additionalProperties")];
  const isClosed = from.value === false || to.value === false;
  const othersFit = isClosed ? from.value === false || to.value !== false : placesFit(from, to, sides);
  const itemsFit = placesFit(keyword(sent, "items"), keyword(read, "items"), sides);
  return othersFit && itemsFit && limitsFit(sent, read, sides) && membersFit(sent, read, sides);
}

/** The schemas that a discriminator points to, by its values. */
function mappingOf(root: Json, all: Case): Map<string, Place> {
  const { mapping } = layerFacets(root, all);
  const schemas = child({ value: root, pointer: "#" }, "components", "schemas");
  return new Map(
    (Array.isArray(mapping) ? mapping : []).map((one: string) => {
      const at = one.lastIndexOf(": ");
      return [one.slice(0, at), child(schemas, one.slice(at + 2))];
    }),
  );
}

/** Whether the schemas fit for the discriminator values that both sides have. */
function mappingsFit(sent: Case, read: Case, sides: Sides): boolean {
  const [one, other] = [keyword(sent, "discriminator"), keyword(read, "discriminator")];
  const pair = `${one.pointer} ${other.pointer}`;
  if (sides.above.includes(pair) || one.value === undefined || other.value === undefined) return true;
  const [from, to] = [mappingOf(sides.sender, sent), mappingOf(sides.reader, read)];
  const inside = { ...sides, above: [...sides.above, pair] };
  return [...from].every(([value, place]) => {
    const target = to.get(value);
    return target === undefined || placesFit(place, target, inside);
  });
}

/** Whether every value of the sender's schema is also a value of the reader's. */
function placesFit(sent: Place, read: Place, sides: Sides): boolean {
  const { sender, reader, above } = sides;
  const pair = `${sent.pointer} ${read.pointer}`;
  if (above.includes(pair) || (sent.value === undefined && read.value === undefined)) return true;
  if (isNullable(sender, sent) && !isNullable(reader, read)) return false;
  const [from, to] = [cases(sender, [sent]), cases(reader, [read])];
  if (isExclusive(to) && !isExclusive(from)) return false;
  const inside = { ...sides, above: [...above, pair] };
  if (!mappingsFit(layers(sender, sent, "components"), layers(reader, read, "components"), inside)) return false;
  return from.every((one) => to.some((other) => caseFits(one, other, inside)));
}

/** Whether callers of the contract `before` break on values of this kind when it becomes `after`. */
export function breaks(before: Value, after: Value, direction: Direction): boolean {
  const [sent, read] = direction === "request" ? [before, after] : [after, before];
  return !placesFit(sent.place, read.place, { sender: sent.root, reader: read.root, direction, above: [] });
}
