import { type Change, coversStatus } from "../compare/change.js";
import { type Bump, fine, type Levels, nothing, type Verdict } from "./levels.js";
import { facetVerdict, harmless, spared } from "./verdict-facets.js";

const breaks: Levels = { wire: "breaking", types: "breaking" };
const breaksTypes: Levels = { wire: "none", types: "breaking" };

function isSuccess(change: Change): boolean {
  return /^[23]/.test(String((change.head ?? change.base)?.facets["status"]));
}

function isCarried(change: Change): boolean {
  return change.directions.length > 0;
}

function mustBeSent(change: Change): boolean {
  return change.directions.includes("request") && change.head?.facets["required"] === true;
}

/** A request carries the values of path parameters, not their names. The path itself is part of the operation's row. */
function judgeParameter(change: Change, others: Levels): Levels {
  return (change.head ?? change.base)?.facets["in"] === "path" ? breaksTypes : others;
}

/** Requests stay the same when only placeholders of the path are renamed, each at its old position. */
function judgeRoute({ base, head }: Change): Levels {
  const [before = [], after = []] = [base, head].map((row) => row?.name.split(/[{}]/));
  const isSame =
    after.length === before.length &&
    after.every((part, index) => {
      const isName = index % 2 === 1;
      return part === before[index] || (isName && !before.includes(part));
    });
  return isSame ? breaksTypes : breaks;
}

/** A status may replace the range that contains it, or the range may replace the status. Programs handle failures of any status. */
function judgeResponse(change: Change): Levels {
  const { base, head, around, directions } = change;
  if (around) {
    const bodies = Object.keys(around.before.values);
    const isKept = bodies.every((media) => around.after.values[media] !== undefined);
    return isKept && (bodies.length === 0 || harmless(around.before, around.after, directions)) ? fine : breaks;
  }
  if (!isSuccess(change)) return fine;
  return change.change === "renamed" && base && head && coversStatus(base, head) ? fine : breaks;
}

/** Header names are case-insensitive. */
function judgeHeader({ base, head }: Change): Levels {
  return base?.name.toLowerCase() === head?.name.toLowerCase() ? breaksTypes : breaks;
}

/** A property that was removed from a schema or added to it, while the schema as a whole might be the same. */
function judgeProperty({ around, directions }: Change, levels: Levels): Levels {
  return around ? spared(levels, around, directions) : levels;
}

/** Verdicts on rows that were added, removed or renamed. */
const rowVerdicts: Readonly<
  Record<Change["kind"], Readonly<Record<"added" | "removed" | "renamed", Levels | ((change: Change) => Levels)>>>
> = {
  info: { added: nothing, removed: nothing, renamed: nothing },
  example: { added: nothing, removed: nothing, renamed: nothing },
  operation: { added: fine, removed: breaks, renamed: judgeRoute },
  server: { added: fine, removed: breaks, renamed: breaks },
  header: { added: fine, removed: breaks, renamed: judgeHeader },
  parameter: {
    added: (change) => judgeParameter(change, mustBeSent(change) ? breaks : fine),
    removed: (change) => judgeParameter(change, breaks),
    renamed: (change) => judgeParameter(change, change.head?.facets["in"] === "header" ? judgeHeader(change) : breaks),
  },
  body: { added: (change) => (mustBeSent(change) ? breaks : fine), removed: breaks, renamed: breaks },
  response: { added: judgeResponse, removed: judgeResponse, renamed: judgeResponse },
  // What is declared is required only where an operation says so.
  scheme: { added: nothing, removed: nothing, renamed: nothing },
  scope: { added: nothing, removed: nothing, renamed: nothing },
  schema: { added: { wire: "none", types: "compatible" }, removed: breaksTypes, renamed: breaksTypes },
  property: {
    added: (change) => judgeProperty(change, mustBeSent(change) ? breaks : isCarried(change) ? fine : nothing),
    removed: (change) => judgeProperty(change, isCarried(change) ? breaks : nothing),
    renamed: (change) => (isCarried(change) ? breaks : nothing),
  },
};

function judgeRow(change: Change, kind: "added" | "removed" | "renamed"): Levels {
  const verdict = rowVerdicts[change.kind][kind];
  return typeof verdict === "function" ? verdict(change) : verdict;
}

/** The bump that a change requires. Below 1.0, a breaking change requires a minor bump, any other change a patch. */
export function bumpFor(levels: Levels, version: string): Bump {
  const early = version.startsWith("0.");
  if (levels.wire === "breaking" || levels.types === "breaking") return early ? "minor" : "major";
  if (levels.wire === "compatible" || levels.types === "compatible") return early ? "patch" : "minor";
  return "patch";
}

/** @param corrected A ledger entry says that the service never changed. */
export function judge(change: Change, version: string, corrected = false): Verdict {
  const levels = change.change === "changed" ? facetVerdict(change) : judgeRow(change, change.change);
  if (!corrected || levels.wire === "none") return { ...levels, bump: bumpFor(levels, version) };
  return { wire: "corrected", types: levels.types, bump: bumpFor({ wire: "none", types: levels.types }, version) };
}
