import type { Command } from "commander";
import { closestName } from "../closest-name.js";
import { CliFailure } from "./exit-codes.js";

/** The name that a misspelt or shortened one means; `undefined` when none is close. */
export function closest(text: string, names: readonly string[]): string | undefined {
  const key = text.toLowerCase();
  return closestName(text, names) ?? names.find((name) => key.length > 1 && name.toLowerCase().startsWith(key));
}

/** The arguments to parse. For an unknown command with `--help`, commander would print the help of the program. */
export function toParse(program: Command, argv: readonly string[]): readonly string[] {
  const [name = ""] = argv[0] === "help" ? argv.slice(1) : argv;
  const isUnknown = /^(?!help$)[^-]/.test(name) && !program.commands.some((each) => each.name() === name);
  return isUnknown ? [name] : argv;
}

/**
 * Reports a misspelt option before anything else is checked, because it can make other options look missing or wrong.
 *
 * @throws CliFailure for an unknown option that is close to another.
 */
export function assertSpelling(program: Command, argv: readonly string[]): void {
  const command = program.commands.find((each) => each.name() === argv[0]) ?? program;
  const names = [...command.options.map(({ long }) => String(long).slice(2)), "help"];
  for (let index = 0; index < argv.length && argv[index] !== "--"; index += 1) {
    const [, name, value] = /^--([^=]+)(=)?/.exec(String(argv[index])) ?? [];
    if (name === undefined) continue;
    if (names.includes(name)) {
      const { required = false } = command.options.find(({ long }) => long === `--${name}`) ?? {};
      // What follows is the option's value, whatever it looks like.
      if (required && value === undefined) index += 1;
      continue;
    }
    const meant = closest(name, names);
    if (meant !== undefined) throw new CliFailure("usage", `--${name}: did you mean --${meant}?`);
    if (index === 0) throw new CliFailure("usage", `--${name}: write the command first, then its options`);
  }
}
