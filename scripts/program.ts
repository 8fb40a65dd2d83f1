import { type ChildProcess, spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { CommandFailure } from "./command.js";

export interface ProgramOptions {
  /** Working directory. Default: that of this process. */
  readonly cwd?: string;
  /** The whole environment of the program. Default: that of this process. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Text that the program reads from stdin. */
  readonly input?: string;
  /** Ends the program and every process that it started. */
  readonly signal?: AbortSignal;
  /** Whether a shell finds and starts the program. Default: false. */
  readonly shell?: boolean;
}

export interface ProgramResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to completion, whatever its exit code is.
 *
 * @throws The signal's reason, once the program has ended, so that it writes nothing afterwards.
 */
export async function execute(
  program: string,
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<ProgramResult> {
  const { cwd = process.cwd(), environment = process.env, input, signal, shell = false } = options;
  signal?.throwIfAborted();
  // Some tools use PWD as their working directory, and a spawned process inherits it unchanged.
  const env = { ...environment, PWD: cwd };
  const detached = signal !== undefined && process.platform !== "win32";
  const child = spawn(program, args, { cwd, env, shell, detached, stdio: "pipe" });
  // A program that ends before it has read all of its input reports the reason itself.
  child.stdin.on("error", () => undefined).end(input);
  const onAbort = () => endGroup(child);
  signal?.addEventListener("abort", onAbort, { once: true });
  const closed = new Promise<number>((resolve, reject) => {
    child.once("error", reject).once("close", (code) => resolve(code ?? 1));
  });
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  signal?.removeEventListener("abort", onAbort);
  signal?.throwIfAborted();
  return { exitCode, stdout, stderr };
}

/**
 * Runs a program and returns what it wrote to stdout.
 *
 * @throws CommandFailure with everything that it printed, when its exit code is not 0.
 */
export async function run(program: string, args: readonly string[], options: ProgramOptions = {}): Promise<string> {
  // npm and npx are batch files on Windows.
  const shell = process.platform === "win32";
  const { exitCode, stdout, stderr } = await execute(program, args, { shell, ...options });
  if (exitCode === 0) return stdout;
  const printed = `${stdout}${stderr}`.trim();
  throw new CommandFailure("environment", `${[program, ...args].join(" ")} exited with ${exitCode}:\n${printed}`);
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill();
    else process.kill(-child.pid, "SIGTERM");
  } catch {
    // The group has ended in the meantime.
  }
}
