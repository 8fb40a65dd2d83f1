import { operations as betaOperations } from "../../../generated/beta/contract.js";
import { operations as v1Operations } from "../../../generated/v1.0/contract.js";
import { closestName } from "../../closest-name.js";
import type { FaultKind, FaultKinds } from "../fault-kinds.js";
import type { Fault } from "./faults.js";

/** What a property of a fault may be. */
interface Rule {
  readonly allows: (value: unknown) => boolean;
  /** Completes "must be". */
  readonly expected: string;
  readonly isRequired?: true;
}

const text: Rule = { allows: (value) => typeof value === "string", expected: "text" };
const when = oneOf(["before", "after"]);
const count = wholeNumber(0, Number.MAX_SAFE_INTEGER);
const milliseconds = wholeNumber(0, 2 ** 31 - 1);
const lag = { times: count, durationInMs: milliseconds };
const headers: Rule = { allows: areHeaders, expected: "an object of header names and their text" };
const retryAfter: Rule = {
  allows: (value) => count.allows(value) || (text.allows(value) && areHeaders({ "retry-after": value })),
  expected: "a whole number of seconds or the text of the header",
};

const common = {
  latencyInMs: milliseconds,
  level: oneOf(["single", "batch", "member"]),
  operationId: oneOf(Object.keys({ ...betaOperations, ...v1Operations })),
};

/** The properties of each kind, besides `kind` and the common ones. */
const rules: { readonly [Kind in FaultKind]: { readonly [Name in keyof FaultKinds[Kind]]-?: Rule } } = {
  latency: {},
  throttle: { retryAfter },
  status: {
    status: { ...wholeNumber(200, 599), isRequired: true },
    when,
    retryAfter,
    content: oneOf(["json", "own", "html", "text", "empty"]),
    code: text,
    headers,
  },
  reset: { when },
  stall: { when },
  resetAfterHeaders: {},
  truncated: {},
  malformed: {},
  body: { body: { ...text, isRequired: true } },
  repeatedResponse: {},
  slowBody: { intervalInMs: milliseconds },
  stalledBody: {},
  endlessBody: {},
  replicationLag: lag,
  visibilityLag: lag,
  requestState: { state: { ...text, isRequired: true } },
  claims: { claims: text },
  missingResponse: { when },
  duplicateResponse: {},
  statusAsString: {},
  strangeResponse: {},
};

/**
 * Reads a fault that another program describes as JSON.
 *
 * @throws RangeError that says what is wrong and what is allowed.
 */
export function readFault(value: unknown): Fault {
  if (typeof value !== "object" || value === null || !("kind" in value)) {
    throw new RangeError('A fault must be an object with "kind", such as {"kind":"throttle"}.');
  }
  const { kind, ...properties } = value;
  const known: Readonly<Record<string, Rule>> = { ...requireIn(rules, kind, "a kind of fault"), ...common };
  for (const [name, given] of Object.entries(properties)) {
    const { allows, expected } = requireIn(known, name, `a property of the fault ${kind}`);
    if (!allows(given)) throw new RangeError(`"${name}" of the fault ${kind} must be ${expected}.`);
  }
  for (const [name, { isRequired, expected }] of Object.entries(known)) {
    if (isRequired && !(name in properties)) throw new RangeError(`The fault ${kind} needs "${name}": ${expected}.`);
  }
  return value as Fault;
}

function requireIn<Value>(table: Readonly<Record<string, Value>>, name: unknown, what: string): Value {
  const found = new Map<unknown, Value>(Object.entries(table)).get(name);
  if (found !== undefined) return found;
  const names = Object.keys(table);
  const closest = typeof name === "string" ? closestName(name, names) : undefined;
  const question = closest === undefined ? "" : ` Did you mean "${closest}"?`;
  throw new RangeError(`${JSON.stringify(name)} is not ${what}.${question} Allowed: ${names.join(", ")}.`);
}

function oneOf(values: readonly unknown[]): Rule {
  return { allows: (value) => values.includes(value), expected: `one of ${values.join(", ")}` };
}

function wholeNumber(minimum: number, maximum: number): Rule {
  const allows = (value: unknown) => Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
  return { allows, expected: `a whole number from ${minimum} to ${maximum}` };
}

function areHeaders(value: unknown): boolean {
  try {
    return new Headers(value as HeadersInit) && !Array.isArray(value);
  } catch {
    return false;
  }
}
