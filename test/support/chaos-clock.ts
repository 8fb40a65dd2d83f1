import type { FakeClock } from "./clock.js";

/** Turns of the event loop without any activity after which everybody must be waiting for the clock. */
const quietTurns = 10;

/**
 * Settles like the promise. Sockets are real and the clock is not: it moves to its next timer whenever nothing has
 * happened on the sockets for some turns of the event loop. A move too early only makes a time-out come sooner.
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
