import { exitCodes } from "./exit-codes.js";

export const programName = "access-package-resource-requests";

export const exitCodeHelp = `

Exit codes:
  ${exitCodes.ok}    success
  ${exitCodes.failed}    something was refused or not found
  ${exitCodes.usage}    invalid usage or input; nothing was changed
  ${exitCodes.authentication}    not signed in, or the sign-in failed
  ${exitCodes.environment}    the service, a file or a port cannot be used
  ${exitCodes.unknown}    it is unknown whether a change was made
  ${exitCodes.interrupted}  interrupted`;

export const exampleGroup = "AadGroup 2f9a1d35-6c0b-4a3e-8b8f-6f6a3f0f3b11";
export const exampleCatalog = "--catalog beedadfe-01d5-4025-910b-84abb9369997";

const helpWidth = 80;

/** The end of a command's help. An example is what follows the program's name. */
export function helpEnd(...examples: readonly string[]): string {
  return `\nExamples:\n${examples.map((line) => commandLine(line, "$ ")).join("\n")}${exitCodeHelp}`;
}

/** A command of the program, continued on further lines if it is too long. An option stays with its value. */
export function commandLine(line: string, prompt: string): string {
  const units = line.matchAll(/--\S+(?: (?!--|<)\S+)?|\S+/g);
  const lines = [`  ${prompt}${programName}`];
  for (const [unit] of units) {
    const joined = `${lines.at(-1)} ${unit}`;
    if (joined.length <= helpWidth - 2) lines[lines.length - 1] = joined;
    else lines.push(`      ${unit}`);
  }
  return lines.join(" \\\n");
}
