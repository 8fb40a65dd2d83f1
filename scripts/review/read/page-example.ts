import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import { asString, canonical, entries, field, type Json } from "../../contract/json.js";
import type { Stated } from "../../contract/rows/row.js";
import type { PageRowInput } from "./page-row.js";

/** A fenced block of the page with the comment above it. */
interface Block {
  /** Lines of the block without its fences; the first is on `line`. */
  readonly lines: readonly string[];
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly annotation: Json;
  readonly language: string;
}

export function parseBody(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
}

/** What is wrong with a body that is meant to be JSON, and the index of its line. */
function syntaxProblem(body: string): { readonly problem: string; readonly index: number } | undefined {
  const errors: ParseError[] = [];
  parse(body, errors, { allowTrailingComma: false, disallowComments: true });
  const [first] = errors;
  if (!first) return undefined;
  const words = printParseErrorCode(first.error)
    .replace(/\B[A-Z]/g, " $&")
    .toLowerCase();
  return { problem: words, index: body.slice(0, first.offset).split("\n").length - 1 };
}

function headerFacets(
  lines: readonly string[],
  first: number,
): { facets: Record<string, string>; parts: Record<string, number> } {
  const facets: Record<string, string> = {};
  const parts: Record<string, number> = {};
  lines.forEach((line, index) => {
    const [, name = "", value = ""] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
    if (name === "") return;
    facets[`header ${name.toLowerCase()}`] = value;
    parts[`header ${name.toLowerCase()}`] = first + index;
  });
  return { facets, parts };
}

function memberLines(lines: readonly string[], first: number, value: Json | undefined): Record<string, number> {
  const found = entries(value).map(([name]) => {
    const index = lines.findIndex((line) => line.trimStart().startsWith(`${JSON.stringify(name)}:`));
    return [`body ${name}`, index] as const;
  });
  return Object.fromEntries(found.filter(([, index]) => index >= 0).map(([name, index]) => [name, first + index]));
}

function startFacets(start: string): Stated {
  const response = /^HTTP\/\S+ (\d{3})/.exec(start);
  if (response) return { status: response[1] };
  const [method = "", url = ""] = start.split(/\s+/);
  return { method, url };
}

/** Reads the block of an example: request or status line, headers, an empty line, the body. */
function exampleRow(block: Block): PageRowInput {
  const empty = block.lines.findIndex((line, index) => index > 0 && line.trim() === "");
  const head = empty < 0 ? block.lines : block.lines.slice(0, empty);
  const bodyLines = empty < 0 ? [] : block.lines.slice(empty + 1);
  const body = bodyLines.join("\n").trimEnd();
  const value = parseBody(body);
  const headers = headerFacets(head.slice(1), block.line + 1);
  const isJson = /json|^$/i.test(headers.facets["header content-type"] ?? "");
  const invalid = body !== "" && isJson ? syntaxProblem(body) : undefined;
  const first = block.line + empty + 1;
  const facets = {
    ...startFacets(block.lines[0]?.trim() ?? ""),
    ...headers.facets,
    body: value === undefined ? undefined : canonical(value),
    invalidJson: invalid?.problem,
  };
  const at = invalid && { invalidJson: first + invalid.index };
  const parts = { ...headers.parts, ...memberLines(bodyLines, first, value), ...at };
  const kind = asString(field(block.annotation, "blockType")) === "response" ? "answer" : "request";
  return { kind, name: "example", facets, line: block.line, from: block.from, to: block.to, parts };
}

export function annotationOf(html: string): Json {
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

export function blockRows(block: Block): PageRowInput[] {
  const type = asString(field(block.annotation, "blockType"));
  if (type === "request" || type === "response") return [exampleRow(block)];
  // Samples in other languages are not HTTP lines.
  return /^(http)?$/i.test(block.language) ? operationRows(block) : [];
}
