import { type Command, Option } from "commander";
import { keyOf } from "../../catalog/origin.js";
import type { ResourceToAdd } from "../../catalog/types.js";
import { type Context, changeOptionsOf } from "../context.js";
import type { ExitCode } from "../exit-codes.js";
import { examples, exitCodeHelp } from "../help.js";
import { keyOfName, requireProperty } from "../input/columns.js";
import type { ColumnMap } from "../input/header.js";
import { assertPlausible } from "../input/plausible.js";
import type { InputNotes } from "../input/records.js";
import { checkResources } from "../input/resources.js";
import { formats, readSource } from "../input/source.js";
import { collectPairs, filled, mostPerBatch, wholeNumber, withChange } from "../options.js";
import type { Output } from "../output/output.js";
import { toJsonLine } from "../output/text.js";
import { addBody } from "./bodies.js";
import { type ImportOptions, importResources } from "./import-run.js";

/** Names or lines that a note shows. */
const maxEnumerated = 30;

const fileHelp = `
The file:
  CSV with a header line, a JSON array of objects, the JSON that Microsoft
  Graph sends for a list, or JSON Lines; in UTF-8 or UTF-16. The columns are
  the properties of a resource, however they are spelled: originSystem,
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
    .argument("<file>", "the file; - for standard input", filled);
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
      "which property a column or a JSON key holds; none to leave it out; repeatable",
      collectPairs,
    )
    .option("--origin-system <name>", "origin system of resources that name none");
}

function withPace(command: Command): Command {
  return command
    .option("--journal <file>", "write down what was sent and what came of it, to go on after a crash", filled)
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
  const { originSystem, force = false } = options;
  if (originSystem !== undefined) assertPlausible({ originSystem }, options);
  const source = await readSource(io, file, options.format);
  const input = await checkResources(source, {
    map: columnMapOf(options),
    originSystem,
    force,
    bodyOf,
    onNotes: (notes) => tell(notes, options, output),
  });
  if (!options.dryRun) return importResources(input, options, context);
  const firstLines = new Map<string, number | undefined>();
  const equal: string[] = [];
  let index = 0;
  for await (const resource of input.read()) {
    const line = input.lines[index++];
    const key = keyOf(resource);
    if (firstLines.has(key)) equal.push(`${line} (as ${firstLines.get(key)})`);
    else {
      firstLines.set(key, line);
      await output.print(toJsonLine(bodyOf(resource)));
    }
  }
  if (equal.length > 0 && !options.quiet)
    output.note(`not sent, because an earlier line is equal: ${enumerate(equal)}`);
  return 0;
}

function columnMapOf({ map = [] }: ImportOptions): ColumnMap {
  return new Map(
    map.map(([column, property]) => [keyOfName(column), property === "" ? undefined : requireProperty(property)]),
  );
}

function tell({ ignored, setByService, invisibleIn, isPage }: InputNotes, options: ImportOptions, output: Output) {
  const notes = [
    isPage && "the input is one page of a list: it has an @odata.nextLink, where the rest is",
    invisibleIn !== undefined && `invisible characters around values are left out, first in line ${invisibleIn}`,
    setByService.size > 0 && `not sent, because only the service sets it: ${enumerate(setByService)}`,
    ignored.size > 0 &&
      `not sent, because no property has the name: ${enumerate(ignored)} (--map COLUMN=property sends it)`,
  ];
  for (const note of options.quiet ? [] : notes) if (note) output.note(note);
}

function enumerate(texts: Iterable<string>): string {
  const all = [...texts];
  const more = all.length > maxEnumerated ? ` and ${all.length - maxEnumerated} more` : "";
  return all.slice(0, maxEnumerated).join(", ") + more;
}
