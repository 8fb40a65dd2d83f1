import type { Waits } from "../clock.js";
import type { FaultAction } from "../fault-kinds.js";
import { Faults } from "../faults/faults.js";
import { claimsChallenge, isBeforeChange, isWithheld, statusResponse, tooManyRequests } from "../faults/responses.js";
import { type CommitRecord, createRecord, type RecordedRequest, type RequestRecord } from "../log.js";
import type { Settings } from "../options.js";
import { type Exchange, errorResponse, Refusal, type ServiceResponse } from "../responses.js";
import { State } from "../state/state.js";
import { beta } from "./beta.js";
import { type Call, type Incoming, requireBearer, requireText } from "./request.js";
import { findRoute, type Route } from "./routes.js";
import { v1 } from "./v1.js";

/** The service without its transport. Single requests and the members of a batch are handled the same way. */
export class Service {
  readonly settings: Settings;
  /** The service root of each version. */
  readonly endpoints: Readonly<Record<"beta" | "v1.0", string>>;
  readonly requests: RecordedRequest[] = [];
  readonly commits: CommitRecord[] = [];
  readonly faults = new Faults();
  readonly #origin: string;
  readonly #waits: Waits;
  #state: State;

  /** @param origin Scheme, host and port. */
  constructor(settings: Settings, origin: string, waits: Waits) {
    this.settings = settings;
    this.endpoints = { beta: `${origin}${beta.rootPath}`, "v1.0": `${origin}${v1.rootPath}` };
    this.#origin = origin;
    this.#waits = waits;
    this.#state = new State(settings, this.commits);
  }

  reset(): void {
    this.requests.length = 0;
    this.commits.length = 0;
    this.faults.reset();
    this.#state = new State(this.settings, this.commits);
  }

  /** The whole state, for programs outside this process. */
  snapshot() {
    const catalogs = [...this.#state.catalogs()];
    return {
      catalogs: catalogs.map(({ facts }) => facts),
      resources: catalogs.flatMap(({ facts, resources }) =>
        [...resources].map((resource) => ({ catalogId: facts.id, ...resource })),
      ),
      requests: this.requests,
      commits: this.commits,
      faults: this.faults.pending,
    };
  }

  async handle(incoming: Incoming): Promise<Exchange> {
    const route = findRoute(incoming);
    const request = this.#record(incoming, route);
    const response = await this.#respond(incoming, route, request);
    if (!isWithheld(request.fault)) request.status = response?.status;
    this.settings.onRequest?.(request);
    return { request, response };
  }

  async #respond(incoming: Incoming, route: Route | Refusal, record: RequestRecord) {
    try {
      if (route instanceof Refusal) throw route;
      if (incoming.batch === undefined) this.#requireAcceptedToken(incoming);
      requireText(incoming);
      const fault = this.faults.take(record);
      record.fault = fault;
      await this.#beginFault(incoming, fault);
      const run: Call["run"] = (member) => this.handle(member);
      const endpoint = `${this.#origin}${route.version.rootPath}`;
      const call = { ...route, record, endpoint, state: this.#state, run };
      const own = fault !== undefined && isBeforeChange(fault) ? undefined : await this.#carryOut(route, call);
      return fault?.kind === "status" ? statusResponse(fault, own) : own;
    } catch (error) {
      return errorResponse(error, record, this.settings.clock.now());
    }
  }

  #record(incoming: Incoming, route: Route | Refusal): RequestRecord {
    const requestId = this.#state.newId();
    const operationId = route instanceof Refusal ? undefined : route.operationId;
    const { method, path, text = "", batch } = incoming;
    const { authorization, ...headers } = incoming.headers;
    const kept = /^Bearer /i.test(authorization ?? "") ? "Bearer [not kept]" : "[not kept]";
    const single = operationId === "postBatch" ? "batch" : "single";
    const record = createRecord({
      time: this.settings.clock.now(),
      level: batch === undefined ? single : "member",
      method,
      path,
      headers: authorization === undefined ? headers : { ...headers, authorization: kept },
      body: text,
      clientRequestId: incoming.headers["client-request-id"] ?? batch?.clientRequestId ?? requestId,
      requestId,
      operationId,
      batch: batch?.place,
    });
    if (this.settings.record) this.requests.push(record);
    return record;
  }

  #requireAcceptedToken(incoming: Incoming): void {
    const challenge = this.#state.refusedTokens.get(requireBearer(incoming));
    if (challenge !== undefined) throw challenge;
  }

  /** Waits, and throws the refusals that replace the operation. */
  async #beginFault(incoming: Incoming, fault: FaultAction | undefined): Promise<void> {
    if (fault?.latencyInMs !== undefined) await this.#waits.wait(fault.latencyInMs);
    if (fault?.kind === "throttle") throw tooManyRequests(fault.retryAfter);
    if (fault?.kind !== "claims") return;
    const challenge = claimsChallenge(fault);
    this.#state.refusedTokens.set(requireBearer(incoming), challenge);
    throw challenge;
  }

  /** Turns a refusal into a response, so that a fault can also strike after it. */
  async #carryOut({ handle }: Route, call: Call): Promise<ServiceResponse> {
    try {
      if (call.record.level !== "batch" && !call.state.takeToken()) throw tooManyRequests(1);
      return await handle(call);
    } catch (error) {
      return errorResponse(error, call.record, this.settings.clock.now());
    }
  }
}
