import type { models } from "../../../generated/beta/contract.js";
import type { components, Readable, Writable } from "../../../generated/beta/schema.js";
import type { SentModel, WithKnownValues, Without } from "../../contract/body-types.js";

type Schemas = components["schemas"];
type Models = typeof models;

/** Properties of v1.0, named here so that a body of v1.0 does not compile. */
interface OfAnotherVersion {
  catalog: unknown;
  resource: unknown;
  state: unknown;
}

type PublishedProperties = WithKnownValues<
  Writable<Omit<Schemas["accessPackageResourceRequestPublishedForm"], "accessPackageResource">>,
  Models,
  "AccessPackageResourceRequestPublishedForm"
> & { accessPackageResource: ResourceProperties };
type PageProperties = WithKnownValues<
  Writable<Schemas["accessPackageResourceRequestPageForm"]>,
  Models,
  "AccessPackageResourceRequestPageForm"
>;

/** The body as Microsoft's published page has it: what the real service needs. */
export type PublishedForm = Without<PublishedProperties, PageProperties & OfAnotherVersion>;
/** The body as the page that this package implements has it: all properties of its table, and no resource. */
export type PageForm = Without<PageProperties, PublishedProperties & OfAnotherVersion>;
/** A body in one of its two forms; one that mixes them does not compile. */
export type CreateRequestBody = PublishedForm | PageForm;

/** The request as the service returns it. */
export type AccessPackageResourceRequest = Readable<Schemas["accessPackageResourceRequest"]>;
/** What a caller may say of a resource. */
type ResourceProperties = SentModel<Schemas["accessPackageResource"], Models, "AccessPackageResource">;
/** A resource as the catalog lists it. Its `id` is not its `originId`. */
export type CatalogResource = WithKnownValues<
  Readable<Schemas["accessPackageResource"]>,
  Models,
  "AccessPackageResource"
>;

/** A catalog as the service lists it. */
export type AccessPackageCatalog = Readable<Schemas["accessPackageCatalog"]> & { readonly id: string };

/** Options of a change that beta has. */
interface BetaChangeOptions {
  /** The reason for the change, for the catalog's owners. */
  readonly justification?: NonNullable<PublishedForm["justification"]>;
  /** Sent only if it is given. Microsoft does not document what it does. */
  readonly executeImmediately?: boolean;
}

/** Options of an addition that beta has. */
interface BetaAddOptions {
  /** Only ask whether the service would accept the request. Nothing is added; the outcome is `validated`. */
  readonly isValidationOnly?: boolean;
}

/** The types of beta. */
export interface Beta {
  readonly body: CreateRequestBody;
  readonly request: AccessPackageResourceRequest;
  readonly resource: ResourceProperties;
  readonly catalogResource: CatalogResource;
  readonly catalog: AccessPackageCatalog;
  readonly expandable: {
    readonly roles: "accessPackageResourceRoles";
    readonly scopes: "accessPackageResourceScopes";
  };
  readonly changeOptions: BetaChangeOptions;
  readonly addOptions: BetaAddOptions;
}
