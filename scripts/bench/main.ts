import { createCommand, exitCodeOf, exitCodes, standardOutput } from "../command.js";
import { bulk } from "./bulk.js";
import { faults } from "./faults.js";
import { latency } from "./latency.js";
import { prepare } from "./prepare.js";
import { judge, type Report, toMarkdown, write } from "./report.js";
import { size } from "./size.js";

interface Options {
  readonly rounds: string;
  readonly write?: true;
}

const benchmarks: Readonly<Record<string, (rounds: number) => Promise<Report>>> = {
  latency,
  faults,
  bulk,
  size,
};

const command = createCommand(
  "npm run bench --",
  "Compares this package with other clients, which it installs into scripts/bench/peers.",
  "\nExit codes: 0 all limits kept, 1 a limit broken, 2 usage, 5 something is missing, or the machine is too busy.",
  standardOutput(),
)
  .argument("[names...]", `any of ${Object.keys(benchmarks).join(", ")} (default: all)`)
  .option("--rounds <number>", "rounds of each sitting of the latency benchmark", "31")
  .option("--write", "also write the tables and charts to scripts/bench/results");

try {
  const { rounds, write: keep } = command.parse().opts<Options>();
  const names = command.args.length > 0 ? command.args : Object.keys(benchmarks);
  for (const name of names) {
    if (!(name in benchmarks)) command.error(`error: no benchmark is called ${name}; see --help`);
  }
  if (!(Number(rounds) >= 1)) command.error(`error: --rounds must be a number of at least 1, got ${rounds}`);
  await prepare();
  for (const name of names) {
    const report = await benchmarks[name]?.(Number(rounds));
    if (report === undefined) continue;
    process.stdout.write(`${toMarkdown(report)}\n`);
    if (keep) await write(report);
    const verdicts = report.checks.map(judge);
    if (verdicts.includes("BROKEN")) process.exitCode = exitCodes.findings;
    else if (verdicts.includes("not judged")) process.exitCode ??= exitCodes.environment;
  }
} catch (error) {
  process.exitCode = exitCodeOf(error, "the benchmark", (message) => console.error(`bench: ${message}`));
}
