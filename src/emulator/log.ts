import type { FaultAction } from "./fault-kinds.js";
import type { OperationId } from "./service/bodies.js";

/** Where a request stands: by itself, around a batch, or inside one. */
export type RequestLevel = "single" | "batch" | "member";

/** The place of a batch member. */
export interface BatchPlace {
  /** The member's own id. */
  readonly id: string;
  /** Its place among the members, from 0. */
  readonly index: number;
}

/** One request as it came in; a member of a batch has a record of its own, after that of its batch. */
export interface RecordedRequest {
  /** When it came, in milliseconds of the emulator's clock. */
  readonly time: number;
  readonly level: RequestLevel;
  readonly method: string;
  /** Path and query as sent; for a batch member, its `url`. */
  readonly path: string;
  /** Names in lower case. The token in `authorization` is not kept. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as sent, `""` without one. */
  readonly body: string;
  /** The body parsed. Throws a SyntaxError when it is not JSON. */
  readonly json: unknown;
  /** Sent by the caller, or else the service's own `requestId`. */
  readonly clientRequestId: string;
  /** What the answer's `request-id` says. */
  readonly requestId: string;
  /** Undefined when the request matches no operation. */
  readonly operationId: OperationId | undefined;
  readonly batch: BatchPlace | undefined;
  /** The fault it met. */
  readonly fault: FaultAction | undefined;
}

/** One change that took effect. */
export interface CommitRecord {
  /** When, in milliseconds of the emulator's clock. */
  readonly time: number;
  readonly clientRequestId: string;
  /** What the answer's `request-id` says. */
  readonly requestId: string;
  readonly batch: BatchPlace | undefined;
  /** `"page"`: the body was the documentation page's, and no catalog changed. */
  readonly form: "page" | "published";
  readonly catalogId: string;
  readonly requestType: string;
  readonly originSystem: string | undefined;
  readonly originId: string | undefined;
}

/** A record that parses its body only when asked, because most are never looked at. */
export class RequestRecord implements RecordedRequest {
  readonly time: number;
  readonly level: RequestLevel;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly clientRequestId: string;
  readonly requestId: string;
  readonly operationId: OperationId | undefined;
  readonly batch: BatchPlace | undefined;
  fault: FaultAction | undefined;

  constructor(known: Omit<RecordedRequest, "json" | "fault">) {
    this.time = known.time;
    this.level = known.level;
    this.method = known.method;
    this.path = known.path;
    this.headers = known.headers;
    this.body = known.body;
    this.clientRequestId = known.clientRequestId;
    this.requestId = known.requestId;
    this.operationId = known.operationId;
    this.batch = known.batch;
  }

  get json(): unknown {
    return JSON.parse(this.body);
  }
}
