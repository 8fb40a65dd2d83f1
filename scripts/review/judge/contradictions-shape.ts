import type { ContractRow } from "../../contract/rows/row.js";
import type { PageRow } from "../read/page-row.js";
import { between, type Contradiction, pageRowsOf, type Subjects, specRow, unless } from "./contradiction.js";

/** The page's type names in the words of OpenAPI. */
const types: Readonly<Record<string, readonly [type: string, format?: string]>> = {
  String: ["string"],
  Boolean: ["boolean"],
  Int32: ["integer"],
  Int64: ["integer"],
  Double: ["number"],
  DateTimeOffset: ["string", "date-time"],
  Guid: ["string", "uuid"],
};

function operations(subjects: Subjects): Contradiction[] {
  return pageRowsOf(subjects, "operation").flatMap((row) => {
    if (specRow(subjects, `operation:${row.name}`)) return [];
    return [
      between(
        "page-operation",
        row,
        undefined,
        "path",
        `The page's HTTP line is ${row.name}; the specification has no such operation.`,
      ),
    ];
  });
}

/** The page knows one form of the body; do the operations it posts to take just that? */
function bodies(subjects: Subjects): Contradiction[] {
  const collection = subjects.operation.replace(/\/\$ref$/, "");
  const taken = [collection, subjects.operation].flatMap((name) => specRow(subjects, `body:${name}`) ?? []);
  return pageRowsOf(subjects, "body").flatMap((row) => {
    const { resource } = row.facets;
    const others = [...new Set(taken.filter(({ facets }) => facets["schema"] !== resource))];
    if (others.length === 0) return [];
    const schemas = [...new Set(others.map(({ facets }) => String(facets["schema"])))];
    const specRows = [...others, ...schemas.flatMap((schema) => specRow(subjects, `schema:${schema}`) ?? [])];
    const message = `The page takes ${String(resource)} for the body; the specification takes ${schemas.join(", ")}.`;
    return [{ ...between("page-body-schema", row, undefined, "resource", message), specRows }];
  });
}

function property(subjects: Subjects, row: PageRow): Contradiction[] {
  const { name } = row;
  const other = specRow(subjects, `property:${subjects.body}.${name}`);
  if (!other) {
    const message = `The page's table has ${name}; ${subjects.body} has not.`;
    return [between("page-property", row, other, "name", message)];
  }
  const stated = String(row.facets["type"]);
  const [type = "", format] = types[stated] ?? [stated];
  const sameType = other.facets["type"] === type && (format === undefined || other.facets["format"] === format);
  const written = [other.facets["type"], other.facets["format"]].filter(Boolean).join(", ");
  const { required, readOnly } = other.facets;
  const demand = row.facets["required"] ? "required" : "optional";
  const messages = {
    type: `The page says ${stated} for ${name}; the specification says ${written}.`,
    required: `The page has ${name} ${demand}; the specification has not.`,
    readOnly: `The page's table asks for ${name} in the request; the specification has it read-only.`,
  };
  return [
    ...unless(sameType, "page-property-type", row, other, "type", messages.type),
    ...unless(required === row.facets["required"], "page-property-required", row, other, "required", messages.required),
    ...unless(readOnly !== true, "page-property-read-only", row, other, "readOnly", messages.readOnly),
  ];
}

function properties(subjects: Subjects): Contradiction[] {
  return pageRowsOf(subjects, "property").flatMap((row) => property(subjects, row));
}

/** OData lets a post to references take a reference only, and answer without a body. */
function referenceAnswer(subjects: Subjects, row: PageRow, same: ContractRow): Contradiction[] {
  const isFine = !subjects.operation.endsWith("/$ref") || row.facets["resource"] === undefined;
  const message = "The page answers a post to references with an entity; OData asks for 204 without a body.";
  return unless(isFine, "odata-reference-answer", row, same, "reference", message);
}

function response(subjects: Subjects, row: PageRow): Contradiction[] {
  const prefix = `response:${subjects.operation} `;
  const successes = subjects.spec.filter(({ key }) => key.startsWith(prefix) && key[prefix.length] === "2");
  const statusOf = ({ facets }: ContractRow): string => String(facets["status"]);
  const { status, resource } = row.facets;
  const same = successes.find(({ key }) => key === `${prefix}${String(status)}`);
  if (!same) {
    const message = `The page answers ${String(status)}; the specification answers ${successes.map(statusOf).join(", ")}.`;
    return [between("page-response", row, successes[0], "status", message)];
  }
  const { schema } = same.facets;
  const schemas = `The page answers with ${String(resource)}; the specification with ${String(schema)}.`;
  const others = successes.filter((other) => other !== same);
  const more = others.map((other) => {
    const message = `The specification also answers ${statusOf(other)}; the page does not say so.`;
    return between("page-response-more", row, other, statusOf(other), message);
  });
  const schemaDiffers = unless(resource === schema, "page-response-schema", row, same, "resource", schemas);
  return [...schemaDiffers, ...more, ...referenceAnswer(subjects, row, same)];
}

function responses(subjects: Subjects): Contradiction[] {
  return pageRowsOf(subjects, "response").flatMap((row) => response(subjects, row));
}

/** What the page says about the operation, what it takes and what it answers. */
export function shapeContradictions(subjects: Subjects): Contradiction[] {
  // Without the operation there is nothing to compare the rest with, and one finding says it all.
  const rules = specRow(subjects, `operation:${subjects.operation}`)
    ? [operations, bodies, properties, responses]
    : [operations];
  return rules.flatMap((rule) => rule(subjects));
}
