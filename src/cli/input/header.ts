import { quote } from "../output/text.js";
import { type Columns, keyOfName, type Property } from "./columns.js";
import { isId } from "./plausible.js";
import type { InputNotes } from "./records.js";

/** The property that each column contains, by the column's key; `undefined` for a column to leave out. */
type ColumnMap = ReadonlyMap<string, Property | undefined>;

export interface HeaderOptions {
  readonly columns: Columns;
  readonly map: ColumnMap;
  /** Names of the properties that must have a column. */
  readonly needed: readonly string[];
  readonly notes: InputNotes;
}

export interface Header {
  /** In the order of the columns. */
  readonly properties: readonly (Property | undefined)[];
  readonly problem?: string | undefined;
}

/** What responses and PowerShell add to the properties of an object, and the name that would set its prototype. */
const notSendable = /@(?!odata\.(?:type|bind)$)|\.(?:AdditionalProperties|BackingStore|__proto__)$/i;
/** The id of the catalog that a file names for a resource. It is read to compare it, and not sent. */
const catalogId: Property = {
  name: "catalogId",
  path: ["catalogId"],
  type: "string",
  fitsCell: true,
  isSetByService: false,
};
/** Most columns that a message shows. */
const maxShown = 30;
const titleHint =
  "If the header is on a later line, delete the lines above it; if it uses another delimiter, use commas";

/** Finds the property of each column of a CSV. */
export function readHeader(names: readonly string[], options: HeaderOptions): Header {
  const properties = names.map((name) => {
    const property = propertyOf(name, options);
    if (!property || property.fitsCell) return property;
    options.notes.notSent.set(name, "only JSON can contain it");
    return undefined;
  });
  const used = properties.map((property) => property?.name);
  const twice = used.find((name, index) => name !== undefined && used.indexOf(name) !== index);
  if (twice === undefined) return { properties, problem: missingIn(names, options) };
  const both = names.filter((_, index) => used[index] === twice);
  return { properties, problem: `the columns ${bothContain(both, twice, options)}` };
}

/** `--map` cannot leave out one of two names that differ only in spelling. */
export function bothContain(names: readonly string[], property: string, { notes }: HeaderOptions): string {
  const isSame = new Set(names.map(keyOfName)).size === 1;
  const fix = isSame ? "rename one" : `leave one out with --map ${notes.what.toUpperCase()}=`;
  return `${names.join(" and ")} both contain ${property}: ${fix}`;
}

/**
 * The property that a column or a key contains. Adds a note when it contains none, unless `--map` leaves it out.
 *
 * @param parent The object or array that contains the key; none for the resource itself.
 */
export function propertyOf(
  ownName: string,
  { columns, map, notes }: HeaderOptions,
  parent?: Property,
): Property | undefined {
  const name = parent ? `${parent.name}.${ownName}` : ownName;
  const key = keyOfName(name);
  const property = map.has(key) ? map.get(key) : (columns.find(name) ?? (key === "catalogid" ? catalogId : undefined));
  if (map.has(key)) notes.mapped.add(key);
  if (property && !property.isSetByService) {
    notes.found.add(property.name);
    return property;
  }
  if (map.has(key) || name === "") return undefined;
  if (!property && parent && !notSendable.test(name)) {
    // The service may know more properties of an object than the contract. PowerShell capitalizes their names.
    const last = ownName.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase());
    return { ...parent, name, path: [...parent.path, last] };
  }
  notes.notSent.set(name, property ? "only the service sets it" : "not a property");
  return undefined;
}

/** The problem of columns or keys, all of them read, that lack a name in `--map` or a needed property. */
export function missingIn(names: readonly string[], { map, needed, notes }: HeaderOptions): string | undefined {
  const { what, found, mapped } = notes;
  const unused = [...map.keys()].find((key) => !mapped.has(key));
  if (unused !== undefined) return `--map specifies ${unused}, but there is no such ${what}`;
  const missing = needed.filter((name) => !found.has(name));
  if (missing.length === 0) return undefined;
  const isBody = what === "key" && names.some((name) => keyOfName(name) === "requesttype");
  if (isBody) return "this is a request body, which check reads: import reads resources, such as the one within it";
  const value = names.find(isId);
  if (value !== undefined) return namesMissing(value, names, what, missing);
  const { id, type, system } = guess(names);
  const options: Readonly<Record<string, string>> = {
    originId: `--map ${quote(id ?? what.toUpperCase())}=originId`,
    originSystem: type === undefined ? `--origin-system ${system ?? "AadGroup"}` : `--map ${quote(type)}=originSystem`,
  };
  const shown = names.slice(0, maxShown).join(", ");
  const advice = missing.map((name) => options[name]).join(" ");
  const problem = `no ${what} contains ${missing.join(" or ")}; the ${what}s are ${shown}. Add ${advice}`;
  const isUnknown = names.length === 1 || (type ?? system) === undefined;
  const isTitle = what === "column" && isUnknown && map.size + found.size === 0;
  return isTitle ? `${problem}. ${titleHint}` : problem;
}

/** The problem of an id or a URL where there should be names. */
function namesMissing(value: string, names: readonly string[], what: string, missing: readonly string[]): string {
  if (what === "key")
    return `this is not a resource, because one of its keys is ${value}: write an object with the keys originSystem and originId`;
  const system = /^http/i.test(value) ? "SharePointOnline" : "AadGroup";
  const single = missing.length > 1 ? `originId, and add --origin-system ${system}` : "originId";
  const header = names.length > 1 ? "originSystem,originId" : single;
  return `this line is not a header, because it contains ${value}: write a header above it, such as ${header}`;
}

interface Guess {
  readonly id: string | undefined;
  readonly type: string | undefined;
  readonly system?: string;
}

/** Where the origin probably is, by names that other tools use. */
function guess(names: readonly string[]): Guess {
  const find = (pattern: RegExp) => names.find((name) => pattern.test(keyOfName(name.replace(/\(.*?\)/g, ""))));
  const id = find(/^id$/) ?? find(/(?:obje[ck]t|group|gruppen|principal|resource|origin|ursprungs)id$/);
  const url = find(/url$/);
  const type = find(/^(?:resource|object|origin)?type?$|^ursprungssystem$/);
  if (find(/^app(?:lication)?id$/)) return { id, type, system: "AadApplication" };
  const isGroup = id !== undefined && find(/obje[ck]t|group|gruppe|mail|member|visibility/) !== undefined;
  if (url !== undefined && !isGroup) return { id: url, type, system: "SharePointOnline" };
  return { id, type, ...(id !== undefined && { system: "AadGroup" }) };
}
