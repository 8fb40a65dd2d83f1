import { STATUS_CODES } from "node:http";
import type { FaultAction, FaultKind, RetryAfter } from "../fault-kinds.js";
import { jsonResponse, Refusal, type ServiceResponse } from "../responses.js";

type FaultOf<Kind> = Extract<FaultAction, { readonly kind: Kind }>;

const withholding: ReadonlySet<FaultKind | undefined> = new Set(["reset", "stall", "missingResponse"]);

/** Whether the fault replaces the operation, so nothing changes. */
export function isBeforeChange(fault: FaultAction): boolean {
  return (fault.kind === "status" || isWithheld(fault)) && !("when" in fault && fault.when === "after");
}

/** Whether the caller sees no response. */
export function isWithheld(fault: FaultAction | undefined): boolean {
  return withholding.has(fault?.kind);
}

const defaultClaims = JSON.stringify({ access_token: { nbf: { essential: true, value: "1604106651" } } });

/** 401 as in continuous access evaluation: WWW-Authenticate carries the claims in Base64. */
export function claimsChallenge({ claims = defaultClaims }: FaultOf<"claims">): Refusal {
  const encoded = Buffer.from(claims).toString("base64");
  const challenge =
    'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", ' +
    `error="insufficient_claims", claims="${encoded}"`;
  const message = "Continuous access evaluation resulted in challenge.";
  return new Refusal(401, "InvalidAuthenticationToken", message, { headers: { "www-authenticate": challenge } });
}

export function tooManyRequests(retryAfter: RetryAfter | undefined): Refusal {
  return new Refusal(429, "TooManyRequests", "Too many requests.", { headers: retryAfterHeader(retryAfter) });
}

function retryAfterHeader(retryAfter: RetryAfter | undefined): Record<string, string> {
  if (retryAfter === undefined) return {};
  return { "retry-after": retryAfter instanceof Date ? retryAfter.toUTCString() : String(retryAfter) };
}

/**
 * @param own The operation's own response; undefined before the change.
 * @throws Refusal for a status that Graph sends with an error body.
 */
export function statusResponse(fault: FaultOf<"status">, own: ServiceResponse | undefined): ServiceResponse {
  const { status, content = "json" } = fault;
  const phrase = STATUS_CODES[status] ?? `Status ${status}`;
  const headers = { ...retryAfterHeader(fault.retryAfter), ...fault.headers };
  if (content === "empty") return { status, headers };
  if (content === "html") {
    return { status, headers: { "content-type": "text/html", ...headers }, body: `<h1>${status} ${phrase}</h1>` };
  }
  if (content === "text") {
    return { status, headers: { "content-type": "text/plain", ...headers }, body: `${phrase}.` };
  }
  if (content === "own" || status < 300) {
    const response = jsonResponse(status, own?.body ?? {});
    return { ...response, headers: { ...response.headers, ...headers } };
  }
  const code = fault.code ?? phrase.replaceAll(/\W/g, "");
  throw new Refusal(status, code, `${phrase}.`, { headers });
}
