import { spawn } from "node:child_process";
import { CommandFailure } from "../command.js";

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs a program to its end and resolves to what it wrote on stdout.
 *
 * @throws CommandFailure with all that it printed, when it ends with another exit code than 0.
 */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const cwd = options.cwd ?? process.cwd();
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      // Some tools take their working directory from PWD, which a spawned process inherits unchanged.
      env: { ...process.env, PWD: cwd, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
      // npm and npx are batch files on Windows.
      shell: process.platform === "win32",
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      const out = Buffer.concat(stdout).toString();
      if (code === 0) return resolve(out);
      const printed = `${out}${Buffer.concat(stderr).toString()}`.trim();
      reject(new CommandFailure("environment", `${program} ${args.join(" ")} ended with ${code}:\n${printed}`));
    });
  });
}
