import { join } from "node:path";
import { CommandFailure } from "../command.js";
import { execute, type ProgramResult } from "../program.js";
import { readManifest } from "./project.js";

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
export function runTool(program: string, args: readonly string[], options: ToolOptions): Promise<ProgramResult> {
  return execute(program, args, { ...options, environment: { ...toolEnvironment(), ...options.environment } });
}

/** Runs a command of an installed package with this Node, so that no shell and no PATH is involved. */
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
  // The JVM decodes paths by the locale: in the C locale it cannot open a folder whose name is not ASCII.
  return { ...rest, TZ: "UTC", LC_ALL: "C.UTF-8", LANG: "C.UTF-8", NO_COLOR: "1" };
}
