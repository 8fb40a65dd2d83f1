import { execute, type ProgramResult } from "../program.js";

export interface ToolOptions {
  /** Working directory. */
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** Variables on top of those that every tool gets. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Text that the tool reads from stdin. */
  readonly input?: string;
}

/** Runs a tool to its end, in an environment that is the same for every caller. */
export function runTool(
  command: string,
  commandArguments: readonly string[],
  options: ToolOptions,
): Promise<ProgramResult> {
  return execute(command, commandArguments, {
    ...options,
    environment: { ...toolEnvironment(), ...options.environment },
  });
}

export function runNode(
  script: string,
  scriptArguments: readonly string[],
  options: ToolOptions,
): Promise<ProgramResult> {
  return runTool(process.execPath, [script, ...scriptArguments], options);
}

/** The caller's environment without what could change the output: time zone, locale, JVM options, colours. */
function toolEnvironment(): NodeJS.ProcessEnv {
  const { JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS, _JAVA_OPTIONS, NODE_OPTIONS, FORCE_COLOR, ...rest } = process.env;
  // The JVM decodes paths by the locale: in the C locale it cannot open a folder whose name is not ASCII.
  return { ...rest, TZ: "UTC", LC_ALL: "C.UTF-8", LANG: "C.UTF-8", NO_COLOR: "1" };
}
