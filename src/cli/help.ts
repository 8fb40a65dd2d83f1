import { exitCodes } from "./exit-codes.js";

export const programName = "access-package-resources";

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
  return `\nExamples:\n${lines.map((line) => fold(`$ ${programName} ${line}`)).join("\n")}`;
}

/** Breaks a command where it is too long, as a shell allows; an option stays with its value. */
function fold(command: string): string {
  const units = command.matchAll(/--\S+(?: (?!--|<)\S+)?|\S+/g);
  const lines = [" "];
  for (const [unit] of units) {
    const joined = `${lines.at(-1)} ${unit}`;
    if (joined.length <= helpWidth - 2) lines[lines.length - 1] = joined;
    else lines.push(`      ${unit}`);
  }
  return lines.join(" \\\n");
}
