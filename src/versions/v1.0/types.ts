import type { models } from "../../../generated/v1.0/contract.js";
import type { components, Readable, Writable } from "../../../generated/v1.0/schema.js";
import type { SentModel, WithKnownValues, Without } from "../../contract/body-types.js";

type Schemas = components["schemas"];
type Models = typeof models;

/** Properties of beta, named here so that a body of beta does not compile. */
interface OfAnotherVersion {
  catalogId: unknown;
  accessPackageResource: unknown;
  justification: unknown;
  executeImmediately: unknown;
  isValidationOnly: unknown;
  expirationDateTime: unknown;
  requestState: unknown;
  requestStatus: unknown;
}

type Form<Schema extends keyof Schemas & Uncapitalize<keyof Models>, RequestType, Resource> = Without<
  Omit<WithKnownValues<Writable<Schemas[Schema]>, Models, Capitalize<Schema>>, "requestType" | "resource"> & {
    requestType: RequestType;
    resource: Resource;
  },
  OfAnotherVersion
>;

/** A body that adds a resource. A kind of request that this package does not know is taken for an addition. */
export type AddForm = Form<
  "accessPackageResourceRequestAdd",
  "adminAdd" | (string & NonNullable<unknown>),
  SentModel<Schemas["accessPackageResourceToAdd"], Models, "AccessPackageResourceToAdd">
>;
/** A body that changes which attributes a resource requires. */
export type UpdateForm = Form<
  "accessPackageResourceRequestUpdate",
  "adminUpdate",
  SentModel<Schemas["accessPackageResourceToUpdate"], Models, "AccessPackageResourceToUpdate">
>;
/** A body that removes a resource, named by its id in the catalog. */
export type RemoveForm = Form<
  "accessPackageResourceRequestRemove",
  "adminRemove",
  SentModel<Schemas["accessPackageResourceToRemove"], Models, "AccessPackageResourceToRemove">
>;
/** A body in one of its three forms, which its `requestType` decides. */
export type CreateRequestBody = AddForm | UpdateForm | RemoveForm;

/** The request as the service returns it. */
export type AccessPackageResourceRequest = WithKnownValues<
  Readable<Omit<Schemas["accessPackageResourceRequest"], "id">>,
  Models,
  "AccessPackageResourceRequest"
> & {
  /** The request's id. It is not the id of the resource. */
  id: string;
};
/** A resource as the catalog lists it. Its `id` is not its `originId`. */
export type CatalogResource = WithKnownValues<
  Readable<Schemas["accessPackageResource"]>,
  Models,
  "AccessPackageResource"
>;

/** A catalog as the service lists it. */
export type AccessPackageCatalog = Readable<Schemas["accessPackageCatalog"]> & { readonly id: string };

/** The types of v1.0. */
export interface V1 {
  readonly body: CreateRequestBody;
  readonly request: AccessPackageResourceRequest;
  readonly resource: AddForm["resource"];
  readonly catalogResource: CatalogResource;
  readonly catalog: AccessPackageCatalog;
  readonly expandable: { readonly roles: "roles"; readonly scopes: "scopes" };
  readonly changeOptions: object;
  readonly addOptions: object;
}
