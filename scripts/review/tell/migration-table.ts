import type { ContractRow } from "../../contract/rows/row.js";
import type { MigrationLine } from "../compare/migration.js";
import type { Contract } from "../read/revision.js";
import { table, text } from "./blocks.js";
import { escapeMarkdown, renderBlocks } from "./render-markdown.js";

const titles = ["Operations", "Request", "Response", "Resource", "Catalogs and lists", "Errors"] as const;
type Title = (typeof titles)[number];

/** These schemas and those that they refer to. */
function withReferred(rows: readonly ContractRow[], names: readonly string[]): ReadonlySet<string> {
  const schemas = new Set(rows.flatMap(({ kind, name }) => (kind === "schema" ? [name] : [])));
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (!schemas.has(name) || found.has(name)) return;
    found.add(name);
    const own = rows.filter((row) => schemaOf(row) === name);
    for (const { facets } of own)
      for (const word of [facets["type"], facets["anyOf"], facets["oneOf"]].flat())
        String(word)
          .split(/[<>| ]+/)
          .forEach(visit);
  };
  names.forEach(visit);
  return found;
}

/** The component that a schema or a property belongs to. */
function schemaOf({ kind, name }: ContractRow): string | undefined {
  return kind === "schema" ? name : kind === "property" ? name.split(".")[0] : undefined;
}

/** The section of each row of a contract. */
function sectionsOf({ rows }: Contract): (row: ContractRow) => Title {
  const schemaOfBody = ({ facets }: ContractRow) => String(facets["schema"]);
  const responses = (pattern: RegExp) =>
    rows.filter(({ kind, name }) => kind === "response" && pattern.test(name)).map(schemaOfBody);
  const bodies = rows.filter(({ kind }) => kind === "body" || kind === "response").map(schemaOfBody);
  // A schema that is only a part of others, such as a base, is not a type that a resource has.
  const inBodies = withReferred(rows, bodies);
  const schemas = rows.filter(({ kind }) => kind === "schema");
  const shared = schemas.filter(({ name, directions }) => directions.length === 2 && inBodies.has(name));
  const sent = schemas.filter(({ directions }) => directions.join() === "request");
  const names = (some: readonly ContractRow[]) => some.map(({ name }) => name);
  const sections: readonly [Title, ReadonlySet<string>][] = [
    ["Errors", withReferred(rows, responses(/ [45]..$/))],
    ["Request", new Set(names(sent))],
    ["Resource", withReferred(rows, names(shared))],
    ["Catalogs and lists", withReferred(rows, responses(/^GET .* 2..$/))],
  ];
  return (row) => {
    const schema = schemaOf(row);
    if (schema === undefined) return "Operations";
    return sections.find(([, members]) => members.has(schema))?.[0] ?? "Response";
  };
}

/** The lines, with those of one operation or type next to each other. */
function byOwner(lines: readonly MigrationLine[]): MigrationLine[] {
  const newNames = new Map(lines.map(({ older, newer }) => [older?.name, newer?.name]));
  const groups = new Map<string, MigrationLine[]>();
  for (const line of lines) {
    const row = line.newer ?? line.older;
    const owner = (row && schemaOf(row)) ?? row?.name.split(" ").slice(0, 2).join(" ") ?? "";
    const name = line.newer ? owner : (newNames.get(owner) ?? owner);
    groups.set(name, [...(groups.get(name) ?? []), line]);
  }
  return [...groups.values()].flat();
}

/** The migration table between two versions of the API, as Markdown. */
export function migrationTable(older: Contract, newer: Contract, lines: readonly MigrationLine[]): string {
  const [before, after] = [sectionsOf(older), sectionsOf(newer)];
  const changed = byOwner(lines.filter(({ outcome, say }) => outcome !== "same" || say !== ""));
  const sections = titles.flatMap((title) => {
    const rows = changed
      .filter((line) => (line.newer ? after(line.newer) : line.older && before(line.older)) === title)
      .map((line) => [
        line.older ? `\`${line.older.name}\`` : "",
        line.newer ? `\`${line.newer.name}\`` : "",
        line.outcome,
        `${line.say} ${line.difference}`.trim(),
      ]);
    if (rows.length === 0) return [];
    return [`## ${title}`, renderBlocks([table([older.version, newer.version, "outcome", "what to do"], rows)])];
  });
  const heading = `# From ${escapeMarkdown(older.version)} to ${escapeMarkdown(newer.version)}`;
  const rest = renderBlocks([text("Every other name, type and known value is the same in both versions.")]);
  return `${[heading, rest, ...sections].join("\n\n")}\n`;
}
