/** A real challenge is well under 1 KiB. */
const maxClaimsLength = 8 * 1024;

/**
 * The claims that a 401 response asks the next token to have.
 *
 * @param header Value of the header `WWW-Authenticate`; empty when there is none.
 * @returns The claims request as JSON text, ready for `getToken`; `undefined` when the header has no readable
 * `insufficient_claims` challenge.
 * @see Microsoft identity platform, "Claims challenges, claims requests, and client capabilities"
 */
export function readClaimsChallenge(header = ""): string | undefined {
  if (!/(?:^|[\s,])error="?insufficient_claims(?=["\s,]|$)/i.test(header)) return undefined;
  return decodeObject(/(?:^|[\s,])claims="([^"]*)"/i.exec(header)?.[1])?.text;
}

/** The claims of a JSON Web Token, for messages only: they never decide what is sent. Empty for any other string. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> {
  return { ...decodeObject(token.split(".", 2)[1])?.value };
}

/** Base64 or base64url of a JSON object, as its text and its value. */
function decodeObject(encoded = "") {
  if (encoded.length > maxClaimsLength) return undefined;
  try {
    const bytes = atob(encoded.replace(/-/g, "+").replace(/_/g, "/"));
    // Without a TextDecoder, which jsdom lacks.
    const text = decodeURIComponent(
      bytes.replace(/./gs, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, "0")}`),
    );
    // Without names such as toString, which would prevent a value from being written as text.
    const value: unknown = JSON.parse(text, (name, each) => (name in Object.prototype ? undefined : each));
    return typeof value === "object" && value !== null ? { text, value } : undefined;
  } catch {
    return undefined;
  }
}
