import type { Readable, Writable } from "node:stream";
import { type Clock, systemClock } from "../options.js";

/** A stream to write to, and what is known about its terminal. */
type Terminal = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Everything the command line uses from its process. A test can replace it. */
export interface CommandIo {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Calls the listener on each Ctrl-C, which then no longer ends the process. Returns a function that stops this. */
  readonly onInterrupt: (listener: () => void) => () => void;
}

export function processIo(): CommandIo {
  const { stdin, stdout, stderr, env } = process;
  const onInterrupt = (listener: () => void) => {
    process.on("SIGINT", listener).on("SIGTERM", listener);
    return () => void process.off("SIGINT", listener).off("SIGTERM", listener);
  };
  return { stdin, stdout, stderr, env, clock: systemClock, onInterrupt };
}

/** What the user wants to end with Ctrl-C. */
export interface Interruption {
  /** Aborted by the first Ctrl-C: start nothing new. */
  readonly stop: AbortSignal;
  /** Aborted by the second one: end at once. The third one ends the process. */
  readonly abort: AbortSignal;
}

/** Calls a function with signals that Ctrl-C aborts while it runs. */
export async function interruptible<Result>(
  io: CommandIo,
  run: (signals: Interruption) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  const abort = new AbortController();
  const dispose = io.onInterrupt(() => {
    if (stop.signal.aborted) {
      dispose();
      abort.abort();
    } else stop.abort();
  });
  try {
    return await run({ stop: stop.signal, abort: abort.signal });
  } finally {
    dispose();
  }
}
