import { createHash } from "node:crypto";
import { type OperationContract, operations } from "../../../generated/beta/contract.js";
import type { Waits } from "../clock.js";
import { type FaultAction, isBeforeChange } from "../fault-kinds.js";
import { Faults } from "../faults/faults.js";
import { claimsChallenge, faultResponse } from "../faults/responses.js";
import { type BatchPlace, type CommitRecord, type RecordedRequest, RequestRecord } from "../log.js";
import type { Settings } from "../options.js";
import { errorResponse, notModelled, Refusal, type ResponseIds, type ServiceResponse } from "../responses.js";
import { Catalogs } from "../state/state.js";
import { TokenBucket } from "../state/token-bucket.js";
import type { OperationId } from "./bodies.js";
import { type Call, type Incoming, requireBearer, requireKnownQuery, requireRoute } from "./request.js";
import { findRoute, type Route } from "./routes.js";

/** Carries out an operation. */
export type Handler = (call: Call, service: Service) => ServiceResponse | Promise<ServiceResponse>;

/** What became of a request: the answer there is, if any, and the fault that decides how it travels. */
export interface Delivery {
  readonly response: ServiceResponse | undefined;
  readonly fault: FaultAction | undefined;
  readonly ids: ResponseIds;
}

/** Everything that `reset()` takes back to the start. */
function freshMemory(settings: Settings) {
  return {
    catalogs: new Catalogs(settings),
    bucket: new TokenBucket(settings.clock, settings.throttle),
    refusedTokens: new Map<string, string | undefined>(),
    ids: 0,
  };
}

/** The service behind the wire: single requests and the members of a batch go the same way through it. */
export class Service {
  readonly settings: Settings;
  readonly endpoint: string;
  readonly requests: RecordedRequest[] = [];
  readonly commits: CommitRecord[] = [];
  readonly faults: Faults;
  readonly #waits: Waits;
  readonly #handlers: ReadonlyMap<string, Handler>;
  readonly #operations: Readonly<Record<string, OperationContract>>;
  #memory: ReturnType<typeof freshMemory>;

  constructor(
    settings: Settings,
    endpoint: string,
    waits: Waits,
    handlers: Readonly<Partial<Record<OperationId, Handler>>>,
    known: Readonly<Record<string, OperationContract>> = operations,
  ) {
    this.settings = settings;
    this.endpoint = endpoint;
    this.faults = new Faults();
    this.#waits = waits;
    this.#handlers = new Map(Object.entries(handlers));
    this.#operations = known;
    this.#memory = freshMemory(settings);
  }

  get catalogs(): Catalogs {
    return this.#memory.catalogs;
  }

  newId(): string {
    this.#memory.ids += 1;
    return `e0000000-0000-4000-8000-${String(this.#memory.ids).padStart(12, "0")}`;
  }

  contextOf(path: string): string {
    return `${this.endpoint}/$metadata#${path.slice(1)}`;
  }

  commit({ record }: Call, change: Omit<CommitRecord, keyof ResponseIds | "time" | "batch">): void {
    const { clientRequestId, requestId, batch } = record;
    this.commits.push({ time: this.settings.clock.now(), clientRequestId, requestId, batch, ...change });
  }

  reset(): void {
    this.requests.length = 0;
    this.commits.length = 0;
    this.faults.reset();
    this.#memory = freshMemory(this.settings);
  }

  /** `member` is given for a request inside a batch. */
  async handle(incoming: Incoming, member?: { place: BatchPlace; clientRequestId: string }): Promise<Delivery> {
    const path = incoming.path.replace(/\?.*$/s, "");
    const query = new URLSearchParams(incoming.path.slice(path.length));
    const route = findRoute(this.#operations, incoming.method, path);
    const record = this.#record(incoming, route, member);
    try {
      const matched = requireRoute(route, incoming.method, path);
      if (member === undefined) this.#authenticate(incoming);
      if (incoming.text === undefined) throw new Refusal(413, "RequestEntityTooLarge", "The body is above 4 MB.");
      record.fault = this.faults.take(record);
      return await this.#delivery({ ...matched, record, path, query }, incoming);
    } catch (error) {
      return { response: this.#refuse(error, record), fault: record.fault, ids: record };
    }
  }

  #record(incoming: Incoming, route: Route, member: { place: BatchPlace; clientRequestId: string } | undefined) {
    const requestId = this.newId();
    const { authorization, ...headers } = incoming.headers;
    const kept = /^Bearer /i.test(authorization ?? "") ? "Bearer [not kept]" : "[not kept]";
    const single = route.operationId === "postBatch" ? "batch" : "single";
    const record = new RequestRecord({
      time: this.settings.clock.now(),
      level: member === undefined ? single : "member",
      method: incoming.method,
      path: incoming.sentPath,
      headers: authorization === undefined ? headers : { ...headers, authorization: kept },
      body: incoming.text ?? "",
      clientRequestId: incoming.headers["client-request-id"] ?? member?.clientRequestId ?? requestId,
      requestId,
      operationId: route.operationId as OperationId | undefined,
      batch: member?.place,
    });
    if (this.settings.record) this.requests.push(record);
    return record;
  }

  #authenticate(incoming: Incoming): void {
    const token = fingerprint(requireBearer(incoming));
    if (this.#memory.refusedTokens.has(token)) throw claimsChallenge(this.#memory.refusedTokens.get(token));
  }

  async #delivery(call: Call, incoming: Incoming): Promise<Delivery> {
    const { record } = call;
    const { fault } = record;
    if (fault?.latencyInMs !== undefined) await this.#waits.wait(fault.latencyInMs);
    if (fault?.kind === "claims") this.#memory.refusedTokens.set(fingerprint(requireBearer(incoming)), fault.claims);
    const response = fault !== undefined && isBeforeChange(fault) ? undefined : await this.#carryOut(call);
    const said = fault === undefined ? response : faultResponse(fault, response, record, this.settings.clock.now());
    return { response: said, fault, ids: record };
  }

  /** A refusal is an answer here, so that a fault can strike after it too. */
  async #carryOut(call: Call): Promise<ServiceResponse> {
    try {
      if (call.record.level !== "batch") this.#memory.bucket.take();
      requireKnownQuery(call);
      const handler = this.#handlers.get(call.operationId);
      if (handler === undefined) throw notModelled(`the operation ${call.operationId}`);
      return await handler(call, this);
    } catch (error) {
      return this.#refuse(error, call.record);
    }
  }

  #refuse(error: unknown, ids: ResponseIds): ServiceResponse {
    const refusal =
      error instanceof Refusal ? error : new Refusal(500, "EmulatorFailure", `The emulator failed: ${String(error)}`);
    return errorResponse(refusal, ids, this.settings.clock.now());
  }
}

/** Tokens are told apart without being kept. */
function fingerprint(token: string): string {
  return createHash("sha256").update(token).digest("base64");
}
