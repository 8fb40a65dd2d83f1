import type { models, operations } from "../../generated/contract.js";

type Models = typeof models;

export type ModelName = keyof Models;

export type OperationId = keyof typeof operations;

interface Scalars {
  array: readonly unknown[];
  boolean: boolean;
  integer: number;
  number: number;
  object: Readonly<Record<string, unknown>>;
  string: string;
}

type Value<Property> = Property extends { type: "array"; model: infer Model extends ModelName }
  ? readonly BodyOf<Model>[]
  : Property extends { type: "object"; model: infer Model extends ModelName }
    ? BodyOf<Model>
    : Property extends { type: infer Type extends keyof Scalars }
      ? Scalars[Type]
      : never;

/**
 * The shape of a body that has passed the check, read off the contract: a property taken out of the specification
 * stops the code that uses it from compiling.
 */
export type BodyOf<Model extends ModelName> = {
  readonly [Name in keyof Models[Model]["properties"]]?: Value<Models[Model]["properties"][Name]> | null;
};

/** A value that names its own properties, as JSON has it. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
