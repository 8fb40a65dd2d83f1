import { models } from "../../generated/beta/contract.js";
import type { ResourcePage } from "../contract/bodies.js";
import { ConnectionError, isGraphError } from "../errors/index.js";
import type { RequestOptions } from "../options.js";
import type { Requests } from "../requests.js";
import { unwrap } from "../transport/to-error.js";
import { isFrom, keyOf, keyOfListed, knownSystemOf, searchFor } from "./origin.js";
import type { CatalogResource, ListResourcesOptions, ResourceOrigin } from "./types.js";

const knownSystems = models.AccessPackageResource.properties.originSystem.knownValues;

/** A list that goes on after this many pages is not a catalog's. */
const maxPages = 10_000;

/** Every resource of a catalog, page after page. */
export async function* listResources(
  requests: Requests,
  catalogId: string,
  { originSystem, ...options }: ListResourcesOptions,
): AsyncGenerator<CatalogResource, void, undefined> {
  try {
    yield* pages(requests, catalogId, searchFor({ ...(originSystem !== undefined && { originSystem }) }), options);
  } catch (error) {
    // Some tenants respond so to a list of everything; the list by origin system is the same, in parts.
    if (originSystem !== undefined || !needsOriginSystem(error)) throw error;
    yield* listKnownSystems(requests, catalogId, options);
  }
}

/** The lists of all known origin systems, without those that the service does not know. */
async function* listKnownSystems(
  requests: Requests,
  catalogId: string,
  options: RequestOptions,
): AsyncGenerator<CatalogResource, void, undefined> {
  const refusals: unknown[] = [];
  for (const known of knownSystems) {
    let isBegun = false;
    try {
      for await (const resource of pages(requests, catalogId, searchFor({ originSystem: known }), options)) {
        isBegun = true;
        yield resource;
      }
    } catch (error) {
      if (isBegun || !isGraphError(error) || error.status !== 400) throw error;
      refusals.push(error);
    }
  }
  // A service that refuses all of them objects to something else.
  if (refusals.length === knownSystems.length) throw refusals[0];
}

/** The resource of an origin, if a look-up sees it. A service may compare letter by letter: see `findResource`. */
export async function lookUp(
  requests: Requests,
  catalogId: string,
  origin: ResourceOrigin,
  options: RequestOptions,
): Promise<CatalogResource | undefined> {
  for await (const resource of pages(requests, catalogId, searchFor(origin), options)) {
    if (isFrom(resource, origin)) return resource;
  }
  return undefined;
}

/** The resource of an origin, if the catalog lists it in any spelling. */
export async function findResource(
  requests: Requests,
  catalogId: string,
  origin: ResourceOrigin,
  options: RequestOptions,
): Promise<CatalogResource | undefined> {
  const found = await lookUp(requests, catalogId, origin, options);
  return found ?? (await findListed(requests, catalogId, [origin], options)).get(keyOf(origin));
}

/** What the catalog lists of these origins, in any spelling and by `keyOf`: each list of an origin system is read once. */
export async function findListed(
  requests: Requests,
  catalogId: string,
  origins: readonly ResourceOrigin[],
  options: RequestOptions,
): Promise<ReadonlyMap<string, CatalogResource>> {
  const wanted = new Set(origins.map(keyOf));
  const found = new Map<string, CatalogResource>();
  for (const originSystem of new Set(origins.map((origin) => knownSystemOf(origin.originSystem)))) {
    for await (const resource of listOf(requests, catalogId, originSystem, options)) {
      const key = keyOfListed(resource);
      if (key !== undefined && wanted.has(key)) found.set(key, resource);
      if (found.size === wanted.size) return found;
    }
  }
  return found;
}

/** The list of one known origin system, or of everything where it is not known or the service does not filter by it. */
async function* listOf(
  requests: Requests,
  catalogId: string,
  originSystem: string | undefined,
  options: RequestOptions,
): AsyncGenerator<CatalogResource, void, undefined> {
  try {
    yield* listResources(requests, catalogId, { ...options, ...(originSystem !== undefined && { originSystem }) });
  } catch (error) {
    if (originSystem === undefined || !isGraphError(error) || error.status !== 400) throw error;
    yield* listResources(requests, catalogId, options);
  }
}

async function* pages(
  requests: Requests,
  catalogId: string,
  firstSearch: string,
  options: RequestOptions,
): AsyncGenerator<CatalogResource, void, undefined> {
  let search: string | undefined = firstSearch;
  const seen = new Set<string>();
  while (search !== undefined) {
    if (seen.has(search)) throw untrustedLink("leads back to a page that was read");
    if (seen.size >= maxPages) throw untrustedLink(`is the ${maxPages}th`);
    seen.add(search);
    const page: ResourcePage = unwrap(await requests.listPage(catalogId, search, options));
    yield* page.value;
    const link = page["@odata.nextLink"];
    // A service may say that there are no more pages by null or by nothing at all.
    search = link ? searchOf(link, requests.baseUrl) : undefined;
  }
}

/**
 * The query of a link to the next page. Only the query is used, on the address that was asked first, so that a
 * forged link can lead nowhere; a link to another place is refused all the same, because it is one.
 */
function searchOf(link: string, baseUrl: string): string {
  const base = new URL(`${baseUrl}/`);
  if (!URL.canParse(link)) throw untrustedLink("is no URL");
  const url = new URL(link);
  if (
    url.origin !== base.origin ||
    !url.pathname.startsWith(base.pathname) ||
    url.username !== "" ||
    url.password !== ""
  ) {
    throw untrustedLink("leads to another service");
  }
  return url.search.slice(1);
}

function untrustedLink(why: string): ConnectionError {
  const message = `The list cannot be read on: the service's link to the next page ${why}.`;
  return new ConnectionError(message, "UNTRUSTED_NEXT_LINK", { outcome: "notCreated", attempts: [] });
}

function needsOriginSystem(error: unknown): boolean {
  return isGraphError(error) && error.status === 400 && /origin system is required/i.test(error.message);
}
