import type { Readable, Writable } from "node:stream";
import { type Clock, systemClock } from "../options.js";

/** A stream to write to, and what a terminal tells of itself. */
export type Terminal = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** Everything the command line touches of its process, so that a test can give its own. */
export interface CommandIo {
  readonly stdin: Readable;
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Calls the listener at each Ctrl-C. Returns how to end that; then Ctrl-C does what it does without us. */
  readonly onInterrupt: (listener: () => void) => () => void;
}

const interrupts = ["SIGINT", "SIGTERM"] as const;

export function processIo(): CommandIo {
  const { stdin, stdout, stderr, env } = process;
  const onInterrupt = (listener: () => void) => {
    for (const name of interrupts) process.on(name, listener);
    return () => {
      for (const name of interrupts) process.off(name, listener);
    };
  };
  return { stdin, stdout, stderr, env, clock: systemClock, onInterrupt };
}
