import type {
  AccessPackageResourceRequest,
  BatchMember,
  BatchMemberAnswer,
  PublishedForm,
  ResourcePage,
} from "../bodies.js";
import {
  type AccessPackageResourceRequestsError,
  type Attempt,
  isConnectionError,
  isGraphError,
  OutcomeUnknownError,
} from "../errors/index.js";
import type { CallFacts } from "../failures.js";
import type { Clock, RequestOptions } from "../options.js";
import { judgeFault } from "../outcomes.js";
import { redactText } from "../redact.js";
import type { Requests } from "../requests.js";
import type { Addition } from "./addition.js";
import { createMember, listMember, readMember, requestIdOf } from "./members.js";
import { isFrom, searchFor } from "./origin.js";
import { replyOf } from "./single.js";
import type { ResourceToAdd } from "./types.js";

/** What bulk work needs to know of its catalog. */
export interface Target {
  readonly requests: Requests;
  readonly catalogId: string;
  readonly clock: Clock;
  readonly bodyOf: (resource: ResourceToAdd) => PublishedForm;
}

/** What came of a batch, besides what its additions were told. */
export interface BatchOutcome {
  /** Not judged by the service: to be sent again as they are. */
  readonly putBack: readonly Addition[];
  /** The longest wait the service asked for, in milliseconds; absent when it named none. */
  readonly retryAfterInMs?: number;
  /** Why the next batch has to be another or to come later; absent when the service worked on all of this one. */
  readonly reason?: "throttled" | "tooLarge" | "notConnected";
  /** Answers to requests nobody sent. */
  readonly unexpectedAnswers: number;
}

interface Member {
  readonly id: string;
  readonly addition: Addition;
  readonly clientRequestId: string;
}

/** A member the service asks for again. */
interface PutBack {
  readonly retryAfterInMs: number | undefined;
}

/**
 * Does the next step of each addition in one `$batch`, and tells each what came of it.
 *
 * @param mayReconnect Whether a batch that reached nobody may be put back, or is the end of its additions.
 */
export async function exchange(
  target: Target,
  additions: readonly Addition[],
  options: RequestOptions,
  mayReconnect: boolean,
): Promise<BatchOutcome> {
  const members = additions.map((addition, index) => ({
    id: String(index + 1),
    addition,
    clientRequestId: crypto.randomUUID(),
  }));
  const requests = members.map((member) => toRequest(target, member));
  // Refusals are put back by whoever sends all batches, so that everybody pauses.
  const once = { ...options, retry: { ...options.retry, maxRetries: 0 } };
  const reply = await replyOf(target.requests.batch(requests, once));
  return "error" in reply
    ? tellAll(target, additions, reply.error, mayReconnect)
    : tellMembers(target, members, reply.data.responses, reply.data.call);
}

function toRequest({ catalogId, bodyOf }: Target, { id, addition, clientRequestId }: Member): BatchMember {
  return addition.step === "send"
    ? createMember(id, clientRequestId, bodyOf(addition.resource))
    : listMember(id, clientRequestId, catalogId, searchFor(addition.resource));
}

function tellAll(
  { clock }: Target,
  additions: readonly Addition[],
  error: AccessPackageResourceRequestsError,
  mayReconnect: boolean,
): BatchOutcome {
  for (const { attempts } of additions) attempts.push(...error.attempts);
  const reason = reasonToPutBack(error, additions.length);
  if (reason && (mayReconnect || reason !== "notConnected")) {
    const wait = isGraphError(error) && error.retryAfterInMs !== undefined && { retryAfterInMs: error.retryAfterInMs };
    return { putBack: additions, reason, unexpectedAnswers: 0, ...wait };
  }
  for (const addition of additions) tellError(addition, error, clock.now());
  return { putBack: [], unexpectedAnswers: 0, ...(reason && { reason }) };
}

