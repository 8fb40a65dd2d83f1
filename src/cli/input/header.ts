import { quote } from "../output/text.js";
import { findProperty, isSetByService, keyOfName, type Property } from "./columns.js";
import { isId } from "./plausible.js";
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
    const remedy = new Set(both.map(keyOfName)).size > 1 ? "leave one out with --map COLUMN=" : "rename one";
    return `the columns ${both.join(" and ")} both hold ${twice}: ${remedy}`;
  }
  const strange = unusedOf(map, notes);
  if (strange !== undefined) return strange;
  const missing = needed.filter(({ name }) => !used.includes(name)).map(({ name }) => name);
  if (missing.length === 0) return undefined;
  const id = names.find(isId);
  if (id !== undefined)
    return `this is no header, because it holds ${id}: write one above it, such as originSystem,originId`;
  if (names.length > 1 || map.size > 0) return missingIn("column", missing, names);
  const hint = "If the header is in a later line, delete what is above it; if it has other separators, use commas";
  return `${missingIn("column", missing, names)}. ${hint}`;
}

/** The problem of columns or keys that do not hold what is needed. */
export function missingIn(what: "column" | "key", missing: readonly string[], names: readonly string[]): string {
  const shown = names.slice(0, maxShown).join(", ");
  return `no ${what} holds ${missing.join(" or ")}; the ${what}s are ${shown}. Say what they hold with ${adviceFor(missing, names)}`;
}

/** The problem of a map that names something that is not there. */
export function unusedOf(map: ColumnMap, { mapped }: InputNotes): string | undefined {
  const unused = [...map.keys()].find((key) => !mapped.has(key));
  return unused && `nothing is called ${unused}, which --map names`;
}

/** The options that name the missing properties, as far as the columns suggest what they hold. */
function adviceFor(missing: readonly string[], names: readonly string[]): string {
  const columnLike = (pattern: RegExp) => names.find((name) => pattern.test(keyOfName(name)));
  const url = columnLike(/url$/);
  const ownId = columnLike(/^id$/) ?? columnLike(/(?:obje[ck]t|group|gruppen|principal|resource|origin|ursprungs)id$/);
  const id = ownId ?? url ?? "COLUMN";
  const type = columnLike(/^(?:resource|object|origin)?type?$|^ursprungssystem$/);
  const siteOrGroup = ownId === undefined && url !== undefined ? "SharePointOnline" : "AadGroup";
  const kind = columnLike(/^app(?:lication)?id$/) === undefined ? siteOrGroup : "AadApplication";
  const system = type === undefined ? `--origin-system ${kind}` : `--map ${quote(type)}=originSystem`;
  return missing.map((name) => (name === "originSystem" ? system : `--map ${quote(id)}=${name}`)).join(" ");
}
