import { notModelled, Refusal } from "../responses.js";
import type { BodyOf } from "../service/bodies.js";
import { isGuid } from "./resource.js";

type Resource = BodyOf<"AccessPackageResource">;

const filterable = ["originId", "originSystem"] as const satisfies readonly (keyof Resource)[];

/** What a `$filter` selects. */
export interface Filter {
  readonly matches: (resource: Resource) => boolean;
  /** The only origin ids that can match; undefined when any may. */
  readonly originIds: readonly string[] | undefined;
}

export const everything: Filter = { matches: () => true, originIds: undefined };

const literal = "'(?:[^']|'')*'";

/**
 * Reads what callers of this endpoint are known to send: `eq` and `startswith` on the origin's two properties, joined
 * by `and`, `or` and parentheses, quotes doubled as OData has it.
 */
export function parseFilter(text: string): Filter {
  if (text.replaceAll(new RegExp(literal, "g"), "").includes("'")) {
    throw new Refusal(400, "BadRequest", "Invalid filter clause: unterminated string literal.");
  }
  const reader = new FilterReader(text.match(new RegExp(`${literal}|\\w+|\\S`, "g")) ?? [], text);
  return reader.whole();
}

class FilterReader {
  readonly #tokens: string[];
  readonly #text: string;

  constructor(tokens: string[], text: string) {
    this.#tokens = tokens;
    this.#text = text;
  }

  whole(): Filter {
    const filter = this.#any();
    if (this.#tokens.length > 0) this.#fail();
    return filter;
  }

  /** Parts joined by `or`, which binds less than `and`. */
  #any(): Filter {
    const parts = [this.#all()];
    while (this.#skips("or")) parts.push(this.#all());
    const ids = parts.map(({ originIds }) => originIds);
    return {
      matches: (resource) => parts.some(({ matches }) => matches(resource)),
      originIds: ids.every((some) => some !== undefined) ? ids.flat() : undefined,
    };
  }

  #all(): Filter {
    const parts = [this.#part()];
    while (this.#skips("and")) parts.push(this.#part());
    return {
      matches: (resource) => parts.every(({ matches }) => matches(resource)),
      originIds: parts.find(({ originIds }) => originIds)?.originIds,
    };
  }

  #part(): Filter {
    if (this.#skips("(")) {
      const filter = this.#any();
      this.#require(")");
      return filter;
    }
    if (this.#skips("startswith")) return this.#startsWith();
    const property = this.#property();
    this.#require("eq");
    const value = this.#value();
    const folded = isGuid(value) ? (text: string) => text.toLowerCase() : (text: string) => text;
    return {
      matches: (resource) => folded(String(resource[property])) === folded(value),
      originIds: property === "originId" ? [value] : undefined,
    };
  }

  #startsWith(): Filter {
    this.#require("(");
    const property = this.#property();
    this.#require(",");
    const value = this.#value();
    this.#require(")");
    return { matches: (resource) => String(resource[property]).startsWith(value), originIds: undefined };
  }

  #property(): (typeof filterable)[number] {
    const token = this.#tokens.shift();
    return filterable.find((name) => name === token) ?? this.#fail();
  }

  #value(): string {
    const token = this.#tokens.shift();
    return token?.startsWith("'") ? token.slice(1, -1).replaceAll("''", "'") : this.#fail();
  }

  #require(token: string): void {
    if (!this.#skips(token)) this.#fail();
  }

  #skips(token: string): boolean {
    const found = this.#tokens[0] === token;
    if (found) this.#tokens.shift();
    return found;
  }

  #fail(): never {
    throw notModelled(`the filter "${this.#text}"`);
  }
}
