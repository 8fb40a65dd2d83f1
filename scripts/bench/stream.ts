import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "./report.js";
import { withWorker } from "./worker.js";
import type { StreamResult } from "./workers/stream.js";

const count = 1_000_000;
const mebibyte = 1024 * 1024;

interface Run extends StreamResult {
  readonly name: string;
  readonly sent: number;
}

/** Adds a stream that is longer than what should be kept in memory, and then adds it again with the same journal. */
export async function stream(): Promise<Report> {
  const journalPath = join(tmpdir(), `stream-${process.pid}.jsonl`);
  try {
    return await withWorker("loopback", [], async (service) => {
      const runs: Run[] = [];
      let sentBefore = 0;
      for (const name of ["first", "second"]) {
        const task = { endpoint: service.endpoint, count, journalPath };
        const result = await withWorker("stream", [], (worker) => worker.ask<StreamResult>(task));
        const { members } = await service.ask<{ members: number }>({});
        runs.push({ name, ...result, sent: members - sentBefore });
        sentBefore = members;
      }
      return report(runs);
    });
  } finally {
    rmSync(journalPath, { force: true });
  }
}

function report(runs: readonly Run[]): Report {
  const [first, second] = runs.map(({ sent }) => sent);
  return {
    name: "stream",
    title: `A stream of ${count.toLocaleString("en")} items`,
    method:
      "`addResources` with a file journal, over the global `fetch` and loopback sockets, against a service in another " +
      "process that accepts everything at once. Every tenth item equals an earlier one. The second run is a new process " +
      "with the same input and the same journal.",
    columns: ["run", "added", "equal to an earlier one", "sent", "seconds", "peak memory, MiB"],
    rows: runs.map(({ name, added, duplicates, sent, seconds, peakBytes }) =>
      [name, added, duplicates, sent, seconds.toFixed(1), (peakBytes / mebibyte).toFixed(0)].map(String),
    ),
    checks: [
      ...runs.flatMap(({ name, added, peakBytes }) => [
        { what: `MiB of memory at the peak of the ${name} run`, actual: peakBytes / mebibyte, atMost: 400 },
        { what: `items not reported as added by the ${name} run`, actual: count - added, atMost: 0 },
      ]),
      { what: "requests more than different items", actual: Number(first) - (count - count / 10), atMost: 0 },
      { what: "requests of the second run", actual: Number(second), atMost: 0 },
    ],
  };
}
