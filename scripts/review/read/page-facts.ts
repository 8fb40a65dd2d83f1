import { stringify } from "yaml";
import { CommandFailure } from "../../command.js";
import { entries, field, isObject, type Json, list, strings, text } from "../../contract/json.js";
import type { Facets } from "../../contract/rows/row.js";
import { readYaml, type YamlFile } from "../../contract/yaml.js";
import type { Page } from "./page.js";
import type { PageRow, PageRowKind } from "./page-row.js";

export const pageFile = "spec/beta/page.yaml";

/** What the project keeps of the documentation page: its hash, its facts and where they stand. */
export interface PageFacts extends Page {
  readonly yaml: YamlFile;
}

const heading = `# What the documentation page states, read by the page parser: the page's hash, its facts and their lines.
# The page itself is not kept. To confirm a new version of it, read what \`npm run review -- --page FILE\` finds,
# fix spec/beta/openapi.yaml and spec/beta/ledger.yaml, then run \`npm run review -- --page FILE --confirm-page\`.
`;

export function formatPageFacts(page: Page): string {
  const rows = page.rows.map(({ key: _key, from, to, parts, ...row }) => {
    const reach = from === row.line && to === row.line ? {} : { from, to };
    return { ...row, ...reach, ...(Object.keys(parts).length > 0 ? { parts } : {}) };
  });
  return heading + stringify({ sha256: page.sha256, lines: page.lines, rows }, { lineWidth: 0 });
}

function readRow(yaml: YamlFile, row: Json, index: number): PageRow {
  const line = field(row, "line");
  const [kind, name] = [text(field(row, "kind")), text(field(row, "name"))];
  if (kind === undefined || name === undefined || typeof line !== "number" || !isObject(field(row, "facets"))) {
    const place = `${pageFile}:${yaml.lineOf(`/rows/${index}`)}`;
    throw new CommandFailure("findings", `${place}: a row needs kind, name, line and facets. Confirm the page again.`);
  }
  const facets = entries(field(row, "facets")).map(([facet, value]) => [
    facet,
    Array.isArray(value) ? strings(value) : value,
  ]);
  const parts = entries(field(row, "parts")).filter((part): part is [string, number] => typeof part[1] === "number");
  return {
    key: `${kind}:${name}`,
    kind: kind as PageRowKind,
    name,
    facets: Object.fromEntries(facets) as Facets,
    line,
    from: Number(field(row, "from") ?? line),
    to: Number(field(row, "to") ?? line),
    parts: Object.fromEntries(parts),
    normative: field(row, "normative") === true,
    text: text(field(row, "text")) ?? "",
  };
}

export function readPageFacts(source: string): PageFacts {
  const yaml = readYaml(source, pageFile);
  const sha256 = text(field(yaml.root, "sha256"));
  const lines = field(yaml.root, "lines");
  if (sha256 === undefined || typeof lines !== "number") {
    const cure = "Confirm the page again with --page FILE --confirm-page.";
    throw new CommandFailure("findings", `${pageFile}:1: sha256 and lines are missing. ${cure}`);
  }
  const rows = list(field(yaml.root, "rows")).map((row, index) => readRow(yaml, row, index));
  return { sha256, lines, rows, yaml };
}
