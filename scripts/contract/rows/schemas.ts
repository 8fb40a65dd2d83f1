import { entries, field, isObject, type Json, text } from "../json.js";
import { child, type Place, resolve } from "../yaml.js";
import { choices, members, typeOf, valueFacets } from "./facets.js";
import type { AddRow, Direction, FacetValue } from "./row.js";

type Reach = ReadonlyMap<string, ReadonlySet<Direction>>;

/** Which schemas requests and responses carry, found by following the references of every operation. */
function reach(root: Json): Reach {
  const found = new Map<string, Set<Direction>>();
  const visit = (value: Json | undefined, direction: Direction): void => {
    if (typeof value !== "object" || value === null || (direction === "request" && field(value, "readOnly") === true))
      return;
    const reference = text(field(value, "$ref"));
    const name = reference && /^#\/components\/schemas\/([^/]+)$/.exec(reference)?.[1];
    if (name) {
      const directions = found.get(name) ?? new Set();
      if (directions.has(direction)) return;
      found.set(name, directions.add(direction));
    }
    if (reference) visit(resolve(root, { value, pointer: "#" }).value, direction);
    else for (const member of Object.values(value)) visit(member, direction);
  };
  for (const [, item] of entries(field(root, "paths"))) {
    for (const [, operation] of entries(item)) {
      visit(field(operation, "requestBody"), "request");
      visit(field(operation, "parameters"), "request");
      visit(field(operation, "responses"), "response");
    }
  }
  return found;
}

function additional(root: Json, place: Place): FacetValue | undefined {
  const value = field(resolve(root, place).value, "additionalProperties");
  if (value === undefined) return undefined;
  return isObject(value) ? typeOf(root, child(resolve(root, place), "additionalProperties")) : String(value);
}

/** No request carries a read-only property, and no response a write-only one. */
function carriers(
  directions: readonly Direction[],
  facets: Readonly<Record<string, FacetValue | undefined>>,
): Direction[] {
  return directions.filter((direction) => facets[direction === "request" ? "readOnly" : "writeOnly"] !== true);
}

function propertyRows(
  root: Json,
  add: AddRow,
  path: string,
  place: Place,
  owner: string,
  directions: readonly Direction[],
): void {
  for (const member of members(root, place)) {
    const facets = { ...valueFacets(root, member.place), required: member.required };
    const name = `${path}.${member.name}`;
    const carried = carriers(directions, facets);
    add("property", name, member.place, facets, { owner, directions: carried });
    const inline = field(member.place.value, "items") === undefined ? member.place : child(member.place, "items");
    const written = field(inline.value, "$ref") === undefined && field(inline.value, "properties") !== undefined;
    if (written) propertyRows(root, add, inline === member.place ? name : `${name}[]`, inline, owner, carried);
  }
}

/** The row of a schema, then the rows of its properties. */
export function modelRows(root: Json, add: AddRow, name: string, place: Place, directions: readonly Direction[]): void {
  // Whether an object may be null is stated where it is used.
  const { nullable: _null, ...stated } = valueFacets(root, place);
  const facets: Record<string, FacetValue | undefined> = {
    ...stated,
    additionalProperties: additional(root, place),
  };
  for (const word of ["anyOf", "oneOf"] as const) {
    const names = choices(root, place, word);
    if (names.length > 0) Object.assign(facets, { [word]: names, type: word });
  }
  if (facets["type"] === name || facets["type"] === "any") facets["type"] = "object";
  const key = add("schema", name, place, facets, { directions });
  if (facets["type"] !== "anyOf" && facets["type"] !== "oneOf") propertyRows(root, add, name, place, key, directions);
}

export function schemaRows(root: Json, add: AddRow): void {
  const reached = reach(root);
  const schemas = child({ value: root, pointer: "#" }, "components", "schemas");
  for (const [name] of entries(schemas.value))
    modelRows(root, add, name, child(schemas, name), [...(reached.get(name) ?? [])]);
}
