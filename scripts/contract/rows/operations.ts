import { asString, canonical, entries, field, isObject, type Json, list, stringMembers, strings } from "../json.js";
import { child, type Place, resolve } from "../yaml.js";
import { isInline, valueFacets } from "./facets.js";
import { layers, typeOf } from "./layers.js";
import type { AddRow, Direction, Operation, Stated, Value } from "./row.js";
import { modelRows } from "./schemas.js";
import { securityOf, securityRows, serverRows } from "./security.js";

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
          ...stringMembers(value, "operationId", "summary", "description"),
          tags: strings(field(value, "tags")),
          security: securityOf(root, value),
          servers: serversOf(root, field(value, "servers") ?? field(item, "servers")),
          callbacks: namedJson(root, child(place, "callbacks")),
          deprecated: field(value, "deprecated") === true,
        });
        return { name, key, path: child(paths, path), place };
      }),
  );
}

/** Callbacks or links, which have no rows: each name with its JSON without descriptions and paths of references. */
function namedJson(root: Json, place: Place): string[] | undefined {
  const plain = (value: Json, name = ""): Json => {
    if (Array.isArray(value)) return value.map((one: Json) => plain(one));
    if (!isObject(value)) return name === "$ref" ? String(value).replace(/.*\//, "") : value;
    const kept = entries(value).filter(([key, one]) => typeof one !== "string" || !/^(description|summary)$/.test(key));
    return Object.fromEntries(kept.map(([key, one]) => [key, plain(one, key)]));
  };
  const all = entries(place.value).map(
    ([name]) => `${name}: ${canonical(plain(resolve(root, child(place, name)).value ?? null))}`,
  );
  return all.length > 0 ? all : undefined;
}

/** The URLs of the servers that an operation has instead of the general ones. */
function serversOf(root: Json, servers: Json | undefined): string[] | undefined {
  const urlsOf = (all: Json | undefined) => list(all).flatMap((server) => asString(field(server, "url")) ?? []);
  const [own, general] = [urlsOf(servers), urlsOf(field(root, "servers"))];
  return own.some((url) => !general.includes(url)) || (own.length > 0 && own.length < general.length) ? own : undefined;
}

/** The media type of a parameter or a header; undefined when it has a style. */
function mediaOf(place: Place): string | undefined {
  return entries(field(place.value, "content"))[0]?.[0];
}

function schemaOf(place: Place): Place {
  const media = mediaOf(place);
  return media === undefined ? child(place, "schema") : child(place, "content", media, "schema");
}

const styles: Readonly<Record<string, string>> = { query: "form", cookie: "form", path: "simple", header: "simple" };

/** Facets of a parameter or a header. `explode` changes nothing for a value that is neither a list nor an object. */
function fieldFacets(root: Json, place: Place, kind: string): Stated {
  const schema = schemaOf(place);
  const { readOnly: _read, writeOnly: _write, nullable: _null, ...facets } = valueFacets(root, schema);
  const description = asString(field(place.value, "description")) ?? facets["description"];
  const style = mediaOf(place) ?? asString(field(place.value, "style")) ?? styles[kind];
  const isList = layers(root, schema, "components").some(
    ({ value }) =>
      ["array", "object"].includes(asString(field(value, "type")) ?? "") || field(value, "properties") !== undefined,
  );
  const explode = isList ? (field(place.value, "explode") ?? style === "form") === true : undefined;
  const [required, allowReserved] = ["required", "allowReserved"].map((name) => field(place.value, name) === true);
  return { ...facets, style, explode, allowReserved: allowReserved || undefined, required, description };
}

function parameterRows(root: Json, add: AddRow, operation: Operation): void {
  // A parameter of the operation overrides one of the path.
  const found = new Map<string, Parameters<AddRow>>();
  for (const holder of [operation.path, operation.place]) {
    list(field(holder.value, "parameters")).forEach((_, index) => {
      const place = resolve(root, child(holder, "parameters", String(index)));
      const kind = asString(field(place.value, "in")) ?? "query";
      const deprecated = field(place.value, "deprecated") === true;
      const facets = { ...fieldFacets(root, place, kind), deprecated, in: kind };
      const name = `${operation.name} ${kind} ${asString(field(place.value, "name"))}`;
      const values = { "": { root, place: schemaOf(place) } };
      found.set(name, ["parameter", name, place, facets, { owner: operation.key, directions: ["request"], values }]);
    });
  }
  for (const row of found.values()) add(...row);
}

interface Message {
  readonly name: string;
  readonly direction: Direction;
  readonly owner: string;
}

/** Facets of a request body or a response. */
function contentFacets(root: Json, values: Readonly<Record<string, Value>>, name: string) {
  const schemas = Object.values(values).map(({ place }) => place);
  const types = [...new Set(schemas.map((schema) => (isInline(root, schema) ? name : typeOf(root, schema))))];
  return { mediaTypes: Object.keys(values), schema: types.length > 0 ? types.join(" | ") : undefined };
}

/** The schemas of a body or a response by their media types. */
function mediaValues(root: Json, place: Place): Record<string, Value> {
  const content = child(place, "content");
  return Object.fromEntries(
    entries(content.value).map(([type]) => [type.toLowerCase(), { root, place: child(content, type, "schema") }]),
  );
}

function contentRows(root: Json, add: AddRow, place: Place, message: Message): void {
  const content = child(place, "content");
  for (const [type] of entries(content.value)) {
    const media = child(content, type);
    const schema = child(media, "schema");
    if (isInline(root, schema)) modelRows(root, add, message.name, schema, [message.direction]);
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
    ...stringMembers(place.value, "summary", "description"),
  };
  add("example", `${message.name} ${name}`, place, facets, { owner: message.owner, directions: [message.direction] });
}

function bodyRows(root: Json, add: AddRow, operation: Operation): void {
  const at = child(operation.place, "requestBody");
  if (at.value === undefined) return;
  const place = resolve(root, at);
  const name = `${operation.name} body`;
  const values = mediaValues(root, place);
  const facets = {
    required: field(place.value, "required") === true,
    ...contentFacets(root, values, name),
    description: asString(field(place.value, "description")),
  };
  const owner = add("body", operation.name, place, facets, { owner: operation.key, directions: ["request"], values });
  contentRows(root, add, place, { name, direction: "request", owner });
}

function responseRows(root: Json, add: AddRow, operation: Operation): void {
  const responses = child(operation.place, "responses");
  for (const [status] of entries(responses.value)) {
    const place = resolve(root, child(responses, status));
    const name = `${operation.name} ${status}`;
    const values = mediaValues(root, place);
    const facets = {
      status,
      ...contentFacets(root, values, name),
      links: namedJson(root, child(place, "links")),
      description: asString(field(place.value, "description")),
    };
    const owner = add("response", name, place, facets, { owner: operation.key, directions: ["response"], values });
    const headers = child(place, "headers");
    for (const [header] of entries(headers.value)) {
      const at = resolve(root, child(headers, header));
      const values = { "": { root, place: schemaOf(at) } };
      add("header", `${name} ${header}`, at, fieldFacets(root, at, "header"), {
        owner,
        directions: ["response"],
        values,
      });
    }
    contentRows(root, add, place, { name, direction: "response", owner });
  }
}

export function operationRows(root: Json, add: AddRow): void {
  serverRows(root, add);
  const all = operations(root, add);
  securityRows(root, add);
  for (const operation of all) {
    parameterRows(root, add, operation);
    bodyRows(root, add, operation);
    responseRows(root, add, operation);
  }
}
