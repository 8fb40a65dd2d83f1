import type { RequestRecord } from "../log.js";
import { notModelled, Refusal } from "../responses.js";
import { isJsonObject, type JsonObject } from "./bodies.js";
import type { FoundRoute, Route } from "./routes.js";

/** Graph's limit for a request that writes: 4 MB, with 413 above it. */
export const maxBodyBytes = 4 * 1024 * 1024;

/** A request as it came off the wire, or out of a batch. */
export interface Incoming {
  readonly method: string;
  /** Path and query as sent. */
  readonly sentPath: string;
  /** The same from the service root on; `""` when it lies outside of it. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined when it was too large to be kept. */
  readonly text: string | undefined;
}

/** A request that has found its operation. */
export interface Call extends FoundRoute {
  readonly record: RequestRecord;
  /** From the service root on, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
}

export function requireRoute(route: Route, method: string, path: string): FoundRoute {
  if (route.operationId !== undefined) return route;
  if (route.allowed.length === 0) {
    throw new Refusal(404, "NotFound", `No HTTP resource was found that matches the request URI '${path}'.`);
  }
  const headers = { allow: route.allowed.join(", ") };
  throw new Refusal(405, "MethodNotAllowed", `The method ${method} is not allowed here.`, { headers });
}

/** The token of `Authorization: Bearer <token>`. */
export function requireBearer({ headers }: Incoming): string {
  const token = /^Bearer +(\S+)$/i.exec(headers["authorization"] ?? "")?.[1];
  if (token !== undefined) return token;
  throw new Refusal(401, "InvalidAuthenticationToken", "Access token is empty.", {
    headers: { "www-authenticate": 'Bearer realm=""' },
  });
}

export function requireKnownQuery({ operation, query }: Call): void {
  for (const name of query.keys()) {
    if (operation.parameters[name]?.in !== "query") throw notModelled(`the query option "${name}"`);
  }
}

export function requireJsonObject({ record }: Call): JsonObject {
  if (!/^application\/json\s*(;|$)/i.test(record.headers["content-type"] ?? "")) {
    throw new Refusal(415, "UnsupportedMediaType", "Content-Type must be application/json.");
  }
  let body: unknown;
  try {
    body = record.json;
  } catch {
    throw new Refusal(400, "BadRequest", "Unable to read JSON request payload.");
  }
  if (!isJsonObject(body)) throw new Refusal(400, "BadRequest", "The request payload must be a JSON object.");
  return body;
}
