import type { Finding } from "../../contract/finding.js";
import type { Review } from "../judge/review.js";
import type { Acceptance } from "../read/acceptances.js";
import { type Block, bullets, longTable, type Section, table, text } from "./blocks.js";

function conformance({ conformance: result }: Review): Section {
  const title = "5. Does the contract still say what the page says";
  if (!result) return { title, blocks: [text("The page was never confirmed.")] };
  const { claims, explained, pageRead, sha256 } = result;
  const read = pageRead ? "The page itself was read" : "The page was not given; its confirmed facts were read";
  const coverage = `${claims.page.covered} of ${claims.page.total} normative lines of the page are answered for; ${claims.spec.covered} of ${claims.spec.total} elements of the contract say where they come from (${claims.bases.page} a page line, ${claims.bases.ledger} a ledger entry, ${claims.bases.document} a published document).`;
  const rows = explained.map(({ contradiction: { lines, message, specRows }, entries }) => [
    lines.join(", "),
    message,
    specRows[0] ? `spec/beta/openapi.yaml:${specRows[0].line}` : "",
    entries.map((id) => `\`${id}\``).join(", "),
  ]);
  return {
    title,
    blocks: [
      text(`${read}; SHA-256 \`${sha256}\`.`),
      text(coverage),
      text("Where they differ, and the entry of the ledger that says why:"),
      table(["page line", "difference", "contract", "ledger"], rows),
    ],
  };
}

function examples({ examples: results }: Review): Section {
  const broken = results.filter(({ valid }) => !valid);
  const rows = results.map(({ name, line, valid, problem }) => [
    `\`${name}\``,
    String(line),
    valid ? "holds" : `breaks: ${problem}`,
  ]);
  const words =
    broken.length === 0
      ? `All ${results.length} examples hold against their schemas, the page's two among them.`
      : `${broken.length} of ${results.length} examples break their schemas.`;
  return {
    title: "6. Do the examples still hold",
    blocks: [text(words), ...longTable("Examples", ["example", "line", "result"], rows)],
  };
}

function findingRow({ state, rule, file, line, pageLine, pointer, message, fix, fingerprint }: Finding): string[] {
  const where = `${file}:${line}${pageLine === undefined ? "" : `, page:${pageLine}`} \`${pointer}\``;
  return [`[${state.toUpperCase()}]`, `\`${rule}\``, where, message, fix, `\`${fingerprint}\``];
}

function findings({ findings: all, accepted }: Review): Section {
  const head = ["state", "rule", "where", "finding", "fix", "fingerprint"];
  const blocks: Block[] = all.length === 0 ? [text("None.")] : [table(head, all.map(findingRow))];
  if (accepted.length > 0) blocks.push(...longTable("Accepted", head, accepted.map(findingRow)));
  return { title: "7. Findings", blocks };
}

function acceptances({ acceptances: { added, carried, dropped } }: Review): Section {
  const line = (state: string) => (one: Acceptance) =>
    `${state}: \`${one.fingerprint}\`, ${one.reasonClass}, ${one.reason} (${one.who}, ${one.date}, until ${one.expires})`;
  const items = [...added.map(line("new")), ...carried.map(line("carried")), ...dropped.map(line("dropped"))];
  return {
    title: "8. Who accepted what",
    blocks: [items.length === 0 ? text("Nothing was accepted.") : bullets(items)],
  };
}

export function proofSections(review: Review): Section[] {
  return [conformance(review), examples(review), findings(review), acceptances(review)];
}
