import { errorCode } from "../../errors/redact.js";
import { CliFailure } from "../exit-codes.js";
import type { CommandIo } from "../io.js";
import { escapeUnprintable } from "./text.js";

const usualWidth = 80;

/** Where the command writes: data to standard output, everything else to standard error. */
export class Output {
  /** Columns a table may take. */
  readonly width: number;
  /** Whether the data is shown on a terminal. */
  readonly isTerminal: boolean;
  /** Aborted when nobody reads standard output any more. */
  readonly closed: AbortSignal;
  readonly #io: CommandIo;
  readonly #controller = new AbortController();
  #failure: unknown;
  #last: Promise<void> = Promise.resolve();

  constructor(io: CommandIo) {
    this.#io = io;
    this.closed = this.#controller.signal;
    this.isTerminal = io.stdout.isTTY === true;
    this.width = Math.max(usualWidth / 2, io.stdout.columns ?? usualWidth);
    io.stdout.on("error", (error) => this.#onError(error));
    // There is nobody left to tell.
    io.stderr.on("error", () => undefined);
  }

  /** Prints data as it is, and waits until it is taken, so that a slow reader is waited for. */
  async print(text: string): Promise<void> {
    this.write(`${text}\n`);
    await this.flush();
  }

  write(text: string): void {
    if (this.closed.aborted) return;
    this.#last = new Promise((resolve) => {
      this.#io.stdout.write(text, (error) => {
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

  /** Tells the user something. */
  note(text: string): void {
    this.#io.stderr.write(`${escapeUnprintable(text)}\n`);
  }

  /** A reader that has seen enough, such as `head`, is no failure. */
  #onError(error: Error): void {
    if (errorCode(error) !== "EPIPE") this.#failure ??= error;
    this.#controller.abort();
  }
}
