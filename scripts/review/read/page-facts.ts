import { stringify } from "yaml";
import { CommandFailure } from "../../command.js";
import { field, isObject, list } from "../../contract/json.js";
import type { VersionFiles } from "../../contract/versions.js";
import { readYaml, type YamlFile } from "../../contract/yaml.js";
import type { Page } from "./page.js";
import type { PageRow } from "./page-row.js";

/** What the project keeps from the documentation page: its hash, its facts and their lines. */
export interface PageFacts extends Page {
  readonly yaml: YamlFile;
}

export function formatPageFacts(page: Page, { spec, ledger }: VersionFiles): string {
  const heading = `# What the documentation page states, read by the page parser: the page's hash, its facts and their lines.
# The page itself is not kept. To confirm a new version of it, read what \`npm run review -- --page FILE\` finds,
# fix ${spec} and ${ledger}, then run \`npm run review -- --page FILE --confirm-page\`.
`;
  const rows = page.rows.map(({ key: _key, from, to, parts, ...row }) => {
    const reach = from === row.line && to === row.line ? {} : { from, to };
    return { ...row, ...reach, ...(Object.keys(parts).length > 0 ? { parts } : {}) };
  });
  return heading + stringify({ sha256: page.sha256, lines: page.lines, rows }, { lineWidth: 0 });
}

/** A row in the file: without its key, and on a single line without `from` and `to`. */
type StoredRow = Omit<PageRow, "key" | "from" | "to" | "parts"> & Partial<Pick<PageRow, "from" | "to" | "parts">>;

function isStored(row: unknown): row is StoredRow {
  const { kind, name, line, facets } = isObject(row) ? row : {};
  return typeof kind === "string" && typeof name === "string" && typeof line === "number" && isObject(facets);
}

/** @param file Name of the file in messages. */
export function readPageFacts(source: string, file: string): PageFacts {
  const yaml = readYaml(source, file);
  const fail = (pointer: string, problem: string): never => {
    const fix = "Confirm the page again with --page FILE --confirm-page.";
    throw new CommandFailure("findings", `${file}:${yaml.lineOf(pointer)}: ${problem}. ${fix}`);
  };
  const [sha256, lines] = [field(yaml.root, "sha256"), field(yaml.root, "lines")];
  if (typeof sha256 !== "string" || typeof lines !== "number") return fail("", "sha256 and lines are missing");
  const rows = list(field(yaml.root, "rows")).map((row: unknown, index): PageRow => {
    if (!isStored(row)) return fail(`/rows/${index}`, "a row needs kind, name, line and facets");
    return { from: row.line, to: row.line, parts: {}, ...row, key: `${row.kind}:${row.name}` };
  });
  return { sha256, lines, rows, yaml };
}
