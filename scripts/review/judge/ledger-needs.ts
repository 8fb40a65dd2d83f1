import { type Finding, makeFinding } from "../../contract/finding.js";
import type { Ledger, LedgerEntry } from "../../contract/ledger.js";
import type { ContractRow } from "../../contract/rows/row.js";
import type { Element } from "./claims.js";
import type { Contradiction } from "./contradiction.js";

interface NeedsInput {
  readonly ledger: Ledger;
  readonly rows: readonly ContractRow[];
  readonly explained: readonly { readonly contradiction: Contradiction; readonly entries: readonly string[] }[];
  readonly elements: readonly Element[];
}

/** Is there still something to explain: a contradiction, something the page does not have, or an open question? */
function isNeeded(entry: LedgerEntry, { rows, explained, elements }: NeedsInput): boolean {
  if (entry.status === "open" || entry.outsideSpec !== undefined) return true;
  if (explained.some(({ entries }) => entries.includes(entry.id))) return true;
  const named = rows.filter(({ key }) => entry.rows.includes(key));
  if (named.some(({ sources }) => !sources.some((source) => source.startsWith("page:")))) return true;
  return entry.rows.length === 0 && elements.some(({ sources }) => sources.includes(`ledger:${entry.id}`));
}

const nameRow = "Name a row by its key, as npm run review -- --json prints it.";

/** Entries that explain nothing any more, and rows they name that are nowhere. */
export function needlessEntries(input: NeedsInput): Finding[] {
  const keys = new Set(input.rows.map(({ key }) => key));
  return input.ledger.entries.flatMap((entry) => {
    const { id, file, line, pointer } = entry;
    const at = { file, line, pointer: `#${pointer}` };
    const unknown = entry.rows.filter((row) => !keys.has(row));
    const lost = unknown.map((row) =>
      makeFinding("ledger-row", `${id} ${row}`, at, `${id} names ${row}, which is not a row of the contract.`, nameRow),
    );
    if (lost.length > 0 || isNeeded(entry, input)) return lost;
    const message = `${id} explains no difference: the page and the specification agree.`;
    return [makeFinding("ledger-needless", id, at, message, "Remove the entry, or name the row in which they differ.")];
  });
}
