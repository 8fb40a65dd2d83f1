import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { compiled } from "./prepare.js";

/** A measured process. It sends one response to each message. */
export class Worker {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Starts a compiled worker, and waits until it is ready. */
  static async start(name: string, args: readonly string[] = []): Promise<{ worker: Worker; endpoint: string }> {
    const child = fork(join(compiled, `${name}.mjs`), args, { execArgv: ["--no-warnings"] });
    const worker = new Worker(child);
    const { port } = await worker.#response<{ port: number }>();
    return { worker, endpoint: `http://127.0.0.1:${port}/beta` };
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
      const ended = (code: number | null) => reject(new Error(`a measured process exited with ${code}`));
      this.#child.once("exit", ended);
      this.#child.once("message", (message) => {
        this.#child.off("exit", ended);
        resolve(message as Result);
      });
    });
  }
}

/** Starts a worker, passes it to `use` with the service root it may serve, and stops it afterwards. */
export async function withWorker<Result>(
  name: string,
  args: readonly string[],
  use: (worker: Worker, endpoint: string) => Promise<Result>,
): Promise<Result> {
  const { worker, endpoint } = await Worker.start(name, args);
  try {
    return await use(worker, endpoint);
  } finally {
    worker.stop();
  }
}
