import type { models } from "../../generated/beta/contract.js";
import type { components, Readable, Writable } from "../../generated/beta/schema.js";

type Schemas = components["schemas"];
type Models = typeof models;

/** Lets an editor offer the values the documentation names, while any other text is still accepted. */
export type WithKnownValues<Body, Model extends keyof Models> = {
  [Name in keyof Body]: Name extends keyof Models[Model]["properties"]
    ? Models[Model]["properties"][Name] extends { readonly knownValues: readonly (infer Value)[] }
      ? Value | Exclude<Body[Name], string> | (string & NonNullable<unknown>)
      : Body[Name]
    : Body[Name];
};

/** The properties of one form that the other does not have, forbidden: so a body is one form or the other, never a mix. */
type Without<Form, Other> = Form & { readonly [Name in Exclude<keyof Other, keyof Form>]?: never };
type PublishedProperties = WithKnownValues<
  Writable<Schemas["accessPackageResourceRequestPublishedForm"]>,
  "AccessPackageResourceRequestPublishedForm"
>;
type PageProperties = WithKnownValues<
  Writable<Schemas["accessPackageResourceRequestPageForm"]>,
  "AccessPackageResourceRequestPageForm"
>;

/** The body as Microsoft's published page has it: what the real service needs. */
export type PublishedForm = Without<PublishedProperties, PageProperties>;
/** The body as the page this package implements has it: all its properties, and no resource. */
export type PageForm = Without<PageProperties, PublishedProperties>;
/** A body in one of its two forms; one that mixes them does not compile. */
export type CreateRequestBody = PublishedForm | PageForm;

/** The request as the service answers it. */
export type AccessPackageResourceRequest = Readable<Schemas["accessPackageResourceRequest"]>;
/** What a caller may say of a resource. */
export type ResourceProperties = WithKnownValues<Writable<Schemas["accessPackageResource"]>, "AccessPackageResource">;
/** A resource as the catalog lists it. Its `id` is not its `originId`. */
export type CatalogResource = Readable<Schemas["accessPackageResource"]>;
/** One page of what a catalog holds. */
export type ResourcePage = Readable<Schemas["accessPackageResourceCollection"]>;
export type BatchMember = Writable<Schemas["batchRequestItem"]>;
export type BatchMemberResponse = Readable<Schemas["batchResponseItem"]>;
