import { sentence } from "../compare/words.js";
import { changelogLines } from "../judge/changelog.js";
import type { JudgedChange } from "../judge/levels.js";
import { type Block, code, count, heading, type Phrase, text } from "./blocks.js";
import { migrationSteps } from "./migration-steps.js";
import type { Links } from "./where.js";

export function isBreaking({ verdict }: JudgedChange): boolean {
  return verdict.wire === "breaking" || verdict.types === "breaking";
}

/** The programs that a breaking change breaks. */
export function audience({ change: { directions, kind }, verdict }: JudgedChange): string {
  const isSent = directions.includes("request");
  const isRead = directions.includes("response");
  const whole = isSent === isRead || kind === "operation";
  const wire = whole ? "programs that send or read it" : `programs that ${isSent ? "send" : "read"} it`;
  return [
    ...(verdict.wire === "breaking" ? [wire] : []),
    ...(verdict.types === "breaking" ? ["TypeScript programs that refer to it"] : []),
  ].join("; ");
}

/** File and line of a change. A removed element has its line in the base. */
export function placeOf({ change }: JudgedChange, file: string, links: Links): Phrase {
  return change.change === "removed" ? links.before(file, change.line) : links.now(file, change.line);
}

function facts({ change, verdict, correctedBy }: JudgedChange): string {
  const { wire, types, bump } = verdict;
  const notes = [
    ...(change.similarity === undefined ? [] : [`counted as one change: ${change.similarity}`]),
    ...correctedBy.map((id) => `the description was wrong, ledger \`${id}\``),
    ...(change.also.length > 0 ? [`it also changes ${count(change.also.length, "row")} that refer to it`] : []),
  ];
  return [`wire ${wire}`, `types ${types}`, `version ${bump}`, `id \`${change.id}\``, ...notes].join(", ");
}

/** One change: where it is, its lines before and after, and what a breaking one means for the changelog and for programs. */
export function changeCard(judged: JudgedChange, place: Phrase, lines: readonly string[]): Block[] {
  const breaking = [
    text("The line for CHANGELOG.md:"),
    code("markdown", changelogLines([judged])),
    ...migrationSteps(judged.change),
  ];
  return [
    heading(sentence(judged.change)),
    text([...place, `: ${facts(judged)}`]),
    ...(lines.length > 0 ? [code("diff", lines)] : []),
    ...(isBreaking(judged) ? breaking : []),
  ];
}
