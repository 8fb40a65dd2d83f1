import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import MarkdownIt from "markdown-it";
import { strings } from "../../scripts/contract/json.js";
import { at, documentsOf, versions } from "./documents.js";

/** Lines between a heading and the next heading. */
function section(source: string, heading: string): string {
  return (source.split(`\n${heading}\n`)[1] ?? "").split(/\n##/)[0] ?? "";
}

/** Text without the tags that break long words in a narrow window. */
const plain = (text: string) => text.replaceAll("<wbr>", "").replaceAll(/<\/?code>/g, "`");

const mainOperations = { beta: "createAccessPackageResourceRequest", "v1.0": "createResourceRequest" };

describe.each(versions)("the generated reference of %s", (version) => {
  const { isNullable, operations, schema, spec } = documentsOf(version);
  const source = readFileSync(`generated/${version}/CONTRACT.md`, "utf8");
  const headings = [...source.matchAll(/^##+ (.+)$/gm)].map(([, heading = ""]) => heading);

  it("has at most four columns in a table, and as many cells in every row", () => {
    const tables = source.split(/\n(?!\|)/).filter((lines) => lines.includes("\n| ") || lines.startsWith("|"));
    // Tables as written, because markdown-it drops surplus cells.
    expect(new MarkdownIt().parse(source, {}).filter(({ type }) => type === "table_open")).toHaveLength(tables.length);
    expect(tables.length).toBeGreaterThan(20);
    for (const table of tables) {
      const rows = table.split("\n").filter((line) => line.startsWith("|"));
      const [columns = 0, ...others] = rows.map((row) => row.slice(1, -1).split(/(?<!\\)\|/).length);
      expect(columns).toBeLessThanOrEqual(4);
      expect(new Set(others)).toEqual(new Set([columns]));
    }
  });

  it("begins with contents that link to every heading", () => {
    expect(headings[0]).toBe("Contents");
    const links = [...section(source, "## Contents").matchAll(/\[(.+?)\]\(#(.+?)\)/g)];
    expect(links.map(([, heading]) => heading)).toEqual(headings.slice(1));
    for (const [, heading = "", anchor] of links) expect(anchor).toBe(heading.toLowerCase().replaceAll(" ", "-"));
  });

  it("describes the main operation first, then bodies of requests, of responses and of errors", () => {
    const chapters = ["Operations", mainOperations[version], "Request bodies", "accessPackageResourceRequestBody"];
    const rest = [
      "Response bodies",
      "accessPackageResourceRequest",
      "Error bodies",
      "oDataError",
      "Servers",
      "Examples",
    ];
    const places = [...chapters, ...rest].map((heading) => headings.indexOf(heading));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[1]).toBe((places[0] ?? 0) + 1);
  });

  it("shows each operation's request, then its responses, then its errors", () => {
    for (const { value } of operations()) {
      const text = section(source, `### ${String(value["operationId"])}`);
      const parts = ["\n| parameter |", ...(value["requestBody"] ? ["\nRequest body: "] : []), "\n| status |"];
      const statuses = Object.keys(at(value, "responses")).map((status) => `\n| ${status} |`);
      const places = [...parts, ...statuses].map((part) => text.indexOf(part));
      expect(places).not.toContain(-1);
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }
  });

  it("says about every property what the contract says", () => {
    for (const name of Object.keys(at(spec, "components", "schemas"))) {
      const { required, properties } = schema(name);
      const rows = plain(section(source, `### ${name}`)).split("\n");
      for (const [property, facts] of Object.entries(properties)) {
        const row = rows.find((line) => line.startsWith(`| \`${property}\`<br>`)) ?? "";
        const { readOnly, description } = at(facts);
        const [, flags = ""] = row.split(" | ", 1).join().split("<br>");
        const expected = [required.includes(property), readOnly === true, isNullable(facts)];
        expect([
          `${name}.${property}`,
          ...["required", "read-only", "nullable"].map((flag) => flags.split(", ").includes(flag)),
        ]).toEqual([`${name}.${property}`, ...expected]);
        expect(row).toContain(`| ${String(description)}<br>`);
        const sources = strings(at(facts)["x-source"]).map((each) => `[${each}]`);
        expect(row).toContain(`<sub>${sources.join(", ")}</sub> |`);
      }
    }
  });

  it("links every source to its document, to the page's facts or to the ledger", () => {
    const addresses = new Map([...source.matchAll(/^\[(.+)\]: (.+)$/gm)].map(([, name, address]) => [name, address]));
    const named = [...source.matchAll(/<sub>(.*?)<\/sub>/g)].flatMap(([, list = ""]) => list.split(", "));
    expect(named.length).toBeGreaterThan(100);
    for (const name of new Set(named)) {
      const [kind = ""] = name.slice(1).split(":");
      const file = { page: "page", ledger: "ledger" }[kind];
      const expected = file ? `../../spec/${version}/${file}.yaml` : expect.stringMatching(/^https:/);
      expect([name, addresses.get(name.slice(1, -1))]).toEqual([name, expected]);
    }
  });

  it("folds every example, and lists every document", () => {
    const examples = at(spec, "components", "examples");
    for (const [name, value] of Object.entries(examples)) {
      const [, folded = ""] = source.split(`\n<details><summary><code>${name}</code>: `);
      const [json = ""] = (folded.split("```json\n")[1] ?? "").split("\n```\n");
      expect(JSON.parse(json)).toEqual(at(value)["value"]);
    }
    for (const key of Object.keys(at(spec, "info", "x-documents"))) expect(source).toContain(`\n- \`${key}\`: [`);
  });
});
