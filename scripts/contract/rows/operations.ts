import { canonical, entries, field, type Json, list, strings, text, texts } from "../json.js";
import { child, type Place, resolve } from "../yaml.js";
import { typeOf, valueFacets } from "./facets.js";
import type { AddRow, Direction, FacetValue, Operation } from "./row.js";
import { modelRows } from "./schemas.js";
import { securityRows, serverRows } from "./security.js";

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

function operations(root: Json, add: AddRow): Operation[] {
  const paths = child({ value: root, pointer: "#" }, "paths");
  return entries(paths.value).flatMap(([path, item]) =>
    entries(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, value]) => {
        const name = `${method.toUpperCase()} ${path}`;
        const place = child(paths, path, method);
        const key = add("operation", name, place, {
          path,
          method: method.toUpperCase(),
          ...texts(value, "operationId", "summary", "description"),
          tags: strings(field(value, "tags")),
          deprecated: field(value, "deprecated") === true,
        });
        return { name, key, path: child(paths, path), place };
      }),
  );
}

/** Facets of a parameter or a header. */
function fieldFacets(root: Json, place: Place): Record<string, FacetValue | undefined> {
  const { readOnly: _read, writeOnly: _write, nullable: _null, ...facets } = valueFacets(root, child(place, "schema"));
  const description = text(field(place.value, "description")) ?? facets["description"];
  return { ...facets, required: field(place.value, "required") === true, description };
}

function parameterRows(root: Json, add: AddRow, operation: Operation): void {
  for (const holder of [operation.path, operation.place]) {
    list(field(holder.value, "parameters")).forEach((_, index) => {
      const place = resolve(root, child(holder, "parameters", String(index)));
      const kind = text(field(place.value, "in")) ?? "query";
      const deprecated = field(place.value, "deprecated") === true;
      const facets = { ...fieldFacets(root, place), deprecated, in: kind };
      const name = `${operation.name} ${kind} ${text(field(place.value, "name"))}`;
      add("parameter", name, place, facets, { owner: operation.key, directions: ["request"] });
    });
  }
}

interface Message {
  readonly name: string;
  readonly direction: Direction;
  readonly owner: string;
}

/** Facets of a request body or a response. */
function contentFacets(root: Json, place: Place, name: string): Record<string, FacetValue | undefined> {
  const content = child(place, "content");
  const media = entries(content.value).map(([type]) => type);
  const schemas = media.map((type) => child(content, type, "schema"));
  const types = [...new Set(schemas.map((schema) => (isInline(schema) ? name : typeOf(root, schema))))];
  return { mediaTypes: media, schema: types.length > 0 ? types.join(" | ") : undefined };
}

function isInline(schema: Place): boolean {
  return field(schema.value, "properties") !== undefined;
}

function contentRows(root: Json, add: AddRow, place: Place, message: Message): void {
  const content = child(place, "content");
  for (const [type] of entries(content.value)) {
    const media = child(content, type);
    const schema = child(media, "schema");
    if (isInline(schema)) modelRows(root, add, message.name, schema, [message.direction]);
    const examples = child(media, "examples");
    for (const [name] of entries(examples.value)) exampleRow(root, add, child(examples, name), name, message);
    const example = child(media, "example");
    if (example.value !== undefined)
      exampleRow(root, add, { ...example, value: { value: example.value } }, "example", message);
  }
}

function exampleRow(root: Json, add: AddRow, at: Place, name: string, message: Message): void {
  const place = resolve(root, at);
  const value = field(place.value, "value");
  const facets = {
    value: value === undefined ? undefined : canonical(value),
    ...texts(place.value, "summary", "description"),
  };
  add("example", `${message.name} ${name}`, place, facets, { owner: message.owner, directions: [message.direction] });
}

function bodyRows(root: Json, add: AddRow, operation: Operation): void {
  const at = child(operation.place, "requestBody");
  if (at.value === undefined) return;
  const place = resolve(root, at);
  const name = `${operation.name} body`;
  const facets = {
    required: field(place.value, "required") === true,
    ...contentFacets(root, place, name),
    description: text(field(place.value, "description")),
  };
  const owner = add("body", operation.name, place, facets, { owner: operation.key, directions: ["request"] });
  contentRows(root, add, place, { name, direction: "request", owner });
}

function responseRows(root: Json, add: AddRow, operation: Operation): void {
  const responses = child(operation.place, "responses");
  for (const [status] of entries(responses.value)) {
    const place = resolve(root, child(responses, status));
    const name = `${operation.name} ${status}`;
    const facets = {
      status,
      ...contentFacets(root, place, name),
      description: text(field(place.value, "description")),
    };
    const owner = add("response", name, place, facets, { owner: operation.key, directions: ["response"] });
    const headers = child(place, "headers");
    for (const [header] of entries(headers.value)) {
      const at = resolve(root, child(headers, header));
      add("header", `${name} ${header}`, at, fieldFacets(root, at), { owner, directions: ["response"] });
    }
    contentRows(root, add, place, { name, direction: "response", owner });
  }
}

export function operationRows(root: Json, add: AddRow): void {
  serverRows(root, add);
  const all = operations(root, add);
  securityRows(root, add, all);
  for (const operation of all) {
    parameterRows(root, add, operation);
    bodyRows(root, add, operation);
    responseRows(root, add, operation);
  }
}
