import type { Json } from "../contract/json.js";
import type { Direction } from "../contract/rows/row.js";
import { type Place, resolve } from "../contract/yaml.js";
import type { CsdlModel, CsdlType } from "./csdl.js";
import { derivedTypes, findType, propertiesOf } from "./model.js";
import { isProtocolPath, navigate } from "./navigation.js";
import { bodiesOf, type Shape, shapeOf } from "./spec.js";

/** A schema of the specification that describes a type of the service. */
export interface Modelled {
  readonly shape: Shape;
  readonly direction: Direction;
}

/** A type of the service with every schema that describes it: one per form, and one per direction. */
export interface Pair {
  readonly type: CsdlType;
  readonly schemas: Modelled[];
}

interface Search {
  readonly model: CsdlModel;
  readonly document: Json;
  readonly pairs: Map<string, Pair>;
  /** Directions, types and pointers of schemas. */
  readonly visited: Set<string>;
}

/**
 * Finds which schema describes which type without a table of names: the path of an operation leads to a type,
 * its bodies describe that type, and their properties lead to further types.
 */
export function pairTypes(model: CsdlModel, document: Json): readonly Pair[] {
  const search: Search = { model, document, pairs: new Map(), visited: new Set() };
  for (const body of bodiesOf(document)) {
    if (isProtocolPath(body.path)) continue;
    const { type } = navigate(model, body.path);
    if (type !== undefined) visit(search, type, withoutEnvelope(document, body.schema), body.direction);
  }
  return [...search.pairs.values()];
}

/** The schema of the entities in `value` of an OData collection, or the schema itself. */
function withoutEnvelope(document: Json, schema: Place): Place {
  const value = shapeOf(document, schema).properties.get("value");
  return (value && shapeOf(document, value).items) ?? schema;
}

function visit(search: Search, type: CsdlType, schema: Place, direction: Direction): void {
  const key = `${direction} ${type.name} ${resolve(search.document, schema).pointer}`;
  if (search.visited.has(key)) return;
  search.visited.add(key);
  const shape = shapeOf(search.document, schema);
  for (const member of shape.members) visit(search, type, member, direction);
  if (shape.properties.size === 0) return;
  const pair = search.pairs.get(type.name) ?? { type, schemas: [] };
  pair.schemas.push({ shape, direction });
  search.pairs.set(type.name, pair);
  const { known } = instanceProperties(search.model, type, shape.instanceTypes);
  for (const [name, inner] of shape.properties) {
    const property = known.get(name);
    const next = property === undefined ? undefined : findType(search.model, property.type);
    if (next === undefined) continue;
    visit(search, next, shapeOf(search.document, inner).items ?? inner, direction);
  }
}

/**
 * The properties that an instance of a type can have.
 *
 * @returns `named`: those of the type, and of the derived types that the specification lists in `@odata.type`; `known`:
 * also those of every other derived type.
 */
export function instanceProperties(model: CsdlModel, type: CsdlType, instanceTypes: readonly string[]) {
  const types = instanceTypes.map((name) => findType(model, name)).filter((each) => each !== undefined);
  const named = propertiesOf(model, [...types, type]);
  return { named, known: new Map([...propertiesOf(model, derivedTypes(model, type)), ...named]) };
}
