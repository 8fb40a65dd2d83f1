import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { barChart, type Chart } from "./chart.js";

/** A limit that a figure of ours has to keep. */
export interface Check {
  readonly what: string;
  readonly actual: number;
  readonly atMost: number;
}

/** What a benchmark found. */
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
  const limits = checks.map(
    (check) =>
      `- ${isKept(check) ? "kept" : "**BROKEN**"}: ${check.what}: ${round(check.actual)}, at most ${check.atMost}`,
  );
  const made = `\`npm run bench -- ${name}\`, ${new Date().toISOString().slice(0, 10)}, ${machine()}.`;
  return `${[`## ${title}`, method, table.join("\n"), limits.join("\n"), made].filter(Boolean).join("\n\n")}\n`;
}

export function isKept({ actual, atMost }: Check): boolean {
  return actual <= atMost;
}

/** Writes the table, and the chart when there is one. */
export function write(report: Report): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${report.name}.md`, toMarkdown(report));
  if (report.chart) writeFileSync(`${folder}/${report.name}.svg`, barChart(report.chart));
}

export function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function machine(): string {
  const [first] = cpus();
  return `${cpus().length} cores of ${first?.model.trim()}, Node ${process.versions.node} on ${process.platform}`;
}
