import type { Report } from "./report.js";
import { Worker } from "./worker.js";
import type { StreamResult } from "./workers/stream.js";

const count = 1_000_000;
const mebibyte = 1024 * 1024;

/** A stream that is longer than what should be kept in memory. */
export async function stream(): Promise<Report> {
  const { worker } = await Worker.start("stream", []);
  const result = await worker.ask<StreamResult>({ count });
  worker.stop();
  const { added, duplicates, sent, addedAgain, sentAgain, peakBytes, seconds } = result;
  return {
    name: "stream",
    title: `A stream of ${count.toLocaleString("en")} items`,
    method:
      "`addResources` with a file journal against a stubbed service that takes everything at once. Every tenth item " +
      "equals an earlier one. The second run has the same input and the same journal.",
    columns: ["run", "added", "equal to an earlier one", "sent", "seconds", "peak memory, MiB"],
    rows: [
      ["first", added, duplicates, sent, seconds.toFixed(1), (peakBytes / mebibyte).toFixed(0)].map(String),
      ["second", addedAgain, "", sentAgain, "", ""].map(String),
    ],
    checks: [
      { what: "MiB of memory at the peak", actual: peakBytes / mebibyte, atMost: 256 },
      { what: "items not reported as added", actual: count - added, atMost: 0 },
      { what: "requests more than different items", actual: sent - (count - count / 10), atMost: 0 },
      { what: "items not reported as added by the second run", actual: count - addedAgain, atMost: 0 },
      { what: "requests of the second run", actual: sentAgain, atMost: 0 },
    ],
  };
}
