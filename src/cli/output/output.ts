import { styleText } from "node:util";
import { errorCode } from "../../errors/redact.js";
import { CliFailure } from "../exit-codes.js";
import type { CommandIo } from "../io.js";
import { toDetails } from "./table.js";
import { escapeUnprintable, toJsonLine } from "./text.js";

const usualWidth = 80;

/** Where the command writes: data to standard output, everything else to standard error. */
export class Output {
  /** Width of text that is always wrapped, in terminal columns. */
  readonly width: number;
  /** Width of a table, in terminal columns. What a program reads is never wrapped. */
  readonly tableWidth: number;
  /** Whether the data is shown on a terminal. */
  readonly isTerminal: boolean;
  /** Whether standard output can no longer be written. */
  isClosed = false;
  #failure: unknown;
  #last: Promise<void> = Promise.resolve();

  constructor(private readonly io: CommandIo) {
    this.isTerminal = io.stdout.isTTY === true;
    this.width = Math.max(usualWidth / 2, io.stdout.columns || usualWidth);
    this.tableWidth = this.isTerminal ? this.width : Number.POSITIVE_INFINITY;
    io.stdout.on("error", (error) => this.#onError(error));
    // An error that cannot be reported is ignored.
    io.stderr.on("error", () => undefined);
  }

  /** Prints data unchanged, and waits until the reader has received it. */
  async print(text: string): Promise<void> {
    this.write(`${text}\n`);
    await this.flush();
  }

  printJson(value: unknown): Promise<void> {
    return this.print(toJsonLine(value));
  }

  printDetails(values: Readonly<Record<string, unknown>>): Promise<void> {
    return this.print(toDetails(values, this.tableWidth));
  }

  write(text: string): void {
    if (this.isClosed) return;
    this.#last = new Promise((resolve) => {
      this.io.stdout.write(text, (error) => {
        if (error) this.#onError(error);
        resolve();
      });
    });
  }

  /** @throws CliFailure when standard output cannot be written. */
  async flush(): Promise<void> {
    await this.#last;
    if (this.#failure === undefined) return;
    const reason = errorCode(this.#failure) ?? String(this.#failure);
    throw new CliFailure("environment", `standard output cannot be written (${reason})`);
  }

  /** Prints a message on standard error. */
  note(text: string): void {
    printNote(this.io, text);
  }

  /** ✓ or ✗ for standard output. */
  mark(isGood: boolean): string {
    return isGood ? paint("green", "✓", this.io, this.io.stdout) : paint("red", "✗", this.io, this.io.stdout);
  }

  /** A reader that stops early, such as `head`, is not a failure. */
  #onError(error: Error): void {
    if (errorCode(error) !== "EPIPE") this.#failure ??= error;
    this.isClosed = true;
  }
}

export function printNote(io: CommandIo, text: string): void {
  io.stderr.write(`${escapeUnprintable(text).replace(/^error:/, (word) => paint("red", word, io, io.stderr))}\n`);
}

/** Colours text on a terminal, unless the user has turned colours off (no-color.org). */
function paint(colour: "red" | "green", text: string, { env }: CommandIo, { isTTY }: CommandIo["stderr"]): string {
  return isTTY && !env["NO_COLOR"] && env["TERM"] !== "dumb"
    ? styleText(colour, text, { validateStream: false })
    : text;
}
