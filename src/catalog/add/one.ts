import type { Attempt } from "../../errors/index.js";
import { monotonicNow, type RequestOptions } from "../../options.js";
import type { AddResult, AddSuccess } from "../any-version.js";
import { type CatalogContext, pause, recording, resultOf, sendChange } from "../context.js";
import { findListed, lookUp } from "../list.js";
import { keyOf } from "../origin.js";
import type { Addition } from "./addition.js";

/**
 * Adds one resource, each step in a separate request.
 *
 * @throws The error of an addition that failed or whose outcome is unknown.
 */
export async function addOne(
  catalog: CatalogContext,
  addition: Addition,
  body: object,
  options: RequestOptions,
): Promise<AddSuccess> {
  const { clock } = catalog;
  const observed = recording(options, addition.attempts);
  while (!addition.result) {
    const waited = await resultOf(pause(clock, addition.dueAt - monotonicNow(clock), options.abortSignal));
    if ("error" in waited) {
      addition.stop(waited.error);
    } else if (addition.step === "send") {
      addition.onSent(await sendChange(catalog, body, observed), monotonicNow(clock));
    } else if (addition.step === "look") {
      const looked = await resultOf(lookUp(catalog, addition.resource, observed));
      addition.onLooked(looked, monotonicNow(clock));
    } else {
      await readList(catalog, [addition], options);
    }
  }
  return successOf(addition.result);
}

/** Reads the list once for all additions that no look-up saw. */
export async function readList(
  catalog: CatalogContext,
  additions: readonly Addition[],
  options: RequestOptions,
): Promise<void> {
  const attempts: Attempt[] = [];
  const origins = additions.map(({ resource }) => resource);
  const listed = await resultOf(findListed(catalog, origins, recording(options, attempts)));
  for (const addition of additions) {
    addition.attempts.push(...attempts);
    const looked = "error" in listed ? listed : { data: listed.data.get(keyOf(addition.resource)) };
    addition.onLooked(looked, monotonicNow(catalog.clock));
  }
}

/** @throws The error of the result, if it has one. */
function successOf({ outcome, error, ...rest }: AddResult): AddSuccess {
  if (outcome === "failed" || outcome === "unknown") throw error;
  return { ...rest, outcome };
}
