import { sharedBodyOf } from "../../catalog/options.js";
import type { AddResourceOptions, ResourceToAdd } from "../../catalog/types.js";
import type { PublishedForm } from "../../contract/bodies.js";

/** The body that adds a resource. */
export function addBody(catalogId: string, options: AddResourceOptions, resource: ResourceToAdd): PublishedForm {
  return { catalogId, requestType: "AdminAdd", ...sharedBodyOf(options), accessPackageResource: resource };
}

/** The body that removes a resource. */
export function removeBody(catalogId: string, options: AddResourceOptions, id: string): PublishedForm {
  return { catalogId, requestType: "AdminRemove", ...sharedBodyOf(options), accessPackageResource: { id } };
}
