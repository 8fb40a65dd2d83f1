import MarkdownIt from "markdown-it";
import type { Report } from "./blocks.js";
import { escapeHtml, renderMarkdown } from "./render-markdown.js";

/** One column that wraps; tables scroll sideways on a phone; colours for light, dark and print. */
const style = `:root { color-scheme: light dark; --text: #1b1f24; --page: #ffffff; --soft: #f3f5f8; --line: #d3d9e0; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e8ee; --page: #14181d; --soft: #1f252c; --line: #38414c; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; color: var(--text); background: var(--page); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
h2, h3 { margin-top: 2rem; border-top: 1px solid var(--line); padding-top: 1rem; }
table { display: block; overflow-x: auto; border-collapse: collapse; font-size: 0.92rem; }
th, td { border: 1px solid var(--line); padding: 0.35rem 0.5rem; text-align: left; vertical-align: top; min-width: 4rem; }
th, code, pre { background: var(--soft); }
code, pre { font-family: ui-monospace, monospace; font-size: 0.9em; overflow-wrap: anywhere; }
pre { padding: 0.75rem; overflow-x: auto; }
details { border: 1px solid var(--line); border-radius: 0.4rem; margin: 0.5rem 0; padding: 0.4rem 0.75rem; }
summary { cursor: pointer; }
@media (max-width: 40rem) {
  body { padding: 0.75rem; }
  table { font-size: 0.85rem; }
}
@media print {
  :root { --text: #000000; --page: #ffffff; --soft: #f3f3f3; --line: #999999; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  table { display: table; }
  pre { white-space: pre-wrap; }
  details::details-content { content-visibility: visible; block-size: auto; }
}`;

/** One HTML file that needs nothing else. */
export function renderHtml(report: Report): string {
  // The Markdown has only the HTML of its own folds: it escapes everything it quotes.
  const body = new MarkdownIt({ html: true }).render(renderMarkdown(report));
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
${body}</body>
</html>
`;
}
