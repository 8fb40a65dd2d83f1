import { CommandFailure } from "../command.js";
import type { ProgramResult } from "../program.js";
import { runTool, type ToolOptions } from "./run-tool.js";

const oldestJava = 11;

/** Checks that `java` can run openapi-generator. Without Java, its wrapper prints pages of its own source. */
export async function requireJava(options: ToolOptions): Promise<void> {
  const version = await javaVersion(options);
  if (version !== undefined && version >= oldestJava) return;
  const found = version === undefined ? "No Java was found" : `Java ${version} is too old`;
  throw new CommandFailure(
    "environment",
    `${found}: openapi-generator needs Java ${oldestJava} or later. Install it and put its \`java\` first on the PATH.`,
  );
}

/** Major version of `java`. Undefined without Java, which includes a launcher that only offers to install it. */
async function javaVersion(options: ToolOptions): Promise<number | undefined> {
  try {
    const { exitCode, stdout, stderr } = await runTool("java", ["-version"], options);
    const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(stderr + stdout) ?? [];
    if (exitCode !== 0 || first === undefined) return undefined;
    // Before version 9, Java 8 called itself 1.8.
    return Number(first === "1" ? second : first);
  } catch (error) {
    if (options.signal.aborted) throw error;
    return undefined;
  }
}

/** Runs openapi-generator. */
export function runJar(jar: string, jarArguments: readonly string[], options: ToolOptions): Promise<ProgramResult> {
  // In the C locale, older versions of Java would read and write ASCII.
  return runTool("java", ["-Dfile.encoding=UTF-8", "-jar", jar, ...jarArguments], options);
}
