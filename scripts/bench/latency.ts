import { type Contender, contenders, fetchContender, ours, oursOverUndici, versionOf } from "./contenders.js";
import type { Report } from "./report.js";
import { round } from "./report.js";
import { type Measured, measureRounds, measureSittings, withLoopback } from "./rounds.js";
import { median, quantile } from "./statistics.js";

const again: Contender = { ...fetchContender, name: "fetch again (the noise)" };

/** Two processes of the same program may differ by more than two clients do, so each sitting starts new ones. */
const sittings = 5;
/** So many more, with all the rounds in each, for those the limits are about. */
const closerSittings = 9;

function measure(everyone: readonly Contender[], rounds: number) {
  return withLoopback(async (endpoint) => ({
    real: await measureSittings(everyone, endpoint, sittings, { rounds: Math.ceil(rounds / sittings), count: 50 }),
    closer: await measureSittings([fetchContender, ours, oursOverUndici, again], endpoint, closerSittings, {
      rounds,
      count: 50,
    }),
    stubbed: await measureRounds(
      everyone.filter(({ usesFetch }) => usesFetch),
      endpoint,
      { rounds, count: 100, stub: true },
    ),
  }));
}

/** Time of one call without faults, over loopback and against a stubbed fetch. */
export async function latency(rounds: number): Promise<Report> {
  const everyone = [...contenders, again];
  const { real, closer, stubbed } = await measure(everyone, rounds);
  const ratio = (contender: Contender) => ratioTo(real, contender);
  const noise = Math.abs(median(ratioTo(closer, again)) - 1);
  return {
    name: "latency",
    title: "One call without faults",
    method:
      "One process per contender, random order in each round, ratio to `fetch` with the same body, headers, signal and " +
      `redirect mode in the same round: median of ${times(real, ours).length} rounds in ${sittings} sittings, each with new ` +
      "processes; quartiles in brackets. CPU is the client's own. The last column is the time of a whole call when `fetch` is " +
      "a stub that answers at once, in the fastest tenth of the rounds. The limits are judged by " +
      `${closerSittings} more sittings of few, with ${rounds} rounds each: ours ` +
      `${spread(closer, ours)}, over ./undici ${spread(closer, oursOverUndici)}, \`fetch\` again ${spread(closer, again)}.`,
    columns: ["client", "version", "× fetch", "µs per call", "CPU µs per call", "µs with a stub"],
    rows: everyone.map((contender) => [
      contender.name,
      versionOf(contender),
      spread(real, contender),
      round(median(times(real, contender))),
      round(median(of(real, contender).map(({ cpu }) => cpu))),
      contender.usesFetch ? round(undisturbed(stubbed, contender)) : "–",
    ]),
    checks: [
      { what: "ours × fetch over loopback", actual: median(ratioTo(closer, ours)), atMost: 1.15, noise },
      { what: "./undici × fetch over loopback", actual: median(ratioTo(closer, oursOverUndici)), atMost: 0.55, noise },
      { what: "µs of library time per call, stub included", actual: undisturbed(stubbed, ours), atMost: 90 },
    ],
    chart: {
      title: "Time of one call over loopback, × bare fetch",
      unit: " ×",
      bars: contenders
        .map((contender) => ({
          label: contender.name,
          value: median(ratio(contender)),
          ours: contender === ours || contender === oursOverUndici,
        }))
        .sort((a, b) => a.value - b.value),
    },
  };
}

function of(measured: Measured, { name }: Contender) {
  return measured.get(name) ?? [];
}

function times(measured: Measured, contender: Contender): readonly number[] {
  return of(measured, contender).map(({ microseconds }) => microseconds);
}

/** A time without a ratio says nothing when the machine is busy, so this is that of the rounds that were not disturbed. */
function undisturbed(measured: Measured, contender: Contender): number {
  return quantile(times(measured, contender), 0.1);
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
