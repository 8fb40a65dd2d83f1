import { entries, field } from "../../contract/json.js";
import type { PageRow } from "../read/page-row.js";
import {
  copiesOf,
  type Difference,
  differs,
  each,
  eachExample,
  eachOfOperation,
  eachProperty,
  eachResponse,
  memberLines,
  memberRow,
  nameOf,
  pageRows,
  type Rule,
  type Subjects,
  scopesOf,
  specRow,
  successes,
  types,
} from "./contradiction.js";

function header(row: PageRow, subjects: Subjects): Difference | undefined {
  const { value, required } = row.facets;
  const name = row.name.toLowerCase();
  if (name === "authorization") {
    const scheme = subjects.spec.find(({ kind }) => kind === "scheme");
    if (scheme && /^bearer\b/i.test(String(value)) && required === true) return undefined;
    const message = `The page gives the header Authorization as "${String(value)}"; the specification requires a bearer token.`;
    return differs(row, "value", [scheme], message);
  }
  if (name === "content-type") {
    const body = specRow(subjects, `body:${subjects.operation}`);
    const media = body?.facets["mediaTypes"];
    if (Array.isArray(media) && media.includes(value) && body?.facets["required"] === required) return undefined;
    const message = `The page gives the header Content-Type as "${String(value)}"; the specification accepts ${String(media)}.`;
    return differs(row, "value", [body], message);
  }
  const other = specRow(subjects, `parameter:${subjects.operation} header ${row.name}`);
  const message = `The page's header ${row.name} differs from the specification.`;
  return other?.facets["required"] === required ? undefined : differs(row, "name", [other], message);
}

/** The page knows one form of the body. The operations that it posts to must accept that form and no other. */
function bodySchema(row: PageRow, subjects: Subjects): Difference | undefined {
  const collection = subjects.operation.replace(/\/\$ref$/, "");
  const accepted = [collection, subjects.operation].flatMap((name) => specRow(subjects, `body:${name}`) ?? []);
  const others = [...new Set(accepted.filter(({ facets }) => facets["schema"] !== row.facets["resource"]))];
  const schemas = [...new Set(others.map(({ facets }) => String(facets["schema"])))];
  if (others.length === 0) return undefined;
  const specRows = [...others, ...schemas.map((schema) => specRow(subjects, `schema:${schema}`))];
  const message = `The page accepts ${String(row.facets["resource"])} as the body; the specification accepts ${schemas.join(", ")}.`;
  return differs(row, "resource", specRows, message);
}

/** What the page says about the document, the operation and its bodies, and what its examples show. */
export const rules: Readonly<Record<string, Rule>> = {
  "page-title": each(["document"], (row, subjects) => {
    const info = specRow(subjects, "info:contract");
    const title = String(row.facets["title"]);
    if (title === info?.facets["title"]) return undefined;
    return differs(row, "title", [info], `The page has the title "${title}"; the specification has another.`);
  }),
  "page-permission-open": each(["permission"], (row, subjects) => {
    const { rows, names } = scopesOf(subjects);
    if (row.facets["state"] !== "unresolved") return undefined;
    const message = `The page does not name the permission for ${row.name}; the specification names ${names.join(", ")}.`;
    return differs(row, "state", rows, message);
  }),
  "page-permission": each(["permission"], (row, subjects) => {
    const { rows, names } = scopesOf(subjects);
    const { state, scopes } = row.facets;
    const unknown = (Array.isArray(scopes) ? scopes : []).filter((scope) => !names.includes(scope));
    if (state !== "named" || unknown.length === 0) return undefined;
    const message = `The page names the permission ${unknown.join(", ")}; the specification names ${names.join(", ")}.`;
    return differs(row, "scopes", rows, message);
  }),
  "page-operation": each(["operation"], (row, subjects) =>
    specRow(subjects, `operation:${row.name}`)
      ? undefined
      : differs(row, "path", [], `The page's HTTP line is ${row.name}; the specification has no such operation.`),
  ),
  "page-header": eachOfOperation(["header"], header),
  "page-body-schema": each(["body"], bodySchema),
  "page-property": eachOfOperation(["property"], (row, subjects) =>
    specRow(subjects, `property:${subjects.body}.${row.name}`)
      ? undefined
      : differs(row, "name", [], `The page's table has ${row.name}; ${subjects.body} does not.`),
  ),
  "page-property-type": eachProperty((row, other) => {
    const stated = String(row.facets["type"]);
    const [type, format] = types[stated] ?? [stated];
    const { type: actual, format: actualFormat } = other.facets;
    if (actual === type && (format === undefined || actualFormat === format)) return undefined;
    const written = [actual, actualFormat].filter(Boolean).join(", ");
    return differs(row, "type", [other], `The page says ${stated} for ${row.name}; the specification says ${written}.`);
  }),
  "page-property-required": eachProperty((row, other) => {
    if (other.facets["required"] === row.facets["required"]) return undefined;
    const [page, spec] = row.facets["required"] ? ["required", "optional"] : ["optional", "required"];
    return differs(row, "required", [other], `${row.name} is ${page} on the page but ${spec} in the specification.`);
  }),
  "page-property-read-only": eachProperty((row, other) => {
    if (other.facets["readOnly"] !== true) return undefined;
    const message = `The page's table requires ${row.name} in the request; it is read-only in the specification.`;
    return differs(row, "readOnly", [other], message);
  }),
  "page-response": eachOfOperation(["response"], (row, subjects) => {
    const statuses = successes(subjects).map(({ facets }) => String(facets["status"]));
    const status = String(row.facets["status"]);
    if (statuses.includes(status)) return undefined;
    const message = `The page responds with ${status}; the specification responds with ${statuses.join(", ")}.`;
    return differs(row, "status", successes(subjects).slice(0, 1), message);
  }),
  "page-response-schema": eachResponse((row, same) => {
    const { schema } = same.facets;
    if (row.facets["resource"] === schema) return undefined;
    const message = `The page returns ${String(row.facets["resource"])}; the specification returns ${String(schema)}.`;
    return differs(row, "resource", [same], message);
  }),
  "page-response-more": eachResponse((row, same, subjects) =>
    successes(subjects)
      .filter((other) => other !== same)
      .map((other) => {
        const status = String(other.facets["status"]);
        return differs(row, status, [other], `The specification also responds with ${status}; the page does not.`);
      }),
  ),
  // OData: a POST to references accepts only a reference, and returns no body.
  "odata-reference-response": eachResponse((row, same, { operation }) => {
    if (!operation.endsWith("/$ref") || row.facets["resource"] === undefined) return undefined;
    const message = "The page returns an entity for a POST to references; OData requires 204 without a body.";
    return differs(row, "reference", [same], message);
  }),
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
  "page-example-json": each(["request", "answer"], (row) => {
    const { invalidJson } = row.facets;
    if (invalidJson === undefined) return undefined;
    const line = row.parts["invalidJson"] ?? row.line;
    const message = `The ${nameOf(row)} is not valid JSON on line ${line}: ${invalidJson}.`;
    return differs(row, "invalidJson", [], message, { lines: [line] });
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
