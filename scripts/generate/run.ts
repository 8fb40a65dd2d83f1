import { createCommand, type ExitCode, exitCodeOf, exitCodes, type Output } from "../command.js";
import { buildTree } from "./build.js";
import { findDifferences, findStale } from "./check.js";
import { recoverTree, swapTree } from "./swap.js";
import { withWorkspace } from "./workspace.js";

const help = `
Examples:
  npm run generate                       compile each spec/<version>/openapi.yaml into generated/<version>/
  npm run generate -- --check            compile again and compare: is generated/ fresh?
  npm run generate -- --check --quick    compare hashes only, in a second and without Java

Exit codes:
  0    generated/ was written or is fresh
  1    the specification is invalid, or openapi-generator failed
  2    unknown option, or the specification is nested too deeply or has too many aliases
  3    generated/ is stale; each reason is printed
  5    something is missing: Java 11 or later, the openapi-generator jar, an installed package
  130  interrupted; generated/ is unchanged`;

/** Where the command runs and writes, and the signal that ends it. */
export interface Setting extends Output {
  readonly root: string;
  readonly signal: AbortSignal;
}

interface Flags {
  readonly check?: true;
  readonly quick?: true;
}

/** Runs the command with its arguments (without node and script), and returns the exit code. */
export async function run(args: readonly string[], setting: Setting): Promise<ExitCode> {
  const { signal, err } = setting;
  try {
    const flags = parseFlags(args, setting);
    return await (flags.check ? check(flags.quick === true, setting) : write(setting));
  } catch (error) {
    if (!signal.aborted) return exitCodeOf(error, "generate", (message) => err(`${message}\n`));
    err("Interrupted; generated/ is unchanged.\n");
    return exitCodes.interrupted;
  }
}

function parseFlags(args: readonly string[], output: Output): Flags {
  const description =
    "Compiles each spec/<version>/openapi.yaml into generated/<version>/: types, client, contract and its reference.";
  const command = createCommand("npm run generate --", description, help, output)
    .option("--check", "write nothing; compare generated/ with what the specifications produce")
    .option("--quick", "with --check: compare hashes only");
  const flags = command.parse([...args], { from: "user" }).opts<Flags>();
  if (flags.quick && !flags.check) command.error("error: --quick needs --check");
  return flags;
}

/** Compiles the specifications into `generated/`. The old tree stays until the new one is complete. */
async function write({ root, signal, out }: Setting): Promise<ExitCode> {
  recoverTree(root);
  const changed = await withWorkspace(root, async (workspace) => {
    await buildTree(workspace, signal);
    signal.throwIfAborted();
    return swapTree(root, workspace.tree);
  });
  out(changed.length === 0 ? "generated/ is already fresh.\n" : `generated/: wrote ${changed.join(", ")}\n`);
  return exitCodes.ok;
}

async function check(quick: boolean, { root, signal, out, err }: Setting): Promise<ExitCode> {
  const stale = findStale(root);
  const reasons = stale.length > 0 || quick ? stale : await findDifferences(root, signal);
  if (reasons.length === 0) {
    out(`generated/ is fresh${quick ? " according to its hashes" : ""}.\n`);
    return exitCodes.ok;
  }
  err(`${reasons.join("\n")}\ngenerated/ is stale; run \`npm run generate\` and commit what it writes.\n`);
  return exitCodes.stale;
}
