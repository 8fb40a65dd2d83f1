import { jsonResponse, type ServiceResponse } from "../responses.js";
import { everything, parseFilter } from "../state/filter.js";
import { type Call, contextOf } from "./request.js";

/** Lists the catalogs that exist or, where every GUID does, those that requests have named. */
export function listCatalogs(call: Call): ServiceResponse {
  const { operation, query, state, version } = call;
  const filter = query.get("$filter");
  const { matches } = filter === null ? everything : parseFilter(filter, ["id", "displayName"]);
  const found = state.catalogFacts().filter(matches);
  return jsonResponse(200, {
    "@odata.context": contextOf(call, operation.path),
    value: found.map(version.listedCatalogOf),
  });
}
