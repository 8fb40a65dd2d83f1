import type { FakeClock } from "./clock.js";

/** After this many turns of the event loop without activity, everything must be waiting for the clock. */
const quietTurns = 10;

/**
 * Settles like the promise. Sockets are real but the clock is not. It moves to its next timer when the sockets have been
 * quiet for some turns of the event loop. A move that is too early only makes a timeout come sooner.
 *
 * @param activity A number that changes whenever something happens.
 */
export async function whileQuiet<Value>(
  clock: FakeClock,
  activity: () => number,
  promise: Promise<Value>,
): Promise<Value> {
  let isSettled = false;
  const done = () => {
    isSettled = true;
  };
  promise.then(done, done);
  let seen = activity();
  for (let quiet = 0; !isSettled; quiet += 1) {
    await turn();
    if (activity() !== seen) quiet = 0;
    seen = activity();
    if (quiet >= quietTurns) {
      await clock.advanceToNext();
      quiet = 0;
    }
  }
  return promise;
}

/** One turn of the event loop. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
