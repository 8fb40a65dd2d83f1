import type { AccessPackageResourceRequest, BatchMember, PublishedForm, ResourcePage } from "../../contract/bodies.js";
import {
  type AccessPackageResourceRequestsError,
  isConnectionError,
  isGraphError,
  OutcomeUnknownError,
} from "../../errors/index.js";
import { type Clock, monotonicNow, type RequestOptions } from "../../options.js";
import type { BatchResult, Requests } from "../../requests.js";
import { outcomeOfError } from "../../responses/outcomes.js";
import type { CallFacts } from "../../transport/to-error.js";
import type { Addition, AdditionSettings } from "../add/addition.js";
import { searchFor } from "../origin.js";
import type { ResourceToAdd } from "../types.js";
import {
  createMember,
  findIn,
  idOf,
  listMember,
  type MemberResponse,
  type Refusal,
  readMember,
  responseTo,
  toAttempt,
  waitOf,
} from "./members.js";

/** What bulk work needs to know of its catalog. */
export interface Target {
  readonly requests: Requests;
  readonly catalogId: string;
  readonly clock: Clock;
  readonly bodyOf: (resource: ResourceToAdd) => PublishedForm;
}

/** What came of a batch, besides what its additions were told. */
export interface BatchOutcome {
  /** Of the additions that the service did not judge, so that they are sent again as they are. */
  readonly putBack: readonly Refusal[];
  /** Why the next batch has to be another or to come later; absent when the service worked on all of this one. */
  readonly reason?: "throttled" | "tooLarge" | "notConnected";
  /** Responses to requests nobody sent. */
  readonly unexpectedResponses: number;
}

interface Member {
  readonly id: string;
  readonly addition: Addition;
  readonly clientRequestId: string;
  /** As it was sent. */
  readonly request: BatchMember;
}

/** How an exchange is to be done. */
export interface ExchangeSettings extends Pick<AdditionSettings, "retry"> {
  readonly options: RequestOptions;
}

/**
 * Does the next step of each addition in one `$batch`, and tells each what came of it.
 *
 * @param mayReconnect Whether a batch that reached nobody may be put back, or is the end of its additions.
 */
export async function exchange(
  target: Target,
  additions: readonly Addition[],
  settings: ExchangeSettings,
  mayReconnect: boolean,
): Promise<BatchOutcome> {
  try {
    const members = additions.map((addition, index) => toMember(target, addition, String(index + 1)));
    // Refusals are put back by whoever sends all batches, so that everybody pauses.
    const once = { ...settings.options, retry: { ...settings.retry, maxRetries: 0 } };
    const requests = members.map(({ request }) => request);
    const result = await target.requests.batch(requests, once);
    return "error" in result
      ? tellAll(target, additions, result, settings, mayReconnect)
      : tellMembers(target, members, result.responses, result.call);
  } catch (error) {
    // A defect: nobody knows how far it came.
    for (const addition of additions) if (!addition.result) tellUnknown(addition, monotonicNow(target.clock));
    throw error;
  }
}

function toMember({ catalogId, bodyOf }: Target, addition: Addition, id: string): Member {
  const { step, resource } = addition;
  const clientRequestId = crypto.randomUUID();
  const request =
    step === "send"
      ? createMember(id, clientRequestId, bodyOf(resource))
      : listMember(id, clientRequestId, catalogId, searchFor(resource));
  return { id, addition, clientRequestId, request };
}

function tellAll(
  { clock }: Target,
  additions: readonly Addition[],
  { error, response }: Extract<BatchResult, { readonly error: unknown }>,
  settings: ExchangeSettings,
  mayReconnect: boolean,
): BatchOutcome {
  for (const { attempts } of additions) attempts.push(...error.attempts);
  const reason = reasonToPutBack(error, additions.length);
  if (reason && (mayReconnect || reason !== "notConnected")) {
    const refusal = { error, ...waitOf(response, settings.retry) };
    for (const addition of additions) addition.onPutBack(error);
    return { putBack: additions.map(() => refusal), reason, unexpectedResponses: 0 };
  }
  // Some of its members failed, and nothing says which.
  const isOpen = isGraphError(error) && error.status === 424;
  for (const addition of additions) {
    if (isOpen) tellUnknown(addition, monotonicNow(clock), error);
    else tellError(addition, error, monotonicNow(clock));
  }
  return { putBack: [], unexpectedResponses: 0, ...(reason && { reason }) };
}

function reasonToPutBack(error: AccessPackageResourceRequestsError, count: number): BatchOutcome["reason"] {
  if (isGraphError(error) && (error.status === 429 || error.status === 503)) return "throttled";
  if (isGraphError(error) && error.status === 413 && count > 1) return "tooLarge";
  return isConnectionError(error) && outcomeOfError(error.cause).repeat ? "notConnected" : undefined;
}

function tellMembers(
  { clock }: Target,
  members: readonly Member[],
  responses: readonly unknown[],
  call: CallFacts,
): BatchOutcome {
  const ids = new Set<string | undefined>(members.map(({ id }) => id));
  const putBack = members.flatMap((member) => tellMember(member, responseTo(member.id, responses), call, clock) ?? []);
  const unexpectedResponses = responses.filter((response) => !ids.has(idOf(response))).length;
  return { putBack, unexpectedResponses, ...(putBack.length > 0 && { reason: "throttled" }) };
}

function tellMember(
  { addition, clientRequestId, request }: Member,
  response: MemberResponse | undefined,
  batch: CallFacts,
  clock: Clock,
): Refusal | undefined {
  const { attempts, step } = addition;
  const call: CallFacts = {
    attempts,
    clientRequestId,
    isRead: step === "look",
    settings: batch.settings,
    // A response may quote the member alone.
    get secrets() {
      return request.body ? [...batch.secrets, JSON.stringify(request.body)] : batch.secrets;
    },
  };
  attempts.push(toAttempt(batch, call, response));
  if (!response) tellUnknown(addition, monotonicNow(clock));
  const refusal = response && tellResponse(addition, response, call, clock);
  if (refusal) addition.onPutBack(refusal.error);
  return refusal;
}

/** Tells an addition what the response to its step means. Returns the refusal of one that the service did not judge. */
function tellResponse(
  addition: Addition,
  response: MemberResponse,
  call: CallFacts,
  clock: Clock,
): Refusal | undefined {
  if (addition.step === "send") {
    const sent = readMember<AccessPackageResourceRequest>(
      "createAccessPackageResourceRequest",
      response,
      call,
      clock.now(),
    );
    if ("error" in sent && sent.isPutBack) return sent;
    addition.onSent(sent, monotonicNow(clock));
    return undefined;
  }
  const page = readMember<ResourcePage>("listAccessPackageResources", response, call, clock.now());
  if ("error" in page && page.isPutBack) return page;
  addition.onLooked("error" in page ? page : findIn(page.data, addition), monotonicNow(clock));
  return undefined;
}

function tellUnknown(addition: Addition, now: number, cause?: unknown): void {
  const message = "The batch's response does not tell what became of this request.";
  tellError(addition, new OutcomeUnknownError(message, { attempts: addition.attempts, cause }), now);
}

function tellError(addition: Addition, error: AccessPackageResourceRequestsError, now: number): void {
  if (addition.step === "send") addition.onSent({ error }, now);
  else addition.onLooked({ error }, now);
}
