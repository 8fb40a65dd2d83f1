import { isObject } from "./is-object.js";

/** How the contract names and compares JSON values. */

/** An own property, because JSON writes no other. */
export function own<Value>(value: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A string in lower case; `undefined` for any other value, since some cannot be converted to a string. */
export function lowerCase(value: unknown): string | undefined {
  return typeof value === "string" ? value.toLowerCase() : undefined;
}

export function hasType(value: unknown, type: string): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  if (type === "integer") return Number.isInteger(value);
  return type === "number" ? Number.isFinite(value) : typeof value === type;
}

export function nameOf({ type, format }: { readonly type: string; readonly format?: string }): string {
  return `${/^[aio]/.test(type) ? "an" : "a"} ${type}${format === undefined ? "" : ` (${format})`}`;
}

export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (value instanceof Date) return "a Date (use toISOString())";
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return nameOf({ type: Array.isArray(value) ? "array" : typeof value });
}

/** The JSON pointer (RFC 6901) of a property or an item. */
export function below(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replace(/[~/]/g, (each) => (each === "~" ? "~0" : "~1"))}`;
}
