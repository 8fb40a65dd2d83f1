import { operations as betaOperations, type OperationContract } from "../../../generated/beta/contract.js";
import { operations as v1Operations } from "../../../generated/v1.0/contract.js";
import type { OperationId } from "../log.js";
import { Refusal } from "../responses.js";
import { postBatch } from "./batch.js";
import { beta } from "./beta.js";
import { listCatalogs } from "./catalogs.js";
import { createRequest } from "./create.js";
import { listResources } from "./list.js";
import { createRequestByRef, createRequestInAnyForm } from "./page-form.js";
import type { Call, Handler, Incoming } from "./request.js";
import { v1 } from "./v1.js";
import type { GraphVersion } from "./version.js";

/** The operations that change catalogs. */
export const changeOperations = ["createAccessPackageResourceRequest", "createResourceRequest"] as const;

export interface Route extends Pick<Call, "version" | "operation" | "parameters" | "path" | "query"> {
  readonly operationId: OperationId;
  readonly handle: Handler;
  /** The query options that the emulator models. */
  readonly options: readonly string[];
}

const optionsOfList = ["$filter", "$expand", "$top", "$skiptoken"];

const routes = [
  ...routesOf(beta, betaOperations, [
    ["createAccessPackageResourceRequest", createRequestInAnyForm],
    ["createAccessPackageResourceRequestByRef", createRequestByRef],
    ["listAccessPackageCatalogs", listCatalogs, "$filter"],
    ["listAccessPackageResources", listResources, ...optionsOfList],
    ["postBatch", postBatch],
  ]),
  ...routesOf(v1, v1Operations, [
    ["createResourceRequest", createRequest],
    ["listCatalogs", listCatalogs, "$filter"],
    ["listCatalogResources", listResources, ...optionsOfList],
    ["postBatch", postBatch],
  ]),
];

function routesOf<Id extends OperationId>(
  version: GraphVersion,
  operations: Readonly<Record<Id, OperationContract>>,
  modelled: readonly (readonly [Id, Handler, ...string[]])[],
) {
  return modelled.map(([operationId, handle, ...options]) => {
    const operation = operations[operationId];
    const path = `${version.rootPath}${operation.path}`.replace(/[$.]/g, "\\$&");
    const pattern = new RegExp(`^${path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
    return { version, operationId, operation, pattern, handle, options };
  });
}

/** Finds the operation of a request, or the refusal of a request that has none. */
export function findRoute(incoming: Incoming): Route | Refusal {
  const target = targetOf(incoming);
  const path = target.replace(/\?.*$/s, "");
  const query = new URLSearchParams(target.slice(path.length));
  const decoded = decode(path);
  const allowed: string[] = [];
  for (const { pattern, ...route } of routes) {
    const match = pattern.exec(decoded);
    if (match === null) continue;
    const { operation, version } = route;
    if (operation.method === incoming.method) {
      return { ...route, parameters: match.groups ?? {}, path: path.slice(version.rootPath.length), query };
    }
    allowed.push(operation.method);
  }
  if (allowed.length === 0) {
    return new Refusal(404, "NotFound", `No HTTP resource was found that matches the request URI '${path}'.`);
  }
  const headers = { allow: allowed.join(", ") };
  return new Refusal(405, "MethodNotAllowed", `The method ${incoming.method} is not allowed here.`, { headers });
}

/** Returns path and query. A member of a batch belongs to the service root of its batch. */
function targetOf({ path, batch }: Incoming): string {
  return batch === undefined ? path : `${batch.rootPath}${path.startsWith("/") ? "" : "/"}${path}`;
}

/** Leaves `%2F` encoded, because it does not separate segments. */
function decode(path: string): string {
  try {
    return decodeURI(path).replaceAll("%24", "$");
  } catch {
    return "";
  }
}
