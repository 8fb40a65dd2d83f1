import type { PublishedForm } from "../bodies.js";
import { type Attempt, isAccessPackageResourceRequestsError } from "../errors/index.js";
import type { Clock, RequestOptions } from "../options.js";
import type { Requests } from "../requests.js";
import { Scope } from "../scope.js";
import { abortedError } from "./aborted.js";
import type { Addition, Reply } from "./addition.js";
import { findListed, lookUp } from "./list.js";
import { keyOf } from "./origin.js";
import type { AddResult, AddSuccess } from "./types.js";

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
  const scope = new Scope(clock, options.abortSignal);
  const observed = recording(options, addition.attempts);
  const listed = async () => {
    const found = await findListed(requests, body.catalogId, [addition.resource], observed);
    return found.get(keyOf(addition.resource));
  };
  try {
    for (;;) {
      if (addition.result) return successOf(addition.result);
      // Only the caller's signal ends it early, which is looked at next.
      await scope.wait(addition.dueAt - clock.now()).catch(() => undefined);
      if (options.abortSignal?.aborted) {
        addition.stop(abortedError(options.abortSignal));
      } else if (addition.step === "send") {
        addition.onSent(await replyOf(requests.create(body, observed)), clock.now());
      } else {
        const looked = await replyOf(lookUp(requests, body.catalogId, addition.resource, observed));
        const now = clock.now();
        const isUnseen = "data" in looked && !looked.data && addition.endsUnseen(now);
        addition.onLooked(isUnseen ? await replyOf(listed()) : looked, now);
      }
    }
  } finally {
    scope.dispose();
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
export async function replyOf<Data>(promise: Promise<Data>): Promise<Reply<Data>> {
  try {
    return { data: await promise };
  } catch (error) {
    if (isAccessPackageResourceRequestsError(error)) return { error };
    throw error;
  }
}
