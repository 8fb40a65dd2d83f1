/**
 * The elements of an OpenAPI document that a reader meets, in the order they are written.
 *
 * The rules walk the document as it is written (`resolved: false`), so that every finding gives the line to fix and an
 * element that is referred to ten times is judged once.
 *
 * @typedef {"info"|"server"|"tag"|"operation"|"parameter"|"header"|"body"|"response"|"scheme"|"flow"|"scope"|"schema"|"property"|"example"} Kind
 * @typedef {{ kind: Kind, name: string, path: (string|number)[], value: any }} Element
 */

const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** A document may be malformed; Spectral's own rules report it, and the walk skips what it cannot read. */
export const membersOf = (value) => (isObject(value) ? Object.entries(value) : []);
export const itemsOf = (value) =>
  [...(Array.isArray(value) ? value : []).entries()].filter(([, item]) => isObject(item));

/** Members of an object that are written out; a reference is judged where it points. */
function* written(holder, path) {
  for (const [name, value] of membersOf(holder)) {
    if (isObject(value) && value.$ref === undefined) yield { name, value, path: [...path, name] };
  }
}

/** Follows one local reference. */
export function resolve(document, value) {
  if (!isObject(value) || typeof value.$ref !== "string") return value;
  const names = value.$ref.replace(/^#\//, "").split("/");
  return names.reduce((node, name) => node?.[name.replaceAll("~1", "/").replaceAll("~0", "~")], document);
}

/** @returns {Generator<Element>} */
export function* operations(document) {
  for (const [route, item] of membersOf(document.paths)) {
    for (const method of methods) {
      if (isObject(item?.[method])) {
        yield {
          kind: "operation",
          name: `${method.toUpperCase()} ${route}`,
          path: ["paths", route, method],
          value: item[method],
        };
      }
    }
  }
}

/** Properties of a schema, those of its `allOf` members and of written-out items included. @returns {Generator<Element>} */
export function* properties(schema, path) {
  for (const { name, value, path: at } of written(schema?.properties, [...path, "properties"])) {
    yield { kind: "property", name, path: at, value };
    yield* properties(value, at);
    if (isObject(value.items) && value.items.$ref === undefined) yield* properties(value.items, [...at, "items"]);
  }
  for (const word of ["allOf", "anyOf", "oneOf"]) {
    for (const [index, member] of itemsOf(schema?.[word])) yield* properties(member, [...path, word, index]);
  }
}

function* contents(holder, path) {
  for (const { value: media, path: at } of written(holder.content, [...path, "content"])) {
    for (const { name, value, path: example } of written(media.examples, [...at, "examples"])) {
      yield { kind: "example", name, path: example, value };
    }
    if (isObject(media.schema) && media.schema.$ref === undefined) yield* properties(media.schema, [...at, "schema"]);
  }
}

function* response(name, value, path) {
  yield { kind: "response", name, path, value };
  for (const header of written(value.headers, [...path, "headers"])) yield { kind: "header", ...header };
  yield* contents(value, path);
}

function* ofOperation(operation) {
  yield operation;
  const { value, path } = operation;
  for (const [index, parameter] of itemsOf(value.parameters)) {
    if (parameter.$ref === undefined) {
      yield { kind: "parameter", name: parameter.name, path: [...path, "parameters", index], value: parameter };
    }
  }
  if (isObject(value.requestBody) && value.requestBody.$ref === undefined) {
    const at = [...path, "requestBody"];
    yield { kind: "body", name: "requestBody", path: at, value: value.requestBody };
    yield* contents(value.requestBody, at);
  }
  for (const { name, value: one, path: at } of written(value.responses, [...path, "responses"]))
    yield* response(name, one, at);
}

function* scheme({ name, value, path }) {
  yield { kind: "scheme", name, path, value };
  for (const flow of written(value.flows, [...path, "flows"])) {
    yield { kind: "flow", ...flow };
    for (const [scope, description] of membersOf(flow.value.scopes)) {
      yield { kind: "scope", name: scope, path: [...flow.path, "scopes", scope], value: { description } };
    }
  }
}

function* components(all) {
  const at = (kind) => written(all[kind], ["components", kind]);
  for (const each of at("securitySchemes")) yield* scheme(each);
  for (const each of at("parameters")) yield { kind: "parameter", ...each };
  for (const each of at("headers")) yield { kind: "header", ...each };
  for (const { name, value, path } of at("requestBodies")) {
    yield { kind: "body", name, path, value };
    yield* contents(value, path);
  }
  for (const { name, value, path } of at("responses")) yield* response(name, value, path);
  for (const each of at("examples")) yield { kind: "example", ...each };
  for (const { name, value, path } of at("schemas")) {
    yield { kind: "schema", name, path, value };
    yield* properties(value, path);
  }
}

/** Every element of the document. @returns {Generator<Element>} */
export function* elements(document) {
  if (isObject(document.info)) yield { kind: "info", name: "object", path: ["info"], value: document.info };
  for (const [index, value] of itemsOf(document.servers))
    yield { kind: "server", name: value.url, path: ["servers", index], value };
  for (const [index, value] of itemsOf(document.tags))
    yield { kind: "tag", name: value.name, path: ["tags", index], value };
  for (const operation of operations(document)) yield* ofOperation(operation);
  yield* components(document.components ?? {});
}
