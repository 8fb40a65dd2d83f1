import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../package/run.js";
import { type Contender, contenders, ours, versionOf } from "./contenders.js";
import { compiled } from "./prepare.js";
import type { Report } from "./report.js";
import { median, shuffled } from "./statistics.js";

interface Start {
  /** From the start of the import to a constructed client. */
  readonly milliseconds: number;
  /** Resident memory then. */
  readonly mebibytes: number;
}

const program = `
const started = performance.now();
const { createSend } = await import(new URL(process.argv[2], import.meta.url).href);
createSend("http://127.0.0.1:1/beta");
const milliseconds = performance.now() - started;
console.log(JSON.stringify({ milliseconds, mebibytes: process.memoryUsage.rss() / 1048576 }));
`;

/** What it costs to have a client, before it does anything. */
export async function startup(rounds: number): Promise<Report> {
  const file = join(compiled, "start.mjs");
  writeFileSync(file, program);
  const starts = new Map<Contender, Start[]>(contenders.map((contender) => [contender, []]));
  // Each round starts a process per contender, which takes longer than a round of calls.
  for (let round = 0; round < Math.ceil(rounds / 5); round += 1) {
    for (const contender of shuffled(contenders)) {
      const printed = await run(process.execPath, [file, `${contender.file}.mjs`]);
      starts.get(contender)?.push(JSON.parse(printed));
    }
  }
  const middle = (contender: Contender, figure: keyof Start) =>
    median((starts.get(contender) ?? []).map((start) => start[figure]));
  const openapiFetch = contenders.find((contender) => contender.file === "openapi-fetch") ?? ours;
  const more = middle(ours, "milliseconds") - middle(openapiFetch, "milliseconds");
  return {
    name: "startup",
    title: "Import and construct",
    method:
      "A new process each time, in random order; medians. Memory is that of the whole process. " +
      "Kiota's library is measured with the beta SDK's models, since it is of no use without some.",
    columns: ["client", "version", "ms", "MiB"],
    rows: contenders.map((contender) => [
      contender.name,
      versionOf(contender),
      middle(contender, "milliseconds").toFixed(1),
      middle(contender, "mebibytes").toFixed(1),
    ]),
    checks: [{ what: "ms more than openapi-fetch", actual: more, atMost: 10 }],
  };
}
