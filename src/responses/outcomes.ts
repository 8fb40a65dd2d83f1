import { isConnectFailure } from "../errors/connect-failures.js";
import { errorCode, isError } from "../errors/redact.js";

/** What became of the change, and whether the request may be sent again. */
export interface Judgement {
  /** `answered`: a 2xx, which is a success only if its body proves it. */
  readonly disposition: "answered" | "notCreated" | "unknown";
  readonly repeat: boolean;
}

interface ResponseRule extends Judgement {
  readonly status: (status: number) => boolean;
  /** Applies only when the answer has a readable `Retry-After`. */
  readonly needsRetryAfter?: true;
}

const is =
  (...statuses: number[]) =>
  (status: number) =>
    statuses.includes(status);
const hundreds = (first: number) => (status: number) => Math.floor(status / 100) === first;

/**
 * What an answer to a POST means; the first row that fits decides. `repeat` is true only where the service is
 * documented not to have done anything, because this operation has no idempotency key.
 */
const answerRules: readonly ResponseRule[] = [
  { status: hundreds(2), disposition: "answered", repeat: false },
  { status: is(429), disposition: "notCreated", repeat: true },
  { status: is(503), needsRetryAfter: true, disposition: "notCreated", repeat: true },
  { status: is(408, 499), disposition: "unknown", repeat: false },
  { status: is(501, 505), disposition: "notCreated", repeat: false },
  { status: hundreds(4), disposition: "notCreated", repeat: false },
];

/** A redirect, any other 5xx, and whatever is no HTTP status. */
const anythingElse: Judgement = { disposition: "unknown", repeat: false };

/** Statuses after which a request that only reads may be sent again. */
export const isTransientForReads = is(408, 429, 500, 502, 503, 504);

/** What became of the change when the service ended the request in a state; it may end in others, and others are no end. */
const endsByState: ReadonlyMap<string, "delivered" | "notDelivered"> = new Map([
  ["delivered", "delivered"],
  ["deliveryfailed", "notDelivered"],
  ["denied", "notDelivered"],
  ["canceled", "notDelivered"],
]);

/** What a `requestState` says of the change, in any letter case; `undefined` while the service has not ended the request. */
export function deliveryOf(requestState: unknown): "delivered" | "notDelivered" | undefined {
  return typeof requestState === "string" ? endsByState.get(requestState.trim().toLowerCase()) : undefined;
}

interface ReceivedResponse {
  readonly status: number;
  readonly retryAfterInMs: number | undefined;
}

interface Policy {
  readonly isRead: boolean;
  readonly settings: { readonly retry: { readonly on503: boolean } };
}

/** What an answer means for what was asked. */
export function judgeResponse(response: ReceivedResponse, { isRead, settings }: Policy): Judgement {
  const { status } = response;
  if (isRead) {
    return { disposition: hundreds(2)(status) ? "answered" : "notCreated", repeat: isTransientForReads(status) };
  }
  const applies = ({ needsRetryAfter }: ResponseRule) =>
    !needsRetryAfter || (settings.retry.on503 && response.retryAfterInMs !== undefined);
  return answerRules.find((rule) => rule.status(status) && applies(rule)) ?? anythingElse;
}

/** Codes of failures before a connection opened, so that nothing was sent. These pass by themselves: */
const passing = new Set(["ECONNREFUSED", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);
/** And these do not: the name does not exist, the certificate is not to be trusted, or no protocol is shared. */
const lasting =
  /^(?:ENOTFOUND|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT\w*|UNABLE_TO_VERIFY_LEAF_SIGNATURE|HOSTNAME_MISMATCH|INVALID_CA|ERR_TLS_CERT_ALTNAME_INVALID|ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL|ERR_SSL_UNSUPPORTED_PROTOCOL|ERR_SSL_NO_PROTOCOLS_AVAILABLE)$/;

/** Failures that only their text tells from others: undici's refused CONNECT and proxied 407, and fetch's own refusal. */
const texts: readonly (readonly [RegExp, string])[] = [
  [/^Proxy response \(\d{3}\) !== 200 when HTTP Tunneling/, "PROXY_REFUSED"],
  [/^Proxy Authentication Required \(407\)$/, "PROXY_REFUSED"],
  [/^bad port$/, "BAD_PORT"],
];

/** What a failure means, and the code that says so. */
export type FaultJudgement = Judgement & { readonly code: string };

/**
 * What a failure without a response means for a POST, and the code that told. A cause that is not known to come
 * before sending counts as sent: a doubled change is worse than an unknown one.
 */
export function judgeFault(error: unknown): FaultJudgement {
  try {
    return judgeCauses(error);
  } catch {
    // What cannot be read proves nothing.
    return { ...anythingElse, code: "UNKNOWN" };
  }
}

function judgeCauses(error: unknown): FaultJudgement {
  for (let cause = error, depth = 0; isError(cause) && depth < 8; cause = cause.cause, depth += 1) {
    const { message } = cause;
    const [, told] = texts.find(([text]) => text.test(message)) ?? [];
    const code = told ?? errorCode(cause);
    if (code === undefined) continue;
    if (told !== undefined || lasting.test(code)) return { disposition: "notCreated", repeat: false, code };
    if (!passing.has(code) && !failedToConnect(cause)) return { ...anythingElse, code };
    // What OpenSSL says of a handshake does not pass by itself.
    return { disposition: "notCreated", repeat: !code.startsWith("ERR_SSL_"), code };
  }
  return { ...anythingElse, code: "UNKNOWN" };
}

/** The same code may come from an open connection (ETIMEDOUT, EHOSTUNREACH, any alert of TLS). */
function failedToConnect(cause: Error): boolean {
  const failures: unknown = "errors" in cause ? cause.errors : [cause];
  return Array.isArray(failures) && failures.length > 0 && failures.every(isConnectFailure);
}
