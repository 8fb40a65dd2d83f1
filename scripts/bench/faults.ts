import { type Contender, microsoft, ours, versionOf } from "./contenders.js";
import { faultCases } from "./fault-cases.js";
import type { Report } from "./report.js";
import { Worker } from "./worker.js";
import type { FaultResult } from "./workers/faults.js";

/** What each client does with a fault, and what it tells its caller. */
export async function faults(): Promise<Report> {
  const clients = [ours, ...microsoft];
  const results = await Promise.all(clients.map(meetAll));
  const [own = []] = results;
  return {
    name: "faults",
    title: "One create call that meets one fault",
    method:
      "The emulator strikes the first request and is well afterwards; “done” means that the service made the change " +
      "before it failed. Cells: how often the change was made, and what the caller was told; an error's name where the " +
      "client does not say what became of the request. **✗**: made twice, or success told over anything but one change; " +
      "?: the caller cannot tell whether it was made.",
    columns: ["fault", ...clients.map((client) => `${client.name} ${versionOf(client)}`)],
    rows: [
      ...faultCases.map(({ name }, index) => [name, ...results.map((row) => cell(row[index]))]),
      ["**made twice or told wrong**", ...results.map((row) => String(row.filter(isWrong).length))],
      ["**not told**", ...results.map((row) => String(row.filter(isSilent).length))],
    ],
    checks: [
      {
        what: "faults over which ours makes two changes or tells a wrong outcome",
        actual: count(own, isWrong),
        atMost: 0,
      },
      { what: "faults over which ours does not say what it knows", actual: count(own, isSilent), atMost: 0 },
    ],
  };
}

async function meetAll({ file }: Contender): Promise<readonly FaultResult[]> {
  const { worker } = await Worker.start("faults", [file]);
  const results = await worker.ask<readonly FaultResult[]>({});
  worker.stop();
  return results;
}

function cell(result: FaultResult | undefined): string {
  if (result === undefined) return "–";
  const mark = isWrong(result) ? " **✗**" : isSilent(result) ? " ?" : "";
  return `${result.commits}, ${result.told}${mark}`;
}

function isWrong({ commits, told }: FaultResult): boolean {
  if (told === "created" || told.startsWith("success")) return commits !== 1;
  return commits > 1 || (told === "notCreated" && commits !== 0);
}

function isSilent({ told }: FaultResult): boolean {
  return !["created", "notCreated", "unknown"].includes(told);
}

function count(results: readonly FaultResult[], holds: (result: FaultResult) => boolean): number {
  return results.filter(holds).length;
}
