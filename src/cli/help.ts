import { exitCodes } from "./exit-codes.js";

export const programName = "access-package-resource-requests";

export const exitCodeHelp = `

Exit codes:
  ${exitCodes.ok}    everything is as it was asked for
  ${exitCodes.failed}    something was refused or not found
  ${exitCodes.usage}    wrong usage or bad input; nothing was sent
  ${exitCodes.authentication}    not signed in, or the sign-in was refused
  ${exitCodes.environment}    the service, a file or a port cannot be reached
  ${exitCodes.unknown}    of something it is not known whether it was done
  ${exitCodes.interrupted}  interrupted`;

const helpWidth = 80;

/** Examples, each given as it is typed after the program's name. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => commandLine(line, "$ ")).join("\n")}`;
}

/** A command of the program, broken where it is too long, as a shell allows; an option stays with its value. */
export function commandLine(line: string, prompt = ""): string {
  const units = line.matchAll(/--\S+(?: (?!--|<)\S+)?|\S+/g);
  const lines = [`  ${prompt}${programName}`];
  for (const [unit] of units) {
    const joined = `${lines.at(-1)} ${unit}`;
    if (joined.length <= helpWidth - 2) lines[lines.length - 1] = joined;
    else lines.push(`      ${unit}`);
  }
  return lines.join(" \\\n");
}
