import type { AddResult } from "../../catalog/any-version.js";
import { type AccessPackageResourceRequestsError, isRequestAbortedError } from "../../errors/index.js";
import { monotonicNow } from "../../options.js";
import type { Context } from "../context.js";
import { CliFailure, type ExitCode, exitCodeOf, exitCodes } from "../exit-codes.js";
import { programName } from "../help.js";
import { excerptOf } from "../input/excerpt.js";
import { waitAdvice } from "../input/plausible.js";
import type { ResourceInput } from "../input/resources.js";
import type { Source } from "../input/source.js";
import type { ImportOptions } from "../options.js";
import { replaceFile } from "../output/failures-file.js";
import { duration, type ProgressDisplay } from "../output/progress.js";
import { quote } from "../output/text.js";
import { inCommandWords } from "../output/words.js";
import { toJsonChange } from "./change.js";
import { FailureGroups } from "./failure-groups.js";

const withoutJournal =
  "Without --journal, the same command sends all resources again. Those in the catalog are then alreadyPresent.";
const withJournal =
  "The same command sends failed resources again and looks up unknown ones. You can correct the file before.";

/** Prints the results of an import, counts them by outcome, and says how to continue. */
export class ImportReport {
  /** How many resources have an outcome, and how many of these an earlier run finished. */
  readonly counts = new Map<string, { all: number; earlier: number }>();
  readonly #groups = new FailureGroups();
  /** Indexes of the resources to import again. */
  readonly #failures: number[] = [];
  readonly #reported = new Set<number>();
  readonly #started: number;
  #done = 0;
  #waitsNoted = new Set<string>();
  #failuresError: CliFailure | undefined;

  constructor(
    private readonly source: Source,
    private readonly input: ResourceInput,
    private readonly options: ImportOptions,
    private readonly context: Context,
    private readonly display: ProgressDisplay,
  ) {
    this.#started = monotonicNow(context.io.clock);
  }

  async add(result: AddResult): Promise<void> {
    const { index, outcome, duplicateOf, error, attempts } = result;
    const isNotSent = outcome === "failed" && isRequestAbortedError(error);
    if (!isNotSent) this.#done += 1;
    const isEarlier = attempts.length === 0 && duplicateOf === undefined && !error;
    this.#count(isNotSent ? "notSent" : duplicateOf === undefined ? outcome : "duplicate", isEarlier);
    if (this.options.json) await this.#printJson(this.#jsonOf(result));
    if (!error || isNotSent) return;
    this.#failures.push(index);
    this.#groups.add(result, error, this.#lineOf(index));
  }

  #lineOf(index: number): number {
    return Number(this.input.lines[index]);
  }

  #count(outcome: string, isEarlier = false, more = 1): void {
    const { all, earlier } = this.counts.get(outcome) ?? { all: 0, earlier: 0 };
    this.counts.set(outcome, { all: all + more, earlier: earlier + (isEarlier ? more : 0) });
  }

  #jsonOf({ index, resource, duplicateOf, ...change }: AddResult): object {
    this.#reported.add(index);
    const { originSystem, originId } = resource;
    const equal = duplicateOf === undefined ? {} : { duplicateOf: this.#lineOf(duplicateOf) };
    return { line: this.#lineOf(index), ...toJsonChange({ originSystem, originId }, change), ...equal };
  }

  /** On a terminal the progress must not be in the way. */
  async #printJson(value: object): Promise<void> {
    const { output } = this.context;
    const print = () => output.printJson(value);
    await (output.isTerminal ? this.display.around(print) : print());
  }

  /** Says, once for each origin system, that the import waits for the service to know a resource. */
  noteWaiting(waiting: readonly number[]): void {
    for (const index of waiting) {
      const resource = this.input.resources[index];
      if (!resource || this.options.quiet || this.#waitsNoted.has(resource.originSystem)) continue;
      this.#waitsNoted.add(resource.originSystem);
      const advice = `line ${this.#lineOf(index)}: ${waitAdvice(resource, this.options.api)}`;
      void this.display.around(() => this.context.output.note(advice));
    }
  }

  /** Prints what was not sent, because it would meet the same refusal. */
  async addNotSent(): Promise<void> {
    const rest = this.input.resources.length - this.#done;
    if (rest > 0) this.#count("notSent", false, rest);
    if (!this.options.json) return;
    for (const [index, { originSystem, originId }] of this.input.resources.entries())
      if (!this.#reported.has(index))
        await this.#printJson({ line: this.#lineOf(index), originSystem, originId, outcome: "notSent" });
  }

  /** Prints the failures by their reason, and the counts, and writes the file of failures. */
  async end(): Promise<void> {
    const { options, context } = this;
    const counts = [...this.counts].map(([outcome, { all, earlier }]) =>
      earlier === 0 ? `${all} ${outcome}` : `${all} ${outcome} (${earlier} earlier)`,
    );
    if (counts.length > 0) {
      const summary = `${counts.join(", ")} in ${this.#elapsed()}`;
      if (options.json) this.#advise(summary);
      else await context.output.print([...this.#groups.toText(context.output.tableWidth), summary].join("\n"));
    }
    if (options.failures !== undefined) await this.#writeFailures(options.failures);
  }

  #elapsed(): string {
    const elapsedInMs = monotonicNow(this.context.io.clock) - this.#started;
    return elapsedInMs < 60_000 ? `${(elapsedInMs / 1000).toFixed(1)} s` : duration(elapsedInMs);
  }

  async #writeFailures(file: string): Promise<void> {
    const indexes = this.#failures.sort((one, other) => one - other);
    try {
      await replaceFile(file, excerptOf(this.source, this.input.lines, indexes));
      this.#advise(`${indexes.length} failed or unknown resources are in ${file}`);
    } catch (error) {
      if (!(error instanceof CliFailure)) throw error;
      this.#failuresError = error;
      this.context.output.note(`error: ${error.message}`);
    }
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

  /**
   * Says what the user can do next, and returns the exit code.
   *
   * @param refusal Why the others were not sent: they would meet it, too.
   */
  conclude(refusal: AccessPackageResourceRequestsError | undefined): ExitCode {
    const { output } = this.context;
    const total = this.input.lines.length;
    const isEarly = this.#done < total;
    if (refusal) {
      output.note(`error: ${inCommandWords(refusal.message)}`);
      if (isEarly)
        this.#advise(`Stopped after ${this.#done} of ${total} resources, because the others would fail, too.`);
      return exitCodeOf(refusal);
    }
    if (isEarly && output.isClosed) return exitCodes.interrupted;
    if (isEarly) this.printCommand();
    const [hasUnknown, hasFailed] = [this.counts.has("unknown"), this.counts.has("failed")];
    if (this.options.journal === undefined && (isEarly || hasUnknown || hasFailed)) this.#advise(withoutJournal);
    else if (!isEarly && (hasUnknown || hasFailed)) this.#advise(withJournal);
    if (isEarly) return exitCodes.interrupted;
    if (hasUnknown) return exitCodes.unknown;
    if (this.#failuresError) return exitCodes.environment;
    return hasFailed ? exitCodes.failed : exitCodes.ok;
  }

  #advise(text: string): void {
    if (!this.options.quiet) this.context.output.note(text);
  }
}
