import { join } from "node:path";
import { CommandFailure } from "../command.js";
import { execute, type ProgramResult } from "../program.js";
import { readManifest } from "./project.js";

export interface ToolOptions {
  /** Working directory. */
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** Variables in addition to those that every tool gets. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Text that the tool reads from stdin. */
  readonly input?: string;
}

/** Runs a tool to completion, in an environment that is the same for every caller. */
function runTool(program: string, args: readonly string[], options: ToolOptions): Promise<ProgramResult> {
  return execute(program, args, { ...options, environment: { ...toolEnvironment(), ...options.environment } });
}

/** Runs a command of an installed package with this Node, so that neither a shell nor the PATH is involved. */
export function runPackage(
  root: string,
  [name, command]: readonly [name: string, command: string],
  args: readonly string[],
  options: ToolOptions,
): Promise<ProgramResult> {
  const { bin } = readManifest(root, name);
  const script = typeof bin === "string" ? bin : bin?.[command];
  if (script === undefined)
    throw new CommandFailure("environment", `${name} has no command ${command}; run \`npm ci\`.`);
  return runTool(process.execPath, [join(root, "node_modules", name, script), ...args], options);
}

/** The caller's environment without what could change the output: time zone, locale, JVM options, colours. */
function toolEnvironment(): NodeJS.ProcessEnv {
  const { JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS, _JAVA_OPTIONS, NODE_OPTIONS, FORCE_COLOR, ...rest } = process.env;
  // The JVM decodes paths according to the locale: in the C locale it cannot open a folder whose name is not ASCII.
  return { ...rest, TZ: "UTC", LC_ALL: "C.UTF-8", LANG: "C.UTF-8", NO_COLOR: "1" };
}

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
