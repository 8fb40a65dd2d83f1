import { expectTypeOf } from "expect-type";
import type { models, unions } from "../../generated/beta/contract.js";
import type { $Read, components } from "../../generated/beta/schema.js";

/*
 * Two generators read the specification: contract.ts is what the checks run on, schema.ts what the compiler sees.
 * This file does not compile when they disagree on a model, or on a property's name, presence, direction or null.
 */

type Schemas = components["schemas"];
type Models = typeof models;

/** Names of the properties a type lists, without the index signature of an open object. */
type ListedKeys<T> = keyof { [K in keyof T as string extends K ? never : number extends K ? never : K]: unknown };

type IsRequired<T, K extends keyof T> = Record<never, never> extends Pick<T, K> ? false : true;
type IsReadOnly<T> = NonNullable<T> extends $Read<unknown> ? true : false;
type Value<T> = T extends $Read<infer U> ? U : T;
type IsNullable<T> = null extends Value<T> ? true : false;

interface Facts<Required, ReadOnly, Nullable> {
  required: Required;
  readOnly: ReadOnly;
  nullable: Nullable;
}

type SchemaFacts<T> = {
  [K in ListedKeys<T>]-?: Facts<IsRequired<T, K>, IsReadOnly<T[K]>, IsNullable<T[K]>>;
};

type Has<P, Fact extends string> = P extends { readonly [Name in Fact]: true } ? true : false;

type ContractFacts<P> = {
  -readonly [K in keyof P]: Facts<Has<P[K], "required">, Has<P[K], "readOnly">, Has<P[K], "nullable">>;
};

/** The union bodies are no models; openapi-generator writes their names with a capital. */
type ModelName = Exclude<keyof Schemas, Uncapitalize<keyof typeof unions>>;

/** A model that is nullable wherever it is used says so itself. */
type FromSchema = { [S in ModelName]: SchemaFacts<NonNullable<Schemas[S]>> };
type FromContract = { -readonly [M in keyof Models as Uncapitalize<M>]: ContractFacts<Models[M]["properties"]> };

expectTypeOf<keyof FromContract>().toEqualTypeOf<keyof FromSchema>();
expectTypeOf<FromContract>().toEqualTypeOf<FromSchema>();
