import { notModelled, Refusal } from "../responses.js";
import { isGuid, type Origin } from "./resource.js";

/** The resources that a `$filter` selects. */
export interface Filter {
  readonly matches: (resource: Origin) => boolean;
  /** The only origin ids that can match; undefined when any can. */
  readonly originIds: readonly string[] | undefined;
}

export const everything: Filter = { matches: () => true, originIds: undefined };

const literal = "'(?:[^']|'')*'";

/** Reads `eq` and `startswith` on `originId` and `originSystem`, joined by `and`, `or` and parentheses. */
export function parseFilter(text: string): Filter {
  if (text.replaceAll(new RegExp(literal, "g"), "").includes("'")) {
    throw new Refusal(400, "BadRequest", "Invalid filter clause: unterminated string literal.");
  }
  const tokens: string[] = text.match(new RegExp(`${literal}|\\w+|\\S`, "g")) ?? [];
  const filter = readAny(tokens);
  if (tokens.length > 0) throw unreadable(tokens[0]);
  return filter;
}

function readAny(tokens: string[]): Filter {
  const parts = readJoined("or", readAll, tokens);
  const ids = parts.map(({ originIds }) => originIds);
  return {
    matches: (resource) => parts.some(({ matches }) => matches(resource)),
    originIds: ids.every((some) => some !== undefined) ? ids.flat() : undefined,
  };
}

function readAll(tokens: string[]): Filter {
  const parts = readJoined("and", readPart, tokens);
  return {
    matches: (resource) => parts.every(({ matches }) => matches(resource)),
    originIds: parts.find(({ originIds }) => originIds)?.originIds,
  };
}

function readJoined(operator: string, read: (tokens: string[]) => Filter, tokens: string[]): readonly Filter[] {
  const parts = [read(tokens)];
  while (tokens[0] === operator) {
    tokens.shift();
    parts.push(read(tokens));
  }
  return parts;
}

function readPart(tokens: string[]): Filter {
  const token = tokens.shift();
  if (token === "(") {
    const filter = readAny(tokens);
    expectToken(")", tokens);
    return filter;
  }
  if (token === "startswith") {
    expectToken("(", tokens);
    const property = propertyOf(tokens.shift());
    expectToken(",", tokens);
    const value = literalOf(tokens.shift());
    expectToken(")", tokens);
    return { matches: (resource) => resource[property].startsWith(value), originIds: undefined };
  }
  const property = propertyOf(token);
  expectToken("eq", tokens);
  const value = literalOf(tokens.shift());
  const folded = isGuid(value) ? (text: string) => text.toLowerCase() : (text: string) => text;
  return {
    matches: (resource) => folded(resource[property]) === folded(value),
    originIds: property === "originId" ? [value] : undefined,
  };
}

function propertyOf(token: string | undefined): keyof Origin {
  if (token === "originId" || token === "originSystem") return token;
  throw unreadable(token);
}

function literalOf(token: string | undefined): string {
  if (token?.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  throw unreadable(token);
}

function expectToken(expected: string, tokens: string[]): void {
  const token = tokens.shift();
  if (token !== expected) throw unreadable(token);
}

function unreadable(token: string | undefined): Refusal {
  return notModelled(token === undefined ? "a filter that ends there" : `a filter with "${token}" in that place`);
}
