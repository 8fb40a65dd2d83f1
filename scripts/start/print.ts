import type { FetchInit, FetchLike } from "access-package-resource-requests";

export function heading(text: string): void {
  console.log(`\n== ${text}`);
}

/** A fetch that prints each request and its response without the headers, which have the token. */
export const printingFetch: FetchLike = async (url: string, init: FetchInit) => {
  console.log(`> ${init.method} ${url}`);
  console.log(indent(">", init.body));
  const response = await fetch(url, init);
  console.log(`< ${response.status} ${response.statusText}`.trimEnd());
  console.log(indent("<", await response.clone().text()));
  return response;
};

function indent(mark: string, body: string | null): string {
  if (body === null || body === "") return `${mark}   (no body)`;
  return pretty(body).replace(/^/gm, `${mark}   `);
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}
