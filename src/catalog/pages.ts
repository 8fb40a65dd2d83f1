import { ConnectionError } from "../errors/index.js";
import { type Result, unwrap } from "../transport/to-error.js";

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
  readPage: (search: string) => Promise<Result<Page<Item>>>,
  firstSearch: string,
  baseUrl: string,
): AsyncGenerator<Item, void, undefined> {
  let search: string | undefined = firstSearch;
  const seen = new Set<string>();
  while (search !== undefined) {
    if (seen.has(search)) throw untrustedLink("points back to a page that was already read");
    if (seen.size >= maxPages) throw untrustedLink(`is the ${maxPages}th`);
    seen.add(search);
    const page: Page<Item> = unwrap(await readPage(search));
    yield* page.value;
    const link = page["@odata.nextLink"];
    // On the last page a service may send null or no link.
    search = link ? searchOf(link, baseUrl) : undefined;
  }
}

/**
 * The query of a link to the next page. Only the query is used, with the URL of the first page, so a forged link
 * has no effect. A link to another service is refused anyway.
 */
function searchOf(link: string, baseUrl: string): string {
  const base = new URL(`${baseUrl}/`);
  if (!URL.canParse(link)) throw untrustedLink("is not a URL");
  const url = new URL(link);
  const hasUser = url.username !== "" || url.password !== "";
  if (hasUser || url.origin !== base.origin || !url.pathname.startsWith(base.pathname)) {
    throw untrustedLink("points to another service");
  }
  return url.search.slice(1);
}

function untrustedLink(why: string): ConnectionError {
  const message = `The rest of the list cannot be read: the service's link to the next page ${why}.`;
  return new ConnectionError(message, "UNTRUSTED_NEXT_LINK", { outcome: "notCreated", attempts: [] });
}
