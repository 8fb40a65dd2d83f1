import type { AddResult } from "../../catalog/any-version.js";
import { type AccessPackageResourceRequestsError, isGraphError, isRequestAbortedError } from "../../errors/index.js";
import { monotonicNow } from "../../options.js";
import { isKnownCode } from "../../responses/hints.js";
import type { Context } from "../context.js";
import { type ExitCode, exitCodeOf, exitCodes } from "../exit-codes.js";
import { programName } from "../help.js";
import { waitAdvice } from "../input/plausible.js";
import { placeOf, type ResourceInput } from "../input/resources.js";
import type { ImportOptions } from "../options.js";
import { excerptOf, replaceFile } from "../output/failures-file.js";
import { exactDuration, type ProgressDisplay } from "../output/progress.js";
import { quote } from "../output/text.js";
import { inCommandWords } from "../output/words.js";
import { toJsonChange } from "./change.js";
import { FailureGroups } from "./failure-groups.js";

const withoutJournal =
  "Without --journal, the same command sends all resources again. Those in the catalog are then alreadyPresent.";
const withJournal =
  "The same command sends failed resources again and looks up unknown ones. You can correct the file first.";

/** Prints the results of an import, counts them by outcome, and says how to continue. */
export class ImportReport {
  /** How many resources have an outcome. */
  readonly counts = new Map<string, number>();
  /** How many of these an earlier run finished. */
  readonly #earlier = new Map<string, number>();
  readonly #groups: FailureGroups;
  /** Indexes of the resources to import again. */
  readonly #failures: number[] = [];
  readonly #reported = new Set<number>();
  /** Whether the import ended before each resource had its last attempt. */
  #isEarly = false;
  readonly #waitsNoted = new Set<string>();
  readonly #started: number;

  constructor(
    private readonly input: ResourceInput,
    private readonly options: ImportOptions,
    private readonly context: Context,
    private readonly display: ProgressDisplay,
  ) {
    this.#groups = new FailureGroups(input.unit);
    this.#started = monotonicNow(context.io.clock);
  }

  async add(given: AddResult): Promise<void> {
    const result = withRefusal(given);
    const { index, outcome, duplicateOf, error, attempts } = result;
    if (outcome === "failed" && isRequestAbortedError(given.error)) this.#isEarly = true;
    // The import ended before it or its duplicate had an outcome.
    const isOpen = duplicateOf === undefined ? isRequestAbortedError(error) : !this.#reported.has(duplicateOf);
    if (outcome === "failed" && isOpen) return;
    this.#reported.add(index);
    countUp(this.counts, duplicateOf === undefined ? outcome : "duplicate");
    if (error) {
      this.#failures.push(index);
      this.#groups.add(result, error, placeOf(this.input, index).number);
    } else if (attempts.length === 0 && duplicateOf === undefined) countUp(this.#earlier, outcome);
    if (this.options.json) await this.#printJson(this.#jsonOf(result));
  }

  #jsonOf({ index, resource, duplicateOf, ...change }: AddResult): object {
    const { originSystem, originId } = resource;
    const equal = duplicateOf === undefined ? {} : { duplicateOf: placeOf(this.input, duplicateOf).number };
    return { ...placeOf(this.input, index).place, ...toJsonChange({ originSystem, originId }, change), ...equal };
  }

  /** On a terminal, the progress must not get in the way. */
  async #printJson(value: object): Promise<void> {
    const { output } = this.context;
    const print = () => output.printJson(value);
    await (output.isTerminal ? this.display.around(print) : print());
  }

  /** Says once for each origin system that the import is waiting for the service to know a resource. */
  noteWaiting(waiting: readonly number[]): void {
    for (const index of waiting) {
      const resource = this.input.resources[index];
      if (!resource || this.#waitsNoted.has(resource.originSystem)) continue;
      this.#waitsNoted.add(resource.originSystem);
      const advice = `${this.input.unit} ${placeOf(this.input, index).number}: ${waitAdvice(resource, this.options.api)}`;
      void this.display.around(() => this.#advise(advice));
    }
  }

  /** Reports the resources that were not sent, because the service would also refuse them. */
  async addNotSent(): Promise<void> {
    for (const [index, { originSystem, originId }] of this.input.resources.entries()) {
      if (this.#reported.has(index)) continue;
      countUp(this.counts, "notSent");
      const { place } = placeOf(this.input, index);
      if (this.options.json) await this.#printJson({ ...place, originSystem, originId, outcome: "notSent" });
    }
  }

  /**
   * Prints the failures by reason and the counts, and writes the file of failures. Does nothing without a result.
   *
   * @throws CliFailure when the file cannot be written.
   */
  async end(): Promise<void> {
    const { options, context, counts } = this;
    if (counts.size === 0) return;
    const parts = [...counts].map(([outcome, count]) => {
      const earlier = this.#earlier.get(outcome);
      return `${count} ${outcome}${earlier === undefined ? "" : ` (${earlier} earlier)`}`;
    });
    const summary = `${parts.join(", ")} in ${exactDuration(monotonicNow(context.io.clock) - this.#started)}`;
    if (options.json) this.#advise(summary);
    else await context.output.print([...this.#groups.toLines(context.output.tableWidth), summary].join("\n"));
    if (options.failures === undefined) return;
    const indexes = this.#failures.sort((one, other) => one - other);
    await replaceFile(options.failures, excerptOf(this.input, indexes));
    if (indexes.length > 0) this.#advise(`${indexes.length} failed or unknown: see ${options.failures}`);
  }

  /** Says how to continue an import that stopped early. */
  printCommand(): void {
    const { argv, output } = this.context;
    const command = [programName, ...argv].map(quote).join(" ");
    const input = argv.includes("-") ? " with the same input" : "";
    const [done, total] = [this.#reported.size, this.input.lines.length];
    const after = done < total ? ` after ${done} of ${total} resources` : "";
    output.note(`Stopped${after}. To continue, run this command${input}:\n  ${command}`);
  }

  /**
   * Says what the user can do next, and returns the exit code.
   *
   * @param refusal The refusal that the unsent resources would also get.
   */
  conclude(refusal: AccessPackageResourceRequestsError | undefined): ExitCode {
    const { output } = this.context;
    const total = this.input.lines.length;
    const isEarly = this.#isEarly || this.#reported.size < total;
    if (refusal) {
      output.note(`error: ${inCommandWords(refusal.message)}`);
      if (isEarly)
        this.#advise(`Stopped after ${this.#reported.size} of ${total} resources, because the others would also fail.`);
      return exitCodeOf(refusal);
    }
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

/** A resource that the service refused before the import ended has that refusal, unless it was only throttled. */
function withRefusal(result: AddResult): AddResult {
  const refusal = isRequestAbortedError(result.error) ? result.error.cause : undefined;
  return isGraphError(refusal) && isKnownCode(refusal.code) ? { ...result, error: refusal } : result;
}

function countUp(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
