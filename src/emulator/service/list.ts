import { jsonResponse, Refusal, type ServiceResponse } from "../responses.js";
import { everything, type Filter, parseFilter } from "../state/filter.js";
import { isGuid, type Resource } from "../state/resource.js";
import { readExpand } from "./expand.js";
import { type Call, contextOf } from "./request.js";

/** Lists the resources of a catalog, one page at a time. */
export function listResources(call: Call): ServiceResponse {
  const { operation, parameters, state, version } = call;
  const catalogId = String(parameters["catalogId"]);
  if (!isGuid(catalogId)) throw new Refusal(400, "InvalidFilter", `The id '${catalogId}' is not a GUID.`);
  const catalog = state.catalog(catalogId);
  if (catalog === undefined) throw new Refusal(404, "ResourceNotFound", "The specified catalog was not found.");
  const filter = readFilter(call);
  const expand = readExpand(call);
  const size = readPageSize(call);
  const after = readPosition(call);
  const page: Resource[] = [];
  let isLast = true;
  for (const resource of catalog.select(filter)) {
    if (resource.id <= after || state.visibility.hides(resource.id)) continue;
    isLast = page.length < size;
    if (!isLast) break;
    page.push(resource);
  }
  return jsonResponse(200, {
    "@odata.context": contextOf(call, operation.path.replace("/{catalogId}", `('${catalogId}')`)),
    ...(isLast ? {} : { "@odata.nextLink": nextLinkOf(call, page) }),
    value: page.map((resource) => ({ ...version.listedResourceOf(resource), ...expand(resource) })),
  });
}

function readFilter({ query, state }: Call): Filter<Resource> {
  const filter = query.get("$filter");
  if (filter !== null) return parseFilter(filter, ["id", "originId", "originSystem"]);
  if (state.settings.requireOriginFilter) throw new Refusal(400, "BadRequest", "Origin system is required");
  return everything;
}

function readPageSize({ query, state }: Call): number {
  const top = query.get("$top");
  if (top === null) return state.settings.pageSize;
  if (!/^[1-9]\d*$/.test(top)) throw new Refusal(400, "BadRequest", `Invalid value '${top}' for $top.`);
  return Math.min(Number(top), state.settings.pageSize);
}

/** Returns the id of the last resource of the page before. It still works when that resource has been removed. */
function readPosition({ query }: Call): string {
  const token = query.get("$skiptoken");
  if (token === null) return "";
  const position = Buffer.from(token, "base64url").toString();
  if (!isGuid(position)) throw new Refusal(400, "BadRequest", "The $skiptoken is not valid.");
  return position;
}

function nextLinkOf({ endpoint, path, query }: Call, page: readonly Resource[]): string {
  const next = new URLSearchParams(query);
  next.set("$skiptoken", Buffer.from(String(page.at(-1)?.id)).toString("base64url"));
  return `${endpoint}${path}?${next.toString().replaceAll("%24", "$")}`;
}
