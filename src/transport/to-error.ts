import { isExpectedResponse, type OperationId } from "../contract/check.js";
import {
  type AccessPackageResourceRequestsError,
  AuthenticationError,
  ConnectionError,
  GraphError,
  OutcomeUnknownError,
} from "../errors/index.js";
import { redactCause, redactorOf, redactText } from "../errors/redact.js";
import { readClaimsChallenge } from "../responses/claims.js";
import { readErrorBody } from "../responses/error-body.js";
import { hintFor } from "../responses/hints.js";
import { judgeFault, judgeResponse } from "../responses/outcomes.js";
import type { Call } from "./call.js";
import type { LostResponse, ReadResponse } from "./messages.js";

/** What an error tells of the call it ended; a member of a batch has no call of its own. */
export type CallFacts = Pick<Call, "attempts" | "secrets" | "clientRequestId" | "isRead" | "settings">;

/** A value, or the error in its place. */
export type Result<Data> = { readonly data: Data } | { readonly error: AccessPackageResourceRequestsError };

/** @throws the error of a result that has no value. */
export function unwrap<Data>(result: Result<Data>): Data {
  if ("error" in result) throw result.error;
  return result.data;
}

/** The one place where a response becomes a value or an error. */
export function judge<Data>(id: OperationId, call: CallFacts, response: ReadResponse): Result<Data> {
  if (!response.ok) return { error: refusedError(response, call) };
  try {
    const data: unknown = response.bodyAsText === "" ? undefined : JSON.parse(response.bodyAsText);
    if (isExpectedResponse(id, response.status, data)) return { data: data as Data };
    return { error: unknownResponseError(response, call) };
  } catch {
    return { error: unknownResponseError(response, call, new SyntaxError("The body of the response is not JSON.")) };
  }
}

const lookFirst = "Look into the catalog before sending it again, or use catalog(id).addResource, which does.";

/** The error for an attempt without a readable response. */
export function lostResponseError(lost: LostResponse, call: Call): AccessPackageResourceRequestsError {
  const { fault, status } = lost;
  const { stopReason } = call.deadline;
  const code = redactText(lost.code, call.secrets);
  if (stopReason && (lost.code === "ABORTED" || (stopReason === "timeout" && call.isRead))) {
    return call.stopError(stopReason, call.isRead ? "notCreated" : "unknown");
  }
  const details = { attempts: call.attempts, cause: redactCause(fault, call.secrets) };
  const isBeforeSending = status === undefined && judgeFault(fault).disposition === "notCreated";
  if (call.isRead || isBeforeSending) {
    const what = call.isRead ? "The service could not be read" : "Nothing reached the service";
    const message = `${what} (${code}). Check the network, the proxy and the endpoint.`;
    return new ConnectionError(message, code, { ...details, outcome: "notCreated" });
  }
  return new OutcomeUnknownError(
    `No answer tells whether the request was taken (${code}). ${lookFirst}`,
    details,
    status,
  );
}

/** The error for an answer that is no success. */
export function refusedError(response: ReadResponse, call: CallFacts): AccessPackageResourceRequestsError {
  const { attempts } = call;
  const { status } = response;
  if (status === 407) {
    const message = "A proxy refused the request (407). Give the client a fetch that signs in to the proxy.";
    return new ConnectionError(message, "PROXY_REFUSED", { outcome: "notCreated", attempts });
  }
  if (status === 401 && readClaimsChallenge(response.headers) !== undefined) {
    const message =
      "The service asks for claims that a new token does not carry. Sign in again to meet the tenant's policy.";
    return new AuthenticationError(message, { attempts });
  }
  if (judgeResponse(response, call).disposition === "unknown") return unknownResponseError(response, call);
  const refusal = refusalError(response, call);
  const isRepeat = attempts.slice(0, -1).some((attempt) => attempt.status !== undefined);
  // What the service already has may be what an earlier attempt sent.
  if (call.isRead || refusal.code !== "ResourceAlreadyOnboarded" || !isRepeat) return refusal;
  const message = `The service already has the resource, which an earlier attempt of this call may have added. ${lookFirst}`;
  return new OutcomeUnknownError(message, { attempts, cause: refusal }, status);
}

/** The error for an answer that does not tell whether the request was taken. */
function unknownResponseError(
  response: ReadResponse,
  call: CallFacts,
  cause?: unknown,
): AccessPackageResourceRequestsError {
  const details = { attempts: call.attempts, cause: redactCause(cause, call.secrets) };
  const { status } = response;
  if (call.isRead) {
    const message = `The service answered ${status}, but not with what was asked for.`;
    return new ConnectionError(message, "UNREADABLE_RESPONSE", { ...details, outcome: "notCreated" });
  }
  const message = `The service answered ${status}, which does not tell whether the request was taken. ${lookFirst}`;
  return new OutcomeUnknownError(message, details, status);
}

function refusalError(response: ReadResponse, call: CallFacts): GraphError {
  const { status, retryAfterInMs } = response;
  const body = readErrorBody(response.bodyAsText, redactorOf(call.secrets));
  const requestId = call.attempts.at(-1)?.requestId ?? body.innerErrors.at(-1)?.["request-id"];
  const hint = hintFor(body.code, status);
  const facts = {
    code: body.code,
    innerErrors: body.innerErrors,
    details: body.details,
    clientRequestId: call.clientRequestId,
    ...(requestId !== undefined && { requestId }),
    ...(retryAfterInMs !== undefined && { retryAfterInMs }),
    ...(hint !== undefined && { hint }),
  };
  const said = [body.code, body.message].filter((text) => text !== "").join(": ");
  const sentences = [
    `The service refused the request with ${status}${said === "" ? "" : ` ${said}`}`.replace(/[^.!?]$/, "$&."),
    ...(retryAfterInMs === undefined ? [] : [`It asks to wait ${retryAfterInMs} ms.`]),
    ...(hint === undefined ? [] : [hint]),
    `(client-request-id ${call.clientRequestId}${requestId === undefined ? "" : `, request-id ${requestId}`})`,
  ];
  return new GraphError(sentences.join(" "), status, facts, { outcome: "notCreated", attempts: call.attempts });
}
