import type { Finding } from "../../contract/finding.js";
import { sentence } from "../compare/words.js";
import { changelogLines } from "../judge/changelog.js";
import type { JudgedChange } from "../judge/levels.js";
import type { ContractReview, Review } from "../judge/review.js";
import type { Acceptance } from "../read/acceptances.js";
import { type Block, bullets, count, fold, longTable, type Part, type Section, table, text } from "./blocks.js";

const mostTexts = 5;

export function isBreaking({ verdict }: JudgedChange): boolean {
  return verdict.wire === "breaking" || verdict.types === "breaking";
}

function whatChanged({ changes, base }: ContractReview, review: Review): Block[] {
  if (!review.base) return [text("There is nothing to compare with. Give a revision with `--base`.")];
  if (changes.length === 0) return [text("Nothing changed.")];
  const isText = ({ verdict }: JudgedChange): boolean => verdict.wire === "none" && verdict.types === "none";
  const lines = (some: readonly JudgedChange[]) => changelogLines(some).map((line) => line.replace(/^- /, ""));
  const texts = lines(changes.filter(isText));
  const others = lines(changes.filter((change) => !isText(change)));
  const shown = texts.length <= mostTexts ? [...others, ...texts] : others;
  return [
    ...(base ? [] : [text("This version of the API is new.")]),
    ...(shown.length > 0 ? [bullets(shown)] : []),
    ...(texts.length > mostTexts ? [fold("Words and examples only", texts.length, bullets(texts))] : []),
  ];
}

function audiences({ changes, head }: ContractReview): Block[] {
  const columns = ["change", "wire", "types", "version", "id", "where", "note"];
  const row = ({ change, verdict, correctedBy }: JudgedChange): string[] => {
    const notes = [
      ...correctedBy.map((id) => `description corrected, ledger \`${id}\``),
      ...(change.also.length > 0 ? [`also ${count(change.also.length, "row")} that refer to it`] : []),
    ];
    const { wire, types, bump } = verdict;
    const where = `${head.spec.file}:${change.line}`;
    return [sentence(change), wire, types, bump, `\`${change.id}\``, where, notes.join("; ")];
  };
  const breaking = changes.filter(isBreaking);
  const others = changes.filter((change) => !isBreaking(change));
  return [
    ...(changes.length === 0 ? [text("Nothing changed, so nothing breaks.")] : []),
    ...(breaking.length > 0 ? [table(columns, breaking.map(row))] : []),
    ...(others.length > 0 ? longTable("Changes that break nothing", columns, others.map(row), 10) : []),
  ];
}

function conformance({ conformance: result, head }: ContractReview): Block[] {
  if (!result) return [text("No documentation page was confirmed.")];
  const { claims, explained, pageRead, sha256 } = result;
  const read = pageRead ? "The page itself was read" : "The page was not given, so its confirmed facts were read";
  const { page, ledger, document } = claims.bases;
  const sources = `The contract names a source for ${claims.spec.covered} of its ${claims.spec.total} elements: a line of the page for ${page}, a ledger entry for ${ledger}, a published document for ${document}.`;
  const rows = explained.map(({ contradiction: { lines, message, specRows }, entries }) => [
    lines.join(", "),
    message,
    specRows[0] ? `${head.spec.file}:${specRows[0].line}` : "",
    entries.map((id) => `\`${id}\``).join(", "),
  ]);
  return [
    text(`${read}; its SHA-256 is \`${sha256}\`.`),
    text(`The contract or the ledger cites ${claims.page.covered} of ${claims.page.total} normative lines. ${sources}`),
    text("Differences, each with the ledger entry that explains it:"),
    table(["page line", "difference", "contract", "ledger"], rows),
  ];
}

function examples({ examples: all }: ContractReview): Block[] {
  const broken = all.filter(({ problem }) => problem !== undefined);
  if (broken.length === 0) return [text(`All ${all.length} examples match their schemas.`)];
  const rows = broken.map(({ name, line, problem = "" }) => [`\`${name}\``, String(line), problem]);
  const words = `${broken.length} of ${all.length} examples do not match their schemas:`;
  return [text(words), table(["example", "line", "problem"], rows)];
}

function findingRow({ state, rule, file, line, pageLine, pointer, message, fix, fingerprint }: Finding): string[] {
  const where = `${file}:${line}${pageLine === undefined ? "" : `, page:${pageLine}`} \`${pointer}\``;
  return [`[${state.toUpperCase()}]`, `\`${rule}\``, where, message, fix, `\`${fingerprint}\``];
}

export function findingsSection({ findings, accepted }: Pick<ContractReview, "findings" | "accepted">): Section {
  const columns = ["state", "rule", "where", "finding", "fix", "fingerprint"];
  return {
    title: "Findings",
    blocks: [
      findings.length === 0 ? text("None.") : table(columns, findings.map(findingRow)),
      ...(accepted.length > 0 ? longTable("Accepted", columns, accepted.map(findingRow)) : []),
    ],
  };
}

function acceptances({ acceptances: { added, carried, dropped } }: ContractReview): Block[] {
  const line = (state: string) => (one: Acceptance) =>
    `${state}: \`${one.fingerprint}\`, ${one.reasonClass}, ${one.reason} (${one.who}, ${one.date}, until ${one.expires})`;
  const items = [...added.map(line("new")), ...carried.map(line("carried")), ...dropped.map(line("dropped"))];
  return [items.length === 0 ? text("Nothing was accepted.") : bullets(items)];
}

/** The sections about one version of the API, in the order in which a reviewer asks. */
export function contractPart(contract: ContractReview, review: Review): Part {
  const { facets } = contract.head.rows.find(({ kind }) => kind === "info") ?? {};
  return {
    title: `${contract.head.version}: ${String(facets?.["title"] ?? "the contract")}`,
    sections: [
      { title: "What changed", blocks: whatChanged(contract, review) },
      { title: "Breaking or not, and for whom", blocks: audiences(contract) },
      { title: "Does the contract still say what the page says", blocks: conformance(contract) },
      { title: "Do the examples still match their schemas", blocks: examples(contract) },
      findingsSection(contract),
      { title: "Who accepted what", blocks: acceptances(contract) },
    ],
  };
}
