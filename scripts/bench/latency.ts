import { type Contender, contenders, fetchContender, ours, oursOverUndici, versionOf } from "./contenders.js";
import type { Report } from "./report.js";
import { round } from "./report.js";
import { median, quantile, shuffled } from "./statistics.js";
import { startWorker, withWorker } from "./worker.js";
import type { Sample } from "./workers/calls.js";

const again: Contender = { ...fetchContender, name: "fetch again (the noise)" };
const everyone = [...contenders, again];

/** Two processes of the same program can differ by more than two clients do, so each sitting starts new ones. */
const sittings = 9;

/** The rounds of each contender by its name, all in the same order. */
type Measured = ReadonlyMap<string, readonly Sample[]>;

const callsPerRound = 50;

/** Measures one call without faults over loopback. */
export async function latency(rounds: number): Promise<Report> {
  const all = await withWorker("loopback", [], ({ endpoint }) => measure(endpoint, rounds));
  const noise = Math.abs(median(ratioTo(all, again)) - 1);
  return {
    name: "latency",
    title: "One call without faults",
    method:
      "One process per contender, random order in each round, ratio to `fetch` with the same body, headers, signal and " +
      `redirect mode in the same round: median of ${times(all, ours).length} rounds in ${sittings} sittings, each with new ` +
      "processes; quartiles in brackets. CPU is the client's own.",
    columns: ["client", "version", "× fetch", "µs per call", "CPU µs per call"],
    rows: everyone.map((contender) => [
      contender.name,
      versionOf(contender),
      spread(all, contender),
      round(median(times(all, contender))),
      round(median(samples(all, contender).map(({ cpu }) => cpu))),
    ]),
    checks: [
      { what: "ours × fetch over loopback", actual: median(ratioTo(all, ours)), atMost: 1.15, noise },
      { what: "./undici × fetch over loopback", actual: median(ratioTo(all, oursOverUndici)), atMost: 0.55, noise },
    ],
    chart: {
      title: "Time of one call over loopback, × bare fetch",
      unit: " ×",
      bars: contenders
        .map((contender) => ({
          label: contender.name,
          value: median(ratioTo(all, contender)),
          ours: contender === ours || contender === oursOverUndici,
        }))
        .sort((a, b) => a.value - b.value),
    },
  };
}

/** @param rounds How many rounds each sitting has. */
async function measure(endpoint: string, rounds: number): Promise<Measured> {
  const measured = new Map(everyone.map(({ name }) => [name, [] as Sample[]]));
  for (let sitting = 0; sitting < sittings; sitting += 1) {
    const runners = await Promise.all(
      everyone.map(async ({ name, file }) => ({
        worker: await startWorker("calls", [file, endpoint]),
        samples: measured.get(name) ?? [],
      })),
    );
    // Until the engine's compiler has settled. They take turns here too, or the first one would warm up the server.
    for (let done = 0; done < 4; done += 1) {
      for (const { worker } of shuffled(runners)) await worker.ask({ count: 500 });
    }
    for (let done = 0; done < rounds; done += 1) {
      for (const { worker, samples } of shuffled(runners)) samples.push(await worker.ask({ count: callsPerRound }));
    }
    for (const { worker } of runners) worker.stop();
  }
  return measured;
}

function samples(measured: Measured, { name }: Contender) {
  return measured.get(name) ?? [];
}

function times(measured: Measured, contender: Contender): readonly number[] {
  return samples(measured, contender).map(({ microseconds }) => microseconds);
}

function ratioTo(measured: Measured, contender: Contender): readonly number[] {
  const base = times(measured, fetchContender);
  return times(measured, contender).map((time, round) => time / (base[round] ?? Number.NaN));
}

function spread(measured: Measured, contender: Contender): string {
  const ratios = ratioTo(measured, contender);
  const [low, middle, high] = [0.25, 0.5, 0.75].map((fraction) => quantile(ratios, fraction).toFixed(2));
  return `${middle} (${low}–${high})`;
}
