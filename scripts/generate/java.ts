import { CommandFailure } from "../command.js";
import type { ProgramResult } from "../program.js";
import { runTool, type ToolOptions } from "./run-tool.js";

const oldestJava = 11;

/** Makes sure that a Java which can run openapi-generator is on the PATH: without it the wrapper prints pages of its own source. */
export async function requireJava(options: ToolOptions): Promise<void> {
  const version = await javaVersion(options);
  if (version === undefined) {
    throw new CommandFailure(
      "environment",
      `No Java found: openapi-generator needs Java ${oldestJava} or newer; install it and put \`java\` on the PATH.`,
    );
  }
  if (version < oldestJava) {
    throw new CommandFailure(
      "environment",
      `Java ${version} is too old: openapi-generator needs Java ${oldestJava} or newer; put that \`java\` first on the PATH.`,
    );
  }
}

/** Major version of `java`, or undefined where there is none, which includes launchers that only offer to install one. */
async function javaVersion(options: ToolOptions): Promise<number | undefined> {
  try {
    const { exitCode, stdout, stderr } = await runTool("java", ["-version"], options);
    const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(stderr + stdout) ?? [];
    if (exitCode !== 0 || first === undefined) return undefined;
    // Before 9, Java 8 called itself 1.8.
    return Number(first === "1" ? second : first);
  } catch (error) {
    if (options.signal.aborted) throw error;
    return undefined;
  }
}

/** Runs openapi-generator. */
export function runJar(jar: string, jarArguments: readonly string[], options: ToolOptions): Promise<ProgramResult> {
  // The C locale would make older JVMs read and write ASCII.
  return runTool("java", ["-Dfile.encoding=UTF-8", "-jar", jar, ...jarArguments], options);
}
