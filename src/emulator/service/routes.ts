import { operations as betaOperations, type OperationContract } from "../../../generated/beta/contract.js";
import { operations as v1Operations } from "../../../generated/v1.0/contract.js";
import type { OperationId } from "../log.js";
import { Refusal } from "../responses.js";
import { postBatch } from "./batch.js";
import { beta } from "./beta.js";
import { createRequest, createRequestByRef, createRequestInAnyForm } from "./create.js";
import { catalogs, requests, resources } from "./read.js";
import type { Call, Handler, Incoming } from "./request.js";
import { v1 } from "./v1.js";
import type { GraphVersion } from "./version.js";

/** Node itself refuses a longer address. In a batch, it could be as long as the body. */
const maxTargetLength = 16 * 1024;

export interface Route extends Pick<Call, "version" | "parameters" | "path" | "query"> {
  /** Undefined for a path that only the emulator has. */
  readonly operationId: OperationId | undefined;
  readonly handle: Handler;
}

const routes = [
  ...routesOf(beta, betaOperations, {
    createAccessPackageResourceRequest: createRequestInAnyForm,
    createAccessPackageResourceRequestByRef: createRequestByRef,
    listAccessPackageCatalogs: catalogs.list,
    listAccessPackageResources: resources.list,
    postBatch,
  }),
  ...routesOf(v1, v1Operations, {
    createResourceRequest: createRequest,
    listCatalogs: catalogs.list,
    listCatalogResources: resources.list,
    postBatch,
  }),
];

/** @param handlers For an operation that the emulator does not model, one that throws `notModelled("this operation")`. */
function routesOf<Id extends OperationId>(
  version: GraphVersion,
  operations: Readonly<Record<Id, OperationContract>>,
  handlers: Readonly<Record<NoInfer<Id>, Handler>>,
) {
  const { paths } = version;
  // This package calls none of these, so its contract does not contain them. The service's metadata and Microsoft's SDKs
  // have all of them; Terraform's azuread provider gets catalogs, and hamilton and two pages of Microsoft list requests.
  const further: readonly (readonly [path: string, Handler])[] = [
    [`${paths.catalogs}/$count`, catalogs.count],
    [`${paths.catalogs}/{catalogId}`, catalogs.get],
    [`${paths.resources}/$count`, resources.count],
    [paths.requests, requests.list],
    [`${paths.requests}/$count`, requests.count],
    [`${paths.requests}/{requestId}`, requests.get],
  ];
  return [
    ...(Object.keys(operations) as Id[]).map((operationId) => {
      const { method, path } = operations[operationId];
      return { version, operationId, method, pattern: patternOf(version, path), handle: handlers[operationId] };
    }),
    ...further.map(([path, handle]) => {
      return { version, operationId: undefined, method: "GET", pattern: patternOf(version, path), handle };
    }),
  ];
}

/** A segment that starts with `$`, such as `$count`, is never the value of a parameter. */
function patternOf({ rootPath }: GraphVersion, path: string): RegExp {
  const escaped = `${rootPath}${path}`.replace(/[$.]/g, "\\$&");
  return new RegExp(`^${escaped.replace(/\{(\w+)\}/g, "(?<$1>[^/$][^/]*)")}$`);
}

/** Finds the operation of a request, or the refusal of a request that has none. */
export function findRoute(incoming: Incoming): Route | Refusal {
  const target = targetOf(incoming);
  if (target.length > maxTargetLength) return new Refusal(414, "UriTooLong", "The address is longer than 16 KiB.");
  const path = target.replace(/\?.*$/s, "");
  const query = new URLSearchParams(target.slice(path.length));
  const decoded = decode(path);
  const allowed: string[] = [];
  for (const { pattern, method, ...route } of routes) {
    const match = pattern.exec(decoded);
    if (match === null) continue;
    if (method === incoming.method) {
      return { ...route, parameters: match.groups ?? {}, path: decoded.slice(route.version.rootPath.length), query };
    }
    allowed.push(method);
  }
  if (allowed.length === 0) {
    const advice = /^\/(?:beta|v1\.0)\b/.test(decoded)
      ? " The emulator models only catalogs, their resources, resource requests and $batch."
      : " It must begin with /beta or /v1.0.";
    return new Refusal(404, "NotFound", `No HTTP resource was found that matches the request URI '${path}'.${advice}`);
  }
  const allow = allowed.join(", ");
  const message = `The method ${incoming.method} is not allowed here. The emulator models only ${allow}.`;
  return new Refusal(405, "MethodNotAllowed", message, { headers: { allow } });
}

/** Returns path and query. A member of a batch belongs to the service root of its batch. */
function targetOf({ path, batch }: Incoming): string {
  return batch === undefined ? path : `${batch.rootPath}${path.startsWith("/") ? "" : "/"}${path}`;
}

/**
 * Leaves `%2F` encoded, because it does not separate segments. A key may be in parentheses, as in `catalogs('id')`
 * (OData 4.01, part 2, section 4.3.1).
 */
function decode(path: string): string {
  try {
    return decodeURI(path)
      .replaceAll("%24", "$")
      .replaceAll(/\('([^'/]+)'\)/g, "/$1");
  } catch {
    return "";
  }
}
