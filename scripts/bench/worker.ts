import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { compiled } from "./prepare.js";

/** A measured process. Messages go both ways, one answer to each. */
export class Worker {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Starts a compiled worker and waits until it says that it is ready. */
  static async start(name: string, args: readonly string[]): Promise<{ worker: Worker; ready: number }> {
    const child = fork(join(compiled, `${name}.mjs`), args, { execArgv: ["--no-warnings"] });
    const worker = new Worker(child);
    const { ready } = await worker.#response<{ ready: number }>();
    return { worker, ready };
  }

  ask<Result>(message: object): Promise<Result> {
    const response = this.#response<Result>();
    this.#child.send(message);
    return response;
  }

  stop(): void {
    this.#child.disconnect();
  }

  #response<Result>(): Promise<Result> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`a measured process ended with ${code}`));
      this.#child.once("exit", ended);
      this.#child.once("message", (message) => {
        this.#child.off("exit", ended);
        resolve(message as Result);
      });
    });
  }
}