function reasonToPutBack(error: AccessPackageResourceRequestsError, count: number): BatchOutcome["reason"] {
  if (isGraphError(error) && (error.status === 429 || error.status === 503)) return "throttled";
  if (isGraphError(error) && error.status === 413 && count > 1) return "tooLarge";
  return isConnectionError(error) && judgeFault(error.cause).repeat ? "notConnected" : undefined;
}

function tellMembers(
  target: Target,
  members: readonly Member[],
  answers: readonly BatchMemberAnswer[],
  call: CallFacts,
): BatchOutcome {
  const ids = new Set(members.map(({ id }) => id));
  const putBack: Addition[] = [];
  const waits: number[] = [];
  for (const member of members) {
    const refusal = tellMember(target, member, answerTo(member.id, answers), call);
    if (!refusal) continue;
    putBack.push(member.addition);
    if (refusal.retryAfterInMs !== undefined) waits.push(refusal.retryAfterInMs);
  }
  const unexpectedAnswers = answers.filter((answer) => !ids.has(String(answer?.id))).length;
  return {
    putBack,
    unexpectedAnswers,
    ...(putBack.length > 0 && { reason: "throttled" }),
    ...(waits.length > 0 && { retryAfterInMs: Math.max(...waits) }),
  };
}

/** The one answer to a member; `undefined` when there is none that can be trusted. */
function answerTo(id: string, answers: readonly BatchMemberAnswer[]): BatchMemberAnswer | undefined {
  const own = answers.filter((answer) => String(answer?.id) === id);
  const isUnanimous = new Set(own.map((answer) => JSON.stringify(answer))).size === 1;
  return isUnanimous && Number.isInteger(own[0]?.status) ? own[0] : undefined;
}

function tellMember(
  { clock }: Target,
  { addition, clientRequestId }: Member,
  answer: BatchMemberAnswer | undefined,
  call: CallFacts,
): PutBack | undefined {
  addition.attempts.push(toAttempt(call, clientRequestId, answer));
  if (!answer) {
    const message = "The batch's answer does not tell what became of this request.";
    tellError(addition, new OutcomeUnknownError(message, { attempts: addition.attempts }), clock.now());
    return undefined;
  }
  const { secrets, settings } = call;
  const isRead = addition.step === "look";
  const facts: CallFacts = { attempts: addition.attempts, secrets, clientRequestId, isRead, settings };
  return tellAnswer(addition, answer, facts, clock.now());
}

/** Tells an addition what the answer to its step means; one that is put back is told nothing. */
function tellAnswer(addition: Addition, answer: BatchMemberAnswer, call: CallFacts, now: number): PutBack | undefined {
  if (addition.step === "send") {
    const sent = readMember<AccessPackageResourceRequest>("createAccessPackageResourceRequest", answer, call, now);
    if ("error" in sent && sent.isPutBack) return sent;
    addition.onSent(sent, now);
    return undefined;
  }
  const page = readMember<ResourcePage>("listAccessPackageResources", answer, call, now);
  if ("error" in page && page.isPutBack) return page;
  const { resource } = addition;
  addition.onLooked("error" in page ? page : { data: page.data.value.find((each) => isFrom(each, resource)) }, now);
  return undefined;
}

function toAttempt(call: CallFacts, clientRequestId: string, answer: BatchMemberAnswer | undefined): Attempt {
  // The batch was answered, so it was sent.
  const { startedOn, durationInMs } = call.attempts.at(-1) as Attempt;
  const requestId = answer && requestIdOf(answer);
  return {
    startedOn,
    durationInMs,
    clientRequestId,
    ...(answer ? { status: answer.status } : { cause: "NO_ANSWER" }),
    ...(requestId !== undefined && { requestId: redactText(requestId, call.secrets) }),
  };
}

function tellError(addition: Addition, error: AccessPackageResourceRequestsError, now: number): void {
  if (addition.step === "send") addition.onSent({ error }, now);
  else addition.onLooked({ error }, now);
}
