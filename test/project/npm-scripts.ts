import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const { scripts } = JSON.parse(readFileSync(resolve(__dirname, "../../package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};

/** Names of the scripts that a text calls, as `npm run NAME`, `npm test` or `npm start`. */
function called(text: string): readonly string[] {
  const calls = text.matchAll(/npm (?:run(?: --silent)? ([\w:-]+)|(test|start)\b)/g);
  return [...new Set([...calls].map(([, run, own]) => run ?? own ?? ""))];
}

export const npmScripts = {
  called,
  /** The scripts that a text calls and package.json does not have. */
  missing: (text: string): readonly string[] => called(text).filter((name) => !Object.hasOwn(scripts, name)),
};
