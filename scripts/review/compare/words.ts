import type { FacetValue, RowKind } from "../../contract/rows/row.js";
import type { Change } from "./change.js";

/** `POST /a/b/c/$ref` as `POST …/c/$ref`: the end, from the last fixed segment on, identifies the operation. */
export function shortName(name: string): string {
  return name.replace(/ (\/[^ ]+)/g, (_, path: string) => {
    const parts = path.split("/").slice(1);
    const lastFixed = parts.filter((part) => !/^[{$]/.test(part)).at(-1) ?? "";
    const kept = parts.slice(Math.max(0, parts.lastIndexOf(lastFixed)));
    return ` ${kept.length < parts.length ? "…" : ""}/${kept.join("/")}`;
  });
}

const nouns: Readonly<Record<RowKind, string>> = {
  info: "contract",
  server: "server",
  scheme: "security scheme",
  scope: "scope",
  operation: "operation",
  parameter: "parameter",
  body: "request body of",
  response: "response",
  header: "response header",
  example: "example",
  schema: "schema",
  property: "property",
};

const longest = 120;

function written(value: FacetValue | undefined): string {
  return Array.isArray(value) ? value.join(", ") : String(value);
}

function show(value: FacetValue | undefined): string {
  const words = written(value);
  return `\`${words.length > longest ? `${words.slice(0, longest - 3)}…` : words}\``;
}

function noun(change: Change): string {
  return change.kind === "info" ? "the contract" : `${nouns[change.kind]} \`${shortName(change.name)}\``;
}

function optionality(change: Change): string {
  const row = change.head ?? change.base;
  const shown = change.kind === "property" || change.kind === "parameter";
  if (!shown) return "";
  if (row?.facets["readOnly"] === true) return "read-only ";
  return row?.facets["required"] === true ? "required " : "optional ";
}

const flags: Readonly<Record<string, readonly [on: string, off: string]>> = {
  required: ["required", "optional"],
  nullable: ["nullable", "not nullable"],
  readOnly: ["read-only", "writable"],
  writeOnly: ["write-only", "readable"],
  deprecated: ["deprecated", "no longer deprecated"],
};

const facetNames: Readonly<Record<string, string>> = {
  knownValues: "known value",
  enum: "allowed value",
  anyOf: "alternative",
  oneOf: "alternative",
  tags: "tag",
  mediaTypes: "media type",
  requiredProperties: "required property",
  items: "limits of the items",
  mapping: "discriminator value",
  urls: "URL",
  links: "link",
  callbacks: "callback",
  flows: "flow",
  url: "URL",
  authorityHost: "authority host",
};

const texts = new Set(["description", "summary", "title"]);

/** In the plural for several values of a list. */
function nameOf(facet: string, value?: FacetValue): string {
  const name = facetNames[facet] ?? facet;
  return Array.isArray(value) && value.length > 1
    ? name.replace(/(value|alternative|flow|link|callback)$/, "$1s")
    : name;
}

function facetSentence(change: Change, facet: string): string {
  const flag = flags[facet];
  if (flag) return `Change ${noun(change)} to be ${flag[change.after === true ? 0 : 1]}`;
  const name = nameOf(facet);
  if (texts.has(facet)) return `Reword the ${name} of ${noun(change)}`;
  if (change.before === undefined) return `Add ${nameOf(facet, change.after)} ${show(change.after)} to ${noun(change)}`;
  if (change.after === undefined)
    return `Remove ${nameOf(facet, change.before)} ${show(change.before)} from ${noun(change)}`;
  // Long values can differ only after the place where they are cut. The review shows them line by line.
  if (change.kind === "example" || [change.before, change.after].some((value) => written(value).length > longest))
    return `Change ${name} of ${noun(change)}`;
  return `Change ${name} of ${noun(change)} from ${show(change.before)} to ${show(change.after)}`;
}

/** The change as one sentence without a full stop. */
export function sentence(change: Change): string {
  const parts = change.contains === 1 ? "its only part" : `its ${change.contains} parts`;
  const inside = change.contains > 0 ? ` and ${parts}` : "";
  if (change.change === "added") return `Add ${optionality(change)}${noun(change)}${inside}`;
  if (change.change === "removed") return `Remove ${optionality(change)}${noun(change)}${inside}`;
  if (change.change === "renamed")
    return `Rename ${nouns[change.kind]} \`${shortName(String(change.before))}\` to \`${shortName(change.name)}\``;
  return facetSentence(change, change.facet ?? "");
}
