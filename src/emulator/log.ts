import type { operations as betaOperations } from "../../generated/beta/contract.js";
import type { operations as v1Operations } from "../../generated/v1.0/contract.js";
import type { FaultAction } from "./fault-kinds.js";

/** Name of an operation in the specification of either version. */
export type OperationId = keyof typeof betaOperations | keyof typeof v1Operations;

/** Whether a request is single, a `$batch`, or a member of a `$batch`. */
export type RequestLevel = "single" | "batch" | "member";

/** The position of a batch member. */
export interface BatchPlace {
  /** The member's own id. */
  readonly id: string;
  /** Its index among the members, from 0. */
  readonly index: number;
}

/** One request as it arrived. A member of a batch has its own record, after that of the batch. */
export interface RecordedRequest {
  /** When it arrived, in milliseconds of the emulator's clock. */
  readonly time: number;
  readonly level: RequestLevel;
  readonly method: string;
  /** Path and query as sent; for a batch member, its `url`. */
  readonly path: string;
  /** Names in lower case. The token in `authorization` is not kept. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as sent, `""` without one. */
  readonly body: string;
  /** The parsed body. Throws a SyntaxError when it is not JSON. */
  readonly json: unknown;
  /** The caller's `client-request-id`, or `requestId` when the caller sent none. */
  readonly clientRequestId: string;
  /** The `request-id` of the response. */
  readonly requestId: string;
  /** Undefined when the request matches no operation. */
  readonly operationId: OperationId | undefined;
  readonly batch: BatchPlace | undefined;
  /** The fault that struck it. */
  readonly fault: FaultAction | undefined;
  /** The status of the response. Undefined before it is decided, and when a fault withholds the response. */
  readonly status: number | undefined;
  /** The change that took effect. */
  readonly commit: CommitRecord | undefined;
}

/** One change that took effect. */
export interface CommitRecord {
  /** When, in milliseconds of the emulator's clock. */
  readonly time: number;
  readonly clientRequestId: string;
  /** The `request-id` of the response. */
  readonly requestId: string;
  readonly batch: BatchPlace | undefined;
  /** `"page"`: the body had the form of the documentation page of beta, and no catalog changed. */
  readonly form: "page" | "published";
  readonly catalogId: string;
  /** As sent: `AdminAdd` in beta, `adminAdd` in v1.0. */
  readonly requestType: string;
  readonly originSystem: string | undefined;
  readonly originId: string | undefined;
}

/** What is not yet known when a request arrives. */
type Outcome = Pick<RecordedRequest, "fault" | "status" | "commit">;

/** A record whose outcome is not decided yet. */
export type RequestRecord = Omit<RecordedRequest, keyof Outcome> & { -readonly [Name in keyof Outcome]: Outcome[Name] };

/** Makes `json` a hidden getter: printing or comparing a record must not throw because its body is not JSON. */
export function createRecord(known: Omit<RecordedRequest, "json" | keyof Outcome>): RequestRecord {
  const record = { ...known, fault: undefined, status: undefined, commit: undefined, json: undefined };
  return Object.defineProperty(record, "json", { enumerable: false, get: () => JSON.parse(known.body) });
}

/** A record in a form for people to read. */
export function describeRequest({ time, method, path, batch, status, commit, fault }: RecordedRequest) {
  const { requestType, originSystem, originId } = commit ?? {};
  return {
    time: new Date(time).toISOString().slice("yyyy-mm-ddT".length),
    method,
    path: batch === undefined ? path : `${path} (member ${batch.id})`,
    status: status ?? "no response",
    tookEffect: [requestType, originSystem, originId].filter(Boolean).join(" "),
    fault: fault && `fault: ${fault.kind}${"when" in fault ? ` ${fault.when}` : ""}`,
  };
}
