import { resolve } from "node:path";
import { Command } from "commander";
import { exitCodeOf, exitCodes } from "../command.js";
import { createReports, findStale, reportFolder, writeReports } from "./reports.js";

/** Where the command writes: the names of what it wrote to `out`, everything else to `err`. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

interface Options {
  readonly check?: true;
  readonly root: string;
}

const epilogue = `
Examples:
  $ npm run build && npm run api-report
  $ npm run api-report -- --check

Exit codes:
  ${exitCodes.ok}  written, or with --check: fresh
  ${exitCodes.findings}  the built declarations do not compile
  ${exitCodes.usage}  wrong usage
  ${exitCodes.stale}  with --check: a report is stale, missing or needless
  ${exitCodes.environment}  nothing is built`;

/** Run the command with its arguments (without node and script) and give back the exit code. */
export function run(args: readonly string[], output: Output): number {
  try {
    return report(parseOptions(args, output), output);
  } catch (error) {
    return exitCodeOf(error, "the report", (message) => output.err(`api-report: ${message}\n`));
  }
}

function parseOptions(args: readonly string[], { out, err }: Output): Options {
  return new Command("api-report")
    .description(`Write the public TypeScript surface of each built entry point to ${reportFolder}.`)
    .option("--check", "write nothing; fail when a report is not fresh")
    .option("--root <folder>", "the package's folder", ".")
    .allowExcessArguments(false)
    .addHelpText("after", epilogue)
    .configureOutput({ writeOut: out, writeErr: err })
    .exitOverride()
    .parse([...args], { from: "user" })
    .opts<Options>();
}

function report({ check, root }: Options, { out, err }: Output): number {
  const folder = resolve(root);
  const reports = createReports(folder);
  if (check !== true) {
    writeReports(folder, reports);
    for (const name of reports.keys()) out(`${reportFolder}/${name}\n`);
    return exitCodes.ok;
  }
  const stale = findStale(folder, reports);
  for (const line of stale) err(`api-report: ${line}: run \`npm run api-report\` and review the change\n`);
  return stale.length === 0 ? exitCodes.ok : exitCodes.stale;
}
