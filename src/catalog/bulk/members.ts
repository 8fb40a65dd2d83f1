import type { Contract } from "../../contract/contract.js";
import { isObject } from "../../contract/is-object.js";
import { type AccessPackageResourceRequestsError, type Attempt, ConnectionError } from "../../errors/index.js";
import { redactText } from "../../errors/redact.js";
import { isHeaderValue } from "../../option-checks.js";
import type { Complete, RetryOptions } from "../../options.js";
import { outcomeOfResponse } from "../../responses/outcomes.js";
import { ReadResponse } from "../../transport/messages.js";
import { type CallFacts, type Result, resultOf } from "../../transport/to-error.js";
import type { ResourcePage } from "../../versions/version.js";
import type { Addition } from "../add/addition.js";
import type { ListedResource } from "../any-version.js";
import { isFrom } from "../origin.js";

/** The headers of a member's response that matter. */
const usedHeaders = ["retry-after", "request-id", "www-authenticate"];

/** A response to a member. Its headers and body are not checked yet. */
export interface MemberResponse {
  readonly status: number;
  readonly headers?: unknown;
  readonly body?: unknown;
}

/** Why a member has to be sent again, and how long the service asks to wait before that. */
export interface PutBack {
  readonly error: AccessPackageResourceRequestsError;
  /** In milliseconds; absent when the service gives no time. */
  readonly waitInMs?: number;
}

/** The `id` of a member's response; `undefined` when no member can have it. */
export function idOf(response: unknown): string | undefined {
  const id = isObject(response) ? response["id"] : undefined;
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

/** The response to a member; `undefined` when there is none, several that differ, or one without an HTTP status. */
export function responseTo(id: string, responses: readonly unknown[]): MemberResponse | undefined {
  const [first, ...others] = responses.filter((response) => idOf(response) === id);
  const text = others.length > 0 ? toText(first) : "";
  const areEqual = text !== undefined && others.every((other) => toText(other) === text);
  return areEqual && isMemberResponse(first) ? first : undefined;
}

function isMemberResponse(value: unknown): value is MemberResponse {
  const status = isObject(value) ? value["status"] : undefined;
  return typeof status === "number" && Number.isInteger(status) && status >= 100 && status <= 599;
}

/** A value as JSON; `undefined` when it is nested too deeply to be written. */
function toText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return undefined;
  }
}

/**
 * Reads a member's response as if it were a separate response: its value, its error, or why to send it again.
 *
 * @param now The current time, in milliseconds since 1970, to compare with a date in `Retry-After`.
 */
export function readMember<Data>(
  contract: Contract,
  operationId: string,
  { body, ...head }: MemberResponse,
  call: CallFacts,
  now: number,
): Result<Data> | { readonly putBack: PutBack } {
  const response = toResponse(head, toText(body) ?? "", now);
  const result = resultOf<Data>(contract, operationId, call, response);
  // Only throttling puts a look-up back. After another error, its addition repeats it.
  if ("data" in result || !outcomeOfResponse(response, { ...call, isRead: false }).repeat) return result;
  return { putBack: toPutBack(result.error, response, call.settings.retry) };
}

/** A time to wait that cannot be read counts as the base delay. */
export function toPutBack(
  error: AccessPackageResourceRequestsError,
  response: ReadResponse | undefined,
  { baseDelayInMs }: Complete<RetryOptions>,
): PutBack {
  const waitInMs = response?.retryAfterInMs ?? (response?.hasUnreadableRetryAfter ? baseDelayInMs : undefined);
  return { error, ...(waitInMs !== undefined && { waitInMs }) };
}

function toResponse({ status, headers }: MemberResponse, text: string, now: number): ReadResponse {
  // JSON allows values that a header cannot have. Such a header is present, but empty.
  const used = Object.entries(headers ?? {}).flatMap<[string, string]>(([name, given]) => {
    const value = typeof given === "number" ? String(given) : given;
    return usedHeaders.includes(name.toLowerCase()) ? [[name, isHeaderValue(value) ? value : ""]] : [];
  });
  return new ReadResponse({ status, headers: new Headers(used) }, text, now);
}

/** What a look-up found. If the list continues on another page, it does not prove that the resource is absent. */
export function findIn(page: ResourcePage, { resource, attempts }: Addition): Result<ListedResource | undefined> {
  const data = page.value.find((listed) => isFrom(listed, resource));
  if (data || !page["@odata.nextLink"]) return { data };
  const message = "The look-up is not complete: the service lists more resources on another page.";
  return { error: new ConnectionError(message, "UNREADABLE_RESPONSE", { outcome: "notCreated", attempts }) };
}

/** The attempt of a member, which has the times of its batch. */
export function toAttempt(batch: CallFacts, call: CallFacts, response: MemberResponse | undefined): Attempt {
  // The batch has a response, so it has an attempt.
  const [{ startedOn, durationInMs }] = batch.attempts().slice(-1) as [Attempt];
  const requestId = (response && toResponse(response, "", 0).requestId) || undefined;
  return {
    startedOn,
    durationInMs,
    clientRequestId: call.clientRequestId,
    ...(response ? { status: response.status } : { code: "NO_RESPONSE" }),
    ...(requestId !== undefined && { requestId: redactText(requestId, call.secrets) }),
  };
}
