import { badRequest, Refusal } from "../responses.js";
import type { Catalog } from "../state/catalog.js";
import { isGuid, type Resource } from "../state/resource.js";
import type { StoredRequest } from "../state/state.js";
import { type Collection, respondWithCount, respondWithEntity, respondWithList } from "./query.js";
import type { Call } from "./request.js";

/** How each collection is read. The first segment of a path below it is the id of an entity, or `$count`. */
export const catalogs = {
  ...readersOf(catalogsOf),
  get: (call: Call) => respondWithEntity(call, catalogsOf(call), requireCatalog(call)),
};
export const resources = readersOf(resourcesOf);
export const requests = {
  ...readersOf(requestsOf),
  get: (call: Call) => respondWithEntity(call, requestsOf(call), requireRequest(call)),
};

function readersOf<Item>(collectionOf: (call: Call) => Collection<Item>) {
  return {
    list: (call: Call) => respondWithList(call, collectionOf(call)),
    count: (call: Call) => respondWithCount(call, collectionOf(call)),
  };
}

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

function requireRequest(call: Call): StoredRequest {
  const request = call.state.requests.get(guidIn(call, "requestId").toLowerCase());
  if (request !== undefined) return request;
  throw new Refusal(404, "ResourceNotFound", "The specified request was not found.");
}

function guidIn({ parameters }: Call, name: string): string {
  const id = parameters[name];
  if (id === undefined) throw new Error(`The path has no parameter "${name}".`);
  if (!isGuid(id)) throw new Refusal(400, "InvalidFilter", `The id '${id}' is not a GUID.`);
  return id;
}
