import { beta } from "../../contract/beta.js";
import type { PublishedForm } from "../../contract/bodies.js";
import { RequestValidationError } from "../../errors/index.js";
import { unwritable } from "../../requests.js";
import { Addition, type AdditionSettings } from "../add/addition.js";
import type { Journal, JournalEntry, JournalState } from "../journal.js";
import { KeyTable } from "../key-table.js";
import { isText, keyOf } from "../origin.js";
import type { AddOutcome, AddResult, ResourceToAdd } from "../types.js";

const outcomes: readonly AddOutcome[] = ["added", "accepted", "alreadyPresent", "validated", "failed", "unknown"];
/** In the table of inputs a number holds the index and, in its last digit, 0 or the outcome's place in the list above. */
const codes = 10;
/** What a journal has as finished; a refused resource is sent again, since what was missing may be granted by now. */
const finishedOutcomes: readonly JournalState[] = ["added", "accepted", "alreadyPresent"];

const isState = (state: unknown): state is JournalState => [...outcomes, "sending"].some((known) => known === state);
const isFinished = (state: JournalState): state is AddOutcome => finishedOutcomes.includes(state);

/** What to do with an input: work on it, report it at once, or nothing until the equal one before it is finished. */
export type Intention = { readonly addition: Addition } | { readonly result: AddResult } | undefined;

/** The request that adds a resource. */
export type BodyOf = (resource: ResourceToAdd) => PublishedForm;

/** Tells equal inputs apart from new ones, within this run and, by its journal, from earlier runs. */
export class Inputs {
  readonly #table = new KeyTable();
  readonly #followers = new Map<number, { readonly index: number; readonly resource: ResourceToAdd }[]>();
  readonly #settings: AdditionSettings;
  readonly #journal: Journal | undefined;
  readonly #bodyOf: BodyOf;
  #count = 0;

  constructor(settings: AdditionSettings, journal: Journal | undefined, bodyOf: BodyOf) {
    this.#settings = settings;
    this.#journal = journal;
    this.#bodyOf = bodyOf;
  }

  accept(given: ResourceToAdd, now: number): Intention {
    const resource = copyOf(given);
    const index = this.#count++;
    const refused = refusalOf(index, resource, this.#bodyOf);
    if (refused) return { result: refused };
    const key = keyOf(resource);
    const value = this.#table.get(key);
    if (value !== undefined) {
      return this.#follow(Math.floor(value / codes), outcomes[(value % codes) - 1], index, resource);
    }
    const state = stateIn(this.#journal, key);
    if (state !== undefined && isFinished(state)) {
      this.#remember(key, index, state);
      return { result: { index, resource, outcome: state, attempts: [] } };
    }
    this.#table.set(key, index * codes);
    const addition = new Addition(index, resource, this.#settings);
    if (state === "sending" || state === "unknown") addition.resume(now);
    return { addition };
  }

  /** The results to yield for a finished addition: its own, and those of the equal inputs that waited for it. */
  finish(result: AddResult): AddResult[] {
    this.#remember(keyOf(result.resource), result.index, result.outcome);
    const followers = this.#followers.get(result.index) ?? [];
    this.#followers.delete(result.index);
    return [
      result,
      ...followers.map(({ index, resource }) => duplicate(index, resource, result.index, result.outcome)),
    ];
  }

  #follow(first: number, outcome: AddOutcome | undefined, index: number, resource: ResourceToAdd): Intention {
    if (outcome) return { result: duplicate(index, resource, first, outcome) };
    this.#followers.set(first, [...(this.#followers.get(first) ?? []), { index, resource }]);
    return undefined;
  }

  #remember(key: string, index: number, outcome: AddOutcome): void {
    this.#table.set(key, index * codes + outcomes.indexOf(outcome) + 1);
  }
}

/**
 * A copy of plain data with its nested parts, so that what was read stays what it was: an input may reuse one object,
 * and a caller may go on with it. It is made without recursion, because a resource may be nested to any depth.
 */
export function copyOf<Value>(value: Value): Value {
  const copies = new Map<object, object>();
  const copy = (part: unknown): unknown => {
    if (typeof part !== "object" || part === null || writesItself(part)) return part;
    const made = copies.get(part) ?? (Array.isArray(part) ? [] : {});
    copies.set(part, made);
    return made;
  };
  // What the whole writes itself as is what would be sent; a part is left to write itself.
  const top = copy(writesItself(value) ? { ...Object(value.toJSON()) } : value) as Value;
  // A Map goes on to what is added while it is read.
  for (const [part, made] of copies) {
    for (const [name, inner] of Object.entries(part)) {
      Object.defineProperty(made, name, { value: copy(inner), configurable: true, enumerable: true, writable: true });
    }
  }
  return top;
}

function writesItself(value: unknown): value is { toJSON(): unknown } {
  return typeof value === "object" && value !== null && "toJSON" in value && typeof value.toJSON === "function";
}

/** A journal that does not know its states would have everything sent again. */
function stateIn(journal: Journal | undefined, key: string): JournalState | undefined {
  const state: unknown = journal?.stateOf(key);
  if (state === undefined || isState(state)) return state;
  // It may be a promise that rejects, which nobody else waits for.
  Promise.resolve(state).catch(() => undefined);
  throw new TypeError("journal.stateOf must return a JournalState or undefined, and no promise of it");
}

/** The result of a resource that cannot be sent; `undefined` when it can be. */
export function refusalOf(index: number, resource: ResourceToAdd, bodyOf: BodyOf): AddResult | undefined {
  const error = errorIn(bodyOf(resource));
  return error && { index, resource, outcome: "failed", error, attempts: [] };
}

function errorIn(body: PublishedForm): RequestValidationError | undefined {
  const issues = beta.checkBody(body, "createAccessPackageResourceRequest");
  if (issues.length === 0) issues.push(...originIssues(body.accessPackageResource));
  if (issues.length > 0) return new RequestValidationError(issues);
  try {
    // Found out here, it fails alone; within a batch it would fail all of them.
    JSON.stringify(body);
    return undefined;
  } catch (cause) {
    return unwritable(cause, "published");
  }
}

/** The contract lets both be absent; without them there is no telling what to add. */
function originIssues({ originSystem, originId }: PublishedForm["accessPackageResource"]) {
  const origin = { originSystem, originId };
  return Object.entries(origin).flatMap(([name, value]) =>
    isText(value)
      ? []
      : [
          {
            pointer: `/accessPackageResource/${name}`,
            rule: "required" as const,
            form: "published" as const,
            message: `add ${name}, a string`,
          },
        ],
  );
}

function duplicate(index: number, resource: ResourceToAdd, duplicateOf: number, outcome: AddOutcome): AddResult {
  return { index, resource, outcome, attempts: [], duplicateOf };
}

/** What of finished additions is written down. */
export function toEntries(results: readonly AddResult[]): JournalEntry[] {
  return results.map(({ resource, outcome }) => ({ key: keyOf(resource), outcome }));
}
