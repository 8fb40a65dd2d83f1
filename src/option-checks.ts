import { mostPerBatch } from "./contract/beta.js";
import { isObject } from "./contract/is-object.js";
import type { RetryOptions } from "./options.js";

/** What a value must be. */
interface Rule {
  readonly must: string;
  readonly holds: (value: unknown) => boolean;
  /** Rules for the options within it. */
  readonly members?: Members;
  readonly isRange?: true;
}

type Members = Readonly<Record<string, Rule>>;

/** A rule for every option: one that is added without a rule does not compile. */
type Rules<Options> = { readonly [Name in keyof Required<Options>]: Rule };

const isText = (value: unknown) => typeof value === "string" && value !== "";
const isFilledHeader = (value: unknown) => isText(value) && isHeaderValue(value);
/** What can be iterated over, such as Headers, keeps its names elsewhere than in its properties. */
const isRecord = (value: unknown) => isObject(value) && !(Symbol.iterator in value);
const isFunction = (value: unknown) => typeof value === "function";
const areTexts = (value: unknown, least = 0) => Array.isArray(value) && value.length >= least && value.every(isText);
const has =
  (...methods: readonly string[]) =>
  (value: unknown) =>
    isObject(value) && methods.every((name) => isFunction(value[name]));
const isClock = has("now", "setTimeout", "clearTimeout");
const isJournal = has("open", "stateOf", "sending", "finished", "close");
/** By what it has, since a signal of another realm is no instance of ours. */
const isSignal = (value: unknown) =>
  has("addEventListener", "removeEventListener")(value) && typeof (value as AbortSignal).aborted === "boolean";

const object: Rule = { must: "be an object", holds: isRecord };
const boolean: Rule = { must: "be true or false", holds: (value) => typeof value === "boolean" };
const callback: Rule = { must: "be a function", holds: isFunction };
const string: Rule = { must: "be a text", holds: (value) => typeof value === "string" };
const filledText: Rule = { must: "be a text that is not empty", holds: isText };
const retryMembers: Rules<RetryOptions> = {
  maxRetries: atLeast(0),
  baseDelayInMs: atLeast(0),
  maxDelayInMs: atLeast(0),
  on503: boolean,
};

const call = {
  timeoutInMs: atLeast(1),
  attemptTimeoutInMs: atLeast(1),
  retry: { ...object, members: retryMembers },
  onAttempt: callback,
  onResponse: callback,
};
const read = { ...call, abortSignal: { must: "be an AbortSignal", holds: isSignal } };
const change = {
  ...read,
  replicationTimeoutInMs: atLeast(0),
  visibilityTimeoutInMs: atLeast(0),
  pollIntervalInMs: atLeast(1),
  justification: string,
  executeImmediately: boolean,
};
const add = { ...change, isValidationOnly: boolean, waitUntilVisible: boolean };

/** What the options of each method must be. */
export const optionRules = {
  client: {
    ...call,
    cloud: string,
    endpoint: string,
    allowedHosts: { must: "be an array of hosts", holds: areTexts },
    allowInsecureConnection: boolean,
    scopes: {
      must: "be a scope or an array of scopes",
      holds: (value: unknown) => isText(value) || areTexts(value, 1),
    },
    fetch: callback,
    clock: { must: "have now, setTimeout and clearTimeout", holds: isClock, members: { monotonicNow: callback } },
  },
  request: {
    ...read,
    clientRequestId: { must: "be a text of printable characters, such as a GUID", holds: isFilledHeader },
    headers: { must: "be an object of names and texts", holds: isRecord },
    validate: boolean,
  },
  read,
  list: { ...read, originSystem: filledText },
  change,
  add,
  bulk: {
    ...add,
    batchSize: wholeNumber(mostPerBatch),
    maxInFlight: wholeNumber(Number.MAX_SAFE_INTEGER),
    maxRetryAfterInMs: atLeast(0),
    journal: { must: "be a journal, such as fileJournal(path)", holds: isJournal },
    total: atLeast(0),
    onProgress: callback,
  },
  undici: { connections: wholeNumber(Number.MAX_SAFE_INTEGER) },
};

/** What other arguments must be. */
export const argumentRules = { origin: object, resource: object, path: filledText };

/** Whether a header can hold it; of texts that it cannot, `Headers` throws. */
export function isHeaderValue(value: unknown): value is string {
  return typeof value === "string" && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}

/**
 * Refuses options that cannot be used, before anything is done with them. `undefined` is the same as not given.
 *
 * @throws TypeError, or RangeError for a number, that names the option and says what it must be.
 */
export function checkOptions<Options extends object>(options: Options, rules: Rules<NoInfer<Options>>): void {
  checkValue("options", options, object);
  checkMembers("", options, rules);
}

/** @throws as `checkOptions` does. */
export function checkValue(name: string, value: unknown, { must, holds, members, isRange }: Rule): void {
  if (!holds(value)) {
    const message = `${name} must ${must}, got ${describe(value)}`;
    throw isRange ? new RangeError(message) : new TypeError(message);
  }
  if (members) checkMembers(`${name}.`, value, members);
}

function checkMembers(prefix: string, options: unknown, rules: Members): void {
  for (const name of Object.keys(rules)) {
    const given = (options as Readonly<Record<string, unknown>>)[name];
    if (given !== undefined) checkValue(prefix + name, given, rules[name] as Rule);
  }
}

/** Fit for a message: a text that may be a secret is not quoted, nor what an object holds. */
export function describe(value: unknown): string {
  if (typeof value === "string" && value.length >= 16) return `a text of ${value.length} characters`;
  if (typeof value === "string") return JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, toEscape);
  if (value === null || ["undefined", "boolean", "number"].includes(typeof value)) return String(value);
  return Array.isArray(value) ? "an array" : `a ${typeof value}`.replace("a o", "an o");
}

function toEscape(character: string): string {
  return `\\u{${Number(character.codePointAt(0)).toString(16)}}`;
}

function atLeast(minimum: number): Rule {
  const holds = (value: unknown) => typeof value === "number" && value >= minimum;
  return { must: `be a number of at least ${minimum}`, holds, isRange: true };
}

function wholeNumber(maximum: number): Rule {
  const holds = (value: unknown) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= maximum;
  return { must: `be a whole number from 1 to ${maximum}`, holds, isRange: true };
}
