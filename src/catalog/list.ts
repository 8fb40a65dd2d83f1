import { isGraphError } from "../errors/index.js";
import type { RequestOptions } from "../options.js";
import type { ListedResource, ResourceOrigin } from "./any-version.js";
import type { CatalogContext } from "./context.js";
import { isFrom, keyOf, keyOfListed, knownSystemOf, searchFor, searchForSystem, systemOf } from "./origin.js";
import { itemsOf } from "./pages.js";

type Resources = AsyncGenerator<ListedResource, void, undefined>;

/** Every resource of a catalog, or of one origin system in it, page after page. */
export async function* listResources(
  catalog: CatalogContext,
  originSystem: string | undefined,
  options: RequestOptions,
): Resources {
  const { knownOriginSystems } = catalog.requests.version;
  try {
    yield* pages(
      catalog,
      originSystem === undefined ? "" : searchForSystem(systemOf(originSystem, knownOriginSystems)),
      options,
    );
  } catch (error) {
    if (originSystem !== undefined || !isOriginSystemRequired(error)) throw error;
    yield* listKnownSystems(catalog, options);
  }
}

/** Whether the service refuses to list everything: in some tenants it lists only one origin system at a time. */
function isOriginSystemRequired(error: unknown): boolean {
  return isGraphError(error) && error.status === 400 && /origin system is required/i.test(error.message);
}

/** The lists of all known origin systems, without those that the service does not know. */
async function* listKnownSystems(catalog: CatalogContext, options: RequestOptions): Resources {
  const { knownOriginSystems } = catalog.requests.version;
  const refusals: unknown[] = [];
  for (const known of knownOriginSystems) {
    let hasStarted = false;
    try {
      for await (const resource of pages(catalog, searchForSystem(known), options)) {
        hasStarted = true;
        yield resource;
      }
    } catch (error) {
      if (hasStarted || !isGraphError(error) || error.status !== 400) throw error;
      refusals.push(error);
    }
  }
  // A service that refuses all of them objects to something else.
  if (refusals.length === knownOriginSystems.length) throw refusals[0];
}

/** The resource of an origin, if the service finds it by its id. A case-sensitive service may miss it. */
export async function lookUp(
  catalog: CatalogContext,
  origin: ResourceOrigin,
  options: RequestOptions,
): Promise<ListedResource | undefined> {
  for await (const resource of pages(catalog, searchFor(origin), options)) {
    if (isFrom(resource, origin)) return resource;
  }
  return undefined;
}

/** The resource of an origin, if the catalog lists it in any spelling. */
export async function findResource(
  catalog: CatalogContext,
  origin: ResourceOrigin,
  options: RequestOptions,
): Promise<ListedResource | undefined> {
  const found = await lookUp(catalog, origin, options);
  return found ?? (await findListed(catalog, [origin], options)).get(keyOf(origin));
}

/** The resources of these origins that the catalog lists in any spelling, by `keyOf`. Each list is read once. */
export async function findListed(
  catalog: CatalogContext,
  origins: readonly ResourceOrigin[],
  options: RequestOptions,
): Promise<ReadonlyMap<string, ListedResource>> {
  const wanted = new Set(origins.map(keyOf));
  const found = new Map<string, ListedResource>();
  const readList = async (originSystem: string | undefined) => {
    for await (const resource of listResources(catalog, originSystem, options)) {
      const key = keyOfListed(resource);
      if (key !== undefined && wanted.has(key)) found.set(key, resource);
      if (found.size === wanted.size) return;
    }
  };
  const { knownOriginSystems } = catalog.requests.version;
  const systems = origins.map(({ originSystem }) => knownSystemOf(originSystem, knownOriginSystems));
  for (const originSystem of new Set(systems)) {
    await readList(originSystem).catch((error) => {
      // The service may not filter by the origin system.
      if (originSystem === undefined || !isGraphError(error) || error.status !== 400) throw error;
      return readList(undefined);
    });
  }
  return found;
}

function pages(
  { requests, catalogId, expand = "" }: CatalogContext,
  search: string,
  options: RequestOptions,
): Resources {
  const readPage = (query: string) => requests.listPage(catalogId, query, options);
  return itemsOf(readPage, [search, expand].filter(Boolean).join("&"), requests.baseUrl);
}
