import { keyOfName, setProperty } from "./columns.js";
import { adviceFor, type HeaderOptions, propertyOf } from "./header.js";
import type { InputRecord } from "./records.js";
import { trim } from "./trim.js";

/** The resource that a JSON object means: of its keys those that may be sent, and of their values what is not empty. */
export function toResourceRecord(record: InputRecord, options: HeaderOptions): InputRecord {
  const { line, value } = record;
  if (record.problem !== undefined) return record;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { line, problem: "this is no resource: give a JSON object" };
  }
  const resource = {};
  const used = new Map<string, string>();
  for (const [key, part] of Object.entries(value)) {
    const property = propertyOf(key, options);
    const trimmed = trimAll(part, () => (options.notes.invisibleIn ??= line));
    if (!property || trimmed === null || trimmed === "") continue;
    const other = used.get(property.name);
    if (other !== undefined) {
      return { line, problem: `${other} and ${key} both hold ${property.name}: leave one out with --map KEY=` };
    }
    used.set(property.name, key);
    setProperty(resource, property, trimmed);
  }
  const idKey = Object.keys(value).find((key) => keyOfName(key) === "id");
  if (idKey === undefined || options.map.has("id") || used.has("originId")) return { line, value: resource };
  const missing = options.needed.map(({ name }) => name).filter((name) => !used.has(name));
  const problem = `${idKey} is not sent with an add. If it says where the resource comes from, use ${adviceFor(missing, [idKey])}`;
  return { line, problem, isGeneral: true };
}

function trimAll(value: unknown, onInvisible: () => void): unknown {
  if (typeof value === "string") return trim(value, onInvisible);
  if (Array.isArray(value)) return value.map((item) => trimAll(item, onInvisible));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, trimAll(part, onInvisible)]));
}
