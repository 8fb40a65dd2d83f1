import {
  AccessPackageResourceRequestsClient,
  Catalog,
  RequestNotDeliveredError,
} from "access-package-resource-requests/v1.0";

/* The types of all exports are inferred, and only this entry is imported. */
export const client = new AccessPackageResourceRequestsClient();
export const catalog = client.catalog("c");
export const { createRequest, findCatalog } = client;
export const { addResource, addResources, findResource, listResources, removeResource } = catalog;
export const add = (originId: string) => addResource({ originSystem: "AadGroup", originId });
export const listWithRoles = () => listResources({ expand: ["roles"] });
export const CatalogClass = Catalog;
export const ErrorClass = RequestNotDeliveredError;

// @ts-expect-error only a client makes a catalog
new Catalog("c");
export const idOf = (value: Catalog | string) => (value instanceof Catalog ? value.id : value);
