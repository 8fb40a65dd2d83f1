import type { components } from "../../generated/beta/schema.js";
import type { RecordedRequest } from "./log.js";

/** What the service sends back. */
export interface ServiceResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a string as it is. */
  readonly body?: object | string;
}

/** A request and its response, unless a fault withholds it. The fault of the request also decides how it is sent. */
export interface Exchange {
  readonly request: RecordedRequest;
  readonly response: ServiceResponse | undefined;
}

interface RefusalOptions {
  readonly details?: components["schemas"]["errorDetails"][];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown to refuse a request. The service turns it into an error response. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly options: RefusalOptions;

  constructor(status: number, code: string, message: string, options: RefusalOptions = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.options = options;
  }
}

export function notModelled(what: string): Refusal {
  return new Refusal(501, "NotImplemented", `The emulator does not model ${what}.`);
}

export function badRequest(message: string): Refusal {
  return new Refusal(400, "BadRequest", message);
}

const jsonType = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

// The real service sends the address of an internal host with its errors. A client that follows it fails here.
const strayLocation = "https://behind-the-service.invalid/api/v1/resourceRequests";

const diagnostic = JSON.stringify({
  ServerInfo: { DataCenter: "Emulator", Slice: "E", Ring: "0", ScaleUnit: "000", RoleInstance: "EMULATOR" },
});

export function jsonResponse(status: number, body: object | string): ServiceResponse {
  return { status, headers: { "content-type": jsonType, "odata-version": "4.0" }, body };
}

/** @param error A Refusal; anything else is a defect in the emulator. */
export function refusalOf(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(500, "EmulatorFailure", `The emulator failed: ${error}`);
}

export function errorResponse(error: unknown, request: RecordedRequest, now: number): ServiceResponse {
  const { status, code, message, options } = refusalOf(error);
  const body: components["schemas"]["oDataError"] = {
    error: {
      code,
      message,
      details: options.details ?? [],
      innerError: {
        // The real service sends this date in UTC without a zone.
        date: new Date(now).toISOString().slice(0, "yyyy-mm-ddThh:mm:ss".length),
        "request-id": request.requestId,
        "client-request-id": request.clientRequestId,
      },
    },
  };
  return { status, headers: { "content-type": jsonType, location: strayLocation, ...options.headers }, body };
}

/** The headers of an HTTP response. Responses inside a batch do not have them. */
export function serviceHeaders({ clientRequestId, requestId }: RecordedRequest, now: number): Record<string, string> {
  return {
    "cache-control": "no-cache",
    "client-request-id": clientRequestId,
    date: new Date(now).toUTCString(),
    "request-id": requestId,
    "x-ms-ags-diagnostic": diagnostic,
  };
}
