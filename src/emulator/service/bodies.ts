import type { models, operations } from "../../../generated/beta/contract.js";
import type { components, Readable, Writable } from "../../../generated/beta/schema.js";

type Schemas = components["schemas"];

export type ModelName = keyof typeof models;

/** Name of an operation in the specification. */
export type OperationId = keyof typeof operations;

/** A body as the service has it. */
export type BodyOf<Model extends ModelName> = Readable<Schemas[Uncapitalize<Model>]>;

/** A body that has passed the check, as its caller sent it. */
export type SentBodyOf<Model extends ModelName> = Writable<Schemas[Uncapitalize<Model>]>;

/** A value that names its own properties, as JSON has it. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
