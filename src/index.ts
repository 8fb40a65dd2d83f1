/**
 * Client for Microsoft Graph beta: the version that the documentation page describes, and the default.
 *
 * @module access-package-resource-requests
 */
import type * as bodies from "../generated/beta/bodies.js";

export * from "./all-versions.js";
export { Catalog } from "./catalog/catalog.js";
export type * from "./catalog/types.js";
export { AccessPackageResourceRequestsClient } from "./versions/beta/client.js";
export type {
  AccessPackageCatalog,
  AccessPackageResourceRequest,
  Beta,
  CatalogResource,
  CreateRequestBody,
  PageForm,
  PublishedForm,
  ResourceToAdd,
} from "./versions/beta/types.js";
export type { OnlyInThePageForm, OnlyInThePublishedForm, OnlyInV1 } from "./versions/only-in.js";
export type { bodies };
