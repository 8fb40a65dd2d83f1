import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import MarkdownIt from "markdown-it";
import { at, documentsOf, stringsOf, versions } from "./documents.js";

/** Lines of the tables: the cells of each, code and links as they are written. */
function tableRows(source: string): readonly (readonly string[])[] {
  const lines = source.split("\n").filter((line) => line.startsWith("|"));
  return lines.map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

/** Lines between the heading of a model and the next heading. */
function section(source: string, heading: string): string {
  return (source.split(`\n### ${heading}\n`)[1] ?? "").split(/\n##/)[0] ?? "";
}

describe.each(versions)("the generated reference of %s", (version) => {
  const { isNullable, operations, schema, spec } = documentsOf(version);
  const source = readFileSync(`generated/${version}/CONTRACT.md`, "utf8");

  it("has as many cells in every row as its table has columns", () => {
    const tokens = new MarkdownIt().parse(source, {});
    expect(tokens.filter(({ type }) => type === "table_open").length).toBeGreaterThan(20);
    // markdown-it drops surplus cells, so the rows are counted as they are written.
    const rows = tableRows(source);
    let columns = 0;
    for (const [index, row] of rows.entries()) {
      const next = rows[index + 1];
      if (next?.every((cell) => cell === ":---")) columns = row.length;
      expect(row).toHaveLength(columns);
    }
  });

  it("has a section for every operation and a row for every status", () => {
    for (const { value } of operations()) {
      const text = section(source, String(value["operationId"]));
      for (const status of Object.keys(at(value, "responses"))) expect(text).toContain(`\n| ${status} |`);
    }
  });

  it("says of every property what the contract says of it", () => {
    for (const name of Object.keys(at(spec, "components", "schemas"))) {
      const { required, properties } = schema(name);
      for (const [property, facts] of Object.entries(properties)) {
        const row =
          section(source, name)
            .split("\n")
            .find((line) => line.startsWith(`| \`${property}\` |`)) ?? "";
        const yesNo = (fact: boolean) => (fact ? "yes" : "no");
        const { readOnly, description } = at(facts);
        const flags = [required.includes(property), readOnly === true, isNullable(facts)].map(yesNo);
        expect(`${name}.${property}: ${row}`).toContain(`| ${flags.join(" | ")} |`);
        expect(row).toContain(`| ${String(description)} |`);
        expect(row).toContain(`| ${stringsOf(at(facts)["x-source"]).join(", ")} |`);
      }
    }
  });

  it("lists every example and every document", () => {
    const names = Object.keys(at(spec, "components", "examples"));
    for (const name of names) expect(source).toContain(`\n| \`${name}\` |`);
    for (const key of Object.keys(at(spec, "info", "x-documents"))) expect(source).toContain(`\n| ${key} | [`);
  });
});
