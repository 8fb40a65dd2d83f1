import { entries, field, type Json } from "../../contract/json.js";
import type { ContractRow } from "../../contract/rows/row.js";
import { parseBody } from "../read/page-example.js";
import type { PageRow } from "../read/page-row.js";
import { type Difference, differs, each, type Rule, type Subjects, specRow } from "./contradiction.js";

/** Makes a rule about one example of the page and its body. */
function eachExample(find: (row: PageRow, body: Json | undefined, subjects: Subjects) => Difference[]): Rule {
  return each(["request", "answer"], (row, subjects) =>
    find(row, parseBody(String(row.facets["body"] ?? "")), subjects),
  );
}

/** The row of the specification for a member of an example's body. */
function memberRow(subjects: Subjects, row: PageRow, name: string): ContractRow | undefined {
  return specRow(subjects, `property:${row.kind === "request" ? subjects.body : subjects.response}.${name}`);
}

function memberLines(row: PageRow, name: string): { readonly lines: readonly number[] } {
  return { lines: [row.parts[`body ${name}`] ?? row.line] };
}

function copiesOf(row: PageRow, { spec }: Subjects): ContractRow[] {
  return spec.filter(({ kind, facets }) => kind === "example" && facets["value"] === row.facets["body"]);
}

function nameOf({ kind }: PageRow): string {
  return kind === "request" ? "request example" : "response example";
}

function pageRows({ page }: Subjects, kind: PageRow["kind"]): PageRow[] {
  return page.filter((row) => row.kind === kind);
}

/** The page's examples against its own HTTP line, table and response, and against the specification. */
export const exampleRules: Readonly<Record<string, Rule>> = {
  "page-example-address": each(["request"], (row, subjects) => {
    const url = String(row.facets["url"]);
    const servers = subjects.spec.filter(({ kind }) => kind === "server").map(({ facets }) => String(facets["url"]));
    const base = servers.find((server) => url.startsWith(`${server}/`)) ?? "";
    const name = `${row.facets["method"]} ${url.slice(base.length)}`;
    const stated = pageRows(subjects, "operation");
    if (stated.length === 0 || stated.some((other) => other.name === name)) return undefined;
    const sides = { lines: [row.line, ...stated.map(({ line }) => line)], pageRows: [row, ...stated] };
    const message = `The example sends ${name}; the HTTP line is ${stated.map((other) => other.name).join(", ")}.`;
    return differs(row, "url", [specRow(subjects, `operation:${name}`)], message, sides);
  }),
  "page-example-status": each(["answer"], (row, subjects) => {
    const stated = pageRows(subjects, "response");
    const statuses = stated.map(({ facets }) => facets["status"]);
    if (stated.length === 0 || statuses.includes(row.facets["status"])) return undefined;
    const sides = { lines: [row.line, ...stated.map(({ line }) => line)], pageRows: [row, ...stated] };
    return differs(
      row,
      "status",
      [],
      `The response example has ${row.facets["status"]}; the text says ${statuses.join(", ")}.`,
      sides,
    );
  }),
  "page-example-lacks": eachExample((row, body, subjects) =>
    pageRows(subjects, "property")
      .filter(({ name, facets }) => facets["required"] === true && field(body, name) === undefined)
      .map((property) => {
        const { name } = property;
        const specRows = [memberRow(subjects, row, name), ...copiesOf(row, subjects)];
        const message = `The ${nameOf(row)} lacks ${name}, which the table requires.`;
        return differs(row, name, specRows, message, { lines: [property.line], pageRows: [row, property] });
      }),
  ),
  "page-example-more": eachExample((row, body, subjects) => {
    const listed = pageRows(subjects, "property").map(({ name }) => name);
    const extra = entries(body).filter(([name]) => !listed.includes(name));
    return extra.map(([name]) => {
      const message = `The ${nameOf(row)} has ${name}, which the table does not list.`;
      return differs(row, name, [memberRow(subjects, row, name)], message, memberLines(row, name));
    });
  }),
  "page-example-value": eachExample((row, body, subjects) =>
    entries(body).flatMap(([name, value]) => {
      const property = memberRow(subjects, row, name);
      const known = property?.facets["knownValues"];
      if (!Array.isArray(known) || typeof value !== "string" || known.includes(value)) return [];
      const message = `The ${nameOf(row)} has "${value}" for ${name}; the known values are ${known.join(", ")}.`;
      return [differs(row, `${name} value`, [property], message, memberLines(row, name))];
    }),
  ),
  "page-example-copy": eachExample((row, _, subjects) => {
    const message = `No example of the specification has the values of the page's ${nameOf(row)}.`;
    return copiesOf(row, subjects).length > 0 ? [] : [differs(row, "body", [], message)];
  }),
};
