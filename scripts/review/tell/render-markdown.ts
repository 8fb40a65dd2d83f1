import type { Block, Report } from "./blocks.js";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Escapes text for the content of an element. */
export function escapeHtml(words: string): string {
  return words.replace(/\p{Cc}/gu, " ").replace(/[&<>]/g, (sign) => entities[sign] ?? sign);
}

/** Escapes what Markdown or HTML would take as markup; code between backticks stays code. */
export function escapeMarkdown(words: string): string {
  const parts = words
    .replace(/[\r\n]+/g, " ")
    .replace(/\p{Cc}/gu, "")
    .split("`");
  const escaped = parts.map((part, index) => {
    const isCode = index % 2 === 1 && index < parts.length - 1;
    return isCode ? `\`${part.replaceAll("|", "\\|")}\`` : escapeHtml(part.replace(/[\\*_[\]|#~]/g, "\\$&"));
  });
  return escaped.join("");
}

function block(item: Block): string {
  switch (item.kind) {
    case "text":
      return escapeMarkdown(item.text);
    case "list":
      return item.items.map((one) => `- ${escapeMarkdown(one)}`).join("\n");
    case "table":
      return [item.head, item.head.map(() => "---"), ...item.rows.map((row) => row.map(escapeMarkdown))]
        .map((row) => `| ${row.join(" | ")} |`)
        .join("\n");
    case "code":
      return ["````diff", ...item.lines, "````"].join("\n");
    case "fold": {
      const summary = escapeHtml(item.summary).replace(/`([^`]*)`/g, "<code>$1</code>");
      return [`<details><summary>${summary}</summary>`, ...item.blocks.map(block), "</details>"].join("\n\n");
    }
  }
}

export function renderBlocks(blocks: readonly Block[]): string {
  return blocks.map(block).join("\n\n");
}

/** The title and the head: what the command prints when it writes the whole report into files. */
export function renderHead({ title, head }: Report): string {
  return `# ${escapeMarkdown(title)}\n\n${renderBlocks(head)}\n`;
}

export function renderMarkdown(report: Report): string {
  const parts = report.parts.flatMap(({ title, sections }) => [
    `## ${escapeMarkdown(title)}`,
    ...sections.flatMap((section) => [`### ${section.title}`, renderBlocks(section.blocks)]),
  ]);
  return `${[renderHead(report).trimEnd(), ...parts].join("\n\n")}\n`;
}
