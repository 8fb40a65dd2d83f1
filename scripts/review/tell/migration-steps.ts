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

/** Edits where a program uses an element that was renamed or removed, as it writes the name. */
function nameEdits({ change, before, after, name }: Change, written = (one: string) => one): string[] {
  if (change === "renamed") return swap(written(String(before)), written(String(after)));
  return change === "removed" ? gone(written(name)) : [];
}

function operationEdits(change: Change): string[] {
  if (change.facet !== "operationId") return nameEdits(change);
  const [before = "", after = ""] = [change.before, change.after].map((id) => `operations[${JSON.stringify(id)}]`);
  return swap(before, after);
}

function responseEdits(change: Change): string[] {
  const statuses = change.change === "renamed" ? [String(change.before), String(change.after)] : [change.name];
  // A range such as 4XX is not a status that a program compares with.
  if (!statuses.every((status) => /\b\d+$/.test(status))) return [];
  const written = (name: string) => `response.status === ${lastOf(name)}`;
  return change.change === "added" ? [`+ ${written(change.name)}`] : nameEdits(change, written);
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
  schema: (change) => nameEdits(change, (name) => `components["schemas"][${JSON.stringify(name)}]`),
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
