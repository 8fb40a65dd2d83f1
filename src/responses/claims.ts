type Claims = Readonly<Record<string, unknown>>;

/** A real challenge is well under 1 KiB. */
const maxClaimsLength = 8 * 1024;

/**
 * The claims that a 401 response asks the next token to have.
 *
 * @returns The claims request as JSON text, ready for `getToken`; `undefined` when the header has no readable
 * `insufficient_claims` challenge.
 * @see Microsoft identity platform, "Claims challenges, claims requests, and client capabilities"
 */
export function readClaimsChallenge(headers: Headers): string | undefined {
  const header = headers.get("www-authenticate") ?? "";
  if (!/(?:^|[\s,])error="?insufficient_claims(?=["\s,]|$)/i.test(header)) return undefined;
  const encoded = /(?:^|[\s,])claims="([^"]*)"/i.exec(header)?.[1];
  return encoded === undefined ? undefined : decodeObject(encoded);
}

/**
 * The claims of a token, for messages only: they never decide what is sent.
 *
 * @returns `undefined` for a token that is no JSON Web Token.
 */
export function claimsOf(token: string): Claims | undefined {
  const [, encoded] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(token) ?? [];
  const claims = encoded && decodeObject(encoded);
  return claims ? JSON.parse(claims) : undefined;
}

/** Permissions that a token has, and the claim that names them. */
export interface Permissions {
  readonly claim: "roles" | "scp";
  readonly holder: "application" | "user";
  readonly names: readonly string[];
}

/** The permissions that claims name; `undefined` when they name neither an application nor a user. */
export function permissionsOf({ roles, scp, appid }: Claims = {}): Permissions | undefined {
  if (typeof scp === "string") return { claim: "scp", holder: "user", names: scp.split(" ") };
  const names = Array.isArray(roles) ? roles.map(String) : [];
  // The token of an application without any permission has no roles.
  return names.length > 0 || appid ? { claim: "roles", holder: "application", names } : undefined;
}

/** Base64 or base64url of a JSON object, as its text. */
function decodeObject(encoded: string): string | undefined {
  if (encoded.length > maxClaimsLength) return undefined;
  try {
    const bytes = atob(encoded.replace(/-/g, "+").replace(/_/g, "/"));
    // Without a TextDecoder, which jsdom lacks.
    const claims = decodeURIComponent(
      bytes.replace(/./gs, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, "0")}`),
    );
    const parsed: unknown = JSON.parse(claims);
    return typeof parsed === "object" && parsed !== null ? claims : undefined;
  } catch {
    return undefined;
  }
}
