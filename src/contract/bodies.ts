import type { models } from "../../generated/beta/contract.js";
import type { $Read, components, Readable, Writable } from "../../generated/beta/schema.js";

type Schemas = components["schemas"];
type Models = typeof models;

/** What the contract states of a property; `unknown` for one that it does not list. */
type FactsOf<Model extends keyof Models, Name> = Name extends keyof Models[Model]["properties"]
  ? Models[Model]["properties"][Name]
  : unknown;

/** A value with the known values of its property: an editor offers them, and any other text is still accepted. */
type WithKnown<Value, Facts> = Facts extends { readonly knownValues: readonly (infer Known)[] }
  ? Known | Exclude<Value, string> | (string & NonNullable<unknown>)
  : Value;

/** The properties of a model, with the known values of each. */
type WithKnownValues<Body, Model extends keyof Models> = {
  [Name in keyof Body]: WithKnown<Body[Name], FactsOf<Model, Name>>;
};

/**
 * A nested value as a caller sends it. A variable may have what only the service sets, and objects of an abstract type may
 * lack their `@odata.type`, so that types which others made for the same objects fit, such as Microsoft's. The check
 * before sending reports both.
 */
type Sent<Value, Facts> = Value extends readonly (infer Item)[]
  ? Sent<Item, Facts>[]
  : Value extends object
    ? Facts extends { readonly model: infer Model extends keyof Models }
      ? SentModel<Value, Model>
      : object
    : WithKnown<Value, Facts>;

/** An object that is open to other properties accepts them in a literal, and an interface, which has no index signature. */
type SentModel<Value extends object, Model extends keyof Models> =
  | SentProperties<Value, Model>
  | (string extends keyof Value ? SentProperties<Value, Model> & Readonly<Record<string, unknown>> : never);

type SentProperties<Value extends object, Model extends keyof Models> = {
  [Name in keyof Value as SentName<Name, Value[Name]>]: Sent<Value[Name], FactsOf<Model, Name>>;
} & { "@odata.type"?: WithKnown<string, FactsOf<Model, "@odata.type">> };

/** Leaves out index signatures, `@odata.type`, and what only the service sets. */
type SentName<Name extends PropertyKey, Value> = string extends Name
  ? never
  : number extends Name
    ? never
    : NonNullable<Value> extends $Read<unknown>
      ? never
      : Exclude<Name, "@odata.type">;

/** One form without the properties that only the other has, so that a body cannot mix them. */
type Without<Form, Other> = Form & { readonly [Name in Exclude<keyof Other, keyof Form>]?: never };
type PublishedProperties = WithKnownValues<
  Writable<Omit<Schemas["accessPackageResourceRequestPublishedForm"], "accessPackageResource">>,
  "AccessPackageResourceRequestPublishedForm"
> & { accessPackageResource: ResourceProperties };
type PageProperties = WithKnownValues<
  Writable<Schemas["accessPackageResourceRequestPageForm"]>,
  "AccessPackageResourceRequestPageForm"
>;

/** The body as Microsoft's published page has it: what the real service needs. */
export type PublishedForm = Without<PublishedProperties, PageProperties>;
/** The body as the page that this package implements has it: all properties of its table, and no resource. */
export type PageForm = Without<PageProperties, PublishedProperties>;
/** A body in one of its two forms; one that mixes them does not compile. */
export type CreateRequestBody = PublishedForm | PageForm;

/** The request as the service returns it. */
export type AccessPackageResourceRequest = Readable<Schemas["accessPackageResourceRequest"]>;
/** What a caller may say of a resource. */
export type ResourceProperties = SentModel<Schemas["accessPackageResource"], "AccessPackageResource">;
/** A resource as the catalog lists it. Its `id` is not its `originId`. */
export type CatalogResource = WithKnownValues<Readable<Schemas["accessPackageResource"]>, "AccessPackageResource">;
/** One page of what a catalog holds. */
export type ResourcePage = Readable<Schemas["accessPackageResourceCollection"]>;
/** A catalog as the service lists it. */
export type AccessPackageCatalog = Readable<Schemas["accessPackageCatalog"]> & { readonly id: string };
/** One page of the catalogs that the caller may see. */
export type CatalogPage = Readable<Schemas["accessPackageCatalogCollection"]>;
export type BatchMember = Writable<Schemas["batchRequestItem"]>;
