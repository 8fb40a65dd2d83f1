import type { EmulatorFaults } from "./faults/faults.js";
import type { CommitRecord, RecordedRequest } from "./log.js";
import { type EmulatorOptions, settingsOf } from "./options.js";
import { EmulatorServer } from "./server.js";

export type { EmulatorClock } from "./clock.js";
export type { FaultAction, FaultKind, FaultTime, RetryAfter } from "./fault-kinds.js";
export type { EmulatorFaults } from "./faults/faults.js";
export type { Fault, FaultTarget } from "./faults/target.js";
export type { BatchPlace, CommitRecord, RecordedRequest, RequestLevel } from "./log.js";
export type { EmulatorOptions } from "./options.js";
export type { OperationId } from "./service/bodies.js";
export type { Lag } from "./state/lags.js";
export type { TokenBucketOptions } from "./state/token-bucket.js";

/** A running emulator. */
export interface Emulator {
  /** The service root, such as `http://127.0.0.1:49152/beta`: plain HTTP, reachable from this machine only. */
  readonly endpoint: string;
  /** Every request so far, batch members included, in order of arrival; empty with `record: false`. */
  readonly requests: readonly RecordedRequest[];
  /**
   * Every change that took effect, in order: what a test counts to prove that nothing was lost or done twice. A request
   * with `isValidationOnly` in the published form changes nothing and is not here.
   */
  readonly commits: readonly CommitRecord[];
  /** What goes wrong. */
  readonly faults: EmulatorFaults;
  /** Forgets catalogs, requests, commits, refused tokens and faults, and counts ids from the start. */
  reset(): void;
  /** Resolves when no request is being worked on: a caller that gave up may have left one behind. */
  idle(): Promise<void>;
  /** Ends at once: open connections are cut, waits are dropped, nothing commits any more. */
  close(): Promise<void>;
}

/**
 * Starts an in-process stand-in for the part of Microsoft Graph this package calls. It checks requests by the same
 * contract the client is compiled from and keeps its state in memory. Any bearer token is accepted.
 *
 * A resource is stored as it was sent. Two origins are equal when their origin systems are, without regard to case and
 * to blanks around them, and their ids are: GUIDs without regard to case, addresses of sites without regard to case and
 * to a slash at the end. `eq` in a `$filter` knows less of it: it compares texts exactly, GUIDs without regard to case.
 *
 * @throws The system's error when the port is taken; a RangeError for an option out of range, which a port that
 * browsers and `fetch` refuse is too.
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const server = await EmulatorServer.listen(options.port ?? 0, settingsOf(options));
  const { endpoint, requests, commits, faults } = server.service;
  return {
    endpoint,
    requests,
    commits,
    faults,
    reset: () => server.service.reset(),
    idle: () => server.idle(),
    close: () => server.close(),
  };
}
