import { type Command, Option } from "commander";
import type { AddResourcesOptions } from "../../catalog/types.js";
import { mostPerBatch } from "../../contract/limits.js";
import { fileJournal } from "../../node/index.js";
import type { StopOption } from "../../options.js";
import type { AnyVersion } from "../api-versions.js";
import { withCatalog } from "../connection.js";
import type { Context } from "../context.js";
import { type ExitCode, exitCodes } from "../exit-codes.js";
import { exampleCatalog, helpEnd } from "../help.js";
import { assertPlausible } from "../input/plausible.js";
import { type InputNotes, reasons } from "../input/records.js";
import { type ResourceInput, readResources, withDuplicates } from "../input/resources.js";
import { formats, readSource } from "../input/source.js";
import { type Interruption, interruptible } from "../io.js";
import {
  addChangeOptions,
  bodyOf,
  changeOptionsOf,
  collectPairs,
  type ImportOptions,
  nonEmpty,
  wholeNumber,
} from "../options.js";
import { assertReplaceable } from "../output/failures-file.js";
import type { Output } from "../output/output.js";
import { createProgress } from "../output/progress.js";
import { FirstBatch } from "./first-batch.js";
import { plan } from "./import-plan.js";
import { ImportReport } from "./import-report.js";

/** Most names or lines that a note shows. */
const maxEnumerated = 30;

const fileHelp = `
The file:
  CSV with a header line, a JSON array of objects, a list as Microsoft Graph
  returns it, or JSON Lines, in UTF-8 or UTF-16. The columns are properties of
  a resource, in any spelling, such as originSystem, originId, displayName and
  accessPackageResourceEnvironment.originId.
  The whole file is checked before anything is sent.

Output:
  The resources that failed or whose outcome is unknown, grouped by reason, and
  a count by outcome. With --json, one object per resource: line, originSystem,
  originId, outcome and, if present, requestState, id, duplicateOf (the line of
  the first equal resource) and error (name, message, status, code, requestId,
  clientRequestId). If a JSON file has several objects on one line, item is the
  place of the object in its array, and duplicateOf is an item.
  If the service refuses the whole first batch for a reason that applies to all
  resources (the sign-in, a permission, a licence, the catalog), the import
  stops. The others have the outcome notSent. The exit code is 4 for the
  sign-in, otherwise 1.
  --failures replaces the file, even if nothing failed. It has the format and
  the columns of the input. The input and the journal are never replaced.
  --plan prints for each resource whether an import would add it (add) or find
  it (alreadyPresent), and what only the catalog has (notInFile). It changes
  nothing and exits with 0 even if the file and the catalog differ.
`;

const examples = helpEnd(
  `import groups.csv ${exampleCatalog} --journal groups.journal`,
  `import groups.csv ${exampleCatalog} --plan`,
  `import export.csv --map id=originId --origin-system AadGroup ${exampleCatalog} --dry-run`,
  `import - --format jsonl ${exampleCatalog} --json < groups.jsonl`,
);
const mapHelp = "property that a column or a JSON key contains; COLUMN= leaves it out; can be repeated";

export function defineImport(program: Command, context: Context): void {
  const validateOnly = new Option("--validate-only", "let the service check them and add nothing; beta only");
  const readOnly = new Option("--plan", "read the catalog, print what an import would add, and change nothing");
  addChangeOptions(program.command("import"), context)
    .summary("add the resources in a file to a catalog")
    .description(
      "Adds the resources in a file to a catalog, in batches, as fast as the service allows. It is safe to repeat. With a journal, an interrupted import continues where it stopped.",
    )
    .argument("<file>", "path of the file; - for standard input", nonEmpty)
    .addOption(new Option("--format <name>", "format of the file (default: from its extension)").choices(formats))
    .option("--map <column=property>", mapHelp, collectPairs)
    .option("--origin-system <name>", "origin system of resources without one", nonEmpty)
    .option("--journal <file>", "file that records each outcome, to continue after an interruption", nonEmpty)
    .option("--failures <file>", "file for the resources that failed or whose outcome is unknown", nonEmpty)
    .addOption(readOnly.conflicts(["dryRun", "journal", "validateOnly", "failures", "wait"]))
    .option("--batch-size <number>", "requests per batch", wholeNumber(1, mostPerBatch), mostPerBatch)
    .option("--max-in-flight <number>", "batches sent at the same time (default: 4)", wholeNumber(1, 100))
    .option("--wait", "wait until the catalog lists all of them")
    .addOption(validateOnly.conflicts(["wait", "journal"]))
    .addHelpText("after", fileHelp + examples)
    .action(async (file: string, options: ImportOptions) => context.finish(await run(file, options, context)));
}

