import { createHash } from "node:crypto";
import { CommandFailure } from "../command.js";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param file Name of the file in messages.
 * @throws CommandFailure when the text is not JSON.
 */
export function parseJson<Value = Json>(source: string, file: string): Value {
  try {
    return JSON.parse(source) as Value;
  } catch (cause) {
    throw new CommandFailure("findings", `${file}:1: not valid JSON: ${(cause as Error).message}`, { cause });
  }
}

export function field(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function asString(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The members with these names that are strings. */
export function stringMembers(
  value: Json | undefined,
  ...names: readonly string[]
): Record<string, string | undefined> {
  return Object.fromEntries(names.map((name) => [name, asString(field(value, name))]));
}

export function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

export function strings(value: Json | undefined): string[] {
  return list(value).filter((item): item is string => typeof item === "string");
}

export function entries(value: Json | undefined): [string, Json][] {
  return isObject(value) ? Object.entries(value) : [];
}

/** Whether a schema allows null only. */
export function isNull(schema: Json | undefined): boolean {
  return field(schema, "type") === "null" || canonical(field(schema, "enum") ?? []) === "[null]";
}

/** JSON text with sorted members, so that equal values give equal strings. */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(",")}}`;
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** First 12 hexadecimal digits of the SHA-256 of the parts. */
export function fingerprint(...parts: readonly string[]): string {
  return sha256(JSON.stringify(parts)).slice(0, 12);
}
