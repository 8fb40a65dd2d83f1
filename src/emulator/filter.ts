import { notModelled, Refusal } from "./answers.js";
import type { BodyOf } from "./model.js";

type Resource = BodyOf<"AccessPackageResource">;

const filterable = ["originId", "originSystem"] as const satisfies readonly (keyof Resource)[];

/** One comparison of a `$filter`; a filter is all of them together. */
export interface Condition {
  readonly property: (typeof filterable)[number];
  readonly operator: "eq" | "startswith";
  readonly value: string;
}

const literal = "'((?:[^']|'')*)'";
const condition = new RegExp(`^(?:(\\w+)\\s+eq\\s+${literal}|startswith\\(\\s*(\\w+)\\s*,\\s*${literal}\\s*\\))`);

/**
 * Reads what callers of this endpoint are known to send: `eq` and `startswith` on the origin's two properties, joined
 * by `and`, quotes doubled as OData has it.
 */
export function parseFilter(filter: string): readonly Condition[] {
  if (filter.replaceAll(/'(?:[^']|'')*'/g, "").includes("'")) {
    throw new Refusal(400, "BadRequest", "Invalid filter clause: unterminated string literal.");
  }
  const conditions: Condition[] = [];
  let rest = filter.trim();
  for (;;) {
    const match = condition.exec(rest);
    if (match === null) throw notModelled(`the filter "${filter}"`);
    conditions.push(readCondition(match, filter));
    rest = rest.slice(match[0].length);
    if (rest === "") return conditions;
    const joined = rest.replace(/^\s+and\s+/, "");
    if (joined === rest) throw notModelled(`the filter "${filter}"`);
    rest = joined;
  }
}

function readCondition(match: RegExpExecArray, filter: string): Condition {
  const [, equalProperty, equalValue, startProperty, startValue] = match;
  const property = filterable.find((name) => name === (equalProperty ?? startProperty));
  if (property === undefined) throw notModelled(`the filter "${filter}"`);
  const quoted = equalValue ?? startValue;
  return {
    property,
    operator: equalProperty === undefined ? "startswith" : "eq",
    value: String(quoted).replaceAll("''", "'"),
  };
}

export function matches(resource: Resource, conditions: readonly Condition[]): boolean {
  return conditions.every(({ property, operator, value }) => {
    const actual = String(resource[property]);
    return operator === "eq" ? actual === value : actual.startsWith(value);
  });
}
