import type * as bodies from "../../../generated/v1.0/bodies.js";
import type { OnlyInBeta } from "../only-in.js";
import type { AddOutcome } from "../types.js";

interface FormOfV1 {
  /** Only beta has it. In v1.0, send `catalog: { id }`. */
  readonly catalogId?: OnlyInBeta;
}

/** A body that adds a resource. A kind of request that this package does not know counts as an addition. */
export interface AddForm extends bodies.AccessPackageResourceRequestAdd, FormOfV1 {}

/** A body that changes which attributes a resource requires. */
export interface UpdateForm extends bodies.AccessPackageResourceRequestUpdate, FormOfV1 {
  /** The kind of change, `adminUpdate`. */
  requestType: "adminUpdate";
}

/** A body that removes a resource, identified by its id in the catalog. */
export interface RemoveForm extends bodies.AccessPackageResourceRequestRemove, FormOfV1 {
  /** The kind of change, `adminRemove`. */
  requestType: "adminRemove";
}

/** A body in one of its three forms, which its `requestType` selects. */
export type CreateRequestBody = AddForm | UpdateForm | RemoveForm;

/** The request as the service returns it. */
export interface AccessPackageResourceRequest extends bodies.AccessPackageResourceRequestOutput {}

/** A resource to add to a catalog: its origin, and any other property that the contract lets a caller set. */
export interface ResourceToAdd extends bodies.AccessPackageResourceToAdd {}

/** A resource as the catalog lists it. Its `id` is not its `originId`. */
export interface CatalogResource extends bodies.AccessPackageResourceOutput {}

/** A catalog as the service lists it. */
export interface AccessPackageCatalog extends bodies.AccessPackageCatalogOutput {
  readonly id: string;
}

/** The types of v1.0: the argument of `Catalog` and of the types of its operations. Declarations that a compiler writes name it. */
export interface V1 {
  readonly body: CreateRequestBody;
  readonly request: AccessPackageResourceRequest;
  readonly resource: ResourceToAdd;
  readonly catalogResource: CatalogResource;
  readonly catalog: AccessPackageCatalog;
  readonly expandable: { readonly roles: "roles"; readonly scopes: "scopes" };
  readonly changeOptions: object;
  readonly addOptions: object;
  readonly addOutcome: Exclude<AddOutcome, "validated">;
}
