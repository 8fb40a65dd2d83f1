import MarkdownIt from "markdown-it";
import type Token from "markdown-it/lib/token.mjs";
import { asString, field, type Json, sha256 } from "../../contract/json.js";
import { readDocument } from "../../contract/user-text.js";
import { annotationOf, blockRows } from "./page-example.js";
import { type PageRow, type PageRowInput, pageRow } from "./page-row.js";
import { statementRows } from "./page-statement.js";
import { tableRows } from "./page-table.js";

export interface Page {
  readonly sha256: string;
  /** Number of lines. */
  readonly lines: number;
  readonly rows: readonly PageRow[];
}

/** Text of a file that a page includes, by its path from the page; undefined when it is not there. */
export type ReadInclude = (path: string) => string | undefined;

interface State {
  heading: string;
  title: string;
  readonly readInclude: ReadInclude;
  /** The last paragraph: it may say what the table below it means. */
  paragraph: string;
  hasBody: boolean;
  /** A tab with samples in a programming language repeats what the HTTP tab shows. */
  isOtherTab: boolean;
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
  const facets = { title: asString(field(values, "title")), documentType: asString(field(values, "doc_type")) };
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

/** Numbers rows of the same name: the second example becomes `example 2`. */
function numbered(rows: readonly PageRowInput[]): PageRowInput[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const count = (seen.get(`${row.kind}:${row.name}`) ?? 0) + 1;
    seen.set(`${row.kind}:${row.name}`, count);
    return count === 1 ? row : { ...row, name: `${row.name} ${count}` };
  });
}

/** Name of one of Learn's tabs, which are written as headings whose link points to the tab. */
function tabOf(token: Token | undefined): string | undefined {
  const links = (token?.children ?? []).map((child) => String(child.attrGet("href")));
  return links.find((link) => link.startsWith("#tab/"))?.slice("#tab/".length);
}

const include = /\[!INCLUDE\s*\[[^\]]*\]\(([^)\s]+)\)\]/gi;

/** The rows of included files, at the line that includes them. A missing file is a separate row. */
function includeRows(state: State, token: Token | undefined, line: number): PageRowInput[] {
  return [...(token?.content ?? "").matchAll(include)].flatMap(([, path = ""]): PageRowInput[] => {
    const source = state.readInclude(path);
    if (source === undefined) return [{ kind: "include", name: path, facets: {}, line }];
    const lines = linesOf(source);
    const inside = { ...state, readInclude: () => undefined };
    const rows = readTokens(inside, bodyOf(lines, frontMatter(lines).length));
    return rows.map((row) => ({ ...row, line, from: line, to: line, parts: {} }));
  });
}

/** Reads the rows of each kind of token; some only change the state. */
const readers: Readonly<Record<string, (state: State, tokens: readonly Token[], line: number) => PageRowInput[]>> = {
  hr(state) {
    state.isOtherTab = false;
    return [];
  },
  heading_open(state, [token, inline], line) {
    // Above a line of hyphens, an include is a heading in Markdown.
    if (/^\[!INCLUDE/i.test(inline?.content ?? "")) return [];
    const tab = tabOf(inline);
    state.isOtherTab = tab !== undefined && tab !== "http";
    if (tab !== undefined) return [];
    const title = inlineText(inline);
    state.heading = title.toLowerCase();
    if (token?.tag !== "h1") return [];
    state.title = state.heading;
    return [{ kind: "document", name: "heading", facets: { title }, line }];
  },
  paragraph_open(state, [token, inline], line) {
    state.paragraph = inlineText(inline);
    return inline ? paragraphRows(state, inline, line, token?.map?.[1] ?? line) : [];
  },
  inline: (state, [token], line) => [
    ...includeRows(state, token, line),
    ...(state.heading === state.title ? [] : statementRows(state.heading, inlineText(token), line, token?.map?.[1])),
  ],
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
    const [language = ""] = (token?.info ?? "").trim().split(/\s/);
    return blockRows({ lines, line: line + 1, from, to: token?.map?.[1] ?? line, annotation: value, language });
  },
};

/** A token and the next one, or all tokens of a table. */
function blockAt(tokens: readonly Token[], start: number): readonly Token[] {
  let end = start + 1;
  if (tokens[start]?.type === "table_open") while (tokens[end]?.type !== "table_close") end += 1;
  return tokens.slice(start, end + 1);
}

function linesOf(source: string): string[] {
  return source.split(/\r\n?|\n/);
}

/** The Markdown after the front matter, each line at its number. */
function bodyOf(lines: readonly string[], front: number): string {
  return `${"\n".repeat(front)}${lines.slice(front).join("\n")}`;
}

function readTokens(state: State, body: string): PageRowInput[] {
  const tokens = new MarkdownIt({ html: true }).parse(body, {});
  let line = 1;
  return tokens.flatMap((token, index) => {
    // Text in a table has no line number.
    line = token.map ? token.map[0] + 1 : line;
    if (state.isOtherTab && token.type !== "hr" && token.type !== "heading_open") return [];
    return readers[token.type]?.(state, blockAt(tokens, index), line) ?? [];
  });
}

/** Reads a documentation page into rows, which have names, types, numbers and fingerprints, but no sentence of the page. */
export function readPage(source: string, readInclude: ReadInclude = () => undefined): Page {
  const lines = linesOf(source);
  const front = frontMatter(lines);
  const state = {
    heading: "",
    title: "",
    paragraph: "",
    hasBody: false,
    isOtherTab: false,
    comment: undefined,
    readInclude,
  };
  const read = readTokens(state, bodyOf(lines, front.length));
  return {
    sha256: sha256(source),
    lines: lines.at(-1) === "" ? lines.length - 1 : lines.length,
    rows: numbered([...front.rows, ...read]).map((row) => pageRow(lines, row)),
  };
}
