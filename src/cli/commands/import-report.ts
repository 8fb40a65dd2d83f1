import type { AddResult } from "../../catalog/any-version.js";
import { type AccessPackageResourceRequestsError, isRequestAbortedError } from "../../errors/index.js";
import type { Context } from "../context.js";
import { type ExitCode, exitCodeOf, exitCodes, isHopeless } from "../exit-codes.js";
import { programName } from "../help.js";
import type { ResourceInput } from "../input/resources.js";
import type { ImportOptions } from "../options.js";
import type { ProgressDisplay } from "../output/progress.js";
import { Table } from "../output/table.js";
import { quote, toJsonLine } from "../output/text.js";
import { toJsonChange } from "./change.js";

const problemColumns = [
  { title: "LINE", width: 6 },
  { title: "OUTCOME", width: 8 },
  { title: "RESOURCE", width: 40 },
];
const countColumns = [
  { title: "OUTCOME", width: 14 },
  { title: "RESOURCES", width: 10 },
];
const withoutJournal =
  "Without --journal, the same command sends all resources again. Those in the catalog are then alreadyPresent.";
const withJournal =
  "The same command sends failed resources again and looks up unknown ones. You can correct the file before.";

/** Prints the results of an import, counts them by outcome, and says how to continue. */
export class ImportReport {
  readonly counts = new Map<string, number>();
  readonly #table: Table;
  #done = 0;
  #hasHeader = false;
  #failure: AccessPackageResourceRequestsError | undefined;

  constructor(
    private readonly input: ResourceInput,
    private readonly options: ImportOptions,
    private readonly context: Context,
    private readonly display: ProgressDisplay,
  ) {
    this.#table = new Table(problemColumns, context.output.width);
  }

  /** Whether to stop: the rest would fail for the same reason, or the output can no longer be written. */
  get isOver(): boolean {
    return this.#failure !== undefined || this.context.output.isClosed;
  }

  async add(result: AddResult): Promise<void> {
    const { outcome, duplicateOf, error } = result;
    const isNotSent = outcome === "failed" && isRequestAbortedError(error);
    if (!isNotSent) this.#done += 1;
    const counted = isNotSent ? "notSent" : duplicateOf === undefined ? outcome : "duplicate";
    this.counts.set(counted, (this.counts.get(counted) ?? 0) + 1);
    if (this.options.json) await this.#print(this.#jsonOf(result));
    else if ((outcome === "failed" && !isNotSent) || outcome === "unknown") await this.#print(this.#rowsOf(result));
    if (outcome === "failed" && isHopeless(error)) this.#failure = error;
  }

  #jsonOf({ index, resource, duplicateOf, ...change }: AddResult): string {
    const { lines } = this.input;
    const { originSystem, originId } = resource;
    const equal = duplicateOf === undefined ? {} : { duplicateOf: lines[duplicateOf] };
    return toJsonLine({ line: lines[index], ...toJsonChange({ originSystem, originId }, change), ...equal });
  }

  #rowsOf({ index, resource, outcome, error, duplicateOf }: AddResult): string {
    const { lines } = this.input;
    const rows = [
      [String(lines[index]), outcome, `${resource.originSystem} ${resource.originId}`],
      ...(error ? [["", "", error.message]] : []),
      ...(duplicateOf === undefined ? [] : [["", "", `equal to line ${lines[duplicateOf]}`]]),
    ].map((cells) => this.#table.row(cells));
    if (!this.#hasHeader) rows.unshift(this.#table.header);
    this.#hasHeader = true;
    return rows.join("\n");
  }

  /** On a terminal the progress must not be in the way. */
  async #print(text: string): Promise<void> {
    const { output } = this.context;
    const print = () => output.print(text);
    await (output.isTerminal ? this.display.around(print) : print());
  }

  async printCounts(): Promise<void> {
    const counts = [...this.counts];
    if (counts.length === 0) return;
    if (this.options.json) return this.#advise(counts.map(([outcome, count]) => `${count} ${outcome}`).join(", "));
    const table = new Table(countColumns, this.context.output.width);
    const rows = counts.map(([outcome, count]) => table.row([outcome, String(count)]));
    await this.context.output.print([table.header, ...rows].join("\n"));
  }

  /** Says how to continue an import that stopped early. */
  printCommand(): void {
    const { argv, output } = this.context;
    const command = [programName, ...argv].map(quote).join(" ");
    const input = argv.includes("-") ? " with the same input" : "";
    const total = this.input.lines.length;
    output.note(
      `Stopped after ${this.#done} of ${total} resources. To continue, run this command${input}:\n  ${command}`,
    );
  }

  /** Says what the user can do next, and returns the exit code. */
  conclude(): ExitCode {
    const { output } = this.context;
    const total = this.input.lines.length;
    if (this.#failure) {
      output.note(`error: ${this.#failure.message}`);
      this.#advise(`Stopped after ${this.#done} of ${total} resources, because the others would fail, too.`);
      return exitCodeOf(this.#failure);
    }
    const isEarly = this.#done < total;
    if (isEarly && output.isClosed) return exitCodes.interrupted;
    if (isEarly) this.printCommand();
    const [hasUnknown, hasFailed] = [this.counts.has("unknown"), this.counts.has("failed")];
    if (this.options.journal === undefined && (isEarly || hasUnknown || hasFailed)) this.#advise(withoutJournal);
    else if (!isEarly && (hasUnknown || hasFailed)) this.#advise(withJournal);
    if (isEarly) return exitCodes.interrupted;
    if (hasUnknown) return exitCodes.unknown;
    return hasFailed ? exitCodes.failed : exitCodes.ok;
  }

  #advise(text: string): void {
    if (!this.options.quiet) this.context.output.note(text);
  }
}
