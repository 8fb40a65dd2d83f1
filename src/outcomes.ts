import { errorCode } from "./redact.js";

/** What became of one attempt to make the change. */
export type Disposition = "answered" | "notCreated" | "unknown";

export interface Judgement {
  readonly disposition: Disposition;
  readonly repeat: boolean;
}

interface AnswerRule extends Judgement {
  readonly status: (status: number) => boolean;
  /** Applies only when the answer has a readable `Retry-After`. */
  readonly needsRetryAfter?: true;
}

const is =
  (...statuses: number[]) =>
  (status: number) =>
    statuses.includes(status);
const from = (low: number) => (status: number) => status >= low && status < low + 100;

/**
 * What an answer to a POST means; the first row that fits decides. `repeat` is only ever true where the service
 * is documented not to have done anything, because this operation has no idempotency key.
 * `answered`: a 2xx, which is a success only if its body proves it.
 */
const answerRules: readonly AnswerRule[] = [
  { status: from(200), disposition: "answered", repeat: false },
  { status: from(300), disposition: "unknown", repeat: false },
  { status: is(429), disposition: "notCreated", repeat: true },
  { status: is(503), needsRetryAfter: true, disposition: "notCreated", repeat: true },
  { status: is(408, 499), disposition: "unknown", repeat: false },
  { status: is(501, 505), disposition: "notCreated", repeat: false },
  { status: from(400), disposition: "notCreated", repeat: false },
];

/** Any other 5xx, and whatever is no HTTP status. */
const anythingElse: Judgement = { disposition: "unknown", repeat: false };

/** Statuses after which a request that changes nothing may be sent again. */
const transientForReads = is(408, 429, 500, 502, 503, 504);

interface Answer {
  readonly status: number;
  /** What `Retry-After` asks for, when the answer has a readable one. */
  readonly retryAfterInMs: number | undefined;
}

interface Policy {
  /** Whether the request only reads. */
  readonly isRead: boolean;
  readonly settings: { readonly retry: { readonly on503: boolean } };
}

/** What an answer means for what was asked. */
export function judgeAnswer(answer: Answer, policy: Policy): Judgement {
  if (policy.isRead) {
    const disposition = from(200)(answer.status) ? "answered" : "notCreated";
    return { disposition, repeat: transientForReads(answer.status) };
  }
  const hasRetryAfter = answer.retryAfterInMs !== undefined && policy.settings.retry.on503;
  const fits = (rule: AnswerRule) => rule.status(answer.status) && (!rule.needsRetryAfter || hasRetryAfter);
  return answerRules.find(fits) ?? anythingElse;
}

/** Causes that come before a connection stands, so nothing can have been sent; true where a retry may help. */
const causesBeforeSending: Readonly<Record<string, boolean>> = {
  ECONNREFUSED: true,
  EAI_AGAIN: true,
  UND_ERR_CONNECT_TIMEOUT: true,
  ENOTFOUND: false,
  CERT_HAS_EXPIRED: false,
  CERT_NOT_YET_VALID: false,
  CERT_REVOKED: false,
  CERT_REJECTED: false,
  CERT_UNTRUSTED: false,
  CERT_SIGNATURE_FAILURE: false,
  CERT_CHAIN_TOO_LONG: false,
  DEPTH_ZERO_SELF_SIGNED_CERT: false,
  SELF_SIGNED_CERT_IN_CHAIN: false,
  UNABLE_TO_GET_ISSUER_CERT: false,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: false,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: false,
  HOSTNAME_MISMATCH: false,
  INVALID_CA: false,
  ERR_TLS_CERT_ALTNAME_INVALID: false,
  ERR_SSL_WRONG_VERSION_NUMBER: false,
};

/** What the connection's failure means, and the code that told. */
export interface FaultJudgement extends Judgement {
  readonly code: string;
}

/**
 * What a failure without an answer means for a POST. A cause that is not known to come before sending counts as
 * sent: the library that reports it may be any, and a doubled change is worse than an unknown one.
 */
export function judgeFault(error: unknown): FaultJudgement {
  for (const cause of causeChain(error)) {
    if (isProxyRefusal(cause)) return { disposition: "notCreated", repeat: false, code: "PROXY_REFUSED" };
    const code = errorCode(cause);
    if (code === undefined) continue;
    const known = failedToConnect(cause) || own(causesBeforeSending, code);
    if (known === undefined) return { disposition: "unknown", repeat: false, code };
    return { disposition: "notCreated", repeat: known, code };
  }
  return { disposition: "unknown", repeat: false, code: "UNKNOWN" };
}

function causeChain(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let cause = error; cause instanceof Error && chain.length < 8; cause = cause.cause) chain.push(cause);
  return chain;
}

/** The same code may come from a connection that stands (ETIMEDOUT, EHOSTUNREACH); the failed system call tells them apart. */
function failedToConnect(cause: unknown): boolean {
  const failures: unknown[] = cause instanceof AggregateError ? cause.errors : [cause];
  return failures.every((each) => each instanceof Error && "syscall" in each && each.syscall === "connect");
}

/** undici reports a refused CONNECT by its text only; its code is that of any abort. */
function isProxyRefusal(cause: unknown): boolean {
  return cause instanceof Error && /^Proxy response \(\d{3}\) !== 200 when HTTP Tunneling/.test(cause.message);
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
