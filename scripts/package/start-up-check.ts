import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Check } from "./check.js";
import { type Consumer, packageName } from "./consumer.js";

const rounds = 15;
const allowance = 1.6;

/**
 * Imports and constructs ours and openapi-fetch in turn, each in a new process, and compares the fastest of each. The limit
 * is a ratio, because a slow machine slows both; the fastest, because whatever else the machine does only adds to a time.
 */
export function startUpCheck(consumer: Consumer): Check {
  return {
    name: "quick to start",
    run: async () => {
      const ours = write(consumer, "ours", packageName, "new m.AccessPackageResourceRequestsClient({ getToken() {} })");
      const theirs = write(
        consumer,
        "theirs",
        "openapi-fetch",
        'm.default({ baseUrl: "https://graph.microsoft.com" })',
      );
      const times = { ours: [] as number[], theirs: [] as number[] };
      for (let round = 0; round < rounds; round += 1) {
        times.theirs.push(Number(await consumer.run(process.execPath, theirs)));
        times.ours.push(Number(await consumer.run(process.execPath, ours)));
      }
      const ratio = Math.min(...times.ours) / Math.min(...times.theirs);
      const note = `${ratio.toFixed(2)} times the time of openapi-fetch, at most ${allowance}`;
      if (ratio > allowance) throw new Error(note);
      return note;
    },
  };
}

function write({ folder }: Consumer, name: string, module: string, construct: string): string {
  const file = `start-${name}.mjs`;
  const lines = [
    "const started = performance.now();",
    `const m = await import("${module}");`,
    `${construct};`,
    "console.log(performance.now() - started);",
  ];
  writeFileSync(join(folder, file), lines.join("\n"));
  return file;
}
