import { canonical, entries, field, type Json, text } from "../../contract/json.js";
import type { FacetValue } from "../../contract/rows/row.js";
import type { PageRowInput } from "./page-row.js";

/** A fenced block of the page with the comment above it. */
export interface Block {
  /** Lines of the block without its fences; the first is on `line`. */
  readonly lines: readonly string[];
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly annotation: Json;
}

export function parseBody(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined;
  }
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

function startFacets(start: string): Record<string, FacetValue | undefined> {
  const response = /^HTTP\/\S+ (\d{3})/.exec(start);
  if (response) return { status: response[1] };
  const [method = "", url = ""] = start.split(/\s+/);
  return { method, url };
}

/** Reads the block of an example: request or status line, headers, an empty line, the body. */
export function exampleRow(block: Block): PageRowInput {
  const empty = block.lines.findIndex((line, index) => index > 0 && line.trim() === "");
  const head = empty < 0 ? block.lines : block.lines.slice(0, empty);
  const bodyLines = empty < 0 ? [] : block.lines.slice(empty + 1);
  const body = bodyLines.join("\n").trimEnd();
  const value = parseBody(body);
  const headers = headerFacets(head.slice(1), block.line + 1);
  const facets = {
    ...startFacets(block.lines[0]?.trim() ?? ""),
    ...headers.facets,
    body: value === undefined ? undefined : canonical(value),
  };
  const parts = { ...headers.parts, ...memberLines(bodyLines, block.line + empty + 1, value) };
  const kind = text(field(block.annotation, "blockType")) === "response" ? "answer" : "request";
  return { kind, name: "example", facets, line: block.line, from: block.from, to: block.to, parts };
}
