import { fork } from "node:child_process";
import { join } from "node:path";
import { compiled } from "./prepare.js";

/** A measured process. It sends one response to each message. */
export interface Worker {
  /** The service root that it may serve. */
  readonly endpoint: string;
  readonly ask: <Result>(message: object) => Promise<Result>;
  readonly stop: () => void;
}

/** Starts a compiled worker, and waits until it is ready. */
export async function startWorker(name: string, args: readonly string[]): Promise<Worker> {
  const child = fork(join(compiled, `${name}.mjs`), args, { execArgv: ["--no-warnings"] });
  const response = <Result>() =>
    new Promise<Result>((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`a measured process exited with ${code}`));
      child.once("exit", ended).once("message", (message) => {
        child.off("exit", ended);
        resolve(message as Result);
      });
    });
  const { port } = await response<{ port: number }>();
  const ask = <Result>(message: object) => {
    child.send(message);
    return response<Result>();
  };
  return { endpoint: `http://127.0.0.1:${port}/beta`, ask, stop: () => child.disconnect() };
}

/** Starts a worker, passes it to `use`, and stops it afterwards. */
export async function withWorker<Result>(
  name: string,
  args: readonly string[],
  use: (worker: Worker) => Promise<Result>,
): Promise<Result> {
  const worker = await startWorker(name, args);
  try {
    return await use(worker);
  } finally {
    worker.stop();
  }
}
