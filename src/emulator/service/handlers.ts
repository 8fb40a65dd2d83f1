import { postBatch } from "./batch.js";
import type { OperationId } from "./bodies.js";
import { createRequest, createRequestByRef } from "./create.js";
import { listResources } from "./list.js";
import type { Handler } from "./service.js";

/** How each operation is carried out. */
export const handlers = {
  createAccessPackageResourceRequest: createRequest,
  createAccessPackageResourceRequestByRef: createRequestByRef,
  listAccessPackageResources: listResources,
  postBatch,
} satisfies Partial<Record<OperationId, Handler>>;
