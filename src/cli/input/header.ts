import { quote } from "../text.js";
import { findProperty, isSetByService, keyOfName, type Property } from "./columns.js";
import type { InputNotes } from "./records.js";

/** Which property each column holds, by its key, where its name does not say so; `undefined` for one to leave out. */
export type ColumnMap = ReadonlyMap<string, Property | undefined>;

export interface HeaderOptions {
  readonly map: ColumnMap;
  /** Properties that must have a column. */
  readonly needed: readonly Property[];
  readonly notes: InputNotes;
}

interface Header {
  /** In the order of the columns. */
  readonly properties: readonly (Property | undefined)[];
  readonly problem?: string;
}

/** Columns that a message shows. */
const maxShown = 30;

/** What the columns of a CSV hold. */
export function readHeader(names: readonly string[], options: HeaderOptions): Header {
  const properties = names.map((name) => propertyOf(name, options));
  const problem = problemOf(names, properties, options);
  return problem === undefined ? { properties } : { properties, problem };
}

/** The property that a column or a key holds; a note when it holds none and is not left out on purpose. */
export function propertyOf(name: string, { map, notes }: Pick<HeaderOptions, "map" | "notes">): Property | undefined {
  const key = keyOfName(name);
  if (map.has(key)) {
    notes.mapped.add(key);
    return map.get(key);
  }
  const property = findProperty(name);
  if (!property && name !== "") (isSetByService(name) ? notes.setByService : notes.ignored).add(name);
  return property;
}

function problemOf(
  names: readonly string[],
  properties: Header["properties"],
  { map, needed, notes }: HeaderOptions,
): string | undefined {
  const used = properties.map((property) => property?.name);
  const twice = used.find((name, index) => name !== undefined && used.indexOf(name) !== index);
  if (twice !== undefined) {
    const both = names.filter((_, index) => used[index] === twice);
    return `the columns ${both.join(" and ")} both hold ${twice}: leave one out with --map COLUMN=`;
  }
  const strange = unusedOf(map, notes);
  if (strange !== undefined) return strange;
  const missing = needed.filter(({ name }) => !used.includes(name)).map(({ name }) => name);
  if (missing.length === 0) return undefined;
  const shown = names.slice(0, maxShown).join(", ");
  return `no column holds ${missing.join(" or ")}; the columns are ${shown}. Say what they hold with ${adviceFor(missing, names)}`;
}

/** The problem of a map that names something that is not there. */
export function unusedOf(map: ColumnMap, { mapped }: InputNotes): string | undefined {
  const unused = [...map.keys()].find((key) => !mapped.has(key));
  return unused && `nothing is called ${unused}, which --map names`;
}

/** The options that name the missing properties, as far as the columns suggest what they hold. */
export function adviceFor(missing: readonly string[], names: readonly string[]): string {
  const columnLike = (pattern: RegExp) => names.find((name) => pattern.test(keyOfName(name)));
  const id = columnLike(/^id$/) ?? columnLike(/(?:object|group|principal|resource|origin)id$|url$/) ?? "COLUMN";
  const type = columnLike(/^(?:resource|object|origin)?type$/);
  const system = type === undefined ? "--origin-system AadGroup" : `--map ${quote(type)}=originSystem`;
  return missing.map((name) => (name === "originSystem" ? system : `--map ${quote(id)}=${name}`)).join(" ");
}
