import { describeRequest } from "./log.js";
import type { Service } from "./service/service.js";

/** Rows of a table: a page that reloads itself stays small. */
const maxRows = 50;

const style = `
:root { color-scheme: light dark; font: 15px/1.4 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 75rem; padding: 1rem; }
section { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #8886; overflow-wrap: anywhere; padding: .25rem .5rem .25rem 0; text-align: left; vertical-align: top; }
th { font-weight: 600; white-space: nowrap; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .25rem; }
@media (max-width: 40rem) { th { display: none; } td { display: block; border: 0; padding: 0; } tr { border-bottom: 1px solid #8886; display: block; padding: .35rem 0; } }`;

/** The state of the emulator as a page for people, which reloads itself every two seconds. */
export function pageOf(service: Service) {
  const { catalogs, resources, requests, commits, faults } = service.snapshot();
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2">
<title>Emulator of Microsoft Graph</title>
<style>${style}</style>
</head>
<body>
<h1>Emulator of Microsoft Graph</h1>
<p>${Object.values(service.endpoints).map(escapeHtml).join("<br>")}</p>
<p><a href="/state">The same as JSON</a></p>
${table("Faults that have not struck yet", ["Fault"], faults, (fault) => [JSON.stringify(fault)])}
${table("Requests", ["Time", "Method", "Path", "Status", "Took effect", "Fault"], requests, describeRequest)}
${table("Resources", ["Catalog", "Origin system", "Origin id", "Name", "Type"], resources, (resource) => [
  resource.catalogId,
  resource.originSystem,
  resource.originId,
  resource.displayName,
  resource.resourceType,
])}
${table("Changes that took effect", ["Time", "Type", "Catalog", "Origin system", "Origin id"], commits, (commit) => [
  new Date(commit.time).toISOString(),
  commit.requestType,
  commit.catalogId,
  commit.originSystem,
  commit.originId,
])}
${table("Catalogs", ["Id", "Name"], catalogs, ({ id, displayName }) => [id, displayName])}
</body>
</html>
`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  };
  return { headers, body };
}

/** A table of the last items, the newest first. */
function table<Item>(
  title: string,
  names: readonly string[],
  items: readonly Item[],
  cellsOf: (item: Item) => readonly (string | null | undefined)[],
): string {
  const row = (cells: readonly (string | null | undefined)[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell ?? "")}</${tag}>`).join("")}</tr>`;
  const rows = items.slice(-maxRows).reverse();
  const shown = rows.length < items.length ? `last ${rows.length} of ${items.length}` : String(items.length);
  const head = rows.length === 0 ? "" : row(names, "th");
  const body = rows.map((item) => row(cellsOf(item), "td")).join("\n");
  return `<section><h2>${title} (${shown})</h2><table>${head}${body}</table></section>`;
}

/** Text without markup and without characters that are invisible or change the writing direction. */
function escapeHtml(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "\ufffd").replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
