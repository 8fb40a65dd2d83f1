import { type Block, oneLine, type Report, type Words } from "./blocks.js";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Escapes text for the content of an element or for an attribute in double quotes. */
export function escapeHtml(words: string): string {
  return oneLine(words).replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

/** Splits words into plain text and code, which is between backticks. */
function parts(words: string): { readonly text: string; readonly isCode: boolean }[] {
  const all = oneLine(words).split("`");
  return all.map((text, index) => ({ text, isCode: index % 2 === 1 && index < all.length - 1 }));
}

/** Words as HTML. */
export function htmlOf(words: string): string {
  return parts(words)
    .map(({ text, isCode }) => (isCode ? `<code>${escapeHtml(text)}</code>` : escapeHtml(text)))
    .join("");
}

/** Escapes what Markdown or HTML would take as markup; code between backticks stays code. */
export function escapeMarkdown(words: string): string {
  const escaped = parts(words).map(({ text, isCode }) =>
    isCode
      ? `\`${text.replaceAll("|", "\\|")}\``
      : escapeHtml(text.replace(/[\\*_[\]|#~]/g, "\\$&")).replaceAll("&quot;", '"'),
  );
  return escaped.join("");
}

function inline(words: Words): string {
  if (typeof words === "string") return escapeMarkdown(words);
  return words
    .map((part) => (typeof part === "string" ? escapeMarkdown(part) : `[${escapeMarkdown(part.text)}](<${part.href}>)`))
    .join("");
}

/** A fence that no line inside can close. */
function fenced(language: string, lines: readonly string[]): string {
  const longest = Math.max(3, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length + 1)));
  const fence = "`".repeat(longest);
  return [`${fence}${language}`, ...lines.map(oneLine), fence].join("\n");
}

function block(item: Block): string {
  switch (item.kind) {
    case "verdict":
      return `**${item.passes ? "✅" : "❌"} ${escapeMarkdown(item.text)}**`;
    case "facts":
      return item.rows.map(([name, value]) => `- **${name}:** ${inline(value)}`).join("\n");
    case "heading":
      return `#### ${inline(item.text)}`;
    case "text":
      return inline(item.text);
    case "list":
      return item.items.map((one, index) => `${item.ordered ? `${index + 1}.` : "-"} ${inline(one)}`).join("\n");
    case "table":
      return [item.head, item.head.map(() => "---"), ...item.rows.map((row) => row.map(inline))]
        .map((row) => `| ${row.join(" | ")} |`)
        .join("\n");
    case "code":
      return fenced(item.language, item.lines);
    case "fold": {
      const summary = htmlOf(item.summary);
      const open = item.open ? " open" : "";
      return [`<details${open}><summary>${summary}</summary>`, ...item.blocks.map(block), "</details>"].join("\n\n");
    }
  }
}

export function renderBlocks(blocks: readonly Block[]): string {
  return blocks.map(block).join("\n\n");
}

export function renderMarkdown({ title, head, parts: all }: Report): string {
  const sections = all.flatMap((part) => [`## ${escapeMarkdown(part.title)}`, renderBlocks(part.blocks)]);
  return `${[`# ${escapeMarkdown(title)}`, renderBlocks(head), ...sections].join("\n\n")}\n`;
}
