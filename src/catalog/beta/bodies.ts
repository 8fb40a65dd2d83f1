import { models, operations } from "../../../generated/beta/contract.js";
import type { BatchMember, PublishedForm } from "../../contract/bodies.js";
import { addressOf } from "../../transport/openapi-fetch.js";
import type { AddResourceOptions, ResourceIdentity, ResourceToAdd } from "../types.js";

/** What a catalog sends, as the beta version of Microsoft Graph takes it. `entities.ts` reads what comes back. */

/** The operation that changes a catalog. */
export const changeOperation = "createAccessPackageResourceRequest";
/** The operation that lists a catalog. */
export const listOperation = "listAccessPackageResources";
/** The origin systems that the documentation names. */
export const knownOriginSystems = models.AccessPackageResource.properties.originSystem.knownValues;
/** The form of the bodies below, as validation issues name it. */
export const changeForm = "published";
/** Where a body holds the resource, as a JSON pointer. */
export const resourcePointer = "/accessPackageResource";

/** The body of a request to change a catalog. */
export type ChangeBody = PublishedForm;

/** The body that adds a resource. */
export function addBody(catalogId: string, resource: ResourceToAdd, options: AddResourceOptions): ChangeBody {
  return { catalogId, requestType: "AdminAdd", ...sharedBodyOf(options), accessPackageResource: resource };
}

/** The body that removes a resource. */
export function removeBody(catalogId: string, resource: ResourceIdentity, options: AddResourceOptions): ChangeBody {
  return { catalogId, requestType: "AdminRemove", ...sharedBodyOf(options), accessPackageResource: resource };
}

/** The options that are part of a body. */
function sharedBodyOf(options: AddResourceOptions): Partial<ChangeBody> {
  const { justification, executeImmediately, isValidationOnly } = options;
  return {
    ...(justification !== undefined && { justification }),
    ...(executeImmediately !== undefined && { executeImmediately }),
    ...(isValidationOnly !== undefined && { isValidationOnly }),
  };
}

/** The request that changes a catalog, as a member of a batch. */
export function changeMember(id: string, clientRequestId: string, body: ChangeBody): BatchMember {
  const { method, path } = operations[changeOperation];
  const headers = { "Content-Type": "application/json", "client-request-id": clientRequestId };
  return { id, method, url: path, headers, body };
}

/** The request that looks for resources in a catalog, as a member of a batch. */
export function listMember(id: string, clientRequestId: string, catalogId: string, search: string): BatchMember {
  const { method } = operations[listOperation];
  const url = addressOf(listOperation, { catalogId }, search);
  return { id, method, url, headers: { "client-request-id": clientRequestId } };
}
