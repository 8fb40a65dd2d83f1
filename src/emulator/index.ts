/**
 * An emulator of the service, for tests and for trying the package without a tenant.
 *
 * @module access-package-resource-requests/emulator
 */
import type { EmulatorFaults } from "./faults/faults.js";
import type { CommitRecord, RecordedRequest } from "./log.js";
import { type EmulatorOptions, settingsOf } from "./options.js";
import { EmulatorServer } from "./server.js";

export type { EmulatorClock } from "./clock.js";
export type { FaultAction, FaultKind, FaultKinds, FaultTime, Lag, RetryAfter } from "./fault-kinds.js";
export type { EmulatorFaults, Fault, FaultTarget } from "./faults/faults.js";
export type { BatchPlace, CommitRecord, OperationId, RecordedRequest, RequestLevel } from "./log.js";
export type { EmulatorCatalog, EmulatorOptions, TokenBucketOptions } from "./options.js";

/** A running emulator. */
export interface Emulator {
  /** The service root of beta, such as `http://127.0.0.1:49152/beta`. Plain HTTP, reachable only from this machine. */
  readonly endpoint: string;
  /** The service root of each version. Both have the same state: a resource that is added on one is listed on the other. */
  readonly endpoints: Readonly<Record<"beta" | "v1.0", string>>;
  /** Every request so far, batch members included, in order of arrival. Empty with `record: false`. */
  readonly requests: readonly RecordedRequest[];
  /**
   * Every change that took effect, in order. A test counts them to prove that none was lost or made twice. A request
   * in the published form with `isValidationOnly` changes nothing and is not included.
   */
  readonly commits: readonly CommitRecord[];
  /** The faults to inject. */
  readonly faults: EmulatorFaults;
  /** Removes catalogs, requests, commits, refused tokens and faults, and restarts the ids. */
  reset(): void;
  /** Resolves when no request is in progress, including requests that their callers have abandoned. */
  idle(): Promise<void>;
  /** Closes at once: cuts connections and cancels waits. Nothing commits after that. */
  close(): Promise<void>;
}

/**
 * Starts an in-process emulator of the part of Microsoft Graph that this package calls. It checks requests against the
 * contract that the client is generated from and keeps its state in memory. It accepts any bearer token.
 *
 * It serves beta and v1.0 from the same state, each with its own paths and bodies. v1.0 refuses unknown properties, for
 * example those of beta, with 400 `InvalidModel`. Beta ignores unknown properties.
 *
 * Programs in other languages and browsers use it over HTTP, at the address without the version. These routes need no
 * token, and faults do not strike them:
 *
 * - `GET /` shows the state as a page that reloads itself.
 * - `GET /state` returns `{ catalogs, resources, requests, commits, faults }` as JSON: `requests` and `commits` are those
 *   of {@link Emulator}, and `faults` are those that have not struck yet.
 * - `POST /state/reset` does what `reset()` does.
 * - `POST /faults` queues a fault, or a list of faults, as `faults.next` does. The body is JSON, sent as
 *   `application/json`. If a fault is invalid, the response is 400 with the reason, and none is queued.
 *
 * A web page from a server on this machine may call the routes of Graph (CORS). No page from another origin may call
 * the routes above.
 *
 * It also supports requests that only other clients send: reads of one catalog and of requests, and `$select`, `$count`
 * and `$skip`. To requests that it does not model, it responds with 404 for a path, 405 for a method and otherwise 501
 * `NotImplemented`.
 *
 * It stores a resource as it was sent. A group, an application or a site that is sent without a name or a type gets one.
 * The id of a group or an application must be a GUID. Two origins are equal when their origin systems and their ids are
 * equal. The comparison ignores case and surrounding whitespace in origin systems, case in GUIDs, and case and a
 * trailing slash in site addresses. A `$filter` can use `eq`, `startswith` and `contains` on every property in a list,
 * `and`, `or` and parentheses. It compares strings exactly, but GUIDs case-insensitively. With `$expand`, a group has
 * the roles Member and Owner, other resources have no roles, and each resource has its root scope.
 *
 * @throws The system error when the port is taken; a RangeError for an option out of range or a port that browsers and
 * `fetch` refuse.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const server = await EmulatorServer.listen(settingsOf(options));
  const { endpoints, requests, commits, faults } = server.service;
  return {
    endpoint: endpoints.beta,
    endpoints,
    requests,
    commits,
    faults,
    reset: () => server.service.reset(),
    idle: () => server.idle(),
    close: () => server.close(),
  };
}
