import type { Command } from "commander";
import { CliFailure } from "./exit-codes.js";
import { forceHint, notGuid } from "./input/plausible.js";
import { trim } from "./input/trim.js";
import { inQuotes } from "./output/text.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** Options that environment variables can set, by their names in the program. */
export const variables = { catalog: "ACCESS_PACKAGE_CATALOG", endpoint: "ACCESS_PACKAGE_ENDPOINT" } as const;

/** How a message names the source of an option's value: its flag or an environment variable. */
export type Sources = Readonly<Record<keyof typeof variables, string>>;

/** Fills in the options that only the environment sets, and adds the option `sources`. */
export function applyEnvironment(command: Command, env: Environment): void {
  const { catalogName, ...given } = command.opts();
  const sources: Record<string, string> = {};
  for (const [name, variable] of Object.entries(variables)) {
    const value = trim(env[variable] ?? "");
    const isGiven = given[name] !== undefined || (name === "catalog" && catalogName !== undefined);
    sources[name] = value === "" || isGiven ? `--${name}` : variable;
    if (sources[name] === variable) command.setOptionValue(name, value);
  }
  command.setOptionValue("sources", sources);
}

/** @throws CliFailure that names the option or the variable, when its value is not a GUID. */
export function assertGuid(source: string, value: string, what: string): void {
  const problem = notGuid(value, what);
  if (problem !== undefined) throw new CliFailure("usage", `${source} is ${inQuotes(value)}${problem}${forceHint}`);
}
