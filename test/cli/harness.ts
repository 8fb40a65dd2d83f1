import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { afterAll, beforeAll, beforeEach, jest } from "@jest/globals";
import type { CommandIo } from "../../src/cli/io.js";
import { run } from "../../src/cli/run.js";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator/index.js";
import { type Clock, systemClock } from "../../src/options.js";
import { temporaryFolder } from "../support/temporary-folder.js";

export const catalogId = "beedadfe-01d5-4025-910b-84abb9369997";
export const groupId = "2f9a1d35-6c0b-4a3e-8b8f-6f6a3f0f3b11";

/** The first line of a file to import, and rows that the emulator accepts. */
export const header = "originSystem,originId\n";
export const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => `External,group-${index}\n`).join("");

const speed = 50;
const started = Date.now();
/** A clock that runs fast, so that no test waits for the service's delays. */
export const fastClock: Clock = {
  now: () => started + (Date.now() - started) * speed,
  setTimeout: (callback, delayInMs) => setTimeout(callback, delayInMs / speed),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

/** A command line with its own streams, signals and files. */
export class Terminal {
  stdin: string | Readable = "";
  env: Readonly<Record<string, string>> = {};
  clock: Clock = systemClock;
  /** Columns of the terminal. Without them the output is not a terminal. */
  columns: number | undefined;
  /** Called with everything before it is written, to press Ctrl-C at the right moment. What it throws is the stream's error. */
  onWrite: (text: string, stream: "out" | "err") => void = () => undefined;
  folder = "";
  readonly #listeners = new Set<() => void>();

  reset(): void {
    Object.assign(this, new Terminal(), { folder: temporaryFolder("cli") });
    this.#listeners.clear();
  }

  /** Presses Ctrl-C. Returns whether there was a listener; without one, the process would end. */
  interrupt(): boolean {
    const listeners = [...this.#listeners];
    for (const listener of listeners) listener();
    return listeners.length > 0;
  }

  /** Presses Ctrl-C right after a text that contains this one is written. */
  interruptAfter(text: string): void {
    this.onWrite = (written) => {
      if (written.includes(text)) setImmediate(() => this.interrupt());
    };
  }

  file(name: string, content: string | Buffer): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  async run(...argv: readonly string[]) {
    const io = this.io();
    const code = await run(argv, io);
    return { code, ...io.written };
  }

  /** Fresh streams that keep what is written to them. */
  io(): CommandIo & { readonly written: { out: string; err: string } } {
    const { env, clock, columns } = this;
    const written = { out: "", err: "" };
    const stream = (name: "out" | "err") => {
      const write = (chunk: unknown, _encoding: string, callback: (error?: Error) => void) => {
        try {
          this.onWrite(String(chunk), name);
          written[name] += String(chunk);
          callback();
        } catch (error) {
          callback(error as Error);
        }
      };
      return Object.assign(new Writable({ write }), columns !== undefined && { isTTY: true, columns });
    };
    const text = this.stdin === "" ? [] : [Buffer.from(String(this.stdin))];
    const stdin = typeof this.stdin === "string" ? Readable.from(text) : this.stdin;
    const onInterrupt = (listener: () => void) => {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    };
    const input = Object.assign(stdin, columns !== undefined && { isTTY: true });
    return { stdin: input, stdout: stream("out"), stderr: stream("err"), env, clock, onInterrupt, written };
  }
}

/** A fresh terminal without mocks for each test, and one emulator for all of them. */
export function withEmulator(options: EmulatorOptions = {}) {
  const terminal = new Terminal();
  let emulator: Emulator | undefined;
  const started = () => {
    if (!emulator) throw new Error("not started");
    return emulator;
  };
  const target = () => ["--catalog", catalogId, "--endpoint", started().endpoint];
  beforeAll(async () => {
    emulator = await startEmulator({ missingFromOrigin: ["gone"], usedByPackages: ["used"], ...options });
  });
  beforeEach(() => {
    jest.restoreAllMocks();
    terminal.reset();
    started().reset();
  });
  afterAll(() => emulator?.close());
  const run = (...argv: readonly string[]) => terminal.run(...argv, ...target());
  const requestSent = async (count = 1) => {
    while (started().requests.length < count) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    terminal,
    /** Runs a command with the options of a catalog in the emulator. */
    run,
    /** What `import --dry-run` makes of a file. */
    dryRun: async (name: string, content: string | Buffer, ...options: string[]) => {
      const file = terminal.file(name, content);
      const { code, out, err } = await run("import", file, "--dry-run", ...options);
      const resources = jsonLines(out).map((body) => body["accessPackageResource"]);
      return { code, resources, err: err.replaceAll(`${file}:`, "") };
    },
    /** Resolves when the emulator has received `count` requests, 1 by default. */
    requestSent,
    /** Presses Ctrl-C when the emulator has received `count` requests, 1 by default. Resolves to what the command does. */
    interruptOnceSent: async <Result>(running: Promise<Result>, count?: number) => {
      await requestSent(count);
      terminal.interrupt();
      return running;
    },
    get emulator() {
      return started();
    },
    get target() {
      return target();
    },
  };
}

/** The lines of `--json`. */
export function jsonLines(out: string): Record<string, unknown>[] {
  return out
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

/** Makes the reader of standard output go away, or the disk full, after this many writes. */
export function failOutput(terminal: Terminal, code: "EPIPE" | "ENOSPC", afterWrites = 0): void {
  let writes = 0;
  terminal.onWrite = (_text, stream) => {
    if (stream === "out" && ++writes > afterWrites) throw Object.assign(new Error(`write ${code}`), { code });
  };
}
