import type { ContractRow } from "../../contract/rows/row.js";
import type { Change } from "../compare/change.js";
import type { SurfaceLine } from "../compare/surface-lines.js";
import type { JudgedChange } from "./levels.js";

/** Names that must all be met in a line, or above it, for a change to be its cause. */
type Address = readonly string[];

function propertyAddresses(name: string): Address[] {
  const owner = name.slice(0, name.indexOf("."));
  const property = name.slice(owner.length + 1);
  // The dot of an annotation such as @odata.type belongs to the name, any other leads into a nested object.
  const leaf = property.includes("@") ? property : (property.split(".").at(-1) ?? property);
  return [
    [owner, property],
    [owner, leaf],
  ];
}

function operationAddresses(row: ContractRow): Address[] {
  return ["operationId", "path"].flatMap((facet) => {
    const value = row.facets[facet];
    return typeof value === "string" ? [[value]] : [];
  });
}

function partAddresses(row: Pick<ContractRow, "name" | "pointer">): Address[] {
  const [, section = "", shared = ""] = /^#\/components\/(\w+)\/([^/]+)/.exec(row.pointer) ?? [];
  const [, path = "", ...rest] = row.name.split(" ");
  return [...(shared === "" ? [] : [[section, shared]]), [path, rest.at(-1) ?? path]];
}

function rowAddresses(row: ContractRow): Address[] {
  switch (row.kind) {
    case "property":
      return propertyAddresses(row.name);
    case "schema":
      return [[row.name]];
    case "server":
      return [["servers", row.name]];
    case "operation":
      return operationAddresses(row);
    default:
      return partAddresses(row);
  }
}

function addresses({ base, head, also }: Change): Address[] {
  const rows = [base, head].flatMap((row) => (row ? rowAddresses(row) : []));
  const others = also.filter((key) => key.startsWith("property:")).map((key) => key.slice("property:".length));
  return [...rows, ...others.flatMap(propertyAddresses)];
}

function holds(text: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  // A schema begins with a small letter in the contract and with a capital in the models written from it.
  const pattern = escaped.replace(/^[a-z]/, (letter) => `[${letter}${letter.toUpperCase()}]`);
  return new RegExp(`(?<![\\w$@.])${pattern}(?![\\w$@])`).test(text);
}

/** Ids of the changes of the contract that a line of the surface follows from. */
export function causesOf({ path, text }: SurfaceLine, changes: readonly JudgedChange[]): string[] {
  const context = [...path.slice(0, -1), text].join("\n");
  return changes
    .filter(({ change, verdict }) => {
      if (verdict.types === "none") return false;
      return addresses(change).some((names) => names.every((name) => holds(context, name)));
    })
    .map(({ change }) => change.id);
}
