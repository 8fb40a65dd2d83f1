import type { Complete, RetryOptions } from "../options.js";

/**
 * How long to wait when the service does not say: exponential, with full jitter so that many clients do not retry
 * at once. One line of arithmetic; a library for it would double what a consumer installs.
 *
 * @param repeats How many waits came before, from 0.
 * @param minimumInMs The shortest wait: the base delay when the service asked for a wait that cannot be read.
 * @returns Milliseconds, between the minimum and the bound the options give.
 */
export function backOffInMs(retry: Complete<RetryOptions>, repeats: number, minimumInMs = 0): number {
  return Math.max(minimumInMs, Math.random() * Math.min(retry.maxDelayInMs, retry.baseDelayInMs * 2 ** repeats));
}
