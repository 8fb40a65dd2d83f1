import { sentence } from "../compare/words.js";
import { changelogLines } from "../judge/changelog.js";
import type { JudgedChange } from "../judge/levels.js";
import type { Review } from "../judge/review.js";
import { type Block, bullets, fold, longTable, type Section, table, text } from "./blocks.js";
import { generatedSection } from "./report-generated.js";

function whatChanged({ changes, base }: Review): Section {
  const title = "1. What changed";
  if (!base) return { title, blocks: [text("Nothing to compare with. Give a revision with `--base`.")] };
  if (changes.length === 0) return { title, blocks: [text("The contract is as it was.")] };
  const isText = ({ verdict }: JudgedChange): boolean => verdict.wire === "none" && verdict.types === "none";
  const lines = (some: readonly JudgedChange[]): string[] =>
    changelogLines(some).map((line) => line.replace(/^- /, ""));
  const told = lines(changes.filter((change) => !isText(change)));
  const texts = lines(changes.filter(isText));
  const few = texts.length <= 5;
  const blocks: Block[] =
    [...told, ...(few ? texts : [])].length > 0 ? [bullets([...told, ...(few ? texts : [])])] : [];
  return { title, blocks: few ? blocks : [...blocks, fold("Words and examples only", texts.length, bullets(texts))] };
}

function row({ change, verdict, correctedBy }: JudgedChange): string[] {
  const why = [
    ...correctedBy.map((id) => `description corrected, ledger \`${id}\``),
    ...(change.also.length > 0 ? [`also ${change.also.length} rows that refer to it`] : []),
  ];
  return [
    `${sentence(change)}`,
    verdict.wire,
    verdict.types,
    verdict.bump,
    `\`${change.id}\``,
    `spec/beta/openapi.yaml:${change.line}`,
    why.join("; "),
  ];
}

function audiences({ changes }: Review): Section {
  const head = ["change", "wire", "types", "version", "id", "where", "note"];
  const breaking = changes.filter(({ verdict }) => verdict.wire === "breaking" || verdict.types === "breaking");
  const others = changes.filter((change) => !breaking.includes(change));
  const blocks: Block[] = [];
  if (changes.length === 0) blocks.push(text("Nothing breaks: nothing changed."));
  if (breaking.length > 0) blocks.push(table(head, breaking.map(row)));
  if (others.length > 0) blocks.push(...longTable("Changes that break nobody", head, others.map(row), 10));
  return { title: "2. Breaking or not, and for whom", blocks };
}

function version({ version: { base, bump, needed, packageVersion, infoVersion } }: Review): Section {
  const rule = packageVersion.startsWith("0.")
    ? "Below 1.0 a break of the wire or of the types raises the minor number, everything else the patch number."
    : "A break of the wire or of the types raises the major number, an addition the minor number, everything else the patch number.";
  const rows = [
    ["released", base ?? "never"],
    ["step the changes ask for", bump],
    ["least version", needed],
    ["package.json", packageVersion],
    ["info.version", infoVersion],
  ];
  return { title: "3. The version the changes ask for", blocks: [table(["version", "value"], rows), text(rule)] };
}

export function changeSections(review: Review): Section[] {
  return [whatChanged(review), audiences(review), version(review), generatedSection(review)];
}
