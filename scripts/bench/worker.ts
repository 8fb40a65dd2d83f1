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
    const { ready } = await worker.#answer<{ ready: number }>();
    return { worker, ready };
  }

  ask<Answer>(message: object): Promise<Answer> {
    const answer = this.#answer<Answer>();
    this.#child.send(message);
    return answer;
  }

  stop(): void {
    this.#child.disconnect();
  }

  #answer<Answer>(): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`a measured process ended with ${code}`));
      this.#child.once("exit", ended);
      this.#child.once("message", (message) => {
        this.#child.off("exit", ended);
        resolve(message as Answer);
      });
    });
  }
}
