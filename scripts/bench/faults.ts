import { type Contender, microsoft, ours, versionOf } from "./contenders.js";
import type { Report } from "./report.js";
import { withWorker } from "./worker.js";
import type { FaultResult } from "./workers/faults.js";

/** What each client does with a fault, and what it reports to its caller. */
export async function faults(): Promise<Report> {
  const clients = [ours, ...microsoft];
  const results = await Promise.all(clients.map(meetAll));
  const [own = []] = results;
  return {
    name: "faults",
    title: "One create call that meets one fault",
    method:
      "The emulator injects the fault into the first request only; “done” means that the service made the change before " +
      "it failed. Cells: how often the change was made, and what the client reported; an error's name where the client " +
      "does not report the outcome. **✗**: made twice, or success reported for anything but exactly one change; " +
      "?: the caller cannot know whether it was made.",
    columns: ["fault", ...clients.map((client) => `${client.name} ${versionOf(client)}`)],
    rows: [
      ...own.map(({ fault }, index) => [fault, ...results.map((row) => cell(row[index]))]),
      ["**duplicated or misreported**", ...results.map((row) => String(count(row, isWrong)))],
      ["**outcome not reported**", ...results.map((row) => String(count(row, isSilent)))],
    ],
    checks: [
      { what: "faults after which ours makes two changes or misreports", actual: count(own, isWrong), atMost: 0 },
      { what: "faults after which ours reports no outcome", actual: count(own, isSilent), atMost: 0 },
    ],
  };
}

function meetAll({ file }: Contender): Promise<readonly FaultResult[]> {
  return withWorker("faults", [file], (worker) => worker.ask<readonly FaultResult[]>({}));
}

function cell(result: FaultResult | undefined): string {
  if (result === undefined) return "–";
  const mark = isWrong(result) ? " **✗**" : isSilent(result) ? " ?" : "";
  return `${result.commits}, ${result.reported}${mark}`;
}

function isWrong({ commits, reported }: FaultResult): boolean {
  if (reported === "created" || reported.startsWith("success")) return commits !== 1;
  return commits > 1 || (reported === "notCreated" && commits !== 0);
}

function isSilent({ reported }: FaultResult): boolean {
  return !["created", "notCreated", "unknown"].includes(reported);
}

function count(results: readonly FaultResult[], holds: (result: FaultResult) => boolean): number {
  return results.filter(holds).length;
}
