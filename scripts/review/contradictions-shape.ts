import { between, type Contradiction, pageRowsOf, type Subjects, specRow } from "./contradiction.js";

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

function properties(subjects: Subjects): Contradiction[] {
  return pageRowsOf(subjects, "property").flatMap((row) => {
    const other = specRow(subjects, `property:${subjects.body}.${row.name}`);
    if (!other)
      return [
        between("page-property", row, undefined, "name", `The page's table has ${row.name}; ${subjects.body} has not.`),
      ];
    const [type = "", format] = types[String(row.facets["type"])] ?? [String(row.facets["type"])];
    const sameType = other.facets["type"] === type && (format === undefined || other.facets["format"] === format);
    const { required, readOnly } = other.facets;
    return [
      ...(sameType
        ? []
        : [
            between(
              "page-property-type",
              row,
              other,
              "type",
              `The page says ${row.facets["type"]} for ${row.name}; the specification says ${[other.facets["type"], other.facets["format"]].filter(Boolean).join(", ")}.`,
            ),
          ]),
      ...(required === row.facets["required"]
        ? []
        : [
            between(
              "page-property-required",
              row,
              other,
              "required",
              `The page has ${row.name} ${row.facets["required"] ? "required" : "optional"}; the specification has not.`,
            ),
          ]),
      ...(readOnly === true
        ? [
            between(
              "page-property-read-only",
              row,
              other,
              "readOnly",
              `The page's table asks for ${row.name} in the request; the specification has it read-only.`,
            ),
          ]
        : []),
    ];
  });
}

function responses(subjects: Subjects): Contradiction[] {
  const prefix = `response:${subjects.operation} `;
  const successes = subjects.spec.filter(({ key }) => key.startsWith(prefix) && key[prefix.length] === "2");
  return pageRowsOf(subjects, "response").flatMap((row) => {
    const status = String(row.facets["status"]);
    const same = successes.find(({ key }) => key === `${prefix}${status}`);
    if (!same)
      return [
        between(
          "page-response",
          row,
          successes[0],
          "status",
          `The page answers ${status}; the specification answers ${successes.map(({ facets }) => facets["status"]).join(", ")}.`,
        ),
      ];
    const resource = row.facets["resource"];
    const others = successes.filter((other) => other !== same);
    const isReference = subjects.operation.endsWith("/$ref");
    return [
      ...(resource === same.facets["schema"]
        ? []
        : [
            between(
              "page-response-schema",
              row,
              same,
              "resource",
              `The page answers with ${resource}; the specification with ${same.facets["schema"]}.`,
            ),
          ]),
      ...others.map((other) =>
        between(
          "page-response-more",
          row,
          other,
          String(other.facets["status"]),
          `The specification also answers ${other.facets["status"]}; the page does not say so.`,
        ),
      ),
      ...(isReference && resource !== undefined
        ? [
            between(
              "odata-reference-answer",
              row,
              same,
              "reference",
              "The page answers a post to references with an entity; OData asks for 204 without a body.",
            ),
          ]
        : []),
    ];
  });
}

/** What the page says about the operation, what it takes and what it answers. */
export function shapeContradictions(subjects: Subjects): Contradiction[] {
  // Without the operation there is nothing to compare the rest with, and one finding says it all.
  const rules = specRow(subjects, `operation:${subjects.operation}`)
    ? [operations, bodies, properties, responses]
    : [operations];
  return rules.flatMap((rule) => rule(subjects));
}
