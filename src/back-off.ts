import type { RetryOptions } from "./options.js";

/**
 * How long to wait when the service does not say: exponential, with full jitter so that many clients don't return
 * at once. One line of arithmetic; a library for it would double what a consumer installs.
 *
 * @param repeats How often was waited before, from 0.
 * @returns Milliseconds, between 0 and the bound the options give.
 */
export function backOffInMs(retry: Required<RetryOptions>, repeats: number): number {
  return Math.random() * Math.min(retry.maxDelayInMs, retry.baseDelayInMs * 2 ** repeats);
}
