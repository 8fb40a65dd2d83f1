import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { run } from "../program.js";
import { barChart, type Chart } from "./chart.js";

/** A limit for one of our figures. */
export interface Check {
  readonly what: string;
  readonly actual: number;
  readonly atMost: number;
  /** How much two measurements of one client differ, as a fraction, where the figure is a ratio of times. */
  readonly noise?: number;
}

export type Verdict = "kept" | "BROKEN" | "not judged";

/** With more noise than this, a difference of a tenth means nothing. */
const maxNoise = 0.05;

/** The result of a benchmark. */
export interface Report {
  /** Name of the benchmark, and of its files. */
  readonly name: string;
  readonly title: string;
  /** How it was measured, in one or two sentences. */
  readonly method: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly checks: readonly Check[];
  readonly chart?: Chart;
}

const folder = "scripts/bench/results";

export function toMarkdown(report: Report): string {
  const { title, method, columns, rows, checks, name } = report;
  const table = [columns, columns.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`);
  const limits = checks.map(line);
  const made = `\`npm run bench -- ${name}\`, ${new Date().toISOString().slice(0, 10)}, ${machine()}.`;
  return `${[`## ${title}`, method, table.join("\n"), limits.join("\n"), made].filter(Boolean).join("\n\n")}\n`;
}

export function judge({ actual, atMost, noise = 0 }: Check): Verdict {
  if (noise > maxNoise) return "not judged";
  return actual <= atMost ? "kept" : "BROKEN";
}

function line(check: Check): string {
  const { what, actual, atMost, noise = 0 } = check;
  const why =
    noise > maxNoise ? `; two runs of one client differ by ${Math.round(noise * 100)} %, so run it again` : "";
  return `- ${judge(check)}: ${what}: ${round(actual)}, at most ${atMost}${why}`;
}

/** Writes the table, and the chart when there is one. */
export async function write(report: Report): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const table = `${folder}/${report.name}.md`;
  writeFileSync(table, toMarkdown(report));
  if (report.chart) writeFileSync(`${folder}/${report.name}.svg`, barChart(report.chart));
  // `npm run check` checks the format of these files, too.
  await run("npx", ["biome", "format", "--write", table]);
}

export function round(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function machine(): string {
  const [first] = cpus();
  return `${cpus().length} cores of ${first?.model.trim()}, Node ${process.versions.node} on ${process.platform}`;
}
