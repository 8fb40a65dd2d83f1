/** Recognises our errors across two copies of the package, where `instanceof` fails. */
const brand = Symbol.for("access-package-resource-requests.error");

/**
 * What is known of the change that was asked for, after a call failed.
 * - `notCreated`: the service did not take the request; sending it again cannot double it.
 * - `unknown`: the service may or may not have taken it; look before sending it again.
 */
export type ErrorOutcome = "notCreated" | "unknown";

/** One HTTP request that was sent, or tried, for a call. */
export interface Attempt {
  /** When the attempt began, ISO 8601 in UTC. */
  readonly startedOn: string;
  /** How long it took until its outcome was clear, in milliseconds. */
  readonly durationInMs: number;
  /** The `client-request-id` header that was sent. */
  readonly clientRequestId: string;
  /** The `request-id` header of the answer: what Microsoft's support asks for. */
  readonly requestId?: string;
  /** HTTP status of the answer; absent when none arrived. */
  readonly status?: number;
  /** Why no answer arrived, such as `ECONNRESET`; absent when one did. */
  readonly cause?: string;
}

export interface ErrorDetails {
  readonly outcome: ErrorOutcome;
  readonly attempts: readonly Attempt[];
  readonly cause?: unknown;
}

/**
 * What every error of this package extends. Tell the kinds apart by `name`, or by the guards
 * (`isGraphError`, …), which also recognise errors of another copy of the package.
 */
export abstract class AccessPackageResourceRequestsError extends Error {
  abstract override readonly name: string;
  /** Whether the service may have made the change all the same. */
  readonly outcome: ErrorOutcome;
  /** Every HTTP request of the call, the first one first; empty when none was sent. */
  readonly attempts: readonly Attempt[];

  constructor(message: string, details: ErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.outcome = details.outcome;
    // A copy: what goes on afterwards is no part of how it came to this.
    this.attempts = [...details.attempts];
    Object.defineProperty(this, brand, { value: true });
  }
}

/** The same error for one of the changes that failed by it, each with an outcome and attempts of its own. */
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
