import { createOperations, type Operations } from "../generated/client.js";
import type { AccessPackageResourceRequest, BatchMember, CreateRequestBody, PageForm, ResourcePage } from "./bodies.js";
import { Call } from "./call.js";
import { checkBody, formOf, isExpectedAnswer, isRead, type OperationId } from "./check.js";
import { type TokenCredential, TokenSource } from "./credential.js";
import type { Endpoint } from "./endpoint.js";
import { readResponses } from "./error-body.js";
import {
  type AccessPackageResourceRequestsError,
  type BodyForm,
  isAccessPackageResourceRequestsError,
  RequestValidationError,
} from "./errors/index.js";
import { answerError, type CallFacts, lostAnswerError, unknownAnswerError } from "./failures.js";
import { type FetchLike, isHeaderValue, type ReadResponse, RequestRecord } from "./http.js";
import { checkOptions, describe, optionRules } from "./option-checks.js";
import { type CallSettings, type Clock, mergeSettings, type RequestOptions } from "./options.js";
import type { BodyLimits } from "./read-body.js";
import { redactText } from "./redact.js";
import { Transport } from "./transport.js";

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

/** The operations of the service, each turned into a value or one of the package's errors. */
export class Requests {
  /** Root of every address, without a slash at its end. */
  readonly baseUrl: string;
  readonly #operations: Operations;
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #settings: CallSettings;

  constructor({ endpoint, credential, fetch, clock, settings }: RequestsOptions) {
    this.#transport = new Transport(fetch, new TokenSource(credential, endpoint));
    this.baseUrl = endpoint.baseUrl;
    this.#clock = clock;
    this.#settings = settings;
    // openapi-fetch only builds the request and hands it to `fetch`, which is ours and reads a RequestRecord.
    this.#operations = createOperations({
      baseUrl: endpoint.baseUrl,
      Request: RequestRecord as unknown as typeof Request,
      // What its own do for forms and arrays is not asked for here, and costs time in each call.
      bodySerializer: (body) => JSON.stringify(body),
      querySerializer: () => "",
    });
  }

  create(body: CreateRequestBody, options: CreateRequestOptions): Promise<AccessPackageResourceRequest> {
    const id = "createAccessPackageResourceRequest";
    return this.#run(id, options, (fetch) => {
      check(body, id, options);
      return this.#operations[id]({ fetch, body });
    });
  }

  createByRef(body: PageForm, options: CreateRequestOptions): Promise<AccessPackageResourceRequest | undefined> {
    const id = "createAccessPackageResourceRequestByRef";
    return this.#run(id, options, (fetch) => {
      check(body, id, options);
      return this.#operations[id]({ fetch, body });
    });
  }

  /** @param search The query of the page's address, with its `?`; empty for the first page of everything. */
  listPage(catalogId: string, search: string, options: RequestOptions): Promise<ResourcePage> {
    const id = "listAccessPackageResources";
    const query = { params: { path: { catalogId } }, querySerializer: () => search.replace(/^\?/, "") };
    return this.#run(id, options, (fetch) => this.#operations[id]({ fetch, ...query }));
  }

  /** Sends members in one HTTP request. Whatever its status, a response that holds those of the members counts as them. */
  async batch(requests: BatchMember[], options: RequestOptions): Promise<BatchResult> {
    const id = "postBatch";
    const calls: Call[] = [];
    let responses: readonly unknown[] | undefined;
    let error: unknown;
    try {
      const send = (fetch: Fetch, call: Call) => {
        calls.push(call);
        return this.#operations[id]({ fetch, body: { requests } });
      };
      responses = (await this.#run(id, options, send)).responses;
    } catch (caught) {
      error = caught;
    }
    const [call] = calls;
    const response = call?.answer;
    responses ??= response && readResponses(response.bodyAsText);
    if (call && responses) return { responses, call };
    if (isAccessPackageResourceRequestsError(error)) return { error, response };
    throw error;
  }

  async #run<Data>(id: OperationId, options: CreateRequestOptions, send: Send<Data>): Promise<Data> {
    checkOptions(options, optionRules.request);
    const headers = headersOf(options);
    const { clientRequestId = crypto.randomUUID() } = options;
    const settings = mergeSettings(this.#settings, options);
    const limits = bodyLimitsOf(id);
    const call = new Call(settings, this.#clock, clientRequestId, headers, isRead(id), limits, options.abortSignal);
    let isWritten = false;
    const fetch = (request: unknown) => {
      isWritten = true;
      return this.#transport.send(request as RequestRecord, call) as Promise<unknown> as Promise<Response>;
    };
    try {
      const { data, response } = await send(fetch, call);
      return unwrap(id, call, response as unknown as ReadResponse, data);
    } catch (error) {
      if (isAccessPackageResourceRequestsError(error)) throw error;
      if (call.answer) throw unknownAnswerError(call.answer, call, new SyntaxError("The answer's body is not JSON."));
      if (!isWritten) throw unwritable(error, formOf(id));
      // A fetch that answers with something else than a response; what it did before is not known.
      throw lostAnswerError({ fault: error, cause: "UNKNOWN", status: undefined }, call);
    } finally {
      call.dispose();
    }
  }
}

/** The responses to the members as they came, unchecked, or why there are none and the response that says so. */
export type BatchResult =
  | { readonly responses: readonly unknown[]; readonly call: CallFacts }
  | { readonly error: AccessPackageResourceRequestsError; readonly response: ReadResponse | undefined };

type Fetch = (request: unknown) => Promise<Response>;
type Send<Data> = (fetch: Fetch, call: Call) => Promise<{ readonly data?: Data; readonly response: Response }>;

/** The one place where an answer becomes a value or an error. */
export function unwrap<Data>(id: OperationId, call: CallFacts, response: ReadResponse, data: Data | undefined): Data {
  if (!response.ok) throw answerError(response, call);
  if (!isExpectedAnswer(id, response.status, data)) throw unknownAnswerError(response, call);
  return data;
}

function check(body: unknown, id: OperationId, options: CreateRequestOptions): void {
  const issues = options.validate === false ? [] : checkBody(body, id);
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
