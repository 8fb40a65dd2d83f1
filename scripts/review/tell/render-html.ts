import type { Block, Report, Section } from "./blocks.js";
import { style } from "./style.js";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(words: string): string {
  return words.replace(/\p{Cc}/gu, " ").replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

function inline(words: string): string {
  return escapeHtml(words).replace(/`([^`]*)`/g, "<code>$1</code>");
}

const levels: Readonly<Record<string, string>> = {
  breaking: "bad",
  "[NEW]": "bad",
  compatible: "good",
  holds: "good",
  corrected: "note",
  "[EXISTING]": "note",
};

function cell(words: string, label: string): string {
  const level = levels[words];
  const content = level ? `<span class="${level}">${inline(words)}</span>` : inline(words);
  return `<td data-label="${escapeHtml(label)}">${content}</td>`;
}

function codeLine(line: string): string {
  const kind = { "+": "plus", "-": "minus", "…": "hidden" }[line[0] ?? ""];
  return kind ? `<span class="${kind}">${escapeHtml(line)}</span>` : escapeHtml(line);
}

function block(item: Block): string {
  switch (item.kind) {
    case "text":
      return `<p>${inline(item.text)}</p>`;
    case "list":
      return `<ul>${item.items.map((one) => `<li>${inline(one)}</li>`).join("")}</ul>`;
    case "table": {
      const head = item.head.map((one) => `<th scope="col">${inline(one)}</th>`).join("");
      const rows = item.rows
        .map((row) => `<tr>${row.map((words, index) => cell(words, item.head[index] ?? "")).join("")}</tr>`)
        .join("\n");
      return `<div class="wide"><table${item.head.length > 2 ? ' class="cards"' : ""}><thead><tr>${head}</tr></thead><tbody>\n${rows}\n</tbody></table></div>`;
    }
    case "code":
      return `<pre>${item.lines.map(codeLine).join("\n")}</pre>`;
    case "fold":
      return `<details><summary>${inline(item.summary)}</summary>${item.blocks.map(block).join("\n")}</details>`;
  }
}

function anchor({ title }: Section): string {
  return `section-${title.split(".")[0] ?? ""}`;
}

/** One HTML file that needs nothing but itself. */
export function renderHtml(report: Report): string {
  const links = report.sections
    .map((section) => `<li><a href="#${anchor(section)}">${inline(section.title)}</a></li>`)
    .join("");
  const sections = report.sections.map(
    (section) =>
      `<section id="${anchor(section)}"><h2>${inline(section.title)}</h2>\n${section.blocks.map(block).join("\n")}</section>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(report.title)}</title>
<style>
${style}
</style>
</head>
<body>
<header><h1>${inline(report.title)}</h1>
${report.head.map(block).join("\n")}</header>
<nav aria-label="Sections"><ul>${links}</ul></nav>
<main>
${sections.join("\n")}
</main>
</body>
</html>
`;
}
