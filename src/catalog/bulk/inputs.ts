import type { ApiVersion } from "../../versions/version.js";
import { Addition } from "../add/addition.js";
import type { AddResult, ResourceToAdd } from "../any-version.js";
import type { Journal, JournalState } from "../journal.js";
import { KeyTable } from "../key-table.js";
import type { AdditionSettings } from "../options.js";
import { keyOf } from "../origin.js";
import { copyOf, errorIn } from "../resource.js";
import type { AddOutcome } from "../types.js";

const outcomes: readonly AddOutcome[] = ["added", "accepted", "alreadyPresent", "validated", "failed", "unknown"];
/** The table maps a key to ten times an input's index, plus 1 and its outcome's place in this list once that is known. */
const codes = 10;
/** What a later run skips. A refused resource is sent again, because a missing permission may have been granted. */
const finishedOutcomes: readonly JournalState[] = ["added", "accepted", "alreadyPresent"];

const isState = (state: unknown): state is JournalState => [...outcomes, "sending"].some((known) => known === state);
const isFinished = (state: JournalState): state is AddOutcome => finishedOutcomes.includes(state);

/** What to do with an input: work on it, report it at once, or nothing until an equal input before it is finished. */
type Accepted = { readonly addition: Addition } | { readonly result: AddResult } | undefined;

/** Recognizes equal inputs, within this run and, by its journal, from earlier runs. */
export class Inputs {
  readonly #table = new KeyTable();
  /** The duplicates of an unfinished input, by its index. */
  readonly #duplicates = new Map<number, { readonly index: number; readonly resource: ResourceToAdd }[]>();
  #count = 0;

  constructor(
    readonly settings: AdditionSettings,
    readonly journal: Journal | undefined,
    readonly bodyOf: (resource: ResourceToAdd) => object,
    readonly version: ApiVersion,
  ) {}

  accept(given: ResourceToAdd, now: number): Accepted {
    const resource = copyOf(given);
    const index = this.#count++;
    const error = errorIn(this.version, resource, this.bodyOf(resource));
    if (error) return { result: { index, resource, outcome: "failed", error, attempts: [] } };
    const key = keyOf(resource);
    const value = this.#table.get(key);
    if (value !== undefined) {
      const first = Math.floor(value / codes);
      const outcome = outcomes[(value % codes) - 1];
      if (outcome) return { result: { index, resource, outcome, attempts: [], duplicateOf: first } };
      this.#duplicates.set(first, [...(this.#duplicates.get(first) ?? []), { index, resource }]);
      return undefined;
    }
    const state = stateIn(this.journal, key);
    if (state !== undefined && isFinished(state)) {
      this.#remember(key, index, state);
      return { result: { index, resource, outcome: state, attempts: [] } };
    }
    this.#table.set(key, index * codes);
    const addition = new Addition(index, resource, this.settings);
    if (state === "sending" || state === "unknown") addition.resume(now);
    return { addition };
  }

  /** The results of a finished addition: its own, and those of its duplicates. */
  finish(result: AddResult): AddResult[] {
    const { index: duplicateOf, outcome } = result;
    this.#remember(keyOf(result.resource), duplicateOf, outcome);
    const duplicates = this.#duplicates.get(duplicateOf) ?? [];
    this.#duplicates.delete(duplicateOf);
    return [result, ...duplicates.map((input) => ({ ...input, outcome, attempts: [], duplicateOf }))];
  }

  #remember(key: string, index: number, outcome: AddOutcome): void {
    this.#table.set(key, index * codes + outcomes.indexOf(outcome) + 1);
  }
}

/** Checked, because with any other value every resource would be sent again. */
function stateIn(journal: Journal | undefined, key: string): JournalState | undefined {
  const state: unknown = journal?.stateOf(key);
  if (state === undefined || isState(state)) return state;
  // A promise that rejects must not end the process.
  Promise.resolve(state).catch(() => undefined);
  throw new TypeError("journal.stateOf must return a JournalState or undefined, not a promise");
}
