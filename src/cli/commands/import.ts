import { type Command, Option } from "commander";
import type { ResourceToAdd } from "../../catalog/types.js";
import { addBody } from "../bodies.js";
import { type Context, changeOptionsOf } from "../context.js";
import type { ExitCode } from "../exit-codes.js";
import { examples, exitCodeHelp } from "../help.js";
import { type ImportOptions, importResources } from "../import-run.js";
import { requireProperty } from "../input/columns.js";
import type { ColumnMap } from "../input/csv.js";
import { checkResources } from "../input/resources.js";
import { formats, readSource } from "../input/source.js";
import { collectPairs, mostPerBatch, wholeNumber, withChange } from "../options.js";
import type { Output } from "../output.js";
import { toJsonLine } from "../text.js";

const fileHelp = `
The file:
  CSV with a header line, a JSON array of objects, or JSON Lines; UTF-8. The
  columns are the properties of a resource, in whatever case: originSystem,
  originId, displayName, accessPackageResourceEnvironment.originId, …
  It is checked as a whole before anything is sent.

Output:
  A row for each resource that failed or is unknown, and a count by outcome.
  With --json one object per resource: line, originSystem, originId, outcome,
  and, where there are any, requestState, id, duplicateOf (the line of the
  equal resource before it) and error (name, message, status, code, requestId,
  clientRequestId).
`;

export function defineImport(program: Command, context: Context): void {
  const command = withChange(program.command("import"))
    .summary("put the resources of a file into a catalog")
    .description(
      "Puts the resources of a file into a catalog, in batches, at the pace the service allows. It may be repeated. With a journal, a run that was interrupted goes on where it stopped.",
    )
    .argument("<file>", "the file; - for standard input");
  withInput(command);
  withPace(command)
    .addHelpText(
      "after",
      fileHelp +
        examples(
          "import groups.csv --catalog beedadfe-01d5-4025-910b-84abb9369997 --journal groups.journal",
          "import export.csv --map id=originId --origin-system AadGroup --catalog beedadfe-01d5-4025-910b-84abb9369997 --dry-run",
          "import - --format jsonl --catalog beedadfe-01d5-4025-910b-84abb9369997 --json < groups.jsonl",
        ) +
        exitCodeHelp,
    )
    .action(async (file: string, options: ImportOptions) => context.finish(await run(file, options, context)));
}

function withInput(command: Command): Command {
  return command
    .addOption(new Option("--format <name>", "what the file is (default: by its ending)").choices(formats))
    .option(
      "--map <column=property>",
      "which property a CSV column holds; none to leave it out; repeatable",
      collectPairs,
    )
    .option("--origin-system <name>", "origin system of resources that name none");
}

function withPace(command: Command): Command {
  return command
    .option("--journal <file>", "write down what was sent and what came of it, to go on after a crash")
    .option("--batch-size <number>", "requests per batch", wholeNumber(1, mostPerBatch), mostPerBatch)
    .option("--max-in-flight <number>", "batches sent at the same time (default: 4)", wholeNumber(1, 100))
    .option("--wait", "wait until the catalog lists each of them")
    .addOption(
      new Option("--validate-only", "let the service check them, and add nothing").conflicts(["wait", "journal"]),
    );
}

async function run(file: string, options: ImportOptions, context: Context): Promise<ExitCode> {
  const { io, output } = context;
  const bodyOf = (resource: ResourceToAdd) => addBody(options.catalog, changeOptionsOf(options), resource);
  const source = await readSource(io, file, options.format);
  const input = await checkResources(source, {
    map: columnMapOf(options),
    originSystem: options.originSystem,
    bodyOf,
    onIgnored: (columns) => tellIgnored(columns, options, output),
  });
  if (!options.dryRun) return importResources(input, source, options, context);
  for await (const resource of input.read()) await output.print(toJsonLine(bodyOf(resource)));
  return 0;
}

function columnMapOf({ map = [] }: ImportOptions): ColumnMap {
  return new Map(
    map.map(([column, property]) => [column.toLowerCase(), property === "" ? undefined : requireProperty(property)]),
  );
}

function tellIgnored(columns: readonly string[], { quiet }: ImportOptions, output: Output): void {
  if (quiet) return;
  output.note(`not sent, because no property has the name: ${columns.join(", ")} (--map COLUMN=property sends it)`);
}
