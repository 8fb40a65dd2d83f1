import type { BatchPlace, RequestRecord } from "../log.js";
import { badRequest, type Exchange, notModelled, Refusal, type ServiceResponse } from "../responses.js";
import type { State } from "../state/state.js";
import { isJsonObject, isShallow, type JsonObject } from "./json.js";
import type { GraphVersion } from "./version.js";

/** A request as it arrives over HTTP or inside a batch. */
export interface Incoming {
  readonly method: string;
  /** Path and query as sent. A member of a batch leaves out the service root. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined when the body is larger than `maxBodyBytes`. */
  readonly text: string | undefined;
  /** Only for a member of a batch: its place, and the `client-request-id` and the service root of the batch. */
  readonly batch?: { readonly place: BatchPlace; readonly clientRequestId: string; readonly rootPath: string };
}

/** A request to an operation, and what the operation works with. */
export interface Call {
  readonly record: RequestRecord;
  readonly version: GraphVersion;
  /** Path parameters, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Without the service root and the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The service root. */
  readonly endpoint: string;
  readonly state: State;
  /** Runs a member of a batch. */
  readonly run: (incoming: Incoming) => Promise<Exchange>;
}

/** Carries out an operation. */
export type Handler = (call: Call) => ServiceResponse | Promise<ServiceResponse>;

/** Graph accepts a request body of up to 4 MB and responds with 413 to a larger one. */
export const maxBodyBytes = 4 * 1024 * 1024;

export function requireText({ text }: Incoming): string {
  if (text === undefined) throw new Refusal(413, "RequestEntityTooLarge", "The body is larger than 4 MB.");
  return text;
}

/** Returns the token of `Authorization: Bearer <token>`. */
export function requireBearer({ headers }: Incoming): string {
  const token = /^Bearer +(\S+)$/i.exec(headers["authorization"] ?? "")?.[1];
  if (token !== undefined) return token;
  throw new Refusal(401, "InvalidAuthenticationToken", "Access token is empty.", {
    headers: { "www-authenticate": 'Bearer realm=""' },
  });
}

export function requireKnownQuery({ query }: Call, ...options: readonly string[]): void {
  for (const name of query.keys()) {
    if (!options.includes(name)) throw notModelled(`the query option "${name}"`);
    if (query.getAll(name).length > 1) throw badRequest(`Query option '${name}' was specified more than once.`);
  }
}

export function requireJsonContent(headers: Incoming["headers"]): void {
  if (/^application\/json\s*(;|$)/i.test(headers["content-type"] ?? "")) return;
  throw new Refusal(415, "UnsupportedMediaType", "Content-Type must be application/json.");
}

/** Returns the body of a request whose address has no query. */
export function requireJsonObject(call: Call): JsonObject {
  const { record } = call;
  requireKnownQuery(call);
  requireJsonContent(record.headers);
  // Microsoft's SDK for Go compresses bodies, and sends them again as they are after this status.
  if (record.headers["content-encoding"] !== undefined) {
    throw new Refusal(415, "UnsupportedMediaType", "The emulator does not read compressed bodies.");
  }
  let body: unknown;
  try {
    body = record.json;
  } catch {
    throw badRequest("Unable to read JSON request payload.");
  }
  if (!isShallow(body)) throw badRequest("The request payload is nested too deeply.");
  if (!isJsonObject(body)) throw badRequest("The request payload must be a JSON object.");
  return body;
}

export function contextOf({ endpoint }: Call, path: string): string {
  return `${endpoint}/$metadata#${path.slice(1)}`;
}
