import type { FetchInit, FetchLike } from "access-package-resource-requests";

/** A fetch that prints each request and its response without the headers, which contain the token. */
export const printingFetch: FetchLike = async (url: string, init: FetchInit) => {
  console.log(`  > ${init.method} ${url}`);
  printBody("  >", init.body);
  const response = await fetch(url, init);
  console.log(`  < ${response.status} ${response.statusText}`.trimEnd());
  printBody("  <", await response.clone().text());
  return response;
};

function printBody(mark: string, body: string | null): void {
  if (body) console.log(pretty(body).replace(/^/gm, `${mark}   `));
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}
