import { Command } from "commander";
import { type ExitCode, exitCodeOf, exitCodes } from "../command-failure.js";
import { findDifferences, findStale } from "./check.js";
import { generate } from "./generate.js";

const help = `
Examples:
  npm run generate                       compile spec/openapi.yaml into generated/
  npm run generate -- --check            prove that generated/ is fresh, or name what is not
  npm run generate -- --check --quick    the same by hashes only, in a second and without Java

Exit codes:
  0    generated/ was written or is fresh
  1    the specification is invalid, or openapi-generator failed
  2    unknown option
  3    generated/ is stale; each culprit is named
  5    the environment lacks something: Java 11 or newer, the openapi-generator jar, an installed package
  130  interrupted; generated/ is as it was`;

interface Flags {
  readonly check?: true;
  readonly quick?: true;
}

async function run(commandLine: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const command = new Command("npm run generate --")
    .description("Compiles spec/openapi.yaml into generated/: types, client, contract and its reference.")
    .option("--check", "write nothing; compare generated/ with what the specification yields")
    .option("--quick", "with --check: compare hashes only")
    .addHelpText("after", help)
    .allowExcessArguments(false)
    .exitOverride();
  const flags = command.parse(commandLine).opts<Flags>();
  if (flags.quick && !flags.check) command.error("error: --quick needs --check");
  return flags.check ? check(flags.quick === true, signal) : write(signal);
}

async function write(signal: AbortSignal): Promise<ExitCode> {
  const changed = await generate(process.cwd(), signal);
  console.log(changed.length === 0 ? "generated/ was fresh." : `generated/: wrote ${changed.join(", ")}`);
  return exitCodes.ok;
}

async function check(quick: boolean, signal: AbortSignal): Promise<ExitCode> {
  const root = process.cwd();
  const stale = findStale(root);
  const culprits = stale.length > 0 || quick ? stale : await findDifferences(root, signal);
  if (culprits.length === 0) {
    console.log(`generated/ is fresh${quick ? " by its hashes" : ""}.`);
    return exitCodes.ok;
  }
  console.error([...culprits, "generated/ is stale; run `npm run generate` and commit what it writes."].join("\n"));
  return exitCodes.stale;
}

function report(error: unknown, signal: AbortSignal): ExitCode {
  if (signal.aborted) {
    console.error("Interrupted; generated/ is as it was.");
    return exitCodes.interrupted;
  }
  return exitCodeOf(error, "generate", console.error);
}

const interruption = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => interruption.abort());
// Whoever runs the command, the files get the same permissions.
process.umask(0o022);
run(process.argv, interruption.signal)
  .catch((error: unknown) => report(error, interruption.signal))
  .then((exitCode) => {
    process.exitCode = exitCode;
  });
