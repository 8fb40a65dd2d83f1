import { type Contender, contenders, fetchContender, versionOf } from "./contenders.js";
import type { Report } from "./report.js";
import { type Measured, measureRounds, withLoopback } from "./rounds.js";
import { median } from "./statistics.js";

const concurrencies = [1, 16, 64] as const;

/** Calls per second with so many in flight. */
export async function throughput(rounds: number): Promise<Report> {
  const measured = await withLoopback(async (endpoint) => {
    const all: Measured[] = [];
    for (const concurrency of concurrencies) {
      all.push(await measureRounds(contenders, endpoint, { rounds: Math.ceil(rounds / 3), count: 256, concurrency }));
    }
    return all;
  });
  return {
    name: "throughput",
    title: "Calls per second over loopback",
    method:
      "One process per contender, random order in each round, medians; in brackets the ratio to `fetch` of the same " +
      "round. The server is a single Node process on the same machine.",
    columns: ["client", "version", ...concurrencies.map((concurrency) => `${concurrency} at a time`), "MiB at the end"],
    rows: contenders.map((contender) => [
      contender.name,
      versionOf(contender),
      ...measured.map((rows) => cell(rows, contender)),
      memoryAfter(measured.at(-1), contender),
    ]),
    checks: [],
  };
}

function cell(measured: Measured, contender: Contender): string {
  const perSecond = speeds(measured, contender);
  const base = speeds(measured, fetchContender);
  const ratio = median(perSecond.map((speed, round) => speed / (base[round] ?? Number.NaN)));
  return `${Math.round(median(perSecond))} (${ratio.toFixed(2)})`;
}

function speeds(measured: Measured, { name }: Contender): readonly number[] {
  return (measured.get(name) ?? []).map(({ microseconds }) => 1e6 / microseconds);
}

function memoryAfter(measured: Measured | undefined, { name }: Contender): string {
  return ((measured?.get(name)?.at(-1)?.rss ?? Number.NaN) / 1024 ** 2).toFixed(0);
}
