import { STATUS_CODES } from "node:http";
import type { FaultAction, RetryAfter } from "../fault-kinds.js";
import { errorResponse, jsonResponse, Refusal, type ResponseIds, type ServiceResponse } from "../responses.js";
import { tooManyRequests } from "../state/token-bucket.js";

const defaultClaims = JSON.stringify({ access_token: { nbf: { essential: true, value: "1604106651" } } });

/** 401 as continuous access evaluation has it: the claims travel in Base64 inside WWW-Authenticate. */
export function claimsChallenge(claims = defaultClaims): Refusal {
  const encoded = Buffer.from(claims).toString("base64");
  const challenge =
    'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", ' +
    `error="insufficient_claims", claims="${encoded}"`;
  const message = "Continuous access evaluation resulted in challenge.";
  return new Refusal(401, "InvalidAuthenticationToken", message, { headers: { "www-authenticate": challenge } });
}

function retryAfterText(retryAfter: RetryAfter): string {
  return retryAfter instanceof Date ? retryAfter.toUTCString() : String(retryAfter);
}

/** What the caller sees instead of `answer`, when the fault changes what is said and not how it travels. */
export function faultResponse(
  fault: FaultAction,
  response: ServiceResponse | undefined,
  ids: ResponseIds,
  now: number,
): ServiceResponse | undefined {
  if (fault.kind === "status") return statusResponse(fault, response, ids, now);
  if (fault.kind === "claims") return errorResponse(claimsChallenge(fault.claims), ids, now);
  if (fault.kind !== "throttle") return response;
  const retryAfter = fault.retryAfter === undefined ? undefined : retryAfterText(fault.retryAfter);
  return errorResponse(tooManyRequests(retryAfter), ids, now);
}

function statusResponse(
  fault: FaultAction & { kind: "status" },
  response: ServiceResponse | undefined,
  ids: ResponseIds,
  now: number,
): ServiceResponse {
  const { status, content = "json" } = fault;
  const phrase = STATUS_CODES[status] ?? `Status ${status}`;
  const headers = {
    ...(fault.retryAfter === undefined ? {} : { "retry-after": retryAfterText(fault.retryAfter) }),
    ...fault.headers,
  };
  switch (content) {
    case "html":
      return { status, headers: { "content-type": "text/html", ...headers }, text: `<h1>${status} ${phrase}</h1>` };
    case "text":
      return { status, headers: { "content-type": "text/plain", ...headers }, text: `${phrase}.` };
    case "empty":
      return { status, headers };
    default: {
      if (status < 300 || content === "own") {
        const own = jsonResponse(status, response?.body ?? {});
        return { ...own, headers: { ...own.headers, ...headers } };
      }
      const code = fault.code ?? phrase.replaceAll(/\W/g, "");
      return errorResponse(new Refusal(status, code, `${phrase}.`, { headers }), ids, now);
    }
  }
}
