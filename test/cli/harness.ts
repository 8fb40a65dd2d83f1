import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach } from "@jest/globals";
import { run } from "../../src/cli/run.js";
import { type Emulator, startEmulator } from "../../src/emulator/index.js";
import { systemClock } from "../../src/options.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { memoryIo } from "./memory-io.js";

export const catalogId = "beedadfe-01d5-4025-910b-84abb9369997";
export const groupId = "2f9a1d35-6c0b-4a3e-8b8f-6f6a3f0f3b11";

export interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A command line with streams, signals and files of its own. */
export class Terminals {
  stdin = "";
  env: Record<string, string> = {};
  clock = systemClock;
  /** Columns of the terminal; without them the output is no terminal. */
  columns: number | undefined;
  /** Called with everything that is written, to press Ctrl-C at the right moment or to fail. */
  onWrite: (text: string, stream: "out" | "err") => void = () => undefined;
  readonly folder = temporaryFolder("cli");
  readonly #listeners = new Set<() => void>();

  /** Presses Ctrl-C. Tells whether anybody listened; without, the process would end. */
  interrupt(): boolean {
    const listeners = [...this.#listeners];
    for (const listener of listeners) listener();
    return listeners.length > 0;
  }

  file(name: string, content: string | Buffer): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  async run(...argv: readonly string[]): Promise<Finished> {
    const io = memoryIo({
      stdin: this.stdin,
      env: this.env,
      clock: this.clock,
      columns: this.columns,
      onWrite: (text, stream) => this.onWrite(text, stream),
      onInterrupt: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    });
    const code = await run(argv, io);
    return { code, ...io.written };
  }
}

/** A terminal for each test, and one emulator for all of them. */
export function withEmulator(): {
  readonly terminal: Terminals;
  readonly emulator: Emulator;
  readonly target: string[];
} {
  let emulator: Emulator | undefined;
  let terminal: Terminals | undefined;
  const present = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error("not started");
    return value;
  };
  beforeAll(async () => {
    emulator = await startEmulator({ missingFromOrigin: ["gone"], usedByPackages: ["used"] });
  });
  beforeEach(() => {
    terminal = new Terminals();
    emulator?.reset();
  });
  afterAll(() => emulator?.close());
  return {
    get terminal() {
      return present(terminal);
    },
    get emulator() {
      return present(emulator);
    },
    get target() {
      return ["--catalog", catalogId, "--endpoint", present(emulator).endpoint];
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
