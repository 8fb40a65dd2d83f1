import { atMost, type Check } from "../checks.js";
import { listFiles } from "../files.js";
import { run } from "../program.js";
import type { Consumer } from "./consumer.js";

/** The files that the package may contain. */
const allowed = [
  /^(?:CHANGELOG|README|TROUBLESHOOTING|docs\/guide)\.md$/,
  /^(?:LICENSE|package\.json)$/,
  /^dist\/(?:esm|cjs)\/package\.json$/,
  /^dist\/(?:esm|cjs)\/(?:src|generated)\/.*(?<!\.test)\.js$/,
  // The declarations of internals use types that the oldest supported TypeScript does not have.
  /^dist\/(?:esm|cjs)\/(?:src|generated)\/(?!option-checks|requests|responses|time|transport\/(?!messages)).*\.d\.ts$/,
  /^dist\/(?:cli\.cjs|THIRD-PARTY-NOTICES\.txt|(?:review|changelog)\.json)$/,
  /^spec\/(?:[^/]+\/(?:openapi|ledger|page|acceptances)\.yaml|ledger\.schema\.json)$/,
  /^scripts\/review\/review\.schema\.json$/,
  /^generated\/lock\.json$/,
];

/** Checks the files of the package. */
export function tarballChecks(tarball: string, consumer: Consumer): readonly Check[] {
  return [
    { name: "contains only files that belong to it", run: async () => onlyAllowed(consumer) },
    {
      name: "publint finds no problem",
      run: async () => void (await run("npx", ["publint", "run", "--strict", tarball])),
    },
    {
      name: "attw (are the types wrong?) finds no problem",
      run: async () => void (await run("npx", ["attw", tarball])),
    },
    {
      name: "is small to install",
      run: async () =>
        `${atMost("packages", consumer.packages.length, 3)}, ${atMost("bytes", consumer.bytes, 1.5 * 1024 * 1024)}`,
    },
  ];
}

function onlyAllowed({ installed }: Consumer): string {
  const names = listFiles(installed);
  const others = names.filter((name) => !allowed.some((pattern) => pattern.test(name)));
  if (others.length > 0)
    throw new Error(`these files are not in the list in ${import.meta.filename}:\n${others.join("\n")}`);
  return `${names.length} files`;
}
