import type { Endpoint } from "./auth/endpoint.js";
import { type TokenCredential, TokenSource } from "./auth/tokens.js";
import type {
  AccessPackageResourceRequest,
  BatchMember,
  CreateRequestBody,
  PageForm,
  ResourcePage,
} from "./contract/bodies.js";
import { checkBody, formOf, isRead, type OperationId } from "./contract/check.js";
import {
  type AccessPackageResourceRequestsError,
  type BodyForm,
  isAccessPackageResourceRequestsError,
  RequestValidationError,
} from "./errors/index.js";
import { redactText } from "./errors/redact.js";
import { checkOptions, describe, isHeaderValue, optionRules } from "./option-checks.js";
import { type CallSettings, type Clock, mergeSettings, type RequestOptions } from "./options.js";
import { readResponses } from "./responses/error-body.js";
import { Call } from "./transport/call.js";
import type { FetchLike, ReadResponse } from "./transport/messages.js";
import { type DataOf, type InitOf, OperationRequests } from "./transport/openapi-fetch.js";
import type { BodyLimits } from "./transport/read-body.js";
import { type CallFacts, judge, lostResponseError, type Result } from "./transport/to-error.js";
import { Transport } from "./transport/transport.js";

/** Options of one request that has a body. */
export interface CreateRequestOptions extends RequestOptions {
  /** Whether the body is checked against the contract before it is sent. Default: `true`. */
  readonly validate?: boolean;
}

export interface RequestsOptions {
  readonly endpoint: Endpoint;
  readonly credential: TokenCredential | undefined;
  readonly fetch: FetchLike;
  readonly clock: Clock;
  readonly settings: CallSettings;
}

/** Headers that are not the caller's to set: who asks, whom, and what the body is. */
const ownHeaders = [
  ...["accept", "authorization", "host", "content-type", "content-length", "client-request-id"],
  // HTTP libraries refuse these, but not before a request counts as tried.
  ...["expect", "keep-alive", "transfer-encoding", "upgrade"],
];

const mebibyte = 1024 * 1024;

/** A refused batch may hold the responses of its members, as a success does. */
function bodyLimitsOf(id: OperationId): BodyLimits {
  if (id === "postBatch") return { success: 32 * mebibyte, refusal: 32 * mebibyte };
  return { success: (isRead(id) ? 32 : 4) * mebibyte, refusal: mebibyte };
}

/** The operations of the service. Each resolves to a value or to one of the package's errors, and says which call it was. */
export class Requests {
  /** Root of every address, without a slash at its end. */
  readonly baseUrl: string;
  readonly #operations: OperationRequests;
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #settings: CallSettings;

  constructor({ endpoint, credential, fetch, clock, settings }: RequestsOptions) {
    this.baseUrl = endpoint.baseUrl;
    this.#operations = new OperationRequests(endpoint.baseUrl);
    this.#transport = new Transport(fetch, new TokenSource(credential, endpoint));
    this.#clock = clock;
    this.#settings = settings;
  }

  create(body: CreateRequestBody, options: CreateRequestOptions): Promise<Result<AccessPackageResourceRequest>> {
    return this.#run("createAccessPackageResourceRequest", { body }, options);
  }

  createByRef(
    body: PageForm,
    options: CreateRequestOptions,
  ): Promise<Result<AccessPackageResourceRequest | undefined>> {
    return this.#run("createAccessPackageResourceRequestByRef", { body }, options);
  }

  /** @param search The query of the page's address, without its `?`; empty for the first page of everything. */
  listPage(catalogId: string, search: string, options: RequestOptions): Promise<Result<ResourcePage>> {
    return this.#run("listAccessPackageResources", { params: { path: { catalogId } } }, options, search);
  }

  /** Sends members in one HTTP request. Whatever its status, a response that holds those of the members counts as them. */
  async batch(requests: BatchMember[], options: RequestOptions): Promise<BatchResult> {
    const result = await this.#run("postBatch", { body: { requests } }, options);
    if ("data" in result) return { responses: result.data.responses, call: result.call };
    const { error, call, response } = result;
    const responses = response && readResponses(response.bodyAsText);
    return responses ? { responses, call } : { error, response };
  }

  /** Everything that an operation goes through, in its order. */
  async #run<Id extends OperationId>(
    id: Id,
    init: InitOf<Id>,
    options: CreateRequestOptions,
    search?: string,
  ): Promise<CallResult<DataOf<Id>>> {
    const call = this.#callOf(id, options);
    try {
      if ("body" in init && options.validate !== false) assertBody(init.body, id);
      const request = await this.#operations.create(id, init, search).catch((cause) => {
        throw unwritable(cause, formOf(id));
      });
      const response = await this.#transport.send(request, call);
      return response.kind === "lost"
        ? { error: lostResponseError(response, call), call }
        : { ...judge<DataOf<Id>>(id, call, response), call, response };
    } catch (error) {
      if (!isAccessPackageResourceRequestsError(error)) throw error;
      return { error, call };
    } finally {
      call.deadline.dispose();
    }
  }

  #callOf(id: OperationId, options: CreateRequestOptions): Call {
    checkOptions(options, optionRules.request);
    const { clientRequestId = crypto.randomUUID(), abortSignal } = options;
    const details = {
      settings: mergeSettings(this.#settings, options),
      clientRequestId,
      headers: headersOf(options),
      isRead: isRead(id),
      bodyLimits: bodyLimitsOf(id),
      abortSignal,
    };
    return new Call(details, this.#clock);
  }
}

/** What came of a call, and the last response when there is one. */
type CallResult<Data> = Result<Data> & { readonly call: CallFacts; readonly response?: ReadResponse };

/** The responses to the members as they came, unchecked, or why there are none and the response that says so. */
export type BatchResult =
  | { readonly responses: readonly unknown[]; readonly call: CallFacts }
  | { readonly error: AccessPackageResourceRequestsError; readonly response: ReadResponse | undefined };

function assertBody(body: unknown, id: OperationId): void {
  const issues = checkBody(body, id);
  if (issues.length > 0) throw new RequestValidationError(issues);
}

function headersOf(options: RequestOptions): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (ownHeaders.includes(name.toLowerCase())) throw new TypeError(`headers must not set ${name}: the client does`);
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name))
      throw new TypeError(`headers must have names HTTP allows, not ${describe(name)}`);
    if (!isHeaderValue(value))
      throw new TypeError(`headers must be texts of printable characters, which ${name} is not`);
    headers[name.toLowerCase()] = value;
  }
  return headers;
}

/** JSON has no way to say it: a cycle, a BigInt. */
export function unwritable(cause: unknown, form: BodyForm): RequestValidationError {
  const why = redactText(String(cause).split("\n", 1).join(), []);
  return new RequestValidationError([
    { pointer: "", rule: "type", form, message: `send what can be written as JSON (${why})` },
  ]);
}
