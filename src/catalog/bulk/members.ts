import { operations } from "../../../generated/beta/contract.js";
import { beta, type OperationId } from "../../contract/beta.js";
import type { BatchMember, CatalogResource, PublishedForm, ResourcePage } from "../../contract/bodies.js";
import { isObject } from "../../contract/is-object.js";
import { type AccessPackageResourceRequestsError, type Attempt, ConnectionError } from "../../errors/index.js";
import { redactText } from "../../errors/redact.js";
import { isHeaderValue } from "../../option-checks.js";
import type { RetryOptions } from "../../options.js";
import { outcomeOfResponse } from "../../responses/outcomes.js";
import { ReadResponse } from "../../transport/messages.js";
import { addressOf } from "../../transport/openapi-fetch.js";
import { type CallFacts, type Result, resultOf } from "../../transport/to-error.js";
import type { Addition } from "../add/addition.js";
import { isFrom } from "../origin.js";

/** Of a member's headers, these decide something. */
const decidingHeaders = ["retry-after", "request-id", "www-authenticate"];

/** A request to change the catalog, as a member of a batch. */
export function createMember(id: string, clientRequestId: string, body: PublishedForm): BatchMember {
  const { method, path } = operations.createAccessPackageResourceRequest;
  const headers = { "Content-Type": "application/json", "client-request-id": clientRequestId };
  return { id, method, url: path, headers, body };
}

/** A look into the catalog, as a member of a batch. */
export function listMember(id: string, clientRequestId: string, catalogId: string, search: string): BatchMember {
  const operationId = "listAccessPackageResources";
  const { method } = operations[operationId];
  const url = addressOf(operationId, { catalogId }, search);
  return { id, method, url, headers: { "client-request-id": clientRequestId } };
}

/** A response to a member, as far as it was checked. */
export interface MemberResponse {
  readonly status: number;
  readonly headers?: unknown;
  readonly body?: unknown;
}

/** The `id` of a member's response; `undefined` when it is none that could have been sent. */
export function idOf(response: unknown): string | undefined {
  const id = isObject(response) ? response["id"] : undefined;
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

/** The one response to a member; `undefined` when there is none that can be trusted. */
export function responseTo(id: string, responses: readonly unknown[]): MemberResponse | undefined {
  const [first, ...others] = responses.filter((response) => idOf(response) === id);
  const isUnanimous =
    others.length === 0 || others.every((other) => toText(other) !== undefined && toText(other) === toText(first));
  return isUnanimous && isMemberResponse(first) ? first : undefined;
}

function isMemberResponse(value: unknown): value is MemberResponse {
  const status = isObject(value) ? value["status"] : undefined;
  return typeof status === "number" && Number.isInteger(status) && status >= 100 && status <= 599;
}

/** A value as JSON; `undefined` when it is nested too deep to be written. */
function toText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return undefined;
  }
}

/** Why a member has no value, and how long the service asks to wait before it is sent again. */
export interface Refusal {
  readonly error: AccessPackageResourceRequestsError;
  /** In milliseconds; absent when the service names no time. */
  readonly waitInMs?: number;
}

/** What a member's response means: its value, or a refusal that says whether the service asks for it again. */
export type MemberResult<Data> = { readonly data: Data } | (Refusal & { readonly isPutBack: boolean });

/**
 * Judges a member's response as if it had come alone.
 *
 * @param now The current time, in milliseconds since 1970; dates in `Retry-After` count from it.
 */
export function readMember<Data>(
  operationId: OperationId,
  { body, ...head }: MemberResponse,
  call: CallFacts,
  now: number,
): MemberResult<Data> {
  const response = toResponse(head, toText(body) ?? "", now);
  const result = resultOf<Data>(beta, operationId, call, response);
  if ("data" in result) return result;
  // Also a look is only put back for what throttling means; it is repeated in its own time otherwise.
  const isPutBack = outcomeOfResponse(response, { ...call, isRead: false }).repeat;
  return { ...result, isPutBack, ...waitOf(response, call.settings.retry) };
}

/** How long a refusal asks to wait. A time that cannot be read is at least the base delay, since the service named one. */
export function waitOf(
  response: ReadResponse | undefined,
  { baseDelayInMs }: Required<RetryOptions>,
): Pick<Refusal, "waitInMs"> {
  const waitInMs = response?.retryAfterInMs ?? (response?.hasUnreadableRetryAfter ? baseDelayInMs : undefined);
  return waitInMs === undefined ? {} : { waitInMs };
}

function toResponse({ status, headers }: MemberResponse, text: string, now: number): ReadResponse {
  // Here they are JSON, which holds more than a header can: what none could say is there, and cannot be read.
  const known = Object.entries(headers ?? {}).flatMap<[string, string]>(([name, value]) => {
    const said = typeof value === "number" ? String(value) : value;
    return decidingHeaders.includes(name.toLowerCase()) ? [[name, isHeaderValue(said) ? said : ""]] : [];
  });
  return new ReadResponse({ status, headers: new Headers(known) }, text, now);
}

/** What a look-up found. A page that goes on and does not list the resource does not say that it is absent. */
export function findIn(page: ResourcePage, { resource, attempts }: Addition): Result<CatalogResource | undefined> {
  const data = page.value.find((each) => isFrom(each, resource));
  if (data || !page["@odata.nextLink"]) return { data };
  const message = "The look-up is not complete: the service lists more resources on another page.";
  return { error: new ConnectionError(message, "UNREADABLE_RESPONSE", { outcome: "notCreated", attempts }) };
}

/** The attempt of a member, which left and came back with its batch. */
export function toAttempt(batch: CallFacts, call: CallFacts, response: MemberResponse | undefined): Attempt {
  // The batch has a response, so it was sent.
  const [{ startedOn, durationInMs }] = batch.attempts.slice(-1) as [Attempt];
  const requestId = (response && toResponse(response, "", 0).requestId) || undefined;
  return {
    startedOn,
    durationInMs,
    clientRequestId: call.clientRequestId,
    ...(response ? { status: response.status } : { code: "NO_RESPONSE" }),
    ...(requestId !== undefined && { requestId: redactText(requestId, call.secrets) }),
  };
}
