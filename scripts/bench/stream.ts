import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "./report.js";
import { Worker } from "./worker.js";
import type { StreamResult } from "./workers/stream.js";

const count = 1_000_000;
const mebibyte = 1024 * 1024;

interface Run extends StreamResult {
  readonly name: string;
  readonly sent: number;
}

/** A stream that is longer than what should be kept in memory. Run it alone with `npm run bench -- stream`. */
export async function stream(): Promise<Report> {
  const { worker: service, ready } = await Worker.start("batches", []);
  const endpoint = `http://127.0.0.1:${ready}/beta`;
  const journalPath = join(tmpdir(), `stream-${process.pid}.jsonl`);
  const runs: Run[] = [];
  try {
    let sentBefore = 0;
    for (const name of ["first", "second"]) {
      const { worker } = await Worker.start("stream", []);
      const result = await worker.ask<StreamResult>({ endpoint, count, journalPath });
      worker.stop();
      const { taken } = await service.ask<{ taken: number }>({});
      runs.push({ name, ...result, sent: taken - sentBefore });
      sentBefore = taken;
    }
  } finally {
    service.stop();
    rmSync(journalPath, { force: true });
  }
  return report(runs);
}

function report(runs: readonly Run[]): Report {
  const [first, second] = runs.map(({ sent }) => sent);
  return {
    name: "stream",
    title: `A stream of ${count.toLocaleString("en")} items`,
    method:
      "`addResources` with a file journal, over the global `fetch` and loopback sockets, against a service in another " +
      "process that takes everything at once. Every tenth item equals an earlier one. The second run is a new process " +
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
