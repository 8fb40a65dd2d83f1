import type { PublishedForm } from "../../contract/bodies.js";
import { type Attempt, isAccessPackageResourceRequestsError } from "../../errors/index.js";
import { type Clock, monotonicNow, type RequestOptions } from "../../options.js";
import type { Requests } from "../../requests.js";
import { Deadline } from "../../time/deadline.js";
import type { Result } from "../../transport/to-error.js";
import { abortedError } from "../aborted.js";
import { findListed, lookUp } from "../list.js";
import { keyOf } from "../origin.js";
import type { AddResult, AddSuccess } from "../types.js";
import type { Addition } from "./addition.js";

/**
 * Does an addition step by step, each in a request of its own, until nothing is left to do.
 *
 * @throws The error of an addition that failed or whose outcome is unknown.
 */
export async function addSingly(
  requests: Requests,
  clock: Clock,
  addition: Addition,
  body: PublishedForm,
  options: RequestOptions,
): Promise<AddSuccess> {
  const scope = new Deadline(clock, options.abortSignal);
  const observed = recording(options, addition.attempts);
  const { catalogId } = body;
  try {
    for (;;) {
      if (addition.result) return successOf(addition.result);
      // Only the caller's signal ends it early, which is looked at next.
      await scope.wait(addition.dueAt - monotonicNow(clock)).catch(() => undefined);
      if (options.abortSignal?.aborted) {
        addition.stop(abortedError(options.abortSignal));
      } else if (addition.step === "send") {
        addition.onSent(await requests.create(body, observed), monotonicNow(clock));
      } else if (addition.step === "look") {
        addition.onLooked(
          await resultOf(lookUp(requests, catalogId, addition.resource, observed)),
          monotonicNow(clock),
        );
      } else {
        await readList({ requests, catalogId, clock }, [addition], options);
      }
    }
  } finally {
    scope.dispose();
  }
}

/** Reads the list once for all additions that no look-up saw, and tells each what it shows. */
export async function readList(
  { requests, catalogId, clock }: { readonly requests: Requests; readonly catalogId: string; readonly clock: Clock },
  additions: readonly Addition[],
  options: RequestOptions,
): Promise<void> {
  const attempts: Attempt[] = [];
  const origins = additions.map(({ resource }) => resource);
  const listed = await resultOf(findListed(requests, catalogId, origins, recording(options, attempts)));
  for (const addition of additions) {
    addition.attempts.push(...attempts);
    const looked = "error" in listed ? listed : { data: listed.data.get(keyOf(addition.resource)) };
    addition.onLooked(looked, monotonicNow(clock));
  }
}

/** A result without an error; an error of a result is thrown, so that nobody can overlook it. */
export function successOf({ outcome, error, ...rest }: AddResult): AddSuccess {
  if (outcome === "failed" || outcome === "unknown") throw error;
  return { ...rest, outcome };
}

/** Options that also keep each attempt. */
export function recording(options: RequestOptions, attempts: Attempt[]): RequestOptions {
  const onAttempt = (attempt: Attempt) => {
    attempts.push(attempt);
    options.onAttempt?.(attempt);
  };
  return { ...options, onAttempt };
}

/** What came back, be it a value or one of the package's errors; any other error is a defect and goes on. */
async function resultOf<Data>(promise: Promise<Data>): Promise<Result<Data>> {
  try {
    return { data: await promise };
  } catch (error) {
    if (isAccessPackageResourceRequestsError(error)) return { error };
    throw error;
  }
}
