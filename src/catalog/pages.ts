import { ConnectionError } from "../errors/index.js";
import type { CallResult } from "../requests.js";
import { unwrap } from "../transport/to-error.js";

/** No list has this many pages, so one that does has no end. */
const maxPages = 10_000;

interface Page<Item> {
  readonly value: readonly Item[];
  readonly "@odata.nextLink"?: string;
}

/**
 * The items of a list, page after page.
 *
 * @param readPage Reads the page with a query, which has no `?`.
 * @param firstSearch The query of the first page. Each later page has the query that the service links to.
 * @param baseUrl Root of every URL. The links must point below it.
 */
export async function* itemsOf<Item>(
  readPage: (search: string) => Promise<CallResult<Page<Item>>>,
  firstSearch: string,
  baseUrl: string,
): AsyncGenerator<Item, void, undefined> {
  const seen = new Set<string>();
  for (let search = firstSearch; ; ) {
    seen.add(search);
    const result = await readPage(search);
    const page = unwrap(result);
    yield* page.value;
    const link = page["@odata.nextLink"];
    // On the last page a service may send null or no link.
    if (!link) return;
    const why = whyUntrusted(link, baseUrl, seen);
    if (why !== undefined) {
      const message = `The rest of the list cannot be read: the service's link to the next page ${why}.`;
      const details = { outcome: "notCreated", attempts: result.call.attempts() } as const;
      throw new ConnectionError(message, "UNTRUSTED_NEXT_LINK", details);
    }
    search = searchOf(link);
  }
}

/** Only the query of a link is used, with the URL of the first page, so a forged link has no effect. */
function searchOf(link: string): string {
  return new URL(link).search.slice(1);
}

/** Why a link to the next page is not followed; `undefined` when it is. */
function whyUntrusted(link: string, baseUrl: string, seen: ReadonlySet<string>): string | undefined {
  if (!URL.canParse(link)) return "is not a URL";
  const base = new URL(`${baseUrl}/`);
  const { username, password, origin, pathname } = new URL(link);
  const isBelow = origin === base.origin && pathname.startsWith(base.pathname);
  if (!isBelow || username + password !== "") return "points to another service";
  if (seen.has(searchOf(link))) return "points back to a page that was already read";
  return seen.size < maxPages ? undefined : `is the ${maxPages}th`;
}
