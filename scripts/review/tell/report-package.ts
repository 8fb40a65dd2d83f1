import { structuredPatch } from "diff";
import { sentence } from "../compare/words.js";
import type { Review } from "../judge/review.js";
import type { SurfaceDifference } from "../judge/surface.js";
import { atMost, type Block, bullets, code, count, fold, foldedTable, type Part, text } from "./blocks.js";
import { findingBlocks } from "./report-contract.js";
import type { Where } from "./where.js";

const maxLines = 100;

/** The lines that differ, with three lines of context. */
function patch(before: string, after: string): string[] {
  const { hunks } = structuredPatch("", "", before, after, "", "", { context: 3 });
  const lines = hunks.flatMap((hunk) => [`@@ -${hunk.oldStart} +${hunk.newStart} @@`, ...hunk.lines]);
  return atMost(maxLines, lines, (more) => `… ${more} more lines`);
}

const origins = {
  hand: "because they were edited by hand",
  spec: "because the specification changed",
  generator: "because the generator changed",
};

function files({ generated: { changes } }: Review): Block[] {
  return (["hand", "spec", "generator"] as const).flatMap((cause) => {
    const some = changes.filter(({ causes }) => causes[0] === cause);
    if (some.length === 0) return [];
    const patches = some.map(({ file, causes, before = "", after = "" }) => {
      const lines = patch(before, after);
      const others = causes.slice(1).map((other) => `, ${origins[other]}`);
      return fold(`\`${file}\`${others.join("")}, lines`, lines.length, [code("diff", lines)]);
    });
    return [fold(`Generated files that changed ${origins[cause]}`, some.length, patches)];
  });
}

function line(words = ""): string {
  // A backtick in a type would end the code early.
  return words === "" ? "" : `\`${words.replaceAll("`", "'")}\``;
}

function surface({ surface: differences, contracts, base }: Review): Block[] {
  if (!base) return [];
  if (!differences) return [text("The base has no report of the public TypeScript surface to compare with.")];
  const changes = contracts.flatMap((contract) => contract.changes);
  const words = new Map(changes.map(({ change }) => [change.id, sentence(change)]));
  const row = ({ before, after, file, where }: SurfaceDifference) => [`${where}, ${file}`, line(before), line(after)];
  const why = ({ causes }: SurfaceDifference) => causes.map((id) => words.get(id) ?? id).join("; ");
  const bySource = differences.filter(({ causes }) => causes.length === 0);
  const byContract = differences.filter(({ causes }) => causes.length > 0);
  const title = "Lines of the public TypeScript surface that changed because of";
  const columns = ["where", "before", "after"];
  return [
    ...foldedTable(`${title} src/`, columns, bySource.map(row)),
    ...foldedTable(
      `${title} the contract`,
      [...columns, "because of"],
      byContract.map((one) => [...row(one), why(one)]),
    ),
  ];
}

function typeTests({ brokenLines, base }: Review): Block[] {
  if (!base || !brokenLines) return [];
  const name = `The type tests of \`${base.snapshot.name}\``;
  if (brokenLines.length === 0) return [text(`${name} compile against this code.`)];
  const items = brokenLines.map(({ file, line: at, message }) => `${file}:${at} of the base: ${message}`);
  return [fold(`${name} that no longer compile`, items.length, [bullets(items)])];
}

/** What the report says about the package as a whole. */
export function packagePart(review: Review, where: Where): Part {
  const { base, released, bump, packageVersion } = review.version;
  const rule = packageVersion.startsWith("0.")
    ? "Below 1.0, a breaking change raises the minor version, and every other change the patch version."
    : "A breaking change raises the major version, an addition the minor version, and every other change the patch version.";
  const { generated, surface: differences = [] } = review;
  const sizes = `${count(generated.changes.length, "generated file")} and ${count(differences.length, "line")} of the public TypeScript surface changed.`;
  const since = released === undefined ? "" : `, the last release has \`${released}\``;
  const step = base === undefined ? "" : ` The base has version \`${base}\`${since}, and the required bump is ${bump}.`;
  return {
    title: "The package",
    blocks: [
      text(`${sizes}${step} ${rule}`),
      ...findingBlocks(review.package, where),
      ...surface(review),
      ...files(review),
      ...typeTests(review),
    ],
  };
}
