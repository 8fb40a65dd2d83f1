import type { Finding } from "../../contract/finding.js";
import type { JudgedChange } from "../judge/levels.js";
import type { ContractReview, Review } from "../judge/review.js";
import type { Acceptance } from "../read/acceptances.js";
import { type Block, bullets, fold, foldedTable, type Part, table, text, type Words } from "./blocks.js";
import { changeCard, isBreaking, placeOf } from "./change-card.js";
import type { Links, Where } from "./where.js";
import { yamlLines } from "./yaml-lines.js";

function isText({ verdict }: JudgedChange): boolean {
  return verdict.wire === "none" && verdict.types === "none";
}

function changes(contract: ContractReview, review: Review, { links }: Where): Block[] {
  if (!review.base) return [];
  if (contract.changes.length === 0) return [text("Nothing changed.")];
  const linesOf = yamlLines(contract);
  const card = (one: JudgedChange) =>
    changeCard(one, placeOf(one, contract.head.files.spec, links), linesOf(one.change));
  const group = (title: string, some: readonly JudgedChange[]): Block[] =>
    some.length > 0 ? [fold(title, some.length, some.flatMap(card))] : [];
  const others = contract.changes.filter((one) => !isBreaking(one));
  return [
    ...(contract.base ? [] : [text("This version of the API is new.")]),
    ...group("Breaking changes", contract.changes.filter(isBreaking)),
    ...group(
      "Non-breaking changes",
      others.filter((one) => !isText(one)),
    ),
    ...group("Wording and examples", others.filter(isText)),
  ];
}

function conformance({ conformance: result, head }: ContractReview, { links }: Where): Block[] {
  if (!result) return [];
  const { claims, explained, pageRead, sha256 } = result;
  const read = pageRead ? "The page itself was read" : "The page was not given, so the review used its confirmed facts";
  const rows = explained.map(({ lines, message, specRows, entries }): Words[] => [
    lines.join(", "),
    message,
    specRows[0] ? links.now(head.spec.file, specRows[0].line) : "",
    entries.map((id) => `\`${id}\``).join(", "),
  ]);
  const cited = `The contract or the ledger cites ${claims.page.covered} of ${claims.page.total} normative lines.`;
  const blocks = [
    text(`${read}; its SHA-256 is \`${sha256}\`. ${cited} ${head.files.ledger} explains each difference.`),
    table(["page line", "difference", "contract", "ledger"], rows),
  ];
  return [fold("Explained differences from the documentation page", rows.length, blocks)];
}

function findingRow({ state, rule, file, line, pageLine, message, fix, fingerprint }: Finding, links: Links): Words[] {
  const where = [...links.now(file, line), ...(pageLine === undefined ? [] : [`, page:${pageLine}`])];
  return [`[${state.toUpperCase()}] \`${rule}\``, where, `${message} ${fix}`, `\`${fingerprint}\``];
}

/** What fails the review, and what was accepted. */
export function findingBlocks(
  { findings, accepted }: Pick<ContractReview, "findings" | "accepted">,
  { links }: Where,
): Block[] {
  const columns = ["rule", "where", "finding and fix", "fingerprint"];
  const rows = (some: readonly Finding[]) => some.map((finding) => findingRow(finding, links));
  return [
    ...foldedTable("Findings", columns, rows(findings)),
    ...foldedTable("Accepted findings", columns, rows(accepted)),
  ];
}

function acceptances({ acceptances: { added, carried, dropped }, head }: ContractReview, { links }: Where): Block[] {
  const line = (state: string, at: Links["now"]) => (one: Acceptance) => {
    const words = `${state}: \`${one.fingerprint}\`, ${one.reasonClass}, ${one.reason} (${one.who}, ${one.date}, until ${one.expires})`;
    return [`${words}, `, ...at(head.files.acceptances, one.line)];
  };
  const items = [
    ...added.map(line("new", links.now)),
    ...carried.map(line("carried", links.now)),
    ...dropped.map(line("dropped", links.before)),
  ];
  return items.length > 0 ? [fold("Who accepted what", items.length, [bullets(items)])] : [];
}

/** What the report says about one version of the API. */
export function contractPart(contract: ContractReview, review: Review, where: Where): Part {
  const { facets } = contract.head.rows.find(({ kind }) => kind === "info") ?? {};
  const { examples } = contract;
  const valid = examples.filter(({ problem }) => problem === undefined).length;
  const reference = `The whole contract is in generated/${contract.head.version}/CONTRACT.md.`;
  return {
    title: `${contract.head.version}: ${String(facets?.["title"] ?? "the contract")}`,
    blocks: [
      ...changes(contract, review, where),
      ...findingBlocks(contract, where),
      ...conformance(contract, where),
      ...acceptances(contract, where),
      text(`${valid} of ${examples.length} examples match their schemas. ${reference}`),
    ],
  };
}
