import { expectTypeOf } from "expect-type";
import type { models, unions } from "../../generated/beta/contract.js";
import type { $Read, components } from "../../generated/beta/schema.js";
import type { models as v1Models, unions as v1Unions } from "../../generated/v1.0/contract.js";
import type { components as v1Components } from "../../generated/v1.0/schema.js";

/*
 * Two generators read the specification: contract.ts is what the checks run on, schema.ts what the compiler sees.
 * This file does not compile when they disagree on a model, or on a property's name, presence, direction or null.
 */

/** Names of the properties that a type lists, without the index signature of an open object. */
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

/** The union bodies are not models; openapi-generator writes their names with a capital. */
type ModelName<Schemas, Unions> = Exclude<keyof Schemas, Uncapitalize<keyof Unions & string>>;

/** A model that is nullable wherever it is used is itself nullable. */
type FromSchema<Schemas, Unions> = { [S in ModelName<Schemas, Unions>]: SchemaFacts<NonNullable<Schemas[S]>> };
type FromContract<Models extends Readonly<Record<string, { readonly properties: object }>>> = {
  -readonly [M in keyof Models & string as Uncapitalize<M>]: ContractFacts<Models[M]["properties"]>;
};

type Beta = FromSchema<components["schemas"], typeof unions>;
expectTypeOf<keyof FromContract<typeof models>>().toEqualTypeOf<keyof Beta>();
expectTypeOf<FromContract<typeof models>>().toEqualTypeOf<Beta>();

type V1 = FromSchema<v1Components["schemas"], typeof v1Unions>;
expectTypeOf<keyof FromContract<typeof v1Models>>().toEqualTypeOf<keyof V1>();
expectTypeOf<FromContract<typeof v1Models>>().toEqualTypeOf<V1>();