async function run(file: string, options: ImportOptions, context: Context): Promise<ExitCode> {
  const { io, output } = context;
  const { originSystem } = options;
  if (originSystem !== undefined) assertPlausible({ originSystem }, options);
  const source = await readSource(io, file, options.format);
  const input = readResources(source, options);
  if (!options.quiet) printNotes(input.notes, output);
  if (options.dryRun) return printBodies(input, options, output);
  if (options.plan) return plan(input, options, context);
  const others = [...(file === "-" ? [] : [file]), ...(options.journal === undefined ? [] : [options.journal])];
  if (options.failures !== undefined) await assertReplaceable(options.failures, source, others);
  return interruptible(io, (signals) => send(input, options, context, signals));
}

function printNotes({ what, notSent, invisibleIn, isPage }: InputNotes, output: Output): void {
  if (isPage) output.note("the input is one page of a list: its @odata.nextLink points to the rest");
  if (invisibleIn !== undefined)
    output.note(`invisible characters around values were removed, first in line ${invisibleIn}`);
  for (const reason of reasons) {
    const names = [...notSent.keys()].filter((name) => notSent.get(name) === reason);
    const advice = reason === "not a property" ? `. To send a ${what}, add --map ${what.toUpperCase()}=property` : "";
    if (names.length > 0) output.note(`not sent (${reason}): ${enumerate(names)}${advice}`);
  }
}

async function printBodies(input: ResourceInput, options: ImportOptions, output: Output): Promise<ExitCode> {
  const equal: string[] = [];
  for (const { resource, number, duplicateOf } of withDuplicates(input)) {
    if (duplicateOf === undefined) await output.printJson(bodyOf("Add", resource, options));
    else equal.push(`${number} (as ${duplicateOf})`);
  }
  if (equal.length > 0 && !options.quiet)
    output.note(`not sent (equal to an earlier ${input.unit}): ${enumerate(equal)}`);
  return exitCodes.ok;
}

function enumerate(items: Iterable<string>): string {
  const all = [...items];
  const more = all.length > maxEnumerated ? ` and ${all.length - maxEnumerated} more` : "";
  return all.slice(0, maxEnumerated).join(", ") + more;
}

async function send(
  input: ResourceInput,
  options: ImportOptions,
  context: Context,
  { stop, abort }: Interruption,
): Promise<ExitCode> {
  const { io, output } = context;
  const { batchSize } = options;
  const catalog = await withCatalog(io, options, async (found) => found);
  const display = createProgress(io, output, input.lines.length, options.quiet === true);
  const onStop = () => {
    if (options.quiet) return;
    void display.around(() => output.note("Finishing the requests in flight. Press Ctrl-C again to stop at once."));
  };
  stop.addEventListener("abort", onStop);
  const end = new AbortController();
  const report = new ImportReport(input, options, context, display);
  const readCatalog = () => catalog.listResources({ abortSignal: stop }).next();
  const first = new FirstBatch(input.resources, batchSize, readCatalog);
  try {
    const settings: AddResourcesOptions<AnyVersion> & StopOption = {
      ...changeOptionsOf(options),
      ...(options.journal !== undefined && { journal: fileJournal(options.journal) }),
      ...(options.maxInFlight !== undefined && { maxInFlight: options.maxInFlight }),
      batchSize,
      total: input.resources.length,
      onAttempt: first.onAttempt,
      onProgress: (progress) => {
        first.onProgress(progress.done);
        report.noteWaiting(progress.waiting);
        display.update(progress);
      },
      abortSignal: abort,
      stopSignal: AbortSignal.any([stop, end.signal]),
    };
    for await (const result of catalog.addResources(first.release(), settings)) {
      await report.add(result);
      await first.onResult(result);
      // Nothing more is sent, but the results of the batches in flight still arrive.
      if (first.refusal || output.isClosed) end.abort();
    }
    if (first.refusal) await report.addNotSent();
  } catch (error) {
    if (report.counts.size > 0) report.printCommand();
    throw error;
  } finally {
    stop.removeEventListener("abort", onStop);
    display.end();
    await report.end();
  }
  return report.conclude(first.refusal);
}
