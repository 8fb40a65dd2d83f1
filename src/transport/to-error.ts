import type { Contract } from "../contract/contract.js";
import type { ErrorDetails } from "../errors/base.js";
import {
  type AccessPackageResourceRequestsError,
  AuthenticationError,
  ConnectionError,
  GraphError,
  isAccessPackageResourceRequestsError,
  isAuthenticationError,
  OutcomeUnknownError,
  RequestAbortedError,
} from "../errors/index.js";
import { redactCause, redactorOf } from "../errors/redact.js";
import { withoutUndefined } from "../options.js";
import { readClaimsChallenge } from "../responses/claims.js";
import { readErrorBody } from "../responses/error-body.js";
import { hintFor } from "../responses/hints.js";
import { outcomeOfError, outcomeOfResponse } from "../responses/outcomes.js";
import { Interruption, reasonOf, type StopReason } from "../time/deadline.js";
import type { Call } from "./call.js";
import { headerOf } from "./headers.js";
import type { LostResponse, ReadResponse } from "./messages.js";

/** What an error reports about its call; a member of a batch does not have its own call. */
export type CallFacts = Pick<
  Call,
  "attempts" | "secrets" | "clientRequestId" | "isRead" | "settings" | "names" | "advice"
>;

/** A value, or the error in its place. */
export type Result<Data> = { readonly data: Data } | { readonly error: AccessPackageResourceRequestsError };

/** @throws the error of a result that has no value. */
export function unwrap<Data>(result: Result<Data>): Data {
  if ("error" in result) throw result.error;
  return result.data;
}

/** The value of a response, or the error that it means. */
export function resultOf<Data>(contract: Contract, id: string, call: CallFacts, response: ReadResponse): Result<Data> {
  if (!response.ok) return { error: refusedError(response, call) };
  try {
    const data: unknown = response.bodyAsText === "" ? undefined : JSON.parse(response.bodyAsText);
    if (contract.isExpectedResponse(id, response.status, data)) return { data: data as Data };
    return { error: unknownResponseError(response, call) };
  } catch {
    return { error: unknownResponseError(response, call, new SyntaxError("The body of the response is not JSON.")) };
  }
}

/** The error for an attempt that did not succeed. */
export function errorOf(result: ReadResponse | LostResponse, call: Call): AccessPackageResourceRequestsError {
  return result.kind === "lost" ? lostResponseError(result, call) : refusedError(result, call);
}

/**
 * The error for a call that ended before its first attempt, or before another one.
 *
 * @throws any error that is not of this package: a defect, or an option that cannot be used.
 */
export function errorWithoutResponse(error: unknown, call: Call): AccessPackageResourceRequestsError {
  if (error instanceof Interruption) return stoppedError(call, error.reason);
  const attempts = call.attempts();
  // A failed token request is shared by all calls that waited for it; the attempts are this call's own.
  if (isAuthenticationError(error) && attempts.length > 0) {
    return new AuthenticationError(error.message, { cause: error.cause, attempts });
  }
  if (isAccessPackageResourceRequestsError(error)) return error;
  throw error;
}

/**
 * The error for a call that was stopped by its caller, or by its deadline.
 *
 * @param lastError Why the attempt that it was waiting to repeat failed.
 */
export function stoppedError(
  call: Call,
  reason: StopReason,
  lastError?: AccessPackageResourceRequestsError,
  outcome: "notCreated" | "unknown" = "notCreated",
): RequestAbortedError {
  const cause = reason === "aborted" ? reasonOf(call.abortSignal) : undefined;
  const details = { outcome, attempts: call.attempts(), cause };
  return abortedError(reason, details, lastError, `ran longer than ${call.settings.timeoutInMs} ms`);
}

/** The last error of each call that ended early after one. A `cause` may be the reason that the caller gave instead. */
export const lastErrors = new WeakMap<RequestAbortedError, AccessPackageResourceRequestsError>();

/**
 * The error for a call, or an operation of several calls, that ended early.
 *
 * @param lastError Takes the place of the cause.
 */
export function abortedError(
  reason: StopReason,
  details: ErrorDetails,
  lastError?: AccessPackageResourceRequestsError,
  timeout = "ran out of time",
): RequestAbortedError {
  const when =
    details.outcome === "notCreated"
      ? "before the service accepted a request: it can be repeated"
      : "after a request may have been sent: check the catalog before you repeat it";
  const what = reason === "aborted" ? "was aborted" : timeout;
  const message = `The call ${what} ${when}.${lastErrorWas(lastError)}`;
  const error = new RequestAbortedError(message, reason, { ...details, cause: lastError ?? details.cause });
  if (lastError) lastErrors.set(error, lastError);
  return error;
}

