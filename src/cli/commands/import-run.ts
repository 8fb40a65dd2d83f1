import type { AddOutcome, AddResult } from "../../catalog/types.js";
import { type AccessPackageResourceRequestsError, isRequestAbortedError } from "../../errors/index.js";
import { fileJournal } from "../../node.js";
import { connect } from "../connection.js";
import { type Context, changeOptionsOf } from "../context.js";
import { type ExitCode, exitCodeOf, exitCodes, isHopeless } from "../exit-codes.js";
import { programName } from "../help.js";
import type { ResourceInput } from "../input/resources.js";
import type { Format } from "../input/source.js";
import { type Interruption, watchInterrupts } from "../interruption.js";
import type { ChangeCommandOptions } from "../options.js";
import type { Output } from "../output/output.js";
import { createProgress, type ProgressDisplay } from "../output/progress.js";
import { Table } from "../output/table.js";
import { quote, toJsonLine } from "../output/text.js";
import { toJsonResult } from "../results.js";

const problemColumns = [
  { title: "LINE", width: 6 },
  { title: "OUTCOME", width: 8 },
  { title: "RESOURCE", width: 40 },
];
const countColumns = [
  { title: "OUTCOME", width: 14 },
  { title: "RESOURCES", width: 10 },
];

const withoutJournal = "Without a journal all are sent again; what is there is then alreadyPresent.";

export interface ImportOptions extends ChangeCommandOptions {
  readonly format?: Format;
  readonly map?: readonly (readonly [string, string])[];
  readonly originSystem?: string;
  readonly journal?: string;
  readonly batchSize?: number;
  readonly maxInFlight?: number;
  readonly validateOnly?: true;
  readonly wait?: true;
}

/** What has come of an import so far. */
interface Tally {
  readonly counts: Map<AddOutcome | "duplicate" | "notSent", number>;
  done: number;
  /** Why going on was of no use. */
  failure: AccessPackageResourceRequestsError | undefined;
}

/** Sends the resources, prints what became of each, and says how to go on. */
export async function importResources(
  input: ResourceInput,
  options: ImportOptions,
  context: Context,
): Promise<ExitCode> {
  const { io, output } = context;
  const catalog = connect(io, options);
  const display = createProgress(io, output, input.lines.length, options.quiet === true);
  const interruption = watchInterrupts(io, () => {
    display.around(() => output.note("Finishing the batches in flight. Ctrl-C again ends at once."));
  });
  const tally: Tally = { counts: new Map(), done: 0, failure: undefined };
  try {
    const results = catalog.addResources(input.read(), {
      ...changeOptionsOf(options),
      ...(options.journal !== undefined && { journal: fileJournal(options.journal) }),
      ...(options.batchSize !== undefined && { batchSize: options.batchSize }),
      ...(options.maxInFlight !== undefined && { maxInFlight: options.maxInFlight }),
      total: input.lines.length,
      onProgress: display.update,
      abortSignal: interruption.abort,
    });
    await report(results, tally, new Printer(input.lines, options, output, display), interruption);
  } catch (error) {
    if (tally.counts.size > 0) tellHowToGoOn(tally, input, context);
    throw error;
  } finally {
    display.end();
    interruption.dispose();
    await summarize(tally, options, output);
  }
  return conclude(tally, input, options, context);
}

/** Leaving the loop early ends the sending; the batches in flight are finished and written to the journal. */
async function report(
  results: AsyncIterable<AddResult>,
  tally: Tally,
  printer: Printer,
  { stop }: Interruption,
): Promise<void> {
  for await (const result of results) {
    if (!isNotSent(result)) tally.done += 1;
    const counted = isNotSent(result) ? "notSent" : result.duplicateOf === undefined ? result.outcome : "duplicate";
    tally.counts.set(counted, (tally.counts.get(counted) ?? 0) + 1);
    await printer.print(result);
    if (result.outcome === "failed" && isHopeless(result.error)) tally.failure = result.error;
    if (tally.failure || stop.aborted || printer.isClosed) break;
  }
}

