import { isObject } from "./contract/is-object.js";
import { mostPerBatch } from "./contract/limits.js";
import type { RetryOptions } from "./options.js";
import type { ResourceExpansion } from "./versions/types.js";

/** What a value must be, in words and as a test, or why no value can be given. */
type Rule = ValueRule | { readonly refusal: string };

interface ValueRule {
  readonly must: string;
  readonly holds: (value: unknown) => boolean;
  /** Rules for the options within it. */
  readonly members?: Members;
  readonly isRange?: true;
}

export type Members = Readonly<Record<string, Rule>>;

/** A rule for every option: an option without a rule does not compile. */
type Rules<Options> = { readonly [Name in keyof Required<Options>]: Rule };

const isNonEmptyString = (value: unknown) => typeof value === "string" && value !== "";
const areNonEmptyStrings = (value: unknown) => Array.isArray(value) && value.every(isNonEmptyString);
const isFunction = (value: unknown) => typeof value === "function";
const has =
  (...methods: readonly string[]) =>
  (value: unknown) =>
    isObject(value) && methods.every((name) => isFunction(value[name]));

const rule = (must: string, holds: (value: unknown) => boolean): ValueRule => ({ must, holds });
export const boolean = rule("be true or false", (value) => typeof value === "boolean");
const callback = rule("be a function", isFunction);
export const string = rule("be a string", (value) => typeof value === "string");
const nonEmptyString = rule("be a non-empty string", isNonEmptyString);
/** Headers and Maps are iterable, and do not keep their names in properties. */
const isRecord = (value: unknown) => isObject(value) && !(Symbol.iterator in value);
const object = rule("be an object", isRecord);

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
/** Not by `instanceof`, which fails for the signals of another realm. */
const isSignal = (value: unknown) =>
  has("addEventListener", "removeEventListener")(value) && typeof (value as AbortSignal).aborted === "boolean";
const read = {
  ...call,
  abortSignal: rule("be an AbortSignal", isSignal),
  headers: rule("be an object of header names and values", isRecord),
};
const expansions: readonly ResourceExpansion[] = ["roles", "scopes"];
const areExpansions = (value: unknown) => Array.isArray(value) && value.every((each) => expansions.includes(each));
const find = { ...read, expand: rule('be an array of "roles" and "scopes"', areExpansions) };
const change = {
  ...read,
  replicationTimeoutInMs: atLeast(0),
  visibilityTimeoutInMs: atLeast(0),
  pollIntervalInMs: atLeast(1),
};
const add = { ...change, waitUntilVisible: boolean };
const isJournal = has("open", "stateOf", "sending", "finished", "close");

/** What the options of each method must be. A version may add options of a change. */
export const optionRules = {
  client: {
    ...call,
    cloud: string,
    endpoint: string,
    allowedHosts: rule("be an array of hosts", areNonEmptyStrings),
    allowInsecureConnection: boolean,
    scopes: rule(
      "be a scope or an array of scopes",
      (value) => areNonEmptyStrings([value].flat()) && [value].flat().length > 0,
    ),
    fetch: callback,
    clock: {
      ...rule("have now, setTimeout and clearTimeout", has("now", "setTimeout", "clearTimeout")),
      members: { monotonicNow: callback },
    },
  },
  request: {
    ...read,
    clientRequestId: rule(
      "be a string of printable characters, such as a GUID",
      (value) => isNonEmptyString(value) && isHeaderValue(value),
    ),
    validate: boolean,
  },
  read,
  find,
  list: { ...find, originSystem: nonEmptyString },
  change,
  add,
  bulk: {
    ...add,
    batchSize: integer(mostPerBatch),
    maxInFlight: integer(Number.MAX_SAFE_INTEGER),
    maxRetryAfterInMs: atLeast(0),
    journal: rule("be a journal, such as fileJournal(path)", isJournal),
    total: atLeast(0),
    onProgress: callback,
  },
  undici: { connections: integer(Number.MAX_SAFE_INTEGER) },
};

/** What other arguments must be. */
export const argumentRules = { origin: object, resource: object, path: nonEmptyString };

/** Whether a header can have this value; `Headers` throws for other strings. */
export function isHeaderValue(value: unknown): value is string {
  return typeof value === "string" && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}

/**
 * Refuses options that cannot be used, before anything uses them. `undefined` means the same as not given.
 *
 * @throws TypeError, or RangeError for a number, that names the option and says what it must be.
 */
export function checkOptions<Options extends object>(
  options: Options,
  rules: Rules<NoInfer<Options>>,
  further: Members = {},
): void {
  checkValue("options", options, object);
  checkMembers("", options, rules);
  checkMembers("", options, further);
}

/** @throws as `checkOptions` does. */
export function checkValue(name: string, value: unknown, rule: Rule): void {
  if ("refusal" in rule) throw new TypeError(`${name} ${rule.refusal}`);
  const { must, holds, members, isRange } = rule;
  if (!holds(value)) throw new (isRange ? RangeError : TypeError)(`${name} must ${must}, got ${describe(value)}`);
  if (members) checkMembers(`${name}.`, value, members);
}

function checkMembers(prefix: string, options: unknown, rules: Members): void {
  for (const [name, each] of Object.entries(rules)) {
    const given = (options as Readonly<Record<string, unknown>>)[name];
    if (given !== undefined) checkValue(prefix + name, given, each);
  }
}

/** A value as messages show it. A string that may be a secret is not quoted, nor are the properties of an object. */
export function describe(value: unknown): string {
  if (typeof value === "string" && value.length >= 16) return `a string of ${value.length} characters`;
  if (typeof value === "string") return JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, toEscape);
  if (value === null || ["undefined", "boolean", "number"].includes(typeof value)) return String(value);
  return Array.isArray(value) ? "an array" : `a ${typeof value}`.replace("a o", "an o");
}

function toEscape(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

function atLeast(minimum: number): ValueRule {
  const holds = (value: unknown) => typeof value === "number" && value >= minimum;
  return { ...rule(`be a number of at least ${minimum}`, holds), isRange: true };
}

function integer(maximum: number): ValueRule {
  const holds = (value: unknown) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= maximum;
  return { ...rule(`be an integer from 1 to ${maximum}`, holds), isRange: true };
}
