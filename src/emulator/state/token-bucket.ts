import type { EmulatorClock } from "../clock.js";
import type { TokenBucketOptions } from "../options.js";

/** Returns a function that takes one token and returns whether there was one. */
export function tokenBucket(clock: EmulatorClock, { ratePerSecond, burst }: TokenBucketOptions): () => boolean {
  let tokens = burst;
  let filledAt = clock.now();
  return () => {
    const now = clock.now();
    tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * ratePerSecond);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
