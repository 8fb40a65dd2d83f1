import { AmbiguousCatalogError, type Attempt } from "../errors/index.js";
import type { RequestOptions } from "../options.js";
import type { Requests } from "../requests.js";
import type { ListedCatalog } from "../versions/types.js";
import { recording } from "./context.js";
import { literal } from "./origin.js";
import { itemsOf } from "./pages.js";

/** The maximum number of catalogs with one name that are read. */
const mostOfOneName = 10;

/** What a catalog's id can be. Errors show it, and any other string may be a token that the service echoes. */
const idPattern = /^[\w-]{1,64}$/;

/** The catalog with a display name. Names are compared here too, because the service may ignore case. */
export async function findCatalog(
  requests: Requests,
  displayName: string,
  options: RequestOptions,
): Promise<ListedCatalog | undefined> {
  const attempts: Attempt[] = [];
  const readPage = (search: string) => requests.listCatalogPage(search, recording(options, attempts));
  const search = `$filter=${encodeURIComponent(`displayName eq ${literal(displayName)}`)}`;
  /** By id, because a list that changes while it is read may show a catalog twice. */
  const found = new Map<string, ListedCatalog>();
  for await (const catalog of itemsOf(readPage, search, requests.baseUrl)) {
    const { id } = catalog;
    if (typeof id !== "string" || !idPattern.test(id)) continue;
    if (catalog.displayName === displayName) found.set(id, { ...catalog, id });
    if (found.size === mostOfOneName) break;
  }
  const [first, ...others] = found.values();
  if (others.length === 0) return first;
  throw new AmbiguousCatalogError(displayName, [...found.keys()], { outcome: "notCreated", attempts });
}
