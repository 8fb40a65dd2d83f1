import type { ContractRow, Direction, FacetValue } from "../../contract/rows/row.js";
import type { Around, Change } from "../compare/change.js";
import { breaks } from "./fits.js";
import { fine, type Levels, nothing, type Surface, worst } from "./levels.js";
import { limits, type Rule, structure, uses, wireOf } from "./shift.js";

const rules: Readonly<Record<string, Rule>> = { ...limits, ...structure, ...uses };
/** Facets that limit values and show in the TypeScript types. */
const inTypes = new Set([...Object.keys(structure), "required", "nullable", "enum"]);

/**
 * What a change means when the schemas are compared as a whole: a schema might only have moved into a component.
 * Undefined when callers break, or when there are no two schemas to compare.
 */
export function harmless(
  before: ContractRow,
  after: ContractRow,
  directions: readonly Direction[],
): Levels | undefined {
  const pairs = Object.entries(before.values).flatMap(([media, was]) => {
    const is = after.values[media];
    return is ? directions.map((direction) => ({ was, is, direction })) : [];
  });
  if (pairs.length === 0 || pairs.some(({ was, is, direction }) => breaks(was, is, direction))) return undefined;
  const isSame = pairs.every(({ was, is, direction }) => !breaks(is, was, direction));
  return isSame ? nothing : fine;
}

/** The verdict on a part, or the one on the whole that it is a part of when that is milder. */
export function spared(levels: Levels, { before, after }: Around, directions: readonly Direction[]): Levels {
  if (levels.wire === "none") return levels;
  const whole = harmless(before, after, directions);
  return whole && (whole.wire === "none" || levels.wire === "breaking") ? whole : levels;
}

/** TypeScript has one type for integers and other numbers. */
function isNumber(value: FacetValue | undefined): boolean {
  return value === "integer" || value === "number";
}

/** A required property that is no longer read-only must be sent from now on. */
function readOnly({ after, head, directions }: Change): Levels {
  return accessible("request", directions, after === true || head?.facets["required"] === true);
}

function writeOnly({ after, directions }: Change): Levels {
  return accessible("response", directions, after === true);
}

function accessible(direction: Direction, directions: readonly Direction[], isBreak: boolean): Levels {
  const level = !directions.includes(direction) ? "none" : isBreak ? "breaking" : "compatible";
  return { wire: level, types: level };
}

/** Known values document an open string: a new one breaks nothing, a removed one might be refused from now on. */
function knownValues({ before, directions }: Change): Levels {
  const mightBeRefused = typeof before === "string" && directions.includes("request");
  return { wire: mightBeRefused ? "breaking" : "compatible", types: "compatible" };
}

/** A request without a value means the default. A response never uses it. */
function defaultValue({ before, directions, head }: Change): Levels {
  const isUsed = directions.includes("request") && head?.facets["required"] !== true;
  return { wire: isUsed ? gone({ before }) : "none", types: "none" };
}

/** Callers may use any alternative. Removing one breaks no caller when another requires no more than it did. */
function security({ before, head }: Change): Levels {
  const parts = (one: unknown) => (one === "none" ? [] : String(one).split(" and "));
  const has = (part: string) => parts(before).some((one) => one === part || one.startsWith(`${part} `));
  const offered = head?.facets["security"];
  const isCovered = Array.isArray(offered) && offered.some((one) => parts(one).every(has));
  return { wire: before === undefined || isCovered ? "compatible" : "breaking", types: "none" };
}

/** A range such as `application/*` accepts every media type in it. */
function mediaTypes({ before, directions, head }: Change): Levels {
  const range = `${String(before).split("/")[0]}/*`;
  const accepted = head?.facets["mediaTypes"];
  const isAccepted =
    directions.includes("request") && Array.isArray(accepted) && (accepted.includes(range) || accepted.includes("*/*"));
  const level = isAccepted ? "compatible" : gone({ before });
  return { wire: level, types: level };
}

const gone = ({ before }: { readonly before?: FacetValue | undefined }): Surface =>
  before === undefined ? "compatible" : "breaking";

const breaksWire = (): Levels => ({ wire: "breaking", types: "none" });

const special: Readonly<Record<string, (change: Change) => Levels>> = {
  operationId: () => ({ wire: "none", types: "breaking" }),
  deprecated: () => ({ wire: "none", types: "compatible" }),
  default: defaultValue,
  readOnly,
  writeOnly,
  knownValues,
  security,
  mediaTypes,
  flows: (change) => ({ wire: gone(change), types: "none" }),
  urls: (change) => ({ wire: gone(change), types: "none" }),
  callbacks: (change) => ({ wire: gone(change), types: "none" }),
  variables: (change) => ({ wire: gone(change), types: "none" }),
  // The first list of an operation's own servers replaces the general ones.
  servers: ({ before, after }) => ({
    wire: before === undefined && typeof after === "string" ? "compatible" : "breaking",
    types: "none",
  }),
  url: breaksWire,
  authorityHost: breaksWire,
};

/** Before and after of a facet; for a list, only the value that was added or removed. */
function sidesOf({ base, head, facet = "", before, after }: Change) {
  const isPart = Array.isArray(base?.facets[facet]) && Array.isArray(head?.facets[facet]);
  const listed = (value: FacetValue | undefined) => (value === undefined ? [] : [String(value)]);
  return isPart ? [listed(before), listed(after)] : [before, after];
}

/** `additionalProperties: true` is the default, but the types have other properties only when it is stated. */
function isDefaultStated({ facet, before = "true", after = "true" }: Change): boolean {
  return facet === "additionalProperties" && before === after;
}

/** Verdict on a facet that changed. */
export function facetVerdict(change: Change): Levels {
  const { facet = "", kind, directions, base, head } = change;
  if (kind === "example" || !base || !head) return nothing;
  if (kind === "scheme" && facet === "type") return breaksWire();
  const own = special[facet];
  if (own) return own(change);
  const rule = rules[facet];
  if (!rule) return nothing;
  if (isDefaultStated(change)) return { wire: "none", types: gone(change) };
  const [before, after] = sidesOf(change);
  const shift = rule(before, after, base.facets, head.facets);
  const wire = worst(...directions.map((direction) => wireOf[direction][shift]));
  const isInTypes = inTypes.has(facet) && !(isNumber(change.before) && isNumber(change.after));
  const levels: Levels = { wire, types: isInTypes ? wire : "none" };
  if (facet in uses) return levels;
  const isNamed = (value: FacetValue | undefined) => value !== undefined && value !== "false";
  if (facet === "additionalProperties" && isNamed(before) && !isNamed(after)) return { wire, types: "breaking" };
  const { wire: whole, types } = spared(levels, { before: base, after: head }, directions);
  return { wire: whole, types: isInTypes ? types : "none" };
}
