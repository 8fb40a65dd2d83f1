import type { PropertyContract } from "../../../generated/beta/contract.js";
import { type ModelType, propertiesOf } from "../model-type.js";
import { badRequest, notModelled } from "../responses.js";
import { isGuid } from "./resource.js";

/** Returns a property of an item by its path, such as `originId` or `catalog/id`. */
export type ReadProperty = (path: string) => unknown;

/** The items that a `$filter` selects. */
export interface Filter {
  readonly matches: (read: ReadProperty) => boolean;
  /** The only origin ids that can match; undefined when any can. */
  readonly originIds: readonly string[] | undefined;
}

export const everything: Filter = { matches: () => true, originIds: undefined };

const stringLiteral = "'(?:[^']|'')*'";

/** Most nested parentheses. */
const maxDepth = 100;

/** A filter being read: the remaining tokens, the type of the items, and the number of open parentheses. */
interface Input {
  readonly tokens: string[];
  readonly type: ModelType;
  readonly depth: number;
}

type Test = (value: unknown, literal: unknown) => boolean;

const equals: Test = (value, literal) => value === literal;
const functions: ReadonlyMap<string, Test> = new Map([
  ["startswith", onStrings((value, part) => value.startsWith(part))],
  ["contains", onStrings((value, part) => value.includes(part))],
]);

function onStrings(test: (value: string, part: string) => boolean): Test {
  return (value, part) =>
    typeof value === "string" && test(value, isGuid(value) ? String(part).toLowerCase() : String(part));
}

/** Reads `eq`, `startswith` and `contains`, joined by `and`, `or` and parentheses. */
export function parseFilter(expression: string, type: ModelType): Filter {
  if (expression.replaceAll(new RegExp(stringLiteral, "g"), "").includes("'")) {
    throw badRequest("Invalid filter clause: unterminated string literal.");
  }
  const tokens: string[] = expression.match(new RegExp(`${stringLiteral}|[\\w/.:+-]+|\\S`, "g")) ?? [];
  const filter = readAny({ tokens, type, depth: 0 });
  if (tokens.length > 0) throw unreadable(tokens[0]);
  return filter;
}

function readAny(input: Input): Filter {
  const parts = readJoined("or", readAll, input);
  const ids = parts.map(({ originIds }) => originIds);
  return {
    matches: (read) => parts.some(({ matches }) => matches(read)),
    originIds: ids.every((some) => some !== undefined) ? ids.flat() : undefined,
  };
}

function readAll(input: Input): Filter {
  const parts = readJoined("and", readPart, input);
  return {
    matches: (read) => parts.every(({ matches }) => matches(read)),
    originIds: parts.find(({ originIds }) => originIds)?.originIds,
  };
}

function readJoined(operator: string, read: (input: Input) => Filter, input: Input): readonly Filter[] {
  const parts = [read(input)];
  while (input.tokens[0] === operator) {
    input.tokens.shift();
    parts.push(read(input));
  }
  return parts;
}

function readPart(input: Input): Filter {
  const { tokens } = input;
  const token = tokens.shift();
  if (token === "(") {
    if (input.depth === maxDepth) throw badRequest("Invalid filter clause: its parentheses are nested too deeply.");
    const filter = readAny({ ...input, depth: input.depth + 1 });
    expectToken(")", tokens);
    return filter;
  }
  const test = functions.get(String(token));
  if (token === undefined || (test === undefined && tokens[0] === "(")) throw unreadable(token);
  if (test === undefined) return readComparison(input, token, "eq", equals);
  expectToken("(", tokens);
  const filter = readComparison(input, tokens.shift(), ",", test);
  expectToken(")", tokens);
  return { ...filter, originIds: undefined };
}

function readComparison({ tokens, type }: Input, path: string | undefined, operator: string, test: Test): Filter {
  if (path === undefined || !/^[a-z]/i.test(path) || /^(null|true|false)$/.test(path)) throw unreadable(path);
  const property = requireProperty(path, type);
  expectToken(operator, tokens);
  const literal = literalOf(tokens.shift());
  if (literal !== null && typeof literal !== property.type) {
    throw badRequest("Invalid filter clause: a property is compared with a value of another type.");
  }
  const comparable = comparableIn(property);
  return {
    matches: (read) => test(comparable(read(path) ?? null), comparable(literal)),
    originIds: path === "originId" && typeof literal === "string" ? [literal] : undefined,
  };
}

/** GUIDs are compared case-insensitively, and times as moments. */
function comparableIn({ format }: PropertyContract): (value: unknown) => unknown {
  return (value) => {
    if (typeof value !== "string") return value;
    if (format === "date-time") return Date.parse(value);
    return isGuid(value) ? value.toLowerCase() : value;
  };
}

/** @throws Refusal when the type has no such property. */
export function requireProperty(path: string, type: ModelType): PropertyContract {
  const { models, model } = type;
  const [first, ...rest] = path.split("/");
  const property = propertiesOf(type).get(String(first));
  const inner = property?.model;
  if (property === undefined || (rest.length > 0 && (inner === undefined || property.type === "array"))) {
    const name = `microsoft.graph.${model.charAt(0).toLowerCase()}${model.slice(1)}`;
    throw badRequest(`Could not find a property named '${path}' on type '${name}'.`);
  }
  return rest.length > 0 ? requireProperty(rest.join("/"), { models, model: String(inner) }) : property;
}

function literalOf(token: string | undefined): string | boolean | null {
  if (token?.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (token === "null") return null;
  if (token === "true" || token === "false") return token === "true";
  if (token !== undefined && /^\d{4}-\d\d-\d\dT/.test(token)) return token;
  throw unreadable(token);
}

function expectToken(expected: string, tokens: string[]): void {
  const token = tokens.shift();
  if (token !== expected) throw unreadable(token);
}

function unreadable(token: string | undefined) {
  return notModelled(token === undefined ? "a filter that ends there" : `a filter with "${token}" in that place`);
}
