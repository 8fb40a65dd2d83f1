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
  return Number(after) > Number(before) ? "tighter" : "looser";
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

/** Facets that limit values, and whether TypeScript shows them. */
const limits: Readonly<Record<string, { readonly shift: (change: Change) => Shift; readonly inTypes: boolean }>> = {
  required: { shift: truth, inTypes: true },
  nullable: { shift: (change) => (truth(change) === "tighter" ? "looser" : "tighter"), inTypes: true },
  type: { shift: type, inTypes: true },
  schema: { shift: () => "different", inTypes: true },
  enum: { shift: closedList, inTypes: true },
  anyOf: { shift: closedList, inTypes: true },
  oneOf: { shift: closedList, inTypes: true },
  additionalProperties: { shift: openness, inTypes: true },
  format: { shift: limit, inTypes: false },
  pattern: { shift: limit, inTypes: false },
  multipleOf: { shift: limit, inTypes: false },
  default: { shift: () => "different", inTypes: false },
  maxLength: { shift: upper, inTypes: false },
  maxItems: { shift: upper, inTypes: false },
  maximum: { shift: upper, inTypes: false },
  minLength: { shift: lower, inTypes: false },
  minItems: { shift: lower, inTypes: false },
  minimum: { shift: lower, inTypes: false },
};

const sameInTypeScript = new Set(["integer", "number"]);

function inTypes(change: Change, shown: boolean): boolean {
  const numbers = [change.before, change.after].every(
    (value) => typeof value === "string" && sameInTypeScript.has(value),
  );
  return shown && !(change.facet === "type" && numbers);
}

/** A required property that is no longer read-only must be sent from now on. */
function readOnly(change: Change): Levels {
  if (!change.directions.includes("request")) return { wire: "none", types: "none" };
  const level: Surface = change.after === true || change.head?.facets["required"] === true ? "breaking" : "compatible";
  return { wire: level, types: level };
}

function writeOnly(change: Change): Levels {
  if (!change.directions.includes("response")) return { wire: "none", types: "none" };
  const level: Surface = change.after === true ? "breaking" : "compatible";
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
  const rule = limits[facet];
  if (!rule) return { wire: "none", types: "none" };
  const shift = rule.shift(change);
  const wire = worst(...directions.map((direction) => wireOf[direction][shift]));
  return { wire, types: inTypes(change, rule.inTypes) ? wire : "none" };
}
