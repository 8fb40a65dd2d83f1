export * from "./all-versions.js";
export { Catalog } from "./catalog/catalog.js";
export type * from "./catalog/types.js";
export { AccessPackageResourceRequestsClient } from "./versions/beta/client.js";
export type {
  AccessPackageCatalog,
  AccessPackageResourceRequest,
  CatalogResource,
  CreateRequestBody,
  PageForm,
  PublishedForm,
  ResourceToAdd,
} from "./versions/beta/types.js";