export function lastErrorWas(error: AccessPackageResourceRequestsError | undefined): string {
  return error ? ` The last error was: ${error.message}` : "";
}

const checkNetwork = "Check the network, the proxy and the endpoint.";
const lookFirst = "Check the catalog before you send it again, or use catalog(id).addResource, which does so first.";

function lostResponseError({ error, code, status }: LostResponse, call: Call): AccessPackageResourceRequestsError {
  const { isRead, deadline } = call;
  const attempts = call.attempts();
  if (deadline.stopReason && (code === "ABORTED" || (deadline.stopReason === "timeout" && isRead))) {
    return stoppedError(call, deadline.stopReason, undefined, isRead ? "notCreated" : "unknown");
  }
  const cause = redactCause(error, call.secrets);
  const isBeforeSending = status === undefined && outcomeOfError(error).outcome === "notCreated";
  if (isRead || isBeforeSending) {
    const what = isRead ? "The service could not be read" : "Nothing reached the service";
    const message = `${what} (${code}). ${checkNetwork}`;
    return new ConnectionError(message, code, { attempts, cause, outcome: "notCreated" });
  }
  const message = `No response says whether the service accepted the request (${code}). ${lookFirst}`;
  return new OutcomeUnknownError(message, { attempts, cause }, status);
}

function refusedError(response: ReadResponse, call: CallFacts): AccessPackageResourceRequestsError {
  const attempts = call.attempts();
  const { status } = response;
  if (status === 407) {
    const message = "A proxy refused the request (407). Pass the client a fetch that signs in to the proxy.";
    return new ConnectionError(message, "PROXY_REFUSED", { outcome: "notCreated", attempts });
  }
  if (status === 401 && readClaimsChallenge(headerOf(response, "www-authenticate")) !== undefined) {
    const message = "The token does not have the claims that the service asks for. Sign in again to get them.";
    return new AuthenticationError(message, { attempts });
  }
  if (outcomeOfResponse(response, call).outcome === "unknown") return unknownResponseError(response, call);
  const refusal = refusalError(response, call);
  const isRepeat = attempts.slice(0, -1).some((attempt) => attempt.status !== undefined);
  // An earlier attempt may have added the resource that the service already has.
  if (call.isRead || refusal.code !== "ResourceAlreadyOnboarded" || !isRepeat) return refusal;
  const message = `The service already has the resource, which an earlier attempt of this call may have added. ${lookFirst}`;
  return new OutcomeUnknownError(message, { attempts, cause: refusal }, status);
}

/** The error for a response that does not say whether the service accepted the request. */
function unknownResponseError(
  { status }: ReadResponse,
  call: CallFacts,
  cause?: SyntaxError,
): AccessPackageResourceRequestsError {
  const details = { attempts: call.attempts(), cause };
  if (call.isRead) {
    const message = `The response has status ${status}, but is not what was expected. ${checkNetwork}`;
    return new ConnectionError(message, "UNREADABLE_RESPONSE", { ...details, outcome: "notCreated" });
  }
  const message = `The service responded with ${status}, which does not say whether it accepted the request. ${lookFirst}`;
  return new OutcomeUnknownError(message, details, status);
}

function refusalError(response: ReadResponse, call: CallFacts): GraphError {
  const { status, retryAfterInMs } = response;
  const { clientRequestId, names } = call;
  const attempts = call.attempts();
  const { message, ...body } = readErrorBody(response.bodyAsText, redactorOf(call.secrets));
  const requestId = attempts.at(-1)?.requestId ?? body.innerErrors.at(-1)?.["request-id"];
  const advice = status === 400 ? call.advice() : undefined;
  const hint = [advice, hintFor(body.code, status, names, call.secrets)].filter(Boolean).join(" ") || undefined;
  const facts = {
    ...body,
    clientRequestId,
    ...withoutUndefined({ requestId, retryAfterInMs, hint }),
  };
  const reason = [body.code, message].filter((text) => text !== "").join(": ");
  const sentences = [
    `The service refused the request with ${status}${reason === "" ? "" : ` ${reason}`}`.replace(/[^.!?]$/, "$&."),
    retryAfterInMs !== undefined && `It asks to wait ${retryAfterInMs} ms.`,
    hint,
    `(client-request-id ${clientRequestId}${requestId === undefined ? "" : `, request-id ${requestId}`})`,
  ];
  return new GraphError(sentences.filter(Boolean).join(" "), status, facts, { outcome: "notCreated", attempts });
}
