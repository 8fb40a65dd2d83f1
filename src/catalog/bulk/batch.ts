import { isConnectionError, isGraphError, OutcomeUnknownError } from "../../errors/index.js";
import { monotonicNow, type RequestOptions } from "../../options.js";
import type { BatchFailure } from "../../requests.js";
import { outcomeOfError } from "../../responses/outcomes.js";
import type { CallFacts } from "../../transport/to-error.js";
import type { BatchMember, ResourcePage } from "../../versions/version.js";
import type { Addition } from "../add/addition.js";
import type { ResourceToAdd } from "../any-version.js";
import { type CatalogContext, toChange } from "../context.js";
import type { AdditionSettings } from "../options.js";
import { searchFor } from "../origin.js";
import { findIn, idOf, type PutBack, readMember, responseTo, toAttempt, toPutBack } from "./members.js";

export interface BulkContext extends CatalogContext {
  readonly bodyOf: (resource: ResourceToAdd) => object;
}

export interface BatchSettings extends Pick<AdditionSettings, "retry"> {
  readonly options: RequestOptions;
}

/** What the next batches have to consider. */
export interface BatchOutcome {
  /** One for each addition that the service did not process. Its step is sent again. */
  readonly putBack: readonly PutBack[];
  /** Why they were put back, or why nothing was sent; absent when the service processed the whole batch. */
  readonly reason?: "throttled" | "tooLarge" | "notConnected";
  /** The number of responses to requests that were not sent. */
  readonly unexpectedResponses: number;
}

interface Member {
  readonly id: string;
  readonly addition: Addition;
  readonly clientRequestId: string;
  readonly request: BatchMember;
}

/**
 * Does the next step of each addition in one `$batch`, and hands each addition its response.
 *
 * @param mayReconnect Whether the additions are put back, or fail, if the service cannot be reached.
 */
export async function sendBatch(
  catalog: BulkContext,
  additions: readonly Addition[],
  settings: BatchSettings,
  mayReconnect: boolean,
): Promise<BatchOutcome> {
  try {
    const members = additions.map((addition, index) => toMember(catalog, addition, String(index + 1)));
    // No retry here: whatever is put back makes all batches wait.
    const options = { ...settings.options, retry: { ...settings.retry, maxRetries: 0 } };
    const requests = members.map(({ request }) => request);
    const result = await catalog.requests.batch(requests, options);
    return "error" in result
      ? handleError(catalog, additions, result, settings, mayReconnect)
      : handleResponses(catalog, members, result.responses, result.call);
  } catch (error) {
    // A defect in this package: how far the batch got is not known.
    for (const addition of additions) if (!addition.result) noResponse(catalog, addition);
    throw error;
  }
}

function toMember({ requests, catalogId, bodyOf }: BulkContext, addition: Addition, id: string): Member {
  const { step, resource } = addition;
  const { contract, operations } = requests.version;
  const operation = step === "send" ? operations.create : operations.listResources;
  const method = contract.methodOf(operation);
  const path = contract.pathOf(operation);
  const clientRequestId = crypto.randomUUID();
  const headers = { "client-request-id": clientRequestId };
  const request =
    step === "send"
      ? { id, method, url: path, headers: { "Content-Type": "application/json", ...headers }, body: bodyOf(resource) }
      : {
          id,
          method,
          url: `${path.replace(/\{\w+\}/, encodeURIComponent(catalogId))}?${searchFor(resource)}`,
          headers,
        };
  return { id, addition, clientRequestId, request };
}

/** The batch as a whole was refused or lost. */
function handleError(
  catalog: BulkContext,
  additions: readonly Addition[],
  { error, response, lost }: BatchFailure,
  settings: BatchSettings,
  mayReconnect: boolean,
): BatchOutcome {
  for (const { attempts } of additions) attempts.push(...error.attempts);
  const reason = reasonToPutBack({ error, lost }, additions.length);
  if (reason && (mayReconnect || reason !== "notConnected")) {
    const putBack = toPutBack(error, response, settings.retry);
    for (const addition of additions) addition.onPutBack(error);
    return { putBack: additions.map(() => putBack), reason, unexpectedResponses: 0 };
  }
  // Some of its members failed, and it does not say which.
  const isOpen = isGraphError(error) && error.status === 424;
  for (const addition of additions) {
    if (isOpen) noResponse(catalog, addition, error);
    else addition.onError(error, monotonicNow(catalog.clock));
  }
  return { putBack: [], unexpectedResponses: 0, ...(reason && { reason }) };
}

function reasonToPutBack({ error, lost }: BatchFailure, count: number): BatchOutcome["reason"] {
  if (isGraphError(error) && (error.status === 429 || error.status === 503)) return "throttled";
  if (isGraphError(error) && error.status === 413 && count > 1) return "tooLarge";
  // The cause of the error is a copy, which does not say that the connection never opened.
  return isConnectionError(error) && outcomeOfError(lost).repeat ? "notConnected" : undefined;
}

function handleResponses(
  catalog: BulkContext,
  members: readonly Member[],
  responses: readonly unknown[],
  batch: CallFacts,
): BatchOutcome {
  const ids = new Set<string | undefined>(members.map(({ id }) => id));
  const putBack = members.flatMap((member) => handleMember(catalog, member, responses, batch) ?? []);
  const unexpectedResponses = responses.filter((response) => !ids.has(idOf(response))).length;
  return { putBack, unexpectedResponses, ...(putBack.length > 0 && { reason: "throttled" }) };
}

function handleMember(
  catalog: BulkContext,
  { id, addition, clientRequestId, request }: Member,
  responses: readonly unknown[],
  batch: CallFacts,
): PutBack | undefined {
  const { attempts, step } = addition;
  const { version } = catalog.requests;
  const { contract, operations, names } = version;
  const call: CallFacts = {
    attempts: () => attempts,
    clientRequestId,
    isRead: step === "look",
    settings: batch.settings,
    names,
    advice: () => contract.adviceOn(request.body, operations.create),
    // A response may quote its member alone.
    get secrets() {
      return request.body ? [...batch.secrets, JSON.stringify(request.body)] : batch.secrets;
    },
  };
  const response = responseTo(id, responses);
  attempts.push(toAttempt(batch, call, response));
  if (!response) return noResponse(catalog, addition);
  const { clock } = catalog;
  if (step === "send") {
    const sent = readMember<object>(contract, operations.create, response, call, clock.now());
    if ("putBack" in sent) return putBackOf(addition, sent);
    addition.onSent(toChange(version, sent), monotonicNow(clock));
  } else {
    const page = readMember<ResourcePage>(contract, operations.listResources, response, call, clock.now());
    if ("putBack" in page) return putBackOf(addition, page);
    addition.onLooked("error" in page ? page : findIn(page.data, addition), monotonicNow(clock));
  }
  return undefined;
}

function putBackOf(addition: Addition, { putBack }: { readonly putBack: PutBack }): PutBack {
  addition.onPutBack(putBack.error);
  return putBack;
}

/** It is not known what the service did with the addition's request. */
function noResponse({ clock }: BulkContext, addition: Addition, cause?: unknown): undefined {
  const message = "The response to the batch does not give the outcome of this request.";
  addition.onError(new OutcomeUnknownError(message, { attempts: addition.attempts, cause }), monotonicNow(clock));
}
