import type { Block, Report, Words } from "./blocks.js";
import { escapeHtml, htmlOf } from "./render-markdown.js";
import { style } from "./style.js";

function element(name: string, content: string, attributes = ""): string {
  return `<${name}${attributes}>${content}</${name}>`;
}

function inline(words: Words): string {
  const all = typeof words === "string" ? [words] : words;
  return all
    .map((part) =>
      typeof part === "string" ? htmlOf(part) : element("a", escapeHtml(part.text), ` href="${escapeHtml(part.href)}"`),
    )
    .join("");
}

const lineClasses: Readonly<Record<string, string>> = { "+": ' class="added"', "-": ' class="removed"' };

function codeLines(language: string, lines: readonly string[]): string {
  const classOf = (line: string) => (language === "diff" ? (lineClasses[line.charAt(0)] ?? "") : "");
  return lines.map((line) => element("span", escapeHtml(line), classOf(line))).join("");
}

function tableOf(head: readonly string[], rows: readonly (readonly Words[])[]): string {
  const names = element("tr", head.map((name) => element("th", escapeHtml(name), ' scope="col"')).join(""));
  const cell = (words: Words, index: number) =>
    element("td", inline(words), ` data-column="${escapeHtml(head[index] ?? "")}"`);
  const body = rows.map((row) => element("tr", row.map(cell).join(""))).join("\n");
  return element("table", `${element("thead", names)}\n${element("tbody", body)}`);
}

function block(item: Block): string {
  switch (item.kind) {
    case "verdict":
      return element(
        "p",
        `${item.passes ? "✓" : "✗"} ${escapeHtml(item.text)}`,
        ` class="verdict ${item.passes ? "passes" : "fails"}"`,
      );
    case "facts":
      return element("dl", item.rows.map(([name, value]) => `<dt>${name}</dt><dd>${inline(value)}</dd>`).join("\n"));
    case "heading":
      return element("h3", inline(item.text));
    case "text":
      return element("p", inline(item.text));
    case "list":
      return element(item.ordered ? "ol" : "ul", item.items.map((one) => element("li", inline(one))).join("\n"));
    case "table":
      return tableOf(item.head, item.rows);
    case "code":
      return element("pre", codeLines(item.language, item.lines));
    case "fold":
      return element(
        "details",
        [element("summary", inline(item.summary)), blocks(item.blocks)].join("\n"),
        item.open ? " open" : "",
      );
  }
}

function blocks(all: readonly Block[]): string {
  return all.map(block).join("\n");
}

/** A self-contained HTML file. */
export function renderHtml({ title, head, parts: all }: Report): string {
  const sections = all.map((part) =>
    element("section", `\n${element("h2", inline(part.title))}\n${blocks(part.blocks)}\n`),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>
${style}
</style>
</head>
<body>
<main>
${element("h1", escapeHtml(title))}
${blocks(head)}
${sections.join("\n")}
</main>
</body>
</html>
`;
}
