import type { BodyOf } from "./service/bodies.js";

/** What goes back to the caller, before it is known how it travels. */
export interface ServiceResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON body. */
  readonly body?: unknown;
  /** A body that is not JSON, with its media type in `headers`. */
  readonly text?: string;
}

interface RefusalOptions {
  readonly details?: BodyOf<"ErrorDetails">[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by whatever declines a request; becomes an error answer in one place. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: BodyOf<"ErrorDetails">[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, options: RefusalOptions = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = options.details ?? [];
    this.headers = options.headers ?? {};
  }
}

export function notModelled(what: string): Refusal {
  return new Refusal(501, "NotImplemented", `The emulator does not model ${what}.`);
}

export interface ResponseIds {
  readonly requestId: string;
  readonly clientRequestId: string;
}

const jsonType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

// The service names a host behind itself on its errors; a caller who follows it must find out here.
const strayLocation = "https://behind-the-service.invalid/api/v1/resourceRequests";

const diagnostic = JSON.stringify({
  ServerInfo: { DataCenter: "Emulator", Slice: "E", Ring: "0", ScaleUnit: "000", RoleInstance: "EMULATOR" },
});

export function jsonResponse(status: number, body: unknown): ServiceResponse {
  return { status, headers: { "content-type": jsonType, "odata-version": "4.0" }, body };
}

export function errorResponse(refusal: Refusal, ids: ResponseIds, now: number): ServiceResponse {
  const body: BodyOf<"ODataError"> = {
    error: {
      code: refusal.code,
      message: refusal.message,
      details: refusal.details,
      innerError: {
        // The service prints this date in UTC and without saying so.
        date: new Date(now).toISOString().slice(0, "yyyy-mm-ddThh:mm:ss".length),
        "request-id": ids.requestId,
        "client-request-id": ids.clientRequestId,
      },
    },
  };
  return {
    status: refusal.status,
    headers: { "content-type": jsonType, location: strayLocation, ...refusal.headers },
    body,
  };
}

/** The headers of an HTTP answer; the answers inside a batch go without. */
export function serviceHeaders(ids: ResponseIds, now: number): Record<string, string> {
  return {
    "cache-control": "no-cache",
    "client-request-id": ids.clientRequestId,
    date: new Date(now).toUTCString(),
    "request-id": ids.requestId,
    "x-ms-ags-diagnostic": diagnostic,
  };
}
