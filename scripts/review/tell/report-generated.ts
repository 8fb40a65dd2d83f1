import { sentence } from "../compare/words.js";
import type { Review } from "../judge/review.js";
import type { SurfaceDifference } from "../judge/surface.js";
import { type Block, fold, longTable, type Section, table, text } from "./blocks.js";
import { hunks } from "./hunks.js";

function files({ generated: { changes }, base }: Review): Block[] {
  if (changes.length === 0) return [text(base ? "The generated code is as it was." : "Nothing to compare with.")];
  return (["hand", "spec", "generator"] as const).flatMap((cause) => {
    const some = changes.filter(({ causes }) => causes[0] === cause);
    if (some.length === 0) return [];
    const folds = some.map(({ file, causes, before = "", after = "" }) => {
      const lines = hunks(before, after);
      const both = causes.length > 1 ? ` (by ${causes.join(" and ")})` : "";
      return fold(`\`${file}\`${both}`, lines.length, { kind: "code", lines });
    });
    return [text(`By ${cause}: ${some.length} file${some.length === 1 ? "" : "s"}.`), ...folds];
  });
}

function code(line: string | undefined): string {
  // A backtick in a type would end the code early.
  return line === undefined ? "" : `\`${line.replaceAll("`", "'")}\``;
}

function row({ change, before, after, file, where }: SurfaceDifference): string[] {
  return [change, code(before), code(after), `${file}, ${where}`];
}

function surface({ surface: differences, changes, base }: Review): Block[] {
  if (!base) return [];
  if (!differences) return [text("The base kept no report of the public TypeScript surface to compare with.")];
  if (differences.length === 0) return [text("The public TypeScript surface is as it was.")];
  const columns = ["line", "before", "after", "where"];
  const untied = differences.filter(({ causes }) => causes.length === 0);
  const tied = differences.filter(({ causes }) => causes.length > 0);
  const words = new Map(changes.map(({ change }) => [change.id, sentence(change)]));
  const why = ({ causes }: SurfaceDifference) => causes.map((id) => `\`${id}\` ${words.get(id)}`).join("; ");
  const count = `Public TypeScript surface: ${differences.length} lines differ, ${tied.length} by changes of the contract, ${untied.length} not.`;
  const own = [text("No contract change explains these; they come from `src/`:"), table(columns, untied.map(row))];
  const explained = tied.map((one) => [...row(one), why(one)]);
  const told = longTable("Explained by the contract", [...columns, "because of"], explained, 12);
  return [
    text(count),
    ...(untied.length > 0 ? own : []),
    ...(tied.length > 0 ? [text("These follow from changes of the contract:"), ...told] : []),
  ];
}

function typeTests({ brokenLines, base }: Review): Block[] {
  if (!base || !brokenLines) return [];
  if (brokenLines.length === 0) return [text(`The type tests of \`${base.snapshot.name}\` compile against this code.`)];
  const rows = brokenLines.map(({ file, line, message }) => [`${file}:${line}`, message]);
  return [
    text(`Of the type tests of \`${base.snapshot.name}\` this no longer compiles:`),
    table(["line", "error"], rows),
  ];
}

/** Section 4: what changed in the code because of the contract, and what changed without it. */
export function generatedSection(review: Review): Section {
  return {
    title: "4. What changed in the generated code",
    blocks: [...files(review), ...surface(review), ...typeTests(review)],
  };
}
