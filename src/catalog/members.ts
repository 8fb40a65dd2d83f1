import { createFinalURL, defaultPathSerializer } from "openapi-fetch";
import { operations } from "../../generated/contract.js";
import type { BatchMember, BatchMemberAnswer, PublishedForm } from "../bodies.js";
import type { OperationId } from "../check.js";
import type { AccessPackageResourceRequestsError } from "../errors/index.js";
import type { CallFacts } from "../failures.js";
import { isHeaderValue, ReadResponse } from "../http.js";
import { judgeAnswer } from "../outcomes.js";
import { unwrap } from "../requests.js";

/** Of a member's headers, these decide something. */
const decidingHeaders = ["retry-after", "request-id", "www-authenticate"];

/** A request to change the catalog, as a member of a batch. */
export function createMember(id: string, clientRequestId: string, body: PublishedForm): BatchMember {
  const { method, path } = operations.createAccessPackageResourceRequest;
  const headers = { "Content-Type": "application/json", "client-request-id": clientRequestId };
  return { id, method, url: path, headers, body: { ...body } };
}

/** A look into the catalog, as a member of a batch. */
export function listMember(id: string, clientRequestId: string, catalogId: string, search: string): BatchMember {
  const { method, path } = operations.listAccessPackageResources;
  const querySerializer = () => search.replace(/^\?/, "");
  const url = createFinalURL(path, {
    baseUrl: "",
    params: { path: { catalogId } },
    querySerializer,
    pathSerializer: defaultPathSerializer,
  });
  return { id, method, url, headers: { "client-request-id": clientRequestId } };
}

/** What a member's answer means: its value, or an error and whether the service asks for it again. */
export type MemberResult<Data> =
  | { readonly data: Data }
  | {
      readonly error: AccessPackageResourceRequestsError;
      readonly isPutBack: boolean;
      readonly retryAfterInMs: number | undefined;
    };

/**
 * Judges a member's answer as if it had come alone.
 *
 * @param now The current time, in milliseconds since 1970; dates in `Retry-After` count from it.
 */
export function readMember<Data>(
  operationId: OperationId,
  answer: BatchMemberAnswer,
  call: CallFacts,
  now: number,
): MemberResult<Data> {
  const response = toResponse(answer, now);
  try {
    return { data: unwrap(operationId, call, response, answer.body as Data | undefined) };
  } catch (error) {
    // Also a look is only put back for what throttling means; it is repeated in its own time otherwise.
    const isPutBack = judgeAnswer(response, { ...call, isRead: false }).repeat;
    return { error: error as AccessPackageResourceRequestsError, isPutBack, retryAfterInMs: response.retryAfterInMs };
  }
}

function toResponse({ status, headers, body }: BatchMemberAnswer, now: number): ReadResponse {
  // Here they are JSON, which holds more than a header can: what none could say is as good as absent.
  const known = Object.entries(headers ?? {}).flatMap<[string, string]>(([name, value]) =>
    decidingHeaders.includes(name.toLowerCase()) && isHeaderValue(String(value)) ? [[name, String(value)]] : [],
  );
  const head = { status, ok: status >= 200 && status < 300, headers: new Headers(known) };
  return new ReadResponse(head, JSON.stringify(body) ?? "", now);
}

/** The `request-id` of a member's answer. */
export function requestIdOf(answer: BatchMemberAnswer): string | undefined {
  return toResponse(answer, 0).requestId;
}
