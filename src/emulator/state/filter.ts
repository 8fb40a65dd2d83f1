import { notModelled, Refusal } from "../responses.js";
import { isGuid } from "./resource.js";

/** The items that a `$filter` selects. */
export interface Filter<Item> {
  readonly matches: (item: Item) => boolean;
  /** The only origin ids that can match; undefined when any can. */
  readonly originIds: readonly string[] | undefined;
}

export const everything: Filter<unknown> = { matches: () => true, originIds: undefined };

const literal = "'(?:[^']|'')*'";

/** A filter that is read from its start: the tokens that are left, and the properties that may be compared. */
interface Input<Name> {
  readonly tokens: string[];
  readonly names: readonly Name[];
}

type ItemOf<Name extends string> = Readonly<Record<Name, string>>;

/** Reads `eq` and `startswith` on some properties, joined by `and`, `or` and parentheses. */
export function parseFilter<Name extends string>(text: string, names: readonly Name[]): Filter<ItemOf<Name>> {
  if (text.replaceAll(new RegExp(literal, "g"), "").includes("'")) {
    throw new Refusal(400, "BadRequest", "Invalid filter clause: unterminated string literal.");
  }
  const tokens: string[] = text.match(new RegExp(`${literal}|\\w+|\\S`, "g")) ?? [];
  const filter = readAny({ tokens, names });
  if (tokens.length > 0) throw unreadable(tokens[0]);
  return filter;
}

function readAny<Name extends string>(input: Input<Name>): Filter<ItemOf<Name>> {
  const parts = readJoined("or", readAll, input);
  const ids = parts.map(({ originIds }) => originIds);
  return {
    matches: (item) => parts.some(({ matches }) => matches(item)),
    originIds: ids.every((some) => some !== undefined) ? ids.flat() : undefined,
  };
}

function readAll<Name extends string>(input: Input<Name>): Filter<ItemOf<Name>> {
  const parts = readJoined("and", readPart, input);
  return {
    matches: (item) => parts.every(({ matches }) => matches(item)),
    originIds: parts.find(({ originIds }) => originIds)?.originIds,
  };
}

function readJoined<Name extends string>(
  operator: string,
  read: (input: Input<Name>) => Filter<ItemOf<Name>>,
  input: Input<Name>,
): readonly Filter<ItemOf<Name>>[] {
  const parts = [read(input)];
  while (input.tokens[0] === operator) {
    input.tokens.shift();
    parts.push(read(input));
  }
  return parts;
}

function readPart<Name extends string>(input: Input<Name>): Filter<ItemOf<Name>> {
  const { tokens, names } = input;
  const token = tokens.shift();
  if (token === "(") {
    const filter = readAny(input);
    expectToken(")", tokens);
    return filter;
  }
  if (token === "startswith") {
    expectToken("(", tokens);
    const property = propertyOf(tokens.shift(), names);
    expectToken(",", tokens);
    const value = literalOf(tokens.shift());
    expectToken(")", tokens);
    return { matches: (item) => item[property].startsWith(value), originIds: undefined };
  }
  const property = propertyOf(token, names);
  expectToken("eq", tokens);
  const value = literalOf(tokens.shift());
  const folded = isGuid(value) ? (text: string) => text.toLowerCase() : (text: string) => text;
  return {
    matches: (item) => folded(item[property]) === folded(value),
    originIds: property === "originId" ? [value] : undefined,
  };
}

function propertyOf<Name extends string>(token: string | undefined, names: readonly Name[]): Name {
  const property = names.find((name) => name === token);
  if (property === undefined) throw unreadable(token);
  return property;
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
