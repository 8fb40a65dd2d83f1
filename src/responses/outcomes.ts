import { isConnectFailure } from "../errors/connect-failures.js";
import { errorCode, isError } from "../errors/redact.js";

/** The outcome of the change, and whether the request may be sent again. */
export interface Outcome {
  /** `succeeded`: a 2xx, which counts only if its body proves it. */
  readonly outcome: "succeeded" | "notCreated" | "unknown";
  readonly repeat: boolean;
}

interface ResponseRule extends Outcome {
  readonly status: (status: number) => boolean;
  /** Applies only when the response has a readable `Retry-After`. */
  readonly needsRetryAfter?: true;
}

const is =
  (...statuses: number[]) =>
  (status: number) =>
    statuses.includes(status);
const hundreds = (first: number) => (status: number) => Math.floor(status / 100) === first;

/**
 * What a response to a POST means; the first row that fits decides. `repeat` is true only where the service is
 * documented not to have done anything, because this operation has no idempotency key.
 */
const responseRules: readonly ResponseRule[] = [
  { status: hundreds(2), outcome: "succeeded", repeat: false },
  { status: is(429), outcome: "notCreated", repeat: true },
  { status: is(503), needsRetryAfter: true, outcome: "notCreated", repeat: true },
  { status: is(408, 499), outcome: "unknown", repeat: false },
  { status: is(501, 505), outcome: "notCreated", repeat: false },
  { status: hundreds(4), outcome: "notCreated", repeat: false },
];

/** A redirect, any other 5xx, and anything that is not an HTTP status. */
const anythingElse: Outcome = { outcome: "unknown", repeat: false };

/** Statuses after which a read may be repeated. */
export const isTransientForReads = is(408, 429, 500, 502, 503, 504);

/** What the final states of a request say about the change; the service may use others, which are not final. */
const deliveries: ReadonlyMap<string, "delivered" | "notDelivered"> = new Map([
  ["delivered", "delivered"],
  ["deliveryfailed", "notDelivered"],
  ["denied", "notDelivered"],
  ["canceled", "notDelivered"],
]);

/** How far the service has got with a change. */
export interface ChangeState {
  /** The service's own word, such as `Delivered`; `undefined` when it gives none. */
  readonly requestState: string | undefined;
  /** What that word means, in any letter case; `undefined` while the service has not ended the request. */
  readonly delivery: "delivered" | "notDelivered" | undefined;
}

/** What the state of a request says about the change. */
export function stateOf(state: unknown): ChangeState {
  if (typeof state !== "string") return { requestState: undefined, delivery: undefined };
  return { requestState: state, delivery: deliveries.get(state.trim().toLowerCase()) };
}

interface ReceivedResponse {
  readonly status: number;
  readonly retryAfterInMs: number | undefined;
}

interface Policy {
  readonly isRead: boolean;
  readonly settings: { readonly retry: { readonly on503: boolean } };
}

/** What a response means for the request that it belongs to. */
export function outcomeOfResponse(response: ReceivedResponse, { isRead, settings }: Policy): Outcome {
  const { status } = response;
  if (isRead) {
    return { outcome: hundreds(2)(status) ? "succeeded" : "notCreated", repeat: isTransientForReads(status) };
  }
  const applies = ({ needsRetryAfter }: ResponseRule) =>
    !needsRetryAfter || (settings.retry.on503 && response.retryAfterInMs !== undefined);
  return responseRules.find((rule) => rule.status(status) && applies(rule)) ?? anythingElse;
}

/** Codes of errors before a connection opened, so that nothing was sent. A later attempt may succeed after these: */
const transient = new Set(["ECONNREFUSED", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);
/**
 * And not after these: the name does not exist, the certificate is not trusted, no protocol is shared, undici's pool is
 * closed, or its MockAgent has no response.
 */
const permanent =
  /^(?:ENOTFOUND|CERT_\w+|\w*SELF_SIGNED_CERT\w*|UNABLE_TO_\w+|HOSTNAME_MISMATCH|INVALID_CA|ERR_TLS_CERT_ALTNAME_INVALID|ERR_SSL_(?:TLSV1_ALERT_NO_APPLICATION_PROTOCOL|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE)|UND_ERR_CLOSED|UND_MOCK_\w+)$/;

/** Permanent errors known only by their message: undici's refused CONNECT and proxied 407, and fetch's own refusal. */
const codesByText: readonly (readonly [RegExp, string])[] = [
  [/^Proxy (?:response \(\d{3}\) !== 200 when HTTP Tunneling|Authentication Required \(407\)$)/, "PROXY_REFUSED"],
  [/^bad port$/, "BAD_PORT"],
];

/**
 * What an error in place of a response means for a POST, and its code. An error that is not known to come before
 * sending counts as one after it: a change made twice is worse than an unknown one.
 */
export function outcomeOfError(error: unknown): Outcome & { readonly code: string } {
  try {
    return outcomeOfCauses(error);
  } catch {
    // What cannot be read proves nothing.
    return { ...anythingElse, code: "UNKNOWN" };
  }
}

function outcomeOfCauses(error: unknown): Outcome & { readonly code: string } {
  for (let cause = error, depth = 0; isError(cause) && depth < 8; cause = cause.cause, depth += 1) {
    const { message } = cause;
    const [, codeByText] = codesByText.find(([text]) => text.test(message)) ?? [];
    const code = codeByText ?? errorCode(cause);
    if (code === undefined) continue;
    if (codeByText !== undefined || permanent.test(code)) return { outcome: "notCreated", repeat: false, code };
    if (!transient.has(code) && !failedToConnect(cause)) return { ...anythingElse, code };
    // An error of OpenSSL in a handshake is permanent.
    return { outcome: "notCreated", repeat: !code.startsWith("ERR_SSL_"), code };
  }
  return { ...anythingElse, code: "UNKNOWN" };
}

/** An open connection can fail with the same code (ETIMEDOUT, EHOSTUNREACH, any alert of TLS). */
function failedToConnect(cause: Error): boolean {
  const failures: unknown = "errors" in cause ? cause.errors : [cause];
  return Array.isArray(failures) && failures.length > 0 && failures.every(isConnectFailure);
}
