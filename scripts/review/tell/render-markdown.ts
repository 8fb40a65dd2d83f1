import type { Block, Report } from "./blocks.js";

/** Plain text with nothing in it that Markdown or HTML would take for its own; code between backticks stays code. */
export function escapeMarkdown(words: string): string {
  const safe = words.replace(/[\r\n]+/g, " ").replace(/\p{Cc}/gu, "");
  return safe
    .split("`")
    .map((part, index, all) => {
      const inCode = index % 2 === 1 && index < all.length - 1;
      return inCode
        ? `\`${part.replaceAll("|", "\\|")}\``
        : part
            .replace(/[\\*_[\]|#~]/g, "\\$&")
            .replaceAll("&", "&amp;")
            .replaceAll("<", "&lt;")
            .replaceAll(">", "&gt;");
    })
    .join("");
}

function cell(words: string): string {
  return escapeMarkdown(words);
}

function block(item: Block): string {
  switch (item.kind) {
    case "text":
      return escapeMarkdown(item.text);
    case "list":
      return item.items.map((one) => `- ${escapeMarkdown(one)}`).join("\n");
    case "table":
      return [item.head, item.head.map(() => "---"), ...item.rows.map((row) => row.map(cell))]
        .map((row) => `| ${row.join(" | ")} |`)
        .join("\n");
    case "code":
      return ["````diff", ...item.lines, "````"].join("\n");
    case "fold":
      return [
        `<details><summary>${escapeSummary(item.summary)}</summary>`,
        ...item.blocks.map(block),
        "</details>",
      ].join("\n\n");
  }
}

function escapeSummary(words: string): string {
  return words
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/`([^`]*)`/g, "<code>$1</code>");
}

export function renderMarkdown({ title, head, sections }: Report): string {
  const parts = [
    `# ${escapeMarkdown(title)}`,
    ...head.map(block),
    ...sections.flatMap((section) => [`## ${section.title}`, ...section.blocks.map(block)]),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** The part before the first section: what is printed when the files are written. */
export function renderHead({ title, head }: Report): string {
  return `${[`# ${escapeMarkdown(title)}`, ...head.map(block)].join("\n\n")}\n`;
}
