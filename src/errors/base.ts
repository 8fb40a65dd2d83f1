/** Marks the errors of every copy of the package. `instanceof` fails across copies. */
const brand = Symbol.for("access-package-resource-requests.error");

/**
 * What is known about the requested change after a call failed.
 * - `notCreated`: the service did not accept the request; sending it again cannot make the change twice.
 * - `unknown`: the service may have accepted it; check before you send it again.
 */
export type ErrorOutcome = "notCreated" | "unknown";

/** One HTTP request of a call, whether or not it could be sent. */
export interface Attempt {
  /** When the attempt began, ISO 8601 in UTC. */
  readonly startedOn: string;
  /** How long it took until its response was read or lost, in milliseconds. */
  readonly durationInMs: number;
  /** The `client-request-id` header that was sent. */
  readonly clientRequestId: string;
  /** The `request-id` header of the response: Microsoft's support asks for it. */
  readonly requestId?: string;
  /** HTTP status of the response; absent when none arrived. */
  readonly status?: number;
  /**
   * Why the response could not be read; absent when it was read. One of:
   * - a code of the system or of Node, such as `ECONNREFUSED`, `ECONNRESET`, `ENOTFOUND`, `CERT_HAS_EXPIRED` or `ERR_SSL_…`;
   * - a code of undici, `UND_ERR_…`, or of its HTTP parser, `HPE_…`;
   * - `TIMEOUT`: the time for the attempt or for the call passed. `ABORTED`: the caller's signal ended it;
   * - `PROXY_REFUSED`: a proxy refused to connect. `BAD_PORT`: `fetch` does not use this port;
   * - `UNREADABLE_RESPONSE`: the body is too long, or the response belongs to another call;
   * - `NO_RESPONSE`: a batch came back without a response to this member;
   * - `UNKNOWN`: the error has no code.
   */
  readonly code?: string;
}

/** What every error of this package says apart from its message. */
export interface ErrorDetails {
  readonly outcome: ErrorOutcome;
  readonly attempts: readonly Attempt[];
  readonly cause?: unknown;
}

/**
 * The base class of the errors of this package. Distinguish them by `name`, or by type guards such as `isGraphError`,
 * which also recognize errors of another copy of the package.
 */
export abstract class AccessPackageResourceRequestsError extends Error {
  abstract override readonly name: string;
  /** Whether the service may have made the change. */
  readonly outcome: ErrorOutcome;
  /** Every HTTP request of the call, in order; empty when none was sent. */
  readonly attempts: readonly Attempt[];

  constructor(message: string, details: ErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.outcome = details.outcome;
    // A copy, since the caller's list may grow.
    this.attempts = [...details.attempts];
    Object.defineProperty(this, brand, { value: true });
  }
}

/** A copy of the error for one of several changes that failed together, with its own outcome and attempts. */
export function withDetails<Kind extends AccessPackageResourceRequestsError>(
  error: Kind,
  { outcome, attempts }: Pick<ErrorDetails, "outcome" | "attempts">,
): Kind {
  const copy: Kind = Object.setPrototypeOf(new Error(error.message), Object.getPrototypeOf(error));
  const own = Object.getOwnPropertyDescriptors(error);
  const enumerable = true;
  const details = { outcome: { value: outcome, enumerable }, attempts: { value: [...attempts], enumerable } };
  return Object.defineProperties(copy, { ...own, ...details });
}

/** Whether a value is an error of this package, whichever copy of it made the error. */
export function isAccessPackageResourceRequestsError(value: unknown): value is AccessPackageResourceRequestsError {
  return typeof value === "object" && value !== null && brand in value;
}

/** Whether a value is an error of this package with the given `name`. */
export function hasName(value: unknown, name: string): boolean {
  return isAccessPackageResourceRequestsError(value) && value.name === name;
}
