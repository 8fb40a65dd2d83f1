import { entries, field, type Json } from "../../contract/json.js";
import type { ContractRow } from "../../contract/rows/row.js";
import { parseBody } from "../read/page-example.js";
import type { PageRow } from "../read/page-row.js";
import { type Contradiction, pageContradiction, pageRowsOf, type Subjects, specRow } from "./contradiction.js";

export function bodyOf(row: PageRow): Json | undefined {
  return parseBody(String(row.facets["body"] ?? ""));
}

/** Each example against the table of properties: what the table asks for, and what only the example has. */
function tables(subjects: Subjects): Contradiction[] {
  const properties = pageRowsOf(subjects, "property");
  const examples = [...pageRowsOf(subjects, "request"), ...pageRowsOf(subjects, "answer")];
  return examples.flatMap((row) => {
    const body = bodyOf(row);
    const schema = row.kind === "request" ? subjects.body : subjects.answer;
    const copy = subjects.spec.filter(
      ({ kind, facets }) => kind === "example" && facets["value"] === row.facets["body"],
    );
    const known = (name: string): ContractRow[] => [specRow(subjects, `property:${schema}.${name}`) ?? []].flat();
    const absent = properties.filter(
      (property) => property.facets["required"] === true && field(body, property.name) === undefined,
    );
    const extra = entries(body).filter(([name]) => !properties.some((property) => property.name === name));
    return [
      ...absent.map((property) =>
        pageContradiction(
          "page-example-lacks",
          `${row.key}#${property.name}`,
          { lines: [property.line], pageRows: [row, property], specRows: [...known(property.name), ...copy] },
          `The ${row.kind} example lacks ${property.name}, which the table requires.`,
        ),
      ),
      ...extra.map(([name]) =>
        pageContradiction(
          "page-example-more",
          `${row.key}#${name}`,
          { lines: [row.parts[`body ${name}`] ?? row.line], pageRows: [row], specRows: known(name) },
          `The ${row.kind} example has ${name}, which the table does not list.`,
        ),
      ),
    ];
  });
}

/** The values of an example against the known values of the specification. */
function values(subjects: Subjects): Contradiction[] {
  return [...pageRowsOf(subjects, "request"), ...pageRowsOf(subjects, "answer")].flatMap((row) =>
    entries(bodyOf(row)).flatMap(([name, value]) => {
      const property = specRow(
        subjects,
        `property:${row.kind === "request" ? subjects.body : subjects.answer}.${name}`,
      );
      const known = property?.facets["knownValues"];
      if (!property || !Array.isArray(known) || typeof value !== "string" || known.includes(value)) return [];
      const sides = { lines: [row.parts[`body ${name}`] ?? row.line], pageRows: [row], specRows: [property] };
      return [
        pageContradiction(
          "page-example-value",
          `${row.key}#${name} value`,
          sides,
          `The ${row.kind} example has "${value}" for ${name}; the known values are ${known.join(", ")}.`,
        ),
      ];
    }),
  );
}

/** Is the page's example in the specification, value for value? */
function copies(subjects: Subjects): Contradiction[] {
  const examples = subjects.spec.filter(({ kind }) => kind === "example");
  return [...pageRowsOf(subjects, "request"), ...pageRowsOf(subjects, "answer")].flatMap((row) => {
    if (examples.some(({ facets }) => facets["value"] === row.facets["body"])) return [];
    return [
      pageContradiction(
        "page-example-copy",
        `${row.key}#body`,
        { lines: [row.line], pageRows: [row] },
        `No example of the specification has the values of the page's ${row.kind} example.`,
      ),
    ];
  });
}

/** The bodies of the examples against the table, the known values and the examples of the specification. */
export function bodyContradictions(subjects: Subjects): Contradiction[] {
  return [tables, values, copies].flatMap((rule) => rule(subjects));
}
