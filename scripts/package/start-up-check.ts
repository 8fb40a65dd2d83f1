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