/** Whether the run ended before the resource's turn. */
function isNotSent({ outcome, error }: AddResult): boolean {
  return outcome === "failed" && isRequestAbortedError(error);
}

class Printer {
  readonly #lines: readonly number[];
  readonly #options: ImportOptions;
  readonly #output: Output;
  readonly #display: ProgressDisplay;
  readonly #table: Table;
  #hasHeader = false;

  constructor(lines: readonly number[], options: ImportOptions, output: Output, display: ProgressDisplay) {
    this.#lines = lines;
    this.#options = options;
    this.#output = output;
    this.#display = display;
    this.#table = new Table(problemColumns, output.width);
  }

  get isClosed(): boolean {
    return this.#output.closed.aborted;
  }

  async print(result: AddResult): Promise<void> {
    const line = this.#lines[result.index];
    if (this.#options.json) {
      const duplicateOf = result.duplicateOf === undefined ? {} : { duplicateOf: this.#lines[result.duplicateOf] };
      const text = toJsonLine({ line, ...toJsonResult(result), ...duplicateOf });
      await this.#show(text);
    } else if ((result.outcome === "failed" && !isNotSent(result)) || result.outcome === "unknown") {
      const { originSystem, originId } = result.resource;
      const rows = [
        ...(this.#hasHeader ? [] : [this.#table.header]),
        this.#table.row([String(line), result.outcome, `${originSystem} ${originId}`]),
        ...this.#reasons(result).map((reason) => this.#table.row(["", "", reason])),
      ];
      this.#hasHeader = true;
      await this.#show(rows.join("\n"));
    }
  }

  /** Out of the way of the progress, unless the data goes elsewhere. */
  async #show(text: string): Promise<void> {
    const print = () => this.#output.print(text);
    await (this.#output.isTerminal ? this.#display.around(print) : print());
  }

  #reasons({ error, duplicateOf }: AddResult): string[] {
    const equal = duplicateOf === undefined ? [] : [`equal to line ${this.#lines[duplicateOf]}`];
    return error ? [error.message, ...equal] : equal;
  }
}

async function summarize({ counts }: Tally, options: ImportOptions, output: Output): Promise<void> {
  if (counts.size === 0) return;
  if (options.json) {
    const parts = [...counts].map(([outcome, count]) => `${count} ${outcome}`);
    if (!options.quiet) output.note(parts.join(", "));
    return;
  }
  const table = new Table(countColumns, output.width);
  const rows = [...counts].map(([outcome, count]) => table.row([outcome, String(count)]));
  await output.print([table.header, ...rows].join("\n"));
}

function tellHowToGoOn({ done }: Tally, { lines }: ResourceInput, { output, argv }: Context): void {
  const command = [programName, ...argv].map(quote).join(" ");
  const input = argv.includes("-") ? ", with the same input" : "";
  output.note(`Stopped when ${done} of ${lines.length} were reported. To go on${input}:\n  ${command}`);
}

function conclude(tally: Tally, input: ResourceInput, options: ImportOptions, context: Context): ExitCode {
  const { counts, done, failure } = tally;
  const total = input.lines.length;
  const { output } = context;
  const say = (text: string) => {
    if (!options.quiet) output.note(text);
  };
  if (failure) {
    output.note(`error: ${failure.message}`);
    say(`Stopped after ${done} of ${total}, because the rest would fail too.`);
    return exitCodeOf(failure);
  }
  if (done < total && output.closed.aborted) return exitCodes.interrupted;
  if (done < total) {
    tellHowToGoOn(tally, input, context);
    if (options.journal === undefined) say(withoutJournal);
    return exitCodes.interrupted;
  }
  const hasUnknown = counts.has("unknown");
  if (hasUnknown || counts.has("failed")) {
    if (options.journal === undefined) say(withoutJournal);
    else say("The same command sends what failed again and looks for what is unknown; the file may be corrected.");
  }
  if (hasUnknown) return exitCodes.unknown;
  return counts.has("failed") ? exitCodes.failed : exitCodes.ok;
}
