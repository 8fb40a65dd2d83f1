import { keyOfName, setProperty } from "./columns.js";
import { type HeaderOptions, missingIn, propertyOf } from "./header.js";
import type { InputRecord } from "./records.js";
import { trim } from "./trim.js";

/** The resource that a JSON object means: of its keys those that may be sent, and of their values what is not empty. */
export function toResourceRecord(record: InputRecord, options: HeaderOptions): InputRecord {
  const { line, value } = record;
  if (record.problem !== undefined) return record;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const hint = Array.isArray(value) ? ", and --format json if the file is one array" : "";
    return { line, problem: `this is no resource: give a JSON object${hint}` };
  }
  const resource = {};
  const held = new Set<string>();
  const used = new Map<string, string>();
  for (const [key, part] of Object.entries(value)) {
    const property = propertyOf(key, options);
    if (property) held.add(property.name);
    const trimmed = trimAll(part, () => (options.notes.invisibleIn ??= line));
    if (!property || trimmed === null || trimmed === "") continue;
    const other = used.get(property.name);
    if (other !== undefined) {
      return { line, problem: `${other} and ${key} both hold ${property.name}: leave one out with --map KEY=` };
    }
    used.set(property.name, key);
    setProperty(resource, property, trimmed);
  }
  const names = Object.keys(value);
  const isLikeOthers = held.has("originSystem") && !names.some((name) => keyOfName(name) === "id");
  if (names.length === 0 || held.has("originId") || isLikeOthers) return { line, value: resource };
  const missing = options.needed.map(({ name }) => name).filter((name) => !held.has(name));
  return { line, problem: missingIn("key", missing, names), isGeneral: true };
}

function trimAll(value: unknown, onInvisible: () => void): unknown {
  if (typeof value === "string") return trim(value, onInvisible);
  if (Array.isArray(value)) return value.map((item) => trimAll(item, onInvisible));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, trimAll(part, onInvisible)]));
}
