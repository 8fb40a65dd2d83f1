import { asString, entries, field, type Json, list } from "../json.js";
import { child, type Place, resolve } from "../yaml.js";
import { unionFacets, valueFacets } from "./facets.js";
import { layers, members } from "./layers.js";
import { type AddRow, type Direction, hiddenIn, type Stated } from "./row.js";

type Reach = ReadonlyMap<string, ReadonlySet<Direction>>;

/** Which schemas requests and responses carry, found by following the references of every operation. */
function reach(root: Json): Reach {
  const found = new Map<string, Set<Direction>>();
  const visit = (place: Place, direction: Direction): void => {
    const { value } = place;
    const isHidden = field(value, hiddenIn[direction]) === true;
    if (typeof value !== "object" || value === null || isHidden) return;
    const reference = asString(field(value, "$ref"));
    const name = reference && /^#\/components\/schemas\/([^/]+)$/.exec(reference)?.[1];
    if (name) {
      const directions = found.get(name) ?? new Set();
      if (directions.has(direction)) return;
      found.set(name, directions.add(direction));
    }
    if (reference) visit(resolve(root, place), direction);
    else for (const name of Object.keys(value)) visit(child(place, name), direction);
  };
  const visitPaths = (paths: Place, sent: Direction, returned: Direction): void => {
    for (const [path, item] of entries(paths.value)) {
      visit(child(paths, path, "parameters"), sent);
      for (const [method] of entries(item)) {
        const operation = child(paths, path, method);
        visit(child(operation, "requestBody"), sent);
        visit(child(operation, "parameters"), sent);
        visit(child(operation, "responses"), returned);
        // In a callback, the service sends the request. A callback's callbacks can be the same again.
        if (sent === "response") continue;
        const callbacks = child(operation, "callbacks");
        for (const [name] of entries(callbacks.value))
          visitPaths(resolve(root, child(callbacks, name)), returned, sent);
      }
    }
  };
  visitPaths(child({ value: root, pointer: "#" }, "paths"), "request", "response");
  return found;
}

/** No request carries a read-only property, and no response a write-only one. */
function carriers(directions: readonly Direction[], facets: Stated): Direction[] {
  return directions.filter((direction) => facets[hiddenIn[direction]] !== true);
}

interface Owner {
  readonly path: string;
  readonly key: string;
  readonly directions: readonly Direction[];
}

/** Rows of the properties that are written inside a schema, or inside the items of a list. */
function propertyRows(root: Json, add: AddRow, at: Place, owner: Owner, all = members(root, at, "inline")): void {
  for (const { name, place, required } of all) {
    const facets = { ...valueFacets(root, place), required };
    const inside = { ...owner, path: `${owner.path}.${name}`, directions: carriers(owner.directions, facets) };
    const values = { "": { root, place } };
    add("property", inside.path, place, facets, { owner: owner.key, directions: inside.directions, values });
    propertyRows(root, add, place, inside);
  }
  const items = layers(root, at, "inline").map((layer) => child(layer, "items"));
  for (const item of items.filter(({ value }) => value !== undefined && field(value, "$ref") === undefined))
    propertyRows(root, add, item, { ...owner, path: `${owner.path}[]` });
}

/** The row of a schema, then the rows of its properties. */
export function modelRows(root: Json, add: AddRow, name: string, place: Place, directions: readonly Direction[]): void {
  // Whether an object can be null is stated where it is used; what it requires, at its properties.
  const { nullable: _null, requiredProperties: _required, ...stated } = valueFacets(root, place);
  const union = unionFacets(root, place, 1);
  const isJoined = list(field(place.value, "allOf")).length > 1;
  const isObject = isJoined || stated["type"] === name || stated["type"] === "any";
  const facets = { ...stated, ...(isObject ? { type: "object" } : {}), ...union };
  const key = add("schema", name, place, facets, { directions, values: { "": { root, place } } });
  const all = members(root, place, union["type"] === undefined ? "components" : "inline");
  propertyRows(root, add, place, { path: name, key, directions }, all);
}

export function schemaRows(root: Json, add: AddRow): void {
  const reached = reach(root);
  const schemas = child({ value: root, pointer: "#" }, "components", "schemas");
  for (const [name] of entries(schemas.value))
    modelRows(root, add, name, child(schemas, name), [...(reached.get(name) ?? [])]);
}
