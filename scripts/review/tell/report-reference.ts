import type { ContractRow } from "../../contract/rows/row.js";
import { shortName } from "../compare/words.js";
import type { Review } from "../judge/review.js";
import { type Block, fold, type Section, table, text } from "./blocks.js";

function traits({ facets }: ContractRow): string {
  const flags = ["required", "readOnly", "nullable", "deprecated"].filter((name) => facets[name] === true);
  const known = facets["knownValues"];
  const limits = ["format", "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "pattern"]
    .filter((name) => facets[name] !== undefined)
    .map((name) => `${name} ${String(facets[name])}`);
  return [...flags, ...limits, ...(Array.isArray(known) ? [`known: ${known.join(", ")}`] : [])].join("; ");
}

function description({ facets }: ContractRow): string {
  return String(facets["description"] ?? facets["summary"] ?? "");
}

function schemas(rows: readonly ContractRow[]): Block[] {
  return rows
    .filter(({ kind }) => kind === "schema")
    .map((schema) => {
      const properties = rows.filter(({ kind, owner }) => kind === "property" && owner === schema.key);
      const lines = properties.map((row) => [
        `\`${row.name.slice(schema.name.length + 1)}\``,
        `\`${String(row.facets["type"])}\``,
        traits(row),
        description(row),
      ]);
      return fold(
        `\`${schema.name}\``,
        lines.length + 1,
        text(description(schema)),
        ...(lines.length > 0 ? [table(["property", "type", "traits", "meaning"], lines)] : []),
      );
    });
}

function operations(rows: readonly ContractRow[]): Block[] {
  return rows
    .filter(({ kind }) => kind === "operation")
    .map((operation) => {
      const parts = rows.filter((row) => row.owner === operation.key);
      const lines = parts.map((row) => [
        row.kind,
        `\`${row.name.slice(operation.name.length).trim() || String(row.facets["mediaTypes"] ?? "")}\``,
        `\`${String(row.facets["schema"] ?? row.facets["type"] ?? "")}\``,
        traits(row),
        description(row),
      ]);
      return fold(
        `\`${String(operation.facets["operationId"])}\`, ${operation.name}`,
        lines.length + 1,
        text(description(operation)),
        table(["part", "name", "type", "traits", "meaning"], lines),
      );
    });
}

function reference({ head }: Review): Section {
  return {
    title: "9. Reference",
    blocks: [
      text("The same as tables for programs: generated/CONTRACT.md."),
      ...operations(head.rows),
      ...schemas(head.rows),
    ],
  };
}

/** Which line of the page, entry of the ledger or document stands behind each element of the contract. */
function sources({ head }: Review): Section {
  const places = [
    ...new Map(head.rows.filter((row) => row.sources.length > 0).map((row) => [row.pointer, row])).values(),
  ];
  const rows = places.map((row) => [String(row.line), row.kind, shortName(row.name), row.sources.join(", ")]);
  return {
    title: "10. What stands behind each line of the contract",
    blocks: [fold("Sources", rows.length, table(["line", "kind", "element", "sources"], rows))],
  };
}

export function referenceSections(review: Review): Section[] {
  return [reference(review), sources(review)];
}
