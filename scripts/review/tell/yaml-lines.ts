import { structuredPatch } from "diff";
import { parseJson } from "../../contract/json.js";
import type { ContractRow } from "../../contract/rows/row.js";
import { valueAt, type YamlFile } from "../../contract/yaml.js";
import type { Change } from "../compare/change.js";
import type { ContractReview } from "../judge/review.js";
import { atMost } from "./blocks.js";

const maxLines = 40;

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The lines of what is at a pointer, with its key; none when there is nothing. */
function linesAt({ root, lines, lineOf }: YamlFile, pointer: string): readonly string[] {
  if (valueAt(root, pointer) === undefined) return [];
  const start = lineOf(pointer) - 1;
  const first = lines[start] ?? "";
  const isInside = (line: string): boolean =>
    line.trim() === "" ||
    indentOf(line) > indentOf(first) ||
    // A list can have the indent of its key.
    (indentOf(line) === indentOf(first) && /^\s*- /.test(line) && !/^\s*- /.test(first));
  const length = lines.slice(start + 1).findIndex((line) => !isInside(line));
  const found = lines.slice(start, length < 0 ? undefined : start + 1 + length);
  return found.map((line) => line.slice(indentOf(first))).filter((line) => line.trim() !== "");
}

const keys: Readonly<Record<string, string>> = { knownValues: "x-extensible-enum" };

/** Where the lines of a change can be, the nearest first: at the facet, the element, what contains it. */
function pointers({ pointer }: ContractRow, facet: string | undefined): string[] {
  const parts = pointer.split("/");
  // A path, or one component, is the widest place.
  const least = Math.min(parts.length, parts[1] === "components" ? 4 : 3);
  const sizes = Array.from({ length: parts.length - least + 1 }, (_, index) => parts.length - index);
  const parents = sizes.map((size) => parts.slice(0, size).join("/"));
  if (facet === undefined) return parents;
  const owner = /^(.*)\/properties\/[^/]+$/.exec(pointer)?.[1];
  const own = facet === "required" && owner !== undefined ? owner : pointer;
  const key = keys[facet] ?? facet;
  // What an operation does not state itself, such as its security, the contract states for all.
  return [`${own}/${key}`, ...parents, `#/${key}`];
}

function difference(before: readonly string[], after: readonly string[]): string[] {
  const [was, is] = [before, after].map((lines) => lines.map((line) => `${line}\n`).join(""));
  const { hunks } = structuredPatch("", "", was ?? "", is ?? "", "", "", { context: 2 });
  const lines = hunks.flatMap((hunk, index) => [
    ...(index > 0 ? ["  …"] : []),
    ...hunk.lines.map((line) => `${line.charAt(0)} ${line.slice(1)}`),
  ]);
  return atMost(maxLines, lines, (more) => `  … ${more} more lines`);
}

function indented(value: unknown): string[] {
  return JSON.stringify(parseJson(String(value ?? "null"), "the example"), null, 2).split("\n");
}

/**
 * Reads the lines of YAML before and after a change of a contract, as lines of a diff. There are none where the files are
 * the same at the place of the change.
 */
export function yamlLines({ head, base }: ContractReview): (change: Change) => string[] {
  return (change) => {
    const { base: old, head: now, facet, kind } = change;
    // An example in one line of YAML is easier to compare in several lines of JSON.
    if (kind === "example" && facet === "value") return difference(indented(change.before), indented(change.after));
    const before = base && old ? pointers(old, facet).map((pointer) => linesAt(base.spec, pointer)) : [];
    const after = now ? pointers(now, facet).map((pointer) => linesAt(head.spec, pointer)) : [];
    const size = Math.max(before.length, after.length);
    const places = Array.from({ length: size }, (_, index) => difference(before[index] ?? [], after[index] ?? []));
    return places.find((lines) => lines.length > 0) ?? [];
  };
}
