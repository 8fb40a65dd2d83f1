import MarkdownIt from "markdown-it";
import type Token from "markdown-it/lib/token.mjs";
import { field, type Json, sha256, text } from "../../contract/json.js";
import { readDocument } from "../../contract/user-text.js";
import { type Block, exampleRow, parseBody } from "./page-example.js";
import { type PageRow, type PageRowInput, pageRow } from "./page-row.js";
import { tableRows } from "./page-table.js";

export interface Page {
  readonly sha256: string;
  /** Number of lines. */
  readonly lines: number;
  readonly rows: readonly PageRow[];
}

interface State {
  heading: string;
  /** The last paragraph: it may say what the table below it means. */
  paragraph: string;
  hasBody: boolean;
  /** The comment above a block, which says what the block is. */
  comment: { readonly value: Json; readonly from: number } | undefined;
}

const fence = /^---\s*$/;

/** The lines between the first two `---`, which are not Markdown. */
function frontMatter(lines: readonly string[]): { rows: PageRowInput[]; length: number } {
  const end = fence.test(lines[0] ?? "") ? lines.findIndex((line, index) => index > 0 && fence.test(line)) : -1;
  if (end < 0) return { rows: [], length: 0 };
  const values = readDocument(lines.slice(1, end).join("\n"), "the page's front matter").value as Json | undefined;
  const line = lines.findIndex((one) => one.startsWith("title:")) + 1;
  const facets = { title: text(field(values, "title")), documentType: text(field(values, "doc_type")) };
  return {
    rows: [{ kind: "document", name: "front matter", facets, line: Math.max(line, 1), from: 1, to: end + 1 }],
    length: end + 1,
  };
}

function inlineText(token: Token | undefined): string {
  return (token?.children ?? []).map((child) => (child.type === "softbreak" ? " " : child.content)).join("");
}

function linkText(token: Token | undefined): string | undefined {
  const children = token?.children ?? [];
  const open = children.findIndex(({ type }) => type === "link_open");
  return open < 0 ? undefined : children[open + 1]?.content;
}

function paragraphRows(state: State, inline: Token, line: number, last: number): PageRowInput[] {
  const written = inlineText(inline);
  const namespace = /^Namespace:\s*(\S+)$/.exec(written)?.[1];
  if (namespace) return [{ kind: "namespace", name: "namespace", facets: { namespace }, line }];
  const resource = linkText(inline);
  if (state.heading === "request body" && resource !== undefined && !state.hasBody) {
    state.hasBody = true;
    return [{ kind: "body", name: "body", facets: { resource }, line, to: last }];
  }
  const status = inline.children
    ?.find(({ type, content }) => type === "code_inline" && /^\d{3}\b/.test(content))
    ?.content.slice(0, 3);
  if (state.heading !== "response" || status === undefined) return [];
  return [{ kind: "response", name: "response", facets: { status, resource }, line, to: last }];
}

function annotationOf(html: string): Json {
  const inside = /^<!--([\s\S]*?)-->/.exec(html.trim())?.[1] ?? "";
  return parseBody(inside) ?? null;
}

function operationRows(block: Block): PageRowInput[] {
  return block.lines.flatMap((written, index) => {
    const [, method = "", path = ""] = /^([A-Z]+)\s+(\S+)/.exec(written.trim()) ?? [];
    return method === ""
      ? []
      : [
          {
            kind: "operation" as const,
            name: `${method} ${path}`,
            facets: { method, path },
            line: block.line + index,
            from: block.from,
            to: block.to,
          },
        ];
  });
}

function blockRows(block: Block): PageRowInput[] {
  const type = text(field(block.annotation, "blockType"));
  if (type === "request" || type === "response") return [exampleRow(block)];
  return operationRows(block);
}

/** Numbers rows of the same name: the second example becomes `example 2`. */
function numbered(rows: readonly PageRowInput[]): PageRowInput[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const count = (seen.get(`${row.kind}:${row.name}`) ?? 0) + 1;
    seen.set(`${row.kind}:${row.name}`, count);
    return count === 1 ? row : { ...row, name: `${row.name} ${count}` };
  });
}

/** Reads the rows of each kind of token; some only change the state. */
const readers: Readonly<Record<string, (state: State, tokens: readonly Token[], line: number) => PageRowInput[]>> = {
  heading_open(state, [token, inline], line) {
    state.heading = inlineText(inline).toLowerCase();
    return token?.tag === "h1"
      ? [{ kind: "document", name: "heading", facets: { title: inlineText(inline) }, line }]
      : [];
  },
  paragraph_open(state, [token, inline], line) {
    state.paragraph = inlineText(inline);
    return inline ? paragraphRows(state, inline, line, token?.map?.[1] ?? line) : [];
  },
  html_block(state, [token], line) {
    const html = token?.content ?? "";
    state.comment = { value: annotationOf(html), from: line };
    return [];
  },
  table_open: (state, tokens) => tableRows(tokens, state.heading, state.paragraph),
  fence(state, [token], line) {
    const lines = (token?.content ?? "").replace(/\n$/, "").split("\n");
    const { value, from } = state.comment ?? { value: null, from: line };
    state.comment = undefined;
    return blockRows({ lines, line: line + 1, from, to: token?.map?.[1] ?? line, annotation: value });
  },
};

/** A token and the next one, or all tokens of a table. */
function blockAt(tokens: readonly Token[], start: number): readonly Token[] {
  let end = start + 1;
  if (tokens[start]?.type === "table_open") while (tokens[end]?.type !== "table_close") end += 1;
  return tokens.slice(start, end + 1);
}

/** Reads a documentation page into rows, which have names, types, numbers and fingerprints, but no sentence of the page. */
export function readPage(source: string): Page {
  const lines = source.replaceAll("\r\n", "\n").split("\n");
  const front = frontMatter(lines);
  const body = `${"\n".repeat(front.length)}${lines.slice(front.length).join("\n")}`;
  const tokens = new MarkdownIt({ html: true }).parse(body, {});
  const state: State = { heading: "", paragraph: "", hasBody: false, comment: undefined };
  const read = tokens.flatMap(
    (token, index) => readers[token.type]?.(state, blockAt(tokens, index), (token.map?.[0] ?? 0) + 1) ?? [],
  );
  return {
    sha256: sha256(source),
    lines: lines.at(-1) === "" ? lines.length - 1 : lines.length,
    rows: numbered([...front.rows, ...read]).map((row) => pageRow(lines, row)),
  };
}
