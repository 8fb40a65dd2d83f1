import type { Direction, Facets, FacetValue } from "../../contract/rows/row.js";
import type { Surface } from "./levels.js";

/** How the set of allowed values changed. */
export type Shift = "same" | "tighter" | "looser" | "different";

export const wireOf: Readonly<Record<Direction, Readonly<Record<Shift, Surface>>>> = {
  request: { same: "none", tighter: "breaking", looser: "compatible", different: "breaking" },
  response: { same: "none", tighter: "compatible", looser: "breaking", different: "breaking" },
};

type Stated = FacetValue | undefined;
export type Rule = (before: Stated, after: Stated, base: Facets, head: Facets) => Shift;

function shift(isTighter: boolean, isLooser: boolean): Shift {
  if (isTighter) return isLooser ? "different" : "tighter";
  return isLooser ? "looser" : "same";
}

const flag: Rule = (before, after) => shift(after === true && before !== true, before === true && after !== true);
const inverseFlag: Rule = (before, after, base, head) => flag(after, before, head, base);

/** A limit that is absent allows everything. */
const limit: Rule = (before, after) => (before === after ? "same" : shift(after !== undefined, before !== undefined));

const upper: Rule = (before = Number.POSITIVE_INFINITY, after = Number.POSITIVE_INFINITY) =>
  shift(Number(after) < Number(before), Number(after) > Number(before));
const lower: Rule = (before = 0, after = 0) => upper(after, before, {}, {});

const multiple: Rule = (before, after, ...facets) => {
  const divides = (one: Stated, other: Stated) => one === undefined || Number(other) % Number(one) === 0;
  if (before === undefined || after === undefined) return limit(before, after, ...facets);
  return shift(!divides(after, before), !divides(before, after));
};

/** The tightest of `minimum` and `exclusiveMinimum`, or of their counterparts, and 1 when the bound itself is refused. */
function bound(facets: Facets, side: "Minimum" | "Maximum"): readonly [value: number, refused: number] {
  const sign = side === "Minimum" ? 1 : -1;
  const [inclusive, exclusive] = [facets[side.toLowerCase()], facets[`exclusive${side}`]];
  const step = facets["type"] === "integer" ? ([1, 0] as const) : ([0, 1] as const);
  const at = (value: number, isRefused: boolean) =>
    [sign * value + (isRefused ? step[0] : 0), isRefused ? step[1] : 0] as const;
  const bounds = [
    ...(typeof inclusive === "number" ? [at(inclusive, exclusive === true)] : []),
    ...(typeof exclusive === "number" ? [at(exclusive, true)] : []),
  ];
  return bounds.sort((a, b) => b[0] - a[0] || b[1] - a[1])[0] ?? [Number.NEGATIVE_INFINITY, 0];
}

function bounds(side: "Minimum" | "Maximum"): Rule {
  return (_before, _after, base, head) => {
    const [[was, refusedBefore], [is, refusedAfter]] = [bound(base, side), bound(head, side)];
    if (was === is) return shift(refusedAfter > refusedBefore, refusedAfter < refusedBefore);
    return shift(is > was, is < was);
  };
}

/** A list of all allowed values; no list allows everything. */
const values: Rule = (before, after, ...facets) => {
  if (!Array.isArray(before) || !Array.isArray(after)) return limit(before, after, ...facets);
  return shift(
    before.some((value) => !after.includes(value)),
    after.some((value) => !before.includes(value)),
  );
};

const wider: Readonly<Record<string, string>> = { integer: "number", int32: "int64", float: "double" };

const format: Rule = (before, after, ...facets) => {
  if (before === undefined || after === undefined) return limit(before, after, ...facets);
  return before === after ? "same" : shift(wider[String(before)] !== after, wider[String(after)] !== before);
};

/** Whether every value of one type is a value of the other, for names such as `array<integer>` and `number | string`. */
function covers(wide: string, narrow: string): boolean {
  const inside = (one: string) => /^(?:array|map)<(.*)>$/.exec(one)?.[1] ?? "";
  const fits = (one: string, other: string): boolean => {
    if (one === other || one === "any" || wider[other] === one) return true;
    const isSameList = inside(one) !== "" && inside(other) !== "" && one[0] === other[0];
    return isSameList && covers(inside(one), inside(other));
  };
  return narrow.split(" | ").every((other) => wide.split(" | ").some((one) => fits(one, other)));
}

const type: Rule = (before = "any", after = "any") =>
  shift(!covers(String(after), String(before)), !covers(String(before), String(after)));

const openness: Rule = (before = "true", after = "true") => {
  if (before === after) return "same";
  if (after === "false" || before === "false") return after === "false" ? "tighter" : "looser";
  return "different";
};

/** Only the schemas themselves show what the difference means. */
const unknown: Rule = (before, after) => (before === after ? "same" : "different");

/** Facets that consist of other schemas. When one differs, both schemas are compared as a whole. */
export const structure = {
  type,
  schema: limit,
  anyOf: values,
  oneOf: values,
  not: limit,
  items: unknown,
  requiredProperties: unknown,
  additionalProperties: openness,
} satisfies Readonly<Record<string, Rule>>;

/** Facets that limit a value by themselves. */
export const limits: Readonly<Record<string, Rule>> = {
  nullable: inverseFlag,
  enum: values,
  format,
  pattern: limit,
  multipleOf: multiple,
  uniqueItems: flag,
  maxLength: upper,
  maxItems: upper,
  maxProperties: upper,
  minLength: lower,
  minItems: lower,
  minProperties: lower,
  minimum: bounds("Minimum"),
  exclusiveMinimum: bounds("Minimum"),
  maximum: bounds("Maximum"),
  exclusiveMaximum: bounds("Maximum"),
  discriminator: limit,
  mapping: values,
};

/** Facets of the place where a value is used. */
export const uses: Readonly<Record<string, Rule>> = {
  required: flag,
  style: limit,
  explode: limit,
  allowReserved: inverseFlag,
};
