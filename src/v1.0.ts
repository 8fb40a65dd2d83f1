/**
 * Client for Microsoft Graph v1.0: the version that Microsoft supports in production.
 *
 * @module access-package-resource-requests/v1.0
 */
import type * as bodies from "../generated/v1.0/bodies.js";
import { Catalog as AnyCatalog } from "./catalog/catalog.js";
import {
  RequestNotDeliveredError as AnyRequestNotDeliveredError,
  isRequestNotDeliveredError as isAnyRequestNotDeliveredError,
} from "./errors/index.js";
import type * as root from "./index.js";
import type { AccessPackageResourceRequest, V1 } from "./versions/v1.0/types.js";

export * from "./all-versions.js";
export type {
  AddProgress,
  FindResourceOptions,
  ReadOptions,
  RemoveOutcome,
  RemoveResult,
  WaitOptions,
} from "./catalog/types.js";
export type { OnlyInBeta } from "./versions/only-in.js";
export { AccessPackageResourceRequestsClient } from "./versions/v1.0/client.js";
export type {
  AccessPackageCatalog,
  AccessPackageResourceRequest,
  AddForm,
  CatalogResource,
  CreateRequestBody,
  RemoveForm,
  ResourceToAdd,
  UpdateForm,
  V1,
} from "./versions/v1.0/types.js";
export type { bodies };

/** An entitlement-management catalog. Created by `client.catalog(catalogId)`, which sends nothing. */
export type Catalog = AnyCatalog<V1>;
/** The class of catalogs, for `instanceof`. */
export const Catalog: typeof AnyCatalog<V1> = AnyCatalog;

/** Where a resource comes from. It identifies the resource. */
export type ResourceOrigin = root.ResourceOrigin<V1>;
/** What identifies one resource of a catalog. */
export type ResourceIdentity = root.ResourceIdentity<V1>;
/** A resource to remove from a catalog, identified by its id in the catalog or by its origin. */
export type ResourceToRemove = root.ResourceToRemove<V1>;
/**
 * The outcome for one resource.
 * - `added`: the service delivered it, or accepted the request and lists it.
 * - `accepted`: the service accepted the request and has not reported more. In rare cases such a request fails later.
 * - `alreadyPresent`: it is in this catalog, and no response says that this call added it.
 * - `failed`: it was not added; `error` says why.
 * - `unknown`: whether it was added could not be determined in time; `error` says why.
 */
export type AddOutcome = V1["addOutcome"];
/** The result for one resource to add. */
export type AddResult = root.AddResult<V1>;
/** What `addResource` resolves to: the result of an addition that neither failed nor is unknown. */
export type AddSuccess = root.AddSuccess<V1>;
/** Options of a request that changes a catalog. `timeoutInMs` and `retry` bound each HTTP request, not the waits. */
export type ChangeOptions = root.ChangeOptions<V1>;
/** Options of `addResource`. */
export type AddResourceOptions = root.AddResourceOptions<V1>;
/** Options of `addResources`. */
export type AddResourcesOptions = root.AddResourcesOptions<V1>;
/** Options of `listResources`. */
export type ListResourcesOptions<Expansion extends root.ResourceExpansion = never> = root.ListResourcesOptions<
  Expansion,
  V1
>;
/** A resource as the catalog lists it, with what was expanded. */
export type ExpandedResource<Expansion extends root.ResourceExpansion> = root.ExpandedResource<Expansion, V1>;

/**
 * The service accepted the request and ended it without the change: as `deliveryFailed`, `denied` or `canceled`.
 * `outcome` is `unknown` if an earlier attempt may have made the change, otherwise `notCreated`.
 */
export type RequestNotDeliveredError = AnyRequestNotDeliveredError<AccessPackageResourceRequest>;
/** The class of these errors. Prefer the type guard, which also recognizes errors of another copy of the package. */
// The type is written out because the compiler would write out the static side of Error, which needs @types/node.
export const RequestNotDeliveredError: typeof AnyRequestNotDeliveredError<AccessPackageResourceRequest> =
  AnyRequestNotDeliveredError;

/** Whether a value is a RequestNotDeliveredError, whichever copy of the package made it. */
export function isRequestNotDeliveredError(value: unknown): value is RequestNotDeliveredError {
  return isAnyRequestNotDeliveredError(value);
}
