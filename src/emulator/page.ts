import { describeRequest } from "./log.js";
import type { Service } from "./service/service.js";

/** Most rows of a table, to keep the page small. */
const maxRows = 50;

const style = `
:root { background: Canvas; color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif; }
body { background: Canvas; color: CanvasText; margin: 0 auto; max-width: 80rem; padding: 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .25rem .75rem .25rem 0; text-align: left; vertical-align: top; }
tr { border-bottom: 1px solid #8886; }
@media (max-width: 60rem) { th { display: none; } tr, td { display: block; } td { overflow-wrap: anywhere; padding: 0; } }`;

/** A page that shows what `GET /state` returns, and reloads itself every two seconds. */
export function pageOf(service: Service): string {
  const { requests, resources, commits, faults, catalogs } = service.snapshot();
  const sections = { requests: requests.map(describeRequest), resources, commits, faults, catalogs };
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2">
<title>Microsoft Graph emulator</title>
<style>${style}</style>
<h1>Microsoft Graph emulator</h1>
<p>${Object.values(service.endpoints).map(escapeHtml).join("<br>")}</p>
<p><a href="/state">The same as JSON</a></p>
${Object.entries(sections)
  .map(([title, items]) => tableOf(title, items))
  .join("\n")}
</html>
`;
}

/** Shows the last items, newest first, with a column for each property that has a value. */
function tableOf(title: string, items: readonly object[]): string {
  const rows = items.slice(-maxRows).reverse().map(valuesOf);
  const names = [...new Set(rows.flatMap((values) => [...values.keys()]))];
  const rowOf = (cells: readonly string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${breakable(cell)}</${tag}>`).join("")}</tr>`;
  const body = rows.map((values) =>
    rowOf(
      names.map((name) => values.get(name) ?? ""),
      "td",
    ),
  );
  const shown = rows.length < items.length ? `last ${rows.length} of ${items.length}` : String(items.length);
  return `<h2>${title} (${shown})</h2>\n<table>${[rowOf(names, "th"), ...body].join("\n")}</table>`;
}

function valuesOf(item: object): ReadonlyMap<string, string> {
  const values = Object.entries(item).map(([name, value]) => [name, textOf(value ?? "")] as const);
  return new Map(values.filter(([, text]) => text !== "" && text !== "[]"));
}

function textOf(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** Text that a browser can break after each part of an address, and within words of more than 40 characters. */
function breakable(text: string): string {
  const parts = text.match(/.[^/?=%]{0,39}[/?=]?/gsu) ?? [];
  return parts.map(escapeHtml).join("<wbr>");
}

/** Text without markup and without characters that are invisible or change the writing direction. */
function escapeHtml(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "\ufffd").replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
