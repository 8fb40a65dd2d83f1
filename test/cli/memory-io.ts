import { Readable, Writable } from "node:stream";
import type { CommandIo } from "../../src/cli/io.js";
import { type Clock, systemClock } from "../../src/options.js";

export interface MemoryIo extends CommandIo {
  readonly written: { out: string; err: string };
}

export interface MemoryIoOptions {
  /** The content of standard input, or the stream itself. */
  readonly stdin?: string | Readable;
  readonly env?: Readonly<Record<string, string>>;
  readonly clock?: Clock;
  /** Columns of the terminal; without them the output is none. */
  readonly columns?: number | undefined;
  /** Called with everything before it is written. What it throws is the stream's error. */
  readonly onWrite?: (text: string, stream: "out" | "err") => void;
  readonly onInterrupt?: CommandIo["onInterrupt"];
}

/** Streams that keep what is written to them. */
export function memoryIo(options: MemoryIoOptions): MemoryIo {
  const written = { out: "", err: "" };
  const { stdin = "", env = {}, clock = systemClock, columns, onInterrupt = () => () => undefined } = options;
  const stream = (name: "out" | "err") => {
    const writable = new Writable({
      write: (chunk, _encoding, callback) => {
        try {
          options.onWrite?.(String(chunk), name);
          written[name] += String(chunk);
          callback();
        } catch (error) {
          callback(error as Error);
        }
      },
    });
    return columns === undefined ? writable : Object.assign(writable, { isTTY: true, columns });
  };
  const text = typeof stdin === "string" && stdin !== "" ? [Buffer.from(stdin)] : [];
  const input = typeof stdin === "string" ? Readable.from(text) : stdin;
  return {
    stdin: columns === undefined ? input : Object.assign(input, { isTTY: true }),
    stdout: stream("out"),
    stderr: stream("err"),
    env,
    clock,
    onInterrupt,
    written,
  };
}
