import type { RowKind } from "../../contract/rows/row.js";
import type { MigrationLine } from "../compare/migration.js";
import type { Contract } from "../read/revision.js";
import { type Block, table, text } from "./blocks.js";
import { escapeMarkdown, renderBlocks } from "./render-markdown.js";

const sections: readonly (readonly [title: string, kinds: readonly RowKind[]])[] = [
  ["Operations", ["operation", "parameter", "body", "response"]],
  ["Types and properties", ["schema", "property"]],
];

function rowsOf(lines: readonly MigrationLine[], kinds: readonly RowKind[]): string[][] {
  return lines.flatMap(({ older, newer, outcome, note }) => {
    const kind = (older ?? newer)?.kind;
    if (kind === undefined || !kinds.includes(kind)) return [];
    const [before, after] = [older, newer].map((row) => (row ? `\`${row.name}\`` : ""));
    return [[kind, before ?? "", after ?? "", outcome, note]];
  });
}

/** The migration table between two versions of the API, as Markdown. */
export function migrationTable(older: Contract, newer: Contract, lines: readonly MigrationLine[]): string {
  const columns = ["", older.version, newer.version, "outcome", "note"];
  const parts = sections.flatMap(([title, kinds]): string[] => {
    const rows = rowsOf(lines, kinds);
    const blocks: Block[] = [rows.length === 0 ? text("None.") : table(columns, rows)];
    return [`## ${title}`, renderBlocks(blocks)];
  });
  return `${[`# From ${escapeMarkdown(older.version)} to ${escapeMarkdown(newer.version)}`, ...parts].join("\n\n")}\n`;
}
