import { isObject } from "../../contract/is-object.js";
import { type Property, setProperty } from "./columns.js";
import { bothContain, type HeaderOptions, propertyOf } from "./header.js";
import type { InputRecord } from "./records.js";
import { trim } from "./trim.js";

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The resource that a JSON object describes: with the names of the contract at every level, and without empty values
 * and what cannot be sent.
 */
export function toResourceRecord(record: InputRecord, options: HeaderOptions): InputRecord {
  const { line, value, problem } = record;
  if (problem !== undefined) return record;
  if (!isObject(value)) {
    const hint = Array.isArray(value) ? ", and --format json if the file is one array" : "";
    return { line, problem: `this is not a resource: write a JSON object${hint}` };
  }
  const twice: string[] = [];
  const trimmed = trimAll(value, () => (options.notes.invisibleIn ??= line)) as JsonObject;
  const resource = normalize(trimmed, options, twice);
  return twice[0] === undefined ? { line, value: resource } : { line, problem: twice[0] };
}

/** @param array The array that contains the object; none for the resource itself. */
function normalize(source: JsonObject, options: HeaderOptions, twice: string[], array?: Property) {
  const target: Record<string, unknown> = {};
  const used = new Map<string, string>();
  const visit = (object: JsonObject, parent?: Property) => {
    for (const [key, value] of Object.entries(object)) {
      const isEmpty = value === null || value === "";
      if (isEmpty && parent) continue;
      const property = propertyOf(key, options, parent);
      if (!property || isEmpty) continue;
      if (property.type === "object" && isObject(value)) {
        visit(value, property);
        continue;
      }
      const isList = property.type === "array" && Array.isArray(value);
      const toItem = (item: unknown) => (isObject(item) ? normalize(item, options, twice, property) : item);
      const other = used.get(property.name);
      if (other !== undefined) twice.push(bothContain([other, key], property.name, options));
      used.set(property.name, key);
      setProperty(target, property.path.slice(array?.path.length), isList ? value.map(toItem) : value);
    }
  };
  visit(source, array);
  return target;
}

function trimAll(value: unknown, onInvisible: () => void): unknown {
  if (typeof value === "string") return trim(value, onInvisible);
  if (Array.isArray(value)) return value.map((item) => trimAll(item, onInvisible));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, trimAll(part, onInvisible)]));
}
