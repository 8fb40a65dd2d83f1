import type Token from "markdown-it/lib/token.mjs";
import type { PageRowInput } from "./page-row.js";

interface TableLine {
  readonly cells: readonly string[];
  readonly line: number;
}

function tableLines(tokens: readonly Token[]): TableLine[] {
  const end = tokens.findIndex(({ type }) => type === "table_close");
  const found: { cells: string[]; line: number }[] = [];
  tokens.slice(0, end).forEach((token) => {
    if (token.type === "tr_open") found.push({ cells: [], line: (token.map?.[0] ?? 0) + 1 });
    if (token.type === "inline")
      found.at(-1)?.cells.push(
        (token.children ?? [])
          .map(({ content }) => content)
          .join("")
          .trim(),
      );
  });
  return found;
}

/** `Delegated (work or school account)` as `delegated-work-or-school-account`. */
function slug(words: string): string {
  return words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

type Reader = (cells: readonly string[], requires: boolean) => Pick<PageRowInput, "kind" | "name" | "facets">;

/** Readers of a line of a table, by the section of the table. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    "permissions",
    // Published pages have the least privileged permissions in one column, and higher ones in another.
    ([name = "", value = "", more]) => {
      const scopesOf = (cell: string) => cell.match(/\b[A-Z]\w*(?:\.\w+)+\b/g) ?? [];
      const scopes = scopesOf(value);
      const none = /not (supported|available)/i.test(value) ? "not supported" : "unresolved";
      const state = scopes.length > 0 ? "named" : none;
      return { kind: "permission", name: slug(name), facets: { scopes, state, higher: more && scopesOf(more) } };
    },
  ],
  [
    "request headers",
    ([name = "", value = ""]) => {
      const required = /\brequired\b/i.test(value);
      return { kind: "header", name, facets: { value: value.replace(/\.?\s*required\.?/i, "").trim(), required } };
    },
  ],
  ["request body", ([name = "", type = ""], required) => ({ kind: "property", name, facets: { type, required } })],
]);

/** Reads the table of a section: permissions, headers or properties. Of other tables only the columns are counted. */
export function tableRows(tokens: readonly Token[], section: string, paragraph: string): PageRowInput[] {
  const [head, ...body] = tableLines(tokens);
  if (!head) return [];
  const facets = { columns: head.cells.length };
  const top: PageRowInput = { kind: "table", name: section, facets, line: head.line, to: head.line + 1 };
  const requires = /\brequired\b/i.test(paragraph);
  const read = readers.get(section);
  return read ? [top, ...body.map(({ cells, line }) => ({ ...read(cells, requires), line }))] : [top];
}
