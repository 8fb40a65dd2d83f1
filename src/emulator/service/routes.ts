import { type OperationContract, operations, servers } from "../../../generated/beta/contract.js";
import type { OperationId } from "../log.js";
import { Refusal } from "../responses.js";
import { postBatch } from "./batch.js";
import { createRequest, createRequestByRef } from "./create.js";
import { listResources } from "./list.js";
import type { Call, Handler, Incoming } from "./request.js";

/** The path of the service root, such as `/beta`. */
export const rootPath = new URL(servers[0].url).pathname;

/** The operation that changes catalogs. */
export const changeOperation: OperationId = "createAccessPackageResourceRequest";

const handlers: Readonly<Partial<Record<OperationId, Handler>>> = {
  createAccessPackageResourceRequest: createRequest,
  createAccessPackageResourceRequestByRef: createRequestByRef,
  listAccessPackageResources: listResources,
  postBatch,
};

interface Route extends Pick<Call, "operation" | "parameters" | "path" | "query"> {
  readonly operationId: OperationId;
  readonly handle: Handler;
}

const routes = Object.entries(handlers).map(([id, handle]) => {
  const operationId = id as OperationId;
  const operation: OperationContract = operations[operationId];
  const pattern = operation.path.replace("$", "\\$").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  return { operationId, operation, pattern: new RegExp(`^${pattern}$`), handle };
});

/** Finds the operation of a request, or the refusal of a request that has none. */
export function findRoute(incoming: Incoming): Route | Refusal {
  const target = targetOf(incoming);
  const path = target.replace(/\?.*$/s, "");
  const query = new URLSearchParams(target.slice(path.length));
  const allowed: string[] = [];
  for (const { pattern, ...route } of routes) {
    const match = pattern.exec(decode(path));
    if (match === null) continue;
    if (route.operation.method === incoming.method) return { ...route, parameters: match.groups ?? {}, path, query };
    allowed.push(route.operation.method);
  }
  if (allowed.length === 0) {
    return new Refusal(404, "NotFound", `No HTTP resource was found that matches the request URI '${path}'.`);
  }
  const headers = { allow: allowed.join(", ") };
  return new Refusal(405, "MethodNotAllowed", `The method ${incoming.method} is not allowed here.`, { headers });
}

/** Returns path and query without the service root; `""` outside the service root. */
function targetOf({ path, batch }: Incoming): string {
  if (batch !== undefined) return path.startsWith("/") ? path : `/${path}`;
  return path.startsWith(`${rootPath}/`) ? path.slice(rootPath.length) : "";
}

/** Leaves `%2F` encoded, because it does not separate segments. */
function decode(path: string): string {
  try {
    return decodeURI(path).replaceAll("%24", "$");
  } catch {
    return "";
  }
}
