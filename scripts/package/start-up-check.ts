import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Check } from "../checks.js";
import { type Consumer, packageName } from "./consumer.js";

const rounds = 15;
/** A ratio over the limit is measured again, so that only a lasting one fails. */
const mostRounds = 60;
const limit = 0.7;

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
      const least = { ours: Number.POSITIVE_INFINITY, theirs: Number.POSITIVE_INFINITY };
      for (let round = 1; ; round += 1) {
        least.theirs = Math.min(least.theirs, Number(await consumer.run(process.execPath, theirs)));
        least.ours = Math.min(least.ours, Number(await consumer.run(process.execPath, ours)));
        const ratio = least.ours / least.theirs;
        const note = `${ratio.toFixed(2)} times the time of openapi-fetch (at most ${limit})`;
        if (round >= rounds && ratio <= limit) return note;
        if (round === mostRounds) throw new Error(note);
      }
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
      const least = { version: Number.POSITIVE_INFINITY, node: Number.POSITIVE_INFINITY };
      const timeOf = async (...args: readonly string[]) => {
        const started = performance.now();
        await consumer.run(process.execPath, ...args);
        return performance.now() - started;
      };
      for (let round = 1; ; round += 1) {
        least.node = Math.min(least.node, await timeOf("-e", "0"));
        least.version = Math.min(least.version, await timeOf(script, "--version"));
        const difference = Math.round(least.version - least.node);
        const note = `${difference} ms more than node -e 0 (at most ${versionLimitInMs})`;
        if (round >= rounds && difference <= versionLimitInMs) return note;
        if (round === mostRounds) throw new Error(note);
      }
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
