import { type ChildProcess, spawn } from "node:child_process";

export interface ToolResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ToolOptions {
  /** Working directory. */
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly environment?: Readonly<Record<string, string>>;
  /** Text for the program to read on stdin. */
  readonly input?: string;
}

/**
 * Runs a program to its end and collects what it prints.
 * On abort its whole process group is ended, and the promise rejects only after it is gone, so nothing writes behind our back.
 */
export function runTool(
  command: string,
  commandArguments: readonly string[],
  options: ToolOptions,
): Promise<ToolResult> {
  const { cwd, signal } = options;
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(command, commandArguments, {
      cwd,
      env: { ...toolEnvironment(cwd), ...options.environment },
      stdio: "pipe",
      detached: process.platform !== "win32",
    });
    // A program that ends before it has read everything says why itself.
    child.stdin.on("error", () => undefined).end(options.input);
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      stderr += chunk;
    });
    const onAbort = () => endGroup(child);
    signal.addEventListener("abort", onAbort, { once: true });
    child.once("error", reject);
    child.once("close", (exitCode) => {
      signal.removeEventListener("abort", onAbort);
      if (signal.aborted) reject(signal.reason);
      else resolve({ exitCode: exitCode ?? 1, stdout, stderr });
    });
  });
}

export function runNode(script: string, scriptArguments: readonly string[], options: ToolOptions): Promise<ToolResult> {
  return runTool(process.execPath, [script, ...scriptArguments], options);
}

/** The caller's environment without what could change the output: time zone, locale, JVM options, colours. */
function toolEnvironment(cwd: string): NodeJS.ProcessEnv {
  const { JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS, _JAVA_OPTIONS, NODE_OPTIONS, FORCE_COLOR, ...rest } = process.env;
  return {
    ...rest,
    TZ: "UTC",
    // The JVM decodes the paths by it: in the C locale it cannot enter a folder whose name is not ASCII.
    LC_ALL: "C.UTF-8",
    LANG: "C.UTF-8",
    NO_COLOR: "1",
    // openapi-generator-cli takes its working directory from here, not from the process.
    PWD: cwd,
  };
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill();
    else process.kill(-child.pid, "SIGTERM");
  } catch {
    // The group ended by itself in the meantime.
  }
}
