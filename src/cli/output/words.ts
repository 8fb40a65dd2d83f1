import { duration } from "./progress.js";

/** Words of the package for programmers, and the words of the command line that replace them. */
export const replacements: readonly (readonly [RegExp, string])[] = [
  [/catalog\(id\)\.addResource succeeds/, "add and import succeed"],
  [/catalog\(id\)\.addResource waits for that/, "add and import wait for that"],
  [
    /(?:: check|\. Check) the catalog before you (?:repeat it|add them again|send it again, or use catalog\(id\).*? first)\./g,
    ". Run the same command again: it checks the catalog first.",
  ],
  [/(?:: it|\. It) can be repeated\./, ". Run the same command again."],
  [/^The call was aborted/, "The command was interrupted"],
  [/^The call ran/, "The command ran"],
  [
    /needs (?:accessPackageResource|resource)\.(\w+) with the originId of that geography, such as (\S+?)\. /,
    "needs $1.originId of that geography, such as --set $1.originId=$2 or a column of that name. ",
  ],
  [/check (?:accessPackageResource|resource), its originId/, "check originId"],
  [/, or pass a credential\./, "."],
  [/^addResources (ended|was aborted)/, "The import $1"],
  [
    / and maxRetryAfterInMs is (\d+)\. Run it again after that time, with the same journal if it has one, or raise the limit\./,
    ", and the longest wait is $1 ms. Run the same command again after that time.",
  ],
  [/: (?:add it to allowedHosts|pass a credential) .*$/, ""],
  [/, the version that this client uses/, ""],
  // The \s is a space: publint mistakes the words with a space between them for an ES module.
  [/, or for (\S+) import\sfrom .*$/, ", or use --api-version $1"],
  [/but cloud is/, "but --cloud is"],
];

/** The message of an error, in the words of the command line: its options instead of those of the API. */
export function inCommandWords(message: string): string {
  const text = replacements.reduce((replaced, [pattern, words]) => replaced.replace(pattern, words), message);
  return text.replace(/(?<=\b(?:wait|for|than|is) )(\d{4,}) ms/g, (_, timeInMs) => duration(Number(timeInMs)));
}
