import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Check } from "../checks.js";
import { type Consumer, packageName } from "./consumer.js";

const rounds = 15;
/** A ratio over the limit is measured again, so that only a lasting one fails. */
const mostRounds = 60;
/** Our time, divided by that of openapi-fetch. */
const limit = 0.7;

/**
 * Measures ours and the other in turn, until their least figures keep the limit.
 *
 * @returns The note of the judge.
 */
async function compareLeast(
  ours: () => Promise<number>,
  other: () => Promise<number>,
  judge: (ours: number, other: number) => { readonly keepsLimit: boolean; readonly note: string },
): Promise<string> {
  let leastOurs = Number.POSITIVE_INFINITY;
  let leastOther = Number.POSITIVE_INFINITY;
  for (let round = 1; ; round += 1) {
    leastOther = Math.min(leastOther, await other());
    leastOurs = Math.min(leastOurs, await ours());
    const { keepsLimit, note } = judge(leastOurs, leastOther);
    if (round >= rounds && keepsLimit) return note;
    if (round === mostRounds) throw new Error(note);
  }
}

/**
 * Imports and constructs our client and that of openapi-fetch in turn, each in a new process, and compares the least
 * processor time of each. The limit is a ratio, because a slow machine slows both. Elapsed time would include the waits
 * for a busy machine.
 */
export function startUpCheck(consumer: Consumer): Check {
  return {
    name: "starts fast",
    run: async () => {
      const ours = write(consumer, packageName, "new m.AccessPackageResourceRequestsClient({ getToken() {} })");
      const theirs = write(consumer, "openapi-fetch", 'm.default({ baseUrl: "https://graph.microsoft.com" })');
      const timeOf = (file: string) => async () => Number(await consumer.run(process.execPath, file));
      return compareLeast(timeOf(ours), timeOf(theirs), (ours, theirs) => {
        const ratio = ours / theirs;
        const note = `${ratio.toFixed(2)} times the time of openapi-fetch (at most ${limit})`;
        return { keepsLimit: ratio <= limit, note };
      });
    },
  };
}

/** Most milliseconds that the command line may take to print its version, beside what Node takes to start. */
const versionLimitInMs = 90;

/** Compares the least elapsed times of `--version` and of Node alone, in turn, in the same run. */
export function commandLineStartUpCheck(consumer: Consumer): Check {
  return {
    name: "prints its version fast",
    run: async () => {
      const script = join("node_modules", packageName, "dist/cli.cjs");
      const timeOf =
        (...args: readonly string[]) =>
        async () => {
          const started = performance.now();
          await consumer.run(process.execPath, ...args);
          return performance.now() - started;
        };
      return compareLeast(timeOf(script, "--version"), timeOf("-e", "0"), (version, node) => {
        const difference = Math.round(version - node);
        const note = `${difference} ms more than node -e 0 (at most ${versionLimitInMs})`;
        return { keepsLimit: difference <= versionLimitInMs, note };
      });
    },
  };
}

/** Writes a program that prints the microseconds of processor time it needs, and returns its name. */
function write({ folder }: Consumer, module: string, construct: string): string {
  const file = `start-${module}.mjs`;
  const lines = [
    "const before = process.cpuUsage();",
    `const m = await import("${module}");`,
    `${construct};`,
    "const { user, system } = process.cpuUsage(before);",
    "console.log(user + system);",
  ];
  writeFileSync(join(folder, file), lines.join("\n"));
  return file;
}
