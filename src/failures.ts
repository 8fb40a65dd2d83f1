import type { LostAnswer } from "./attempt.js";
import type { Call } from "./call.js";
import { readClaimsChallenge } from "./claims.js";
import { readErrorBody } from "./error-body.js";
import {
  type AccessPackageResourceRequestsError,
  AuthenticationError,
  ConnectionError,
  GraphError,
  OutcomeUnknownError,
} from "./errors/index.js";
import { hintFor } from "./hints.js";
import type { ReadResponse } from "./http.js";
import { judgeAnswer, judgeFault } from "./outcomes.js";
import { redactCause, redactorOf, redactText } from "./redact.js";

/** What an error tells of the call it ended; a member of a batch has no call of its own. */
export type CallFacts = Pick<Call, "attempts" | "secrets" | "clientRequestId" | "isRead" | "settings">;

const lookFirst = "Look into the catalog before sending it again, or use catalog(id).addResource, which does.";

/** The error for an attempt without a readable answer. */
export function lostAnswerError(
  lost: Pick<LostAnswer, "fault" | "cause" | "status">,
  call: Call,
): AccessPackageResourceRequestsError {
  const { fault, status } = lost;
  const { stopReason } = call;
  const code = redactText(lost.cause, call.secrets);
  if (stopReason && (lost.cause === "ABORTED" || (stopReason === "timeout" && call.isRead))) {
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
export function answerError(response: ReadResponse, call: CallFacts): AccessPackageResourceRequestsError {
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
  if (judgeAnswer(response, call).disposition === "unknown") return unknownAnswerError(response, call);
  const refusal = refusalError(response, call);
  const isRepeat = attempts.slice(0, -1).some((attempt) => attempt.status !== undefined);
  // What the service already has may be what an earlier attempt sent.
  if (call.isRead || refusal.code !== "ResourceAlreadyOnboarded" || !isRepeat) return refusal;
  const message = `The service already has the resource, which an earlier attempt of this call may have added. ${lookFirst}`;
  return new OutcomeUnknownError(message, { attempts, cause: refusal }, status);
}

/** The error for an answer that does not tell whether the request was taken. */
export function unknownAnswerError(
  response: ReadResponse,
  call: CallFacts,
  cause?: unknown,
): AccessPackageResourceRequestsError {
  const details = { attempts: call.attempts, cause: redactCause(cause, call.secrets) };
  const { status } = response;
  if (call.isRead) {
    const message = `The service answered ${status}, but not with what was asked for.`;
    return new ConnectionError(message, "UNREADABLE_ANSWER", { ...details, outcome: "notCreated" });
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
