import { structuredPatch } from "diff";
import { sentence } from "../compare/words.js";
import type { Review } from "../judge/review.js";
import type { SurfaceDifference } from "../judge/surface.js";
import { type Block, count, fold, longTable, type Part, table, text } from "./blocks.js";
import { findingsSection } from "./report-contract.js";

const mostLines = 400;

function version({ version: { base, bump, needed, packageVersion } }: Review): Block[] {
  const rule = packageVersion.startsWith("0.")
    ? "Below 1.0 a break of the wire or of the types raises the minor number, everything else the patch number."
    : "A break of the wire or of the types raises the major number, an addition the minor number, everything else the patch number.";
  const rows = [
    ["released", base ?? "never"],
    ["step that the changes require", bump],
    ["least version", needed],
    ["package.json", packageVersion],
  ];
  return [table(["version", "value"], rows), text(rule)];
}

/** The lines that differ, with three lines around them. */
function patch(before: string, after: string): string[] {
  const { hunks } = structuredPatch("", "", before, after, "", "", { context: 3 });
  const lines = hunks.flatMap((hunk) => [`@@ -${hunk.oldStart} +${hunk.newStart} @@`, ...hunk.lines]);
  const more = lines.length - mostLines;
  return more > 0 ? [...lines.slice(0, mostLines), `… ${more} more lines`] : lines;
}

function files({ generated: { changes }, base }: Review): Block[] {
  if (changes.length === 0) return [text(base ? "No generated file changed." : "There is nothing to compare with.")];
  return (["hand", "spec", "generator"] as const).flatMap((cause) => {
    const some = changes.filter(({ causes }) => causes[0] === cause);
    if (some.length === 0) return [];
    const folds = some.map(({ file, causes, before = "", after = "" }) => {
      const lines = patch(before, after);
      const both = causes.length > 1 ? ` (by ${causes.join(" and ")})` : "";
      return fold(`\`${file}\`${both}`, lines.length, { kind: "code", lines });
    });
    return [text(`By ${cause}: ${count(some.length, "file")}.`), ...folds];
  });
}

function code(line = ""): string {
  // A backtick in a type would end the code early.
  return line === "" ? "" : `\`${line.replaceAll("`", "'")}\``;
}

function surface({ surface: differences, contracts, base }: Review): Block[] {
  if (!base) return [];
  if (!differences) return [text("The base has no report of the public TypeScript surface to compare with.")];
  if (differences.length === 0) return [text("The public TypeScript surface did not change.")];
  const columns = ["line", "before", "after", "where"];
  const row = ({ change, before, after, file, where }: SurfaceDifference): string[] => [
    change,
    code(before),
    code(after),
    `${file}, ${where}`,
  ];
  const untied = differences.filter(({ causes }) => causes.length === 0);
  const tied = differences.filter(({ causes }) => causes.length > 0);
  const changes = contracts.flatMap((contract) => contract.changes);
  const words = new Map(changes.map(({ change }) => [change.id, sentence(change)]));
  const why = ({ causes }: SurfaceDifference) => causes.map((id) => `\`${id}\` ${words.get(id) ?? ""}`).join("; ");
  const explained = tied.map((one) => [...row(one), why(one)]);
  return [
    text(
      `Public TypeScript surface: ${count(differences.length, "line")} differ, ${tied.length} because of the contract.`,
    ),
    ...(untied.length > 0
      ? [text("No change of the contract explains these; they come from `src/`:"), table(columns, untied.map(row))]
      : []),
    ...(tied.length > 0 ? longTable("Because of the contract", [...columns, "because of"], explained, 12) : []),
  ];
}

function typeTests({ brokenLines, base }: Review): Block[] {
  if (!base || !brokenLines) return [];
  const name = `The type tests of \`${base.snapshot.name}\``;
  if (brokenLines.length === 0) return [text(`${name} compile against this code.`)];
  const rows = brokenLines.map(({ file, line, message }) => [`${file}:${line}`, message]);
  return [text(`${name} no longer compile:`), table(["line", "error"], rows)];
}

/** The sections about the package as a whole. */
export function packagePart(review: Review): Part {
  return {
    title: "The package",
    sections: [
      { title: "The version that the changes require", blocks: version(review) },
      {
        title: "What changed in the generated code",
        blocks: [...files(review), ...surface(review), ...typeTests(review)],
      },
      findingsSection(review.package),
    ],
  };
}
