import type { operations } from "../../../generated/beta/contract.js";
import { jsonResponse, Refusal, type ServiceResponse } from "../responses.js";
import { everything, type Filter, parseFilter } from "../state/filter.js";
import type { StoredResource } from "../state/state.js";
import type { BodyOf } from "./bodies.js";
import type { Call } from "./request.js";
import type { Service } from "./service.js";

/** What a catalog holds, one page at a time. */
export function listResources(call: Call, service: Service): ServiceResponse {
  const catalogId = catalogIdOf(call);
  const malformed = new Refusal(400, "InvalidFilter", `The id '${catalogId}' is not a GUID.`);
  const catalog = service.catalogs.open(catalogId, malformed);
  if (catalog === undefined) throw new Refusal(404, "ResourceNotFound", "The specified catalog was not found.");
  const wanted = readFilter(call, service);
  const size = readPageSize(call, service);
  const after = readPosition(call);
  const page: StoredResource[] = [];
  for (const resource of catalog.select(wanted)) {
    if (resource.sequence <= after || service.catalogs.visibility.hides(resource.id)) continue;
    if (page.length === size) return jsonResponse(200, pageOf(call, service, page, true));
    page.push(resource);
  }
  return jsonResponse(200, pageOf(call, service, page, false));
}

function catalogIdOf({ parameters }: Call): string {
  const name = "catalogId" satisfies keyof typeof operations.listAccessPackageResources.parameters;
  return String(parameters[name]);
}

function readFilter(call: Call, service: Service): Filter {
  const filter = call.query.get("$filter");
  if (filter !== null) return parseFilter(filter);
  if (service.settings.requireOriginFilter) throw new Refusal(400, "BadRequest", "Origin system is required");
  return everything;
}

function readPageSize(call: Call, service: Service): number {
  const top = call.query.get("$top");
  if (top === null) return service.settings.pageSize;
  if (!/^[1-9]\d*$/.test(top)) throw new Refusal(400, "BadRequest", `Invalid value '${top}' for $top.`);
  return Math.min(Number(top), service.settings.pageSize);
}

function readPosition(call: Call): number {
  const token = call.query.get("$skiptoken");
  if (token === null) return 0;
  const position = Buffer.from(token, "base64url").toString();
  if (!/^after \d+$/.test(position)) throw new Refusal(400, "BadRequest", "The $skiptoken is not valid.");
  return Number(position.slice("after ".length));
}

function pageOf(call: Call, service: Service, page: readonly StoredResource[], more: boolean) {
  const path = call.operation.path.replace("/{catalogId}", `('${catalogIdOf(call)}')`);
  const collection: BodyOf<"AccessPackageResourceCollection"> = {
    "@odata.context": service.contextOf(path),
    ...(more ? { "@odata.nextLink": nextLinkOf(call, service, page) } : {}),
    value: page.map(({ value }) => value),
  };
  return collection;
}

function nextLinkOf(call: Call, service: Service, page: readonly StoredResource[]): string {
  const query = ["$filter", "$top"].flatMap((name) => {
    const value = call.query.get(name);
    return value === null ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  const token = Buffer.from(`after ${page.at(-1)?.sequence}`).toString("base64url");
  return `${service.endpoint}${call.path}?${[...query, `$skiptoken=${token}`].join("&")}`;
}
