import { describe, isHeaderValue } from "../option-checks.js";
import type { RequestOptions } from "../options.js";

/** Headers that the client sets itself, and headers that HTTP libraries refuse only when the request is sent. */
const reservedHeaders =
  /^(?:accept|authorization|host|content-.*|client-request-id|connection|expect|keep-alive|transfer-encoding|upgrade)$/i;

/**
 * The caller's headers, by name in lower case.
 *
 * @throws TypeError when one of them cannot be sent, or is the client's own.
 */
export function headersOf({ headers = {} }: Pick<RequestOptions, "headers">): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => {
    if (reservedHeaders.test(name)) throw new TypeError(`headers must not set ${name}: the client does`);
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) {
      throw new TypeError(`headers must have names that HTTP allows, not ${describe(name)}`);
    }
    if (!isHeaderValue(value)) {
      throw new TypeError(`headers must be strings of printable characters: ${name} is not`);
    }
    return [name.toLowerCase(), value];
  });
  return Object.fromEntries(entries);
}

/** A header of a response; `undefined` when there is none. The responses of the caller's fetch may have other values. */
export function headerOf(response: { readonly headers?: Headers } | undefined, name: string): string | undefined {
  try {
    const value: unknown = response?.headers?.get(name) ?? undefined;
    return value === undefined ? undefined : String(value);
  } catch {
    return undefined;
  }
}
