import { operations as betaOperations } from "../../../generated/beta/contract.js";
import { operations as v1Operations } from "../../../generated/v1.0/contract.js";
import type { FaultKind, FaultKinds } from "../fault-kinds.js";
import type { RecordedRequest, RequestLevel } from "../log.js";

/** The allowed values of a property of a fault. */
export interface Rule {
  readonly allows: (value: unknown) => boolean;
  /** Completes "must be". */
  readonly expected: string;
  readonly isRequired?: true;
}

type Strikable = Pick<RecordedRequest, "level" | "operationId">;

export interface KindOfFault<Properties = object> {
  /** Whether a fault of this kind makes sense for the request. */
  readonly canStrike: (request: Strikable) => boolean;
  /** In addition to `kind` and the common properties. */
  readonly properties: { readonly [Name in keyof Properties]-?: Rule };
}

const anyString: Rule = { allows: (value) => typeof value === "string", expected: "a string" };
const when = oneOf(["before", "after"]);
const count = integer(0, Number.MAX_SAFE_INTEGER);
const milliseconds = integer(0, 2 ** 31 - 1);
const lag = { times: count, durationInMs: milliseconds };
const headers: Rule = { allows: areHeaders, expected: "an object of header names and their values" };
const retryAfter: Rule = {
  allows: (value) => count.allows(value) || (anyString.allows(value) && areHeaders({ "retry-after": value })),
  expected: "an integer number of seconds or the value of the header",
};
const status = {
  status: required(integer(200, 599)),
  when,
  retryAfter,
  content: oneOf(["json", "own", "html", "text", "empty"]),
  code: anyString,
  headers,
};

export const levels: readonly RequestLevel[] = ["single", "batch", "member"];

/** The properties that every kind has. */
export const commonProperties: Readonly<Record<string, Rule>> = {
  latencyInMs: milliseconds,
  level: oneOf(levels),
  operationId: oneOf(Object.keys({ ...betaOperations, ...v1Operations })),
};

export const kinds: { readonly [Name in FaultKind]: KindOfFault<FaultKinds[Name]> } = {
  latency: { canStrike: isAny, properties: {} },
  throttle: { canStrike: isAny, properties: { retryAfter } },
  status: { canStrike: isAny, properties: status },
  reset: { canStrike: isOnConnection, properties: { when } },
  stall: { canStrike: isOnConnection, properties: { when } },
  resetAfterHeaders: { canStrike: isOnConnection, properties: {} },
  truncated: { canStrike: isOnConnection, properties: {} },
  malformed: { canStrike: isOnConnection, properties: {} },
  body: { canStrike: isOnConnection, properties: { body: required(anyString) } },
  repeatedResponse: { canStrike: isOnConnection, properties: {} },
  slowBody: { canStrike: isOnConnection, properties: { intervalInMs: milliseconds } },
  stalledBody: { canStrike: isOnConnection, properties: {} },
  endlessBody: { canStrike: isOnConnection, properties: {} },
  replicationLag: { canStrike: isChange, properties: lag },
  visibilityLag: { canStrike: isChange, properties: lag },
  requestState: { canStrike: isChange, properties: { state: required(anyString) } },
  claims: { canStrike: isOnConnection, properties: { claims: anyString } },
  missingResponse: { canStrike: isMember, properties: { when } },
  duplicateResponse: { canStrike: isMember, properties: {} },
  statusAsString: { canStrike: isMember, properties: {} },
  strangeResponse: { canStrike: isMember, properties: {} },
};

function isAny(): boolean {
  return true;
}

function isMember({ level }: Strikable): boolean {
  return level === "member";
}

function isOnConnection(request: Strikable): boolean {
  return !isMember(request);
}

/** Whether the request may change a catalog. */
function isChange({ operationId }: Strikable): boolean {
  return operationId === "createAccessPackageResourceRequest" || operationId === "createResourceRequest";
}

function required(rule: Rule): Rule {
  return { ...rule, isRequired: true };
}

function oneOf(values: readonly unknown[]): Rule {
  return { allows: (value) => values.includes(value), expected: `one of ${values.join(", ")}` };
}

function integer(minimum: number, maximum: number): Rule {
  const allows = (value: unknown) => Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
  return { allows, expected: `an integer from ${minimum} to ${maximum}` };
}

function areHeaders(value: unknown): boolean {
  try {
    return new Headers(value as HeadersInit) && !Array.isArray(value);
  } catch {
    return false;
  }
}
