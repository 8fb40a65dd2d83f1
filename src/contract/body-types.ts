import type { ModelContract } from "../../generated/beta/contract.js";
import type { $Read } from "../../generated/beta/schema.js";

/** The models of one version, as its `generated/` folder states them. */
type AnyModels = Readonly<Record<string, ModelContract>>;

/** What the contract states of a property; `unknown` for one that it does not list. */
type FactsOf<
  Models extends AnyModels,
  Model extends keyof Models,
  Name,
> = Name extends keyof Models[Model]["properties"] ? Models[Model]["properties"][Name] : unknown;

/** A value with the known values of its property: an editor offers them, and any other text is still accepted. */
type WithKnown<Value, Facts> = [NonNullable<Value>] extends [never]
  ? Value
  : Facts extends { readonly knownValues: readonly (infer Known)[] }
    ? Known | Exclude<Value, string> | (string & NonNullable<unknown>)
    : Value;

/** The properties of a model, with the known values of each. */
export type WithKnownValues<Body, Models extends AnyModels, Model extends keyof Models> = {
  [Name in keyof Body]: WithKnown<Body[Name], FactsOf<Models, Model, Name>>;
};

/**
 * A nested value as a caller sends it. A variable may have what only the service sets, and objects of an abstract type may
 * lack their `@odata.type`, so that types which others made for the same objects fit, such as Microsoft's. The check
 * before sending reports both.
 */
type Sent<Value, Facts, Models extends AnyModels> = Value extends readonly (infer Item)[]
  ? Sent<Item, Facts, Models>[]
  : Value extends object
    ? Facts extends { readonly model: infer Model extends keyof Models }
      ? SentModel<Value, Models, Model>
      : object
    : WithKnown<Value, Facts>;

/** An object that is open to other properties accepts them in a literal, and an interface, which has no index signature. */
export type SentModel<Value extends object, Models extends AnyModels, Model extends keyof Models> =
  | SentProperties<Value, Models, Model>
  | (string extends keyof Value ? SentProperties<Value, Models, Model> & Readonly<Record<string, unknown>> : never);

type SentProperties<Value extends object, Models extends AnyModels, Model extends keyof Models> = {
  [Name in keyof Value as SentName<Name, Value[Name]>]: Sent<Value[Name], FactsOf<Models, Model, Name>, Models>;
} & { "@odata.type"?: WithKnown<string, FactsOf<Models, Model, "@odata.type">> };

/** Leaves out index signatures, `@odata.type`, and what only the service sets. */
type SentName<Name extends PropertyKey, Value> = string extends Name
  ? never
  : number extends Name
    ? never
    : NonNullable<Value> extends $Read<unknown>
      ? never
      : Exclude<Name, "@odata.type">;

/** One form without the properties that only others have, so that a body cannot mix them. */
export type Without<Form, Other> = Form & { readonly [Name in Exclude<keyof Other, keyof Form>]?: never };
