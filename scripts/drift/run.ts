import { join } from "node:path";
import { CommandFailure, createCommand, exitCodeOf, exitCodes, type Output } from "../command.js";
import { field, type Json } from "../contract/json.js";
import { printable, readUserText } from "../contract/user-text.js";
import { checkVersion, defaultVersion, filesOf, readVersions } from "../contract/versions.js";
import { readYaml } from "../contract/yaml.js";
import { compare, compareNavigation } from "./compare.js";
import { readCsdl } from "./csdl.js";
import { isDrifted, judge } from "./ledger.js";
import { toJson, toText } from "./report.js";
import { openMetadata } from "./source.js";

interface Options {
  readonly metadata: string;
  readonly apiVersion?: string;
  readonly spec?: string;
  readonly ledger?: string;
  readonly root: string;
  readonly json?: true;
}

const epilogue = `
Examples:
  $ npm run drift -- --metadata 'https://graph.microsoft.com/beta/$metadata'
  $ npm run drift -- --metadata 'https://graph.microsoft.com/v1.0/$metadata'
  $ npm run drift -- --metadata ./beta.csdl --json > drift.json

A difference is known when an entry of the ledger lists its element:
  drift: ["accessPackageResourceRequest.history"]

Exit codes:
  ${exitCodes.ok}  no differences, or the ledger explains every one
  ${exitCodes.findings}  the spec or the ledger is not valid
  ${exitCodes.usage}  wrong usage, no such API version, or a file that cannot be read
  ${exitCodes.stale}  drifted: a difference is not explained, or an explanation is needless
  ${exitCodes.environment}  the URL cannot be read, or the metadata is not CSDL`;

/** Runs the command with its arguments (without node and script) and returns its exit code. */
export async function run(args: readonly string[], output: Output): Promise<number> {
  try {
    return await report(parseOptions(args, output), output);
  } catch (error) {
    return exitCodeOf(error, "the comparison", (message) => output.err(`drift: ${printable(message)}\n`));
  }
}

function parseOptions(args: readonly string[], output: Output): Options {
  const description = "Compares the service's own model (CSDL) with the specification of the same API version.";
  return createCommand("drift", description, epilogue, output)
    .requiredOption("--metadata <file-or-url>", "the service's $metadata: a file, or an https URL")
    .option(
      "--api-version <name>",
      `folder of spec/ (default: from /beta/ or /v1.0/ in --metadata, otherwise ${defaultVersion})`,
    )
    .option("--json", "print the result as JSON")
    .option("--spec <file>", "another OpenAPI document (default: spec/<version>/openapi.yaml)")
    .option("--ledger <file>", "another ledger of known differences (default: spec/<version>/ledger.yaml)")
    .option("--root <folder>", "folder of the project", ".")
    .parse([...args], { from: "user" })
    .opts<Options>();
}

async function report(options: Options, { out }: Output): Promise<number> {
  const { metadata } = options;
  const version = options.apiVersion ?? /[\\/](beta|v\d+\.\d+)[\\/]/.exec(metadata)?.[1] ?? defaultVersion;
  const files = filesFor(version, options);
  const document = read(files.spec, "paths");
  const ledger = read(files.ledger, "entries");
  const model = await readCsdl(openMetadata(metadata), metadata);
  const navigation = compareNavigation(model, document);
  const judgement = judge(compare(model, document), ledger);
  const format = options.json === true ? toJson : toText;
  out(format(version, navigation, judgement));
  return isDrifted(judgement) ? exitCodes.stale : exitCodes.ok;
}

function filesFor(
  version: string,
  { root, spec, ledger }: Options,
): { readonly spec: string; readonly ledger: string } {
  if (spec !== undefined && ledger !== undefined) return { spec, ledger };
  checkVersion(version, readVersions(root));
  const files = filesOf(version);
  return { spec: spec ?? join(root, files.spec), ledger: ledger ?? join(root, files.ledger) };
}

function read(path: string, member: "paths" | "entries"): Json {
  const { root } = readYaml(readUserText(path, { mayBeEmpty: true }), path);
  if (field(root, member) === undefined) throw new CommandFailure("findings", `${path} has no \`${member}\``);
  return root;
}
