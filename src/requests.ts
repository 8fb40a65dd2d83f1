import type { Endpoint } from "./auth/endpoint.js";
import { type TokenCredential, TokenSource } from "./auth/tokens.js";
import { hasToJson, isObject } from "./contract/is-object.js";
import { isRefused } from "./contract/issue.js";
import {
  type AccessPackageResourceRequestsError,
  type Attempt,
  type BodyForm,
  RequestValidationError,
} from "./errors/index.js";
import { redactText } from "./errors/redact.js";
import { checkOptions, optionRules } from "./option-checks.js";
import {
  type CallSettings,
  type Clock,
  type CreateRequestOptions,
  mergeSettings,
  type RequestOptions,
  type StopOption,
} from "./options.js";
import { readResponses } from "./responses/error-body.js";
import { Deadline } from "./time/deadline.js";
import type { Call } from "./transport/call.js";
import { headersOf } from "./transport/headers.js";
import type { FetchLike, OutgoingRequest, ReadResponse } from "./transport/messages.js";
import { OperationRequests } from "./transport/openapi-fetch.js";
import { type CallFacts, errorOf, errorWithoutResponse, type Result, resultOf } from "./transport/to-error.js";
import { Transport } from "./transport/transport.js";
import type { ApiVersion, BatchMember, CatalogPage, ResourcePage } from "./versions/version.js";

interface RequestsOptions {
  readonly version: ApiVersion;
  readonly endpoint: Endpoint;
  readonly credential: TokenCredential | undefined;
  readonly fetch: FetchLike;
  readonly clock: Clock;
  readonly settings: CallSettings;
}

/** What the last attempt of a call ended with: its response, or the error that came in its place, secrets included. */
interface LastAttempt {
  readonly response?: ReadResponse;
  readonly lost?: unknown;
}

/** What an operation needs: the body, or the parameters of the path. */
interface Init {
  readonly body?: object;
  readonly params?: object;
}

/** The result of a call, with what an error would report about it. */
export type CallResult<Data> = Result<Data> & LastAttempt & { readonly call: CallFacts };

/** Why a batch has no responses to its members. */
export type BatchFailure = LastAttempt & { readonly error: AccessPackageResourceRequestsError };

/** The responses to the members as they came, unchecked, or why there are none. */
type BatchResult = { readonly responses: readonly unknown[]; readonly call: CallFacts } | BatchFailure;

/** The operations of the service. Each resolves to a value or to one of the package's errors. */
export class Requests {
  /** Root of every URL, without a trailing slash. */
  readonly baseUrl: string;
  /** What a journal belongs to. All loopback endpoints are one service, whatever their port. */
  readonly service: string;
  readonly version: ApiVersion;
  readonly #operations: OperationRequests;
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #settings: CallSettings;

  constructor({ version, endpoint, credential, fetch, clock, settings }: RequestsOptions) {
    this.baseUrl = endpoint.baseUrl;
    this.service = endpoint.isLoopback ? "http://localhost" : new URL(endpoint.baseUrl).origin;
    this.version = version;
    this.#operations = new OperationRequests(endpoint.baseUrl, version);
    this.#transport = new Transport(fetch, new TokenSource(credential, endpoint));
    this.#clock = clock;
    this.#settings = settings;
  }

  /** @param operation What creates the request. */
  create<Entity extends object | undefined = object>(
    body: object,
    options: CreateRequestOptions,
    operation = this.version.operations.create,
  ): Promise<Result<Entity>> {
    return this.#run(operation, { body }, options);
  }

  /** @param search The query of the page's URL, without its `?`; empty for the first page of everything. */
  listPage(catalogId: string, search: string, options: RequestOptions): Promise<CallResult<ResourcePage>> {
    return this.#run(this.version.operations.listResources, { params: { path: { catalogId } } }, options, search);
  }

  /** @param search The query of the page's URL, without its `?`. */
  listCatalogPage(search: string, options: RequestOptions): Promise<CallResult<CatalogPage>> {
    return this.#run(this.version.operations.listCatalogs, {}, options, search);
  }

  /** Sends members in one HTTP request. A response of any status can contain the responses of the members. */
  async batch(requests: BatchMember[], options: RequestOptions): Promise<BatchResult> {
    const { batch } = this.version.operations;
    const result = await this.#run<{ readonly responses: unknown[] }>(batch, { body: { requests } }, options);
    if ("data" in result) return { responses: result.data.responses, call: result.call };
    const responses = result.response && readResponses(result.response.bodyAsText);
    return responses ? { responses, call: result.call } : result;
  }

  /** One call, from its options to its value or its error. */
  async #run<Data>(
    id: string,
    init: Init,
    options: CreateRequestOptions & StopOption,
    search?: string,
  ): Promise<CallResult<Data>> {
    checkOptions<CreateRequestOptions>(options, optionRules.request);
    let sent: string | null = null;
    const advice = () => this.version.contract.adviceOn(JSON.parse(String(sent)), id);
    const call = this.#startCall(id, options, advice);
    try {
      const request = await this.#write(id, init, options, search);
      sent = request.body;
      const response = await this.#transport.send(request, call);
      if (response.kind === "lost") return { error: errorOf(response, call), call, lost: response.error };
      return { call, response, ...resultOf<Data>(this.version.contract, id, call, response) };
    } catch (error) {
      return { error: errorWithoutResponse(error, call), call };
    } finally {
      call.deadline.dispose();
    }
  }

  #startCall(id: string, options: CreateRequestOptions & StopOption, advice: Call["advice"]): Call {
    const { contract, names, operations } = this.version;
    const isRead = contract.isRead(id);
    const isBatch = id === operations.batch;
    const settings = mergeSettings(this.#settings, options);
    const headers = headersOf(options);
    const attempts: (() => Attempt)[] = [];
    return {
      clock: this.#clock,
      settings,
      clientRequestId: options.clientRequestId ?? crypto.randomUUID(),
      headers,
      isRead,
      names,
      advice,
      bodyLimits: {
        success: (isRead || isBatch ? 32 : 4) * mebibyte,
        // A refused batch can contain the responses of its members, as a success does.
        refusal: (isBatch ? 32 : 1) * mebibyte,
      },
      abortSignal: options.abortSignal,
      stopSignal: options.stopSignal,
      deadline: new Deadline(this.#clock, options.abortSignal, settings.timeoutInMs),
      secrets: [],
      attempts: () => attempts.map((describe) => describe()),
      record: (describe) => attempts.push(describe),
    };
  }

  async #write(
    id: string,
    given: Init,
    { validate = true }: CreateRequestOptions,
    search?: string,
  ): Promise<OutgoingRequest> {
    const { contract } = this.version;
    const { body } = given;
    try {
      // A body that has toJSON is checked as the JSON that is sent.
      const init: Init = isObject(body) && hasToJson(body) ? { body: JSON.parse(JSON.stringify(body)) } : given;
      const issues = validate ? contract.checkBody(init.body, id) : [];
      if (isRefused(issues)) throw new RequestValidationError(issues);
      return await this.#operations.create(id, init, search);
    } catch (cause) {
      throw cause instanceof RequestValidationError ? cause : unwritable(cause, contract.formOf(id));
    }
  }
}

const mebibyte = 1024 * 1024;

/** The error for a body that JSON cannot express, such as one with a cycle or a BigInt. */
export function unwritable(cause: unknown, form: BodyForm): RequestValidationError {
  const why = redactText(String(cause).split("\n", 1).join(), []);
  return new RequestValidationError([
    { pointer: "", rule: "type", form, message: `send what can be written as JSON (${why})` },
  ]);
}
