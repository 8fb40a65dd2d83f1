import type { models, operations } from "../../generated/contract.js";

type Models = typeof models;

export type ModelName = keyof Models;

/** Name of an operation in the specification. */
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

type Properties<Model extends ModelName> = Models[Model]["properties"];

type Sent<Property> = Value<Property> | (Property extends { nullable: true } ? null : never);

/** What a caller must send; what is required and read-only besides, only the service must. */
type RequiredName<Model extends ModelName> = {
  [Name in keyof Properties<Model>]: Properties<Model>[Name] extends { readOnly: true }
    ? never
    : Properties<Model>[Name] extends { required: true }
      ? Name
      : never;
}[keyof Properties<Model>];

/**
 * The shape of a body that has passed the check, read off the contract: a property taken out of the specification
 * stops the code that uses it from compiling.
 */
export type BodyOf<Model extends ModelName> = {
  readonly [Name in RequiredName<Model>]: Sent<Properties<Model>[Name]>;
} & {
  readonly [Name in Exclude<keyof Properties<Model>, RequiredName<Model>>]?: Sent<Properties<Model>[Name]>;
};

/** A value that names its own properties, as JSON has it. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
