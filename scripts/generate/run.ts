import { createCommand, type ExitCode, exitCodeOf, exitCodes, type Output } from "../command.js";
import { findDifferences, findStale } from "./check.js";
import { generate } from "./generate.js";

const help = `
Examples:
  npm run generate                       compile each spec/<version>/openapi.yaml into generated/<version>/
  npm run generate -- --check            prove that generated/ is fresh, or name what is not
  npm run generate -- --check --quick    the same by hashes only, in a second and without Java

Exit codes:
  0    generated/ was written or is fresh
  1    the specification is invalid, or openapi-generator failed
  2    unknown option, or the specification is nested too deeply or multiplies its aliases
  3    generated/ is stale; each culprit is named
  5    the environment lacks something: Java 11 or newer, the openapi-generator jar, an installed package
  130  interrupted; generated/ is as it was`;

/** Where the command works and writes, and what ends it. */
export interface Setting extends Output {
  readonly root: string;
  readonly signal: AbortSignal;
}

interface Flags {
  readonly check?: true;
  readonly quick?: true;
}

/** Run the command with its arguments (without node and script) and give back the exit code. */
export async function run(args: readonly string[], setting: Setting): Promise<ExitCode> {
  const { signal, err } = setting;
  try {
    const flags = parseFlags(args, setting);
    return await (flags.check ? check(flags.quick === true, setting) : write(setting));
  } catch (error) {
    if (!signal.aborted) return exitCodeOf(error, "generate", (message) => err(`${message}\n`));
    err("Interrupted; generated/ is as it was.\n");
    return exitCodes.interrupted;
  }
}

function parseFlags(args: readonly string[], output: Output): Flags {
  const description =
    "Compiles each spec/<version>/openapi.yaml into generated/<version>/: types, client, contract and its reference.";
  const command = createCommand("npm run generate --", description, help, output)
    .option("--check", "write nothing; compare generated/ with what the specification yields")
    .option("--quick", "with --check: compare hashes only");
  const flags = command.parse([...args], { from: "user" }).opts<Flags>();
  if (flags.quick && !flags.check) command.error("error: --quick needs --check");
  return flags;
}

async function write({ root, signal, out }: Setting): Promise<ExitCode> {
  const changed = await generate(root, signal);
  out(changed.length === 0 ? "generated/ was fresh.\n" : `generated/: wrote ${changed.join(", ")}\n`);
  return exitCodes.ok;
}

async function check(quick: boolean, { root, signal, out, err }: Setting): Promise<ExitCode> {
  const stale = findStale(root);
  const culprits = stale.length > 0 || quick ? stale : await findDifferences(root, signal);
  if (culprits.length === 0) {
    out(`generated/ is fresh${quick ? " by its hashes" : ""}.\n`);
    return exitCodes.ok;
  }
  err(`${culprits.join("\n")}\ngenerated/ is stale; run \`npm run generate\` and commit what it writes.\n`);
  return exitCodes.stale;
}
