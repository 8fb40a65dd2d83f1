import { badRequest, Refusal } from "../responses.js";
import type { Catalog } from "../state/catalog.js";
import type { StoredRequest } from "../state/requests.js";
import { isGuid, type Resource } from "../state/resource.js";
import { type Collection, respondWithCount, respondWithEntity, respondWithList } from "./query.js";
import type { Call, Handler } from "./request.js";

/** Lists the catalogs that exist or, where every GUID does, those that requests have named. */
export const listCatalogs: Handler = (call) => respondWithList(call, catalogsOf(call));
export const countCatalogs: Handler = (call) => respondWithCount(call, catalogsOf(call));
export const getCatalog: Handler = (call) => respondWithEntity(call, catalogsOf(call), requireCatalog(call));

export const listResources: Handler = (call) => respondWithList(call, resourcesOf(call));
export const countResources: Handler = (call) => respondWithCount(call, resourcesOf(call));

export const listRequests: Handler = (call) => respondWithList(call, requestsOf(call));
export const countRequests: Handler = (call) => respondWithCount(call, requestsOf(call));
export const getRequest: Handler = (call) => {
  const request = call.state.requests.get(guidIn(call, "requestId").toLowerCase());
  if (request === undefined) throw new Refusal(404, "ResourceNotFound", "The specified request was not found.");
  return respondWithEntity(call, requestsOf(call), request);
};

function catalogsOf({ state, version }: Call): Collection<Catalog> {
  return {
    shape: version.catalog,
    candidates: () => state.catalogs(),
    positionOf: ({ position }) => position,
    path: version.paths.catalogs,
  };
}

function requestsOf({ state, version }: Call): Collection<StoredRequest> {
  return {
    shape: version.request,
    candidates: () => state.requests.values(),
    positionOf: ({ id }) => id,
    path: version.paths.requests,
  };
}

function resourcesOf(call: Call): Collection<Resource> {
  const { query, state, version } = call;
  const catalog = requireCatalog(call);
  if (state.settings.requireOriginFilter && !query.has("$filter")) throw badRequest("Origin system is required");
  return {
    shape: version.resource,
    candidates: (filter) => catalog.candidates(filter),
    positionOf: ({ id }) => id,
    hides: ({ id }) => state.visibility.hides(id),
    path: version.paths.resources.replace("/{catalogId}", `('${call.parameters["catalogId"]}')`),
  };
}

function requireCatalog(call: Call): Catalog {
  const catalog = call.state.catalog(guidIn(call, "catalogId"));
  if (catalog !== undefined) return catalog;
  throw new Refusal(404, "ResourceNotFound", "The specified catalog was not found.");
}

function guidIn({ parameters }: Call, name: string): string {
  const id = String(parameters[name]);
  if (!isGuid(id)) throw new Refusal(400, "InvalidFilter", `The id '${id}' is not a GUID.`);
  return id;
}
