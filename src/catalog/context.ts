import { type Attempt, isAccessPackageResourceRequestsError } from "../errors/index.js";
import type { Clock, RequestOptions } from "../options.js";
import type { Requests } from "../requests.js";
import { Deadline, reasonOf } from "../time/deadline.js";
import type { Result } from "../transport/to-error.js";
import type { ApiVersion, Change } from "../versions/version.js";
import { abortedBetweenRequests } from "./errors.js";

/** The catalog that an operation works on, and what it needs for that. */
export interface CatalogContext {
  readonly catalogId: string;
  readonly requests: Requests;
  readonly clock: Clock;
  /** The query that expands what is listed, without its `?`. Default: none. */
  readonly expand?: string;
}

/** Sends a request to change the catalog. Its body was checked or is made by this package. */
export async function sendChange(
  { requests }: CatalogContext,
  body: object,
  options: RequestOptions,
): Promise<Result<Change>> {
  return toChange(requests.version, await requests.create(body, options));
}

/** What a response says about the change. */
export function toChange({ changeOf }: ApiVersion, result: Result<object>): Result<Change> {
  return "data" in result ? { data: changeOf(result.data) } : result;
}

/**
 * Waits between two requests.
 *
 * @throws RequestAbortedError when the signal ends the wait.
 */
export async function pause(clock: Clock, delayInMs: number, signal: AbortSignal | undefined): Promise<void> {
  const deadline = new Deadline(clock, signal);
  try {
    await deadline.wait(delayInMs);
  } catch (error) {
    throw deadline.stopReason ? abortedBetweenRequests(reasonOf(signal)) : error;
  } finally {
    deadline.dispose();
  }
}

/** The same options, which also collect each attempt. */
export function recording(options: RequestOptions, attempts: Attempt[]): RequestOptions {
  const onAttempt = (attempt: Attempt) => {
    attempts.push(attempt);
    // Its promise is returned, so that a rejection is ignored as well.
    return options.onAttempt?.(attempt);
  };
  return { ...options, onAttempt };
}

/** The value of a promise, or the error of this package that it rejects with. Any other error is a defect and is thrown. */
export async function resultOf<Data>(promise: Promise<Data>): Promise<Result<Data>> {
  try {
    return { data: await promise };
  } catch (error) {
    if (isAccessPackageResourceRequestsError(error)) return { error };
    throw error;
  }
}
