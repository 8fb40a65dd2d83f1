import type { Direction, FacetValue } from "../../contract/rows/row.js";
import type { Change } from "../compare/change.js";
import type { Levels, Surface } from "./levels.js";

/** How the set of allowed values changed. */
type Shift = "tighter" | "looser" | "different";

const wireOf: Readonly<Record<Direction, Readonly<Record<Shift, Surface>>>> = {
  request: { tighter: "breaking", looser: "compatible", different: "breaking" },
  response: { tighter: "compatible", looser: "breaking", different: "breaking" },
};

const rank: readonly Surface[] = ["none", "compatible", "breaking"];

function worst(...levels: readonly Surface[]): Surface {
  return rank[Math.max(0, ...levels.map((level) => rank.indexOf(level)))] ?? "none";
}

function truth({ after }: Change): Shift {
  return after === true ? "tighter" : "looser";
}

/** A limit that is absent allows everything. */
function limit({ before, after }: Change): Shift {
  if (before === undefined) return "tighter";
  return after === undefined ? "looser" : "different";
}

function upper(change: Change): Shift {
  const { before, after } = change;
  if (before === undefined || after === undefined) return limit(change);
  return Number(after) < Number(before) ? "tighter" : "looser";
}

function lower(change: Change): Shift {
  const { before, after } = change;
  if (before === undefined || after === undefined) return limit(change);
  return upper({ ...change, before: after, after: before });
}

function closedList({ before, after }: Change): Shift {
  if (Array.isArray(after)) return "tighter";
  if (Array.isArray(before)) return "looser";
  return before === undefined ? "looser" : "tighter";
}

function openness({ before, after }: Change): Shift {
  if (after === "false") return "tighter";
  return before === "false" ? "looser" : "different";
}

function type({ before, after }: Change): Shift {
  if (before === "integer" && after === "number") return "looser";
  return before === "number" && after === "integer" ? "tighter" : "different";
}

type Limits = Readonly<Record<string, (change: Change) => Shift>>;

/** Facets that limit values and show in the TypeScript types. */
const limitsInTypes: Limits = {
  required: truth,
  nullable: (change) => (truth(change) === "tighter" ? "looser" : "tighter"),
  type,
  schema: () => "different",
  enum: closedList,
  anyOf: closedList,
  oneOf: closedList,
  additionalProperties: openness,
};

/** Facets that limit values, but not the TypeScript types. */
const limits: Limits = {
  format: limit,
  pattern: limit,
  multipleOf: limit,
  default: () => "different",
  maxLength: upper,
  maxItems: upper,
  maximum: upper,
  minLength: lower,
  minItems: lower,
  minimum: lower,
};

/** TypeScript has one type for whole and other numbers. */
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

function accessible(direction: Direction, directions: readonly Direction[], breaks: boolean): Levels {
  const level = !directions.includes(direction) ? "none" : breaks ? "breaking" : "compatible";
  return { wire: level, types: level };
}

/** Known values document an open string: a new one breaks nothing, a removed one may be refused from now on. */
function knownValues({ before, directions }: Change): Levels {
  const mayBeRefused = typeof before === "string" && directions.includes("request");
  return { wire: mayBeRefused ? "breaking" : "compatible", types: "compatible" };
}

const gone = ({ before }: { readonly before?: FacetValue }): Surface =>
  before === undefined ? "compatible" : "breaking";

const special: Readonly<Record<string, (change: Change) => Levels>> = {
  operationId: () => ({ wire: "none", types: "breaking" }),
  deprecated: () => ({ wire: "none", types: "compatible" }),
  readOnly,
  writeOnly,
  knownValues,
  mediaTypes: (change) => ({ wire: gone(change), types: gone(change) }),
  requiredBy: (change) => ({ wire: change.after === undefined ? "compatible" : "breaking", types: "none" }),
  urls: (change) => ({ wire: gone(change), types: "none" }),
  url: () => ({ wire: "breaking", types: "none" }),
  authorityHost: () => ({ wire: "breaking", types: "none" }),
};

/** Verdict on a facet that changed. */
export function facetVerdict(change: Change): Levels {
  const { facet = "", kind, directions } = change;
  if (kind === "example") return { wire: "none", types: "none" };
  const own = special[facet];
  if (own) return own(change);
  if (kind === "scheme" && facet === "type") return { wire: "breaking", types: "none" };
  const shiftOf = limitsInTypes[facet] ?? limits[facet];
  if (!shiftOf) return { wire: "none", types: "none" };
  const wire = worst(...directions.map((direction) => wireOf[direction][shiftOf(change)]));
  const isInTypes = facet in limitsInTypes && !(isNumber(change.before) && isNumber(change.after));
  return { wire, types: isInTypes ? wire : "none" };
}
