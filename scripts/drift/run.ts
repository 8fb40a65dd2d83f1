import { CommandFailure, createCommand, exitCodeOf, exitCodes, type Output } from "../command.js";
import { field, type Json } from "../contract/json.js";
import { readUserText } from "../contract/user-text.js";
import { readYaml } from "../contract/yaml.js";
import { compare, compareNavigation } from "./compare.js";
import { readCsdl } from "./csdl.js";
import { isDrifted, judge } from "./ledger.js";
import { toJson, toText } from "./report.js";
import { openMetadata } from "./source.js";
import { printable } from "./text.js";

interface Options {
  readonly metadata: string;
  readonly spec: string;
  readonly ledger: string;
  readonly json?: true;
}

const epilogue = `
Examples:
  $ npm run drift -- --metadata 'https://graph.microsoft.com/beta/$metadata'
  $ npm run drift -- --metadata ./beta.csdl --json > drift.json

A difference is known when an entry of the ledger names its element:
  drift: ["accessPackageResourceRequest.history"]

Exit codes:
  ${exitCodes.ok}  the same, or every difference is explained by the ledger
  ${exitCodes.findings}  the spec or the ledger is not valid
  ${exitCodes.usage}  wrong usage, or a file that cannot be read
  ${exitCodes.stale}  drifted: a difference is not explained, or an explanation is needless
  ${exitCodes.environment}  the URL cannot be read, or the metadata is not CSDL`;

/** Run the command with its arguments (without node and script) and give back the exit code. */
export async function run(args: readonly string[], output: Output): Promise<number> {
  try {
    return await report(parseOptions(args, output), output);
  } catch (error) {
    return exitCodeOf(error, "the comparison", (message) => output.err(`drift: ${printable(message)}\n`));
  }
}

function parseOptions(args: readonly string[], output: Output): Options {
  return createCommand("drift", "Compare the service's own model (CSDL) with spec/beta/openapi.yaml.", epilogue, output)
    .requiredOption("--metadata <file-or-url>", "the service's $metadata: a file, or an https URL")
    .option("--json", "print the result as JSON")
    .option("--spec <file>", "the OpenAPI fragment", "spec/beta/openapi.yaml")
    .option("--ledger <file>", "the ledger of known differences", "spec/beta/ledger.yaml")
    .parse([...args], { from: "user" })
    .opts<Options>();
}

async function report(options: Options, { out }: Output): Promise<number> {
  const document = read(options.spec, "paths");
  const ledger = read(options.ledger, "entries");
  const model = await readCsdl(openMetadata(options.metadata), options.metadata);
  const navigation = compareNavigation(model, document);
  const judgement = judge(compare(model, document), ledger);
  out(options.json === true ? toJson(navigation, judgement) : toText(navigation, judgement));
  return isDrifted(judgement) ? exitCodes.stale : exitCodes.ok;
}

function read(path: string, member: "paths" | "entries"): Json {
  const { root } = readYaml(readUserText(path, { mayBeEmpty: true }), path);
  if (field(root, member) === undefined) throw new CommandFailure("findings", `${path} has no \`${member}\``);
  return root;
}
