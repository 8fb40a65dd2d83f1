import type { FacetValue } from "../../contract/rows/row.js";
import type { Change } from "../compare/change.js";
import { type Block, code, text } from "./blocks.js";

const samples: Readonly<Record<string, string>> = {
  string: '"…"',
  boolean: "true",
  integer: "0",
  number: "0",
};

function sample(type: FacetValue | undefined): string {
  const name = String(type ?? "");
  return samples[name] ?? (name.startsWith("array") ? "[]" : "{ … }");
}

function lastOf(name: string | undefined): string {
  return name?.split(/[. ]/).at(-1) ?? "";
}

/** A member of an object, as written in TypeScript. */
function member(name: string, value: string): string {
  return `{ ${/^[\w$]+$/.test(name) ? name : JSON.stringify(name)}: ${value} }`;
}

function access(name: string): string {
  return /^[\w$]+$/.test(name) ? `response.${name}` : `response[${JSON.stringify(name)}]`;
}

const gone = (was: string): string[] => [`- ${was}`];
const swap = (was: string, is: string): string[] => [`- ${was}`, `+ ${is}`];

/** Edits of what programs send, by the facet that changed; the empty name is for the property as a whole. */
function sent({ change, facet = "", before, after, base, head }: Change): string[] {
  const name = lastOf((head ?? base)?.name);
  const value = sample(head?.facets["type"]);
  if (change === "renamed") return swap(member(lastOf(String(before)), value), member(lastOf(String(after)), value));
  if (change === "removed" || (facet === "readOnly" && after === true)) return gone(member(name, "…"));
  if (change === "added" || (facet === "required" && after === true)) return [`+ ${member(name, value)}`];
  if (facet === "readOnly" && head?.facets["required"] === true) return [`+ ${member(name, value)}`];
  if (facet === "nullable" && after !== true) return swap(member(name, "null"), member(name, value));
  if (facet === "type") return swap(member(name, String(before)), member(name, String(after)));
  const known = head?.facets["knownValues"] ?? head?.facets["enum"];
  if ((facet === "knownValues" || facet === "enum") && typeof before === "string" && Array.isArray(known))
    return swap(
      member(name, JSON.stringify(before)),
      member(name, known.map((one) => JSON.stringify(one)).join(" | ")),
    );
  return [];
}

/** Edits of what programs read. */
function read({ change, facet = "", before, after, base, head }: Change): string[] {
  const name = access(lastOf((head ?? base)?.name));
  if (change === "renamed") return swap(access(lastOf(String(before))), access(lastOf(String(after))));
  if (change === "removed") return gone(name);
  if (facet === "type") return swap(`${name} // ${String(before)}`, `${name} // ${String(after)}`);
  const canLack = (facet === "required" && after !== true) || (facet === "nullable" && after === true);
  return canLack ? swap(name, `${name} ?? ${sample(head?.facets["type"])}`) : [];
}

function propertyEdits(change: Change): string[] {
  const { directions } = change;
  const parts = [
    ["// in a request body", directions.includes("request") ? sent(change) : []],
    ["// in a response", directions.includes("response") && change.change !== "added" ? read(change) : []],
  ] as const;
  return parts.flatMap(([title, lines]) => (lines.length > 0 ? [`  ${title}`, ...lines] : []));
}

function operationEdits({ change, facet, before, after, name }: Change): string[] {
  if (facet === "operationId")
    return swap(`operations[${JSON.stringify(before)}]`, `operations[${JSON.stringify(after)}]`);
  if (change === "renamed") return swap(String(before), String(after));
  return change === "removed" ? gone(name) : [];
}

function schemaEdits({ change, before, after, name }: Change): string[] {
  const type = (of: string) => `components["schemas"][${JSON.stringify(of)}]`;
  if (change === "renamed") return swap(type(String(before)), type(String(after)));
  return change === "removed" ? gone(type(name)) : [];
}

function responseEdits({ change, before, after, name }: Change): string[] {
  const statuses = (change === "renamed" ? [String(before), String(after)] : [name]).map(lastOf);
  // A range such as 4XX is not a status that a program compares with.
  if (change === "changed" || !statuses.every((status) => /^\d+$/.test(status))) return [];
  const [first = "", second = ""] = statuses.map((status) => `response.status === ${status}`);
  if (change === "renamed") return swap(first, second);
  return change === "removed" ? gone(first) : [`+ ${first}`];
}

function parameterEdits(change: Change): string[] {
  const edits = sent(change);
  return edits.length > 0
    ? [`  // in the parameters of ${change.name.split(" ").slice(0, 2).join(" ")}`, ...edits]
    : [];
}

function addressEdits({ before, after }: Change): string[] {
  return before === undefined || after === undefined ? [] : swap(String(before), String(after));
}

const editsOf: Readonly<Partial<Record<Change["kind"], (change: Change) => string[]>>> = {
  property: propertyEdits,
  operation: operationEdits,
  schema: schemaEdits,
  response: responseEdits,
  parameter: parameterEdits,
  header: (change) => read(change),
  server: addressEdits,
};

function subject({ facet, directions }: Change): string {
  if (facet === "security") return "the permissions of each program";
  const [first, second] = directions;
  if (first === undefined || second !== undefined) return "what each program sends and reads";
  return first === "request" ? "what each program sends" : "what each program reads";
}

/** How to migrate a program from the old contract to the new one: a diff of its code, or words if no code changes. */
export function migrationSteps(change: Change): Block[] {
  const lines = editsOf[change.kind]?.(change) ?? [];
  if (lines.length > 0) return [text("How to change a program:"), code("diff", lines)];
  if (change.kind === "scope")
    return [text(`Grant the permission \`${lastOf(change.name)}\` to the application, and consent to it again.`)];
  return [text(`No names change. Check ${subject(change)} against the lines above.`)];
}
