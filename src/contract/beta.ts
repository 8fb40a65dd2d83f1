import { createOperations, type Operations } from "../../generated/beta/client.js";
import { models, operations, unions } from "../../generated/beta/contract.js";
import type { CreateRequestBody } from "./bodies.js";
import { Contract } from "./contract.js";

/** An operation of the contract, by its operationId. */
export type OperationId = keyof typeof operations;
/** What a success of an operation has as its body. */
export type DataOf<Id extends OperationId> = NonNullable<Awaited<ReturnType<Operations[Id]>>["data"]>;
/** What an operation sends: its body, and what fills its path. A body in two forms has the types that callers give. */
export type InitOf<Id extends OperationId> = Id extends "createAccessPackageResourceRequest"
  ? { readonly body: CreateRequestBody }
  : Parameters<Operations[Id]>[0];

/**
 * Microsoft Graph beta. Its bodies have two forms; the published one comes first, because the service needs that one.
 * With `bodies.ts`, the only module of the wrapper that names a version.
 */
export const beta = new Contract<OperationId>({ models, operations, unions }, [
  { form: "published", model: "AccessPackageResourceRequestPublishedForm" },
  { form: "page", model: "AccessPackageResourceRequestPageForm" },
]);

export { createOperations, type Operations };
/** How many requests a batch may have. */
export const mostPerBatch = models.BatchRequest.properties.requests.maxItems;
