import { notation } from "./edm.js";
import { type Fields, fieldsOf, isFields, listOf, textOf } from "./values.js";

/** A schema of the fragment with its references followed and its `allOf` merged. */
export interface Shape {
  /** `type` or `type/format`, the items' for an array; undefined when the schema states neither type nor properties. */
  readonly type?: string;
  readonly array: boolean;
  readonly nullable: boolean;
  readonly readOnly: boolean;
  readonly properties: ReadonlyMap<string, unknown>;
  /** The items' schema of an array. */
  readonly items?: unknown;
  /** The members of `anyOf` and `oneOf`. */
  readonly members: readonly unknown[];
  /** Type names the `@odata.type` property is known to carry, without the leading `#`. */
  readonly instanceTypes: readonly string[];
}

/** One body that an operation sends or answers with. */
export interface Body {
  readonly path: string;
  readonly direction: "request" | "response";
  readonly schema: unknown;
}

/** Follow a chain of local references. A circle, or a reference to nothing, ends in an empty schema. */
function dereference(document: Fields, schema: unknown): Fields {
  const visited = new Set<string>();
  let current = fieldsOf(schema);
  for (let ref = textOf(current["$ref"]); ref !== undefined; ref = textOf(current["$ref"])) {
    if (visited.has(ref)) return {};
    visited.add(ref);
    const names = ref.replace(/^#\//, "").split("/");
    const target = names.reduce<unknown>(
      (node, name) => fieldsOf(node)[name.replaceAll("~1", "/").replaceAll("~0", "~")],
      document,
    );
    current = fieldsOf(target);
  }
  return current;
}

/** The schema and every schema its `allOf` pulls in, outermost first, because the outermost keyword counts. */
function layers(document: Fields, schema: unknown, above: readonly Fields[] = []): readonly Fields[] {
  const own = dereference(document, schema);
  if (above.includes(own)) return [];
  const path = [...above, own];
  return [own, ...listOf(own["allOf"]).flatMap((member) => layers(document, member, path))];
}

/** The shape of a schema. */
export function shapeOf(document: Fields, schema: unknown): Shape {
  const parts = layers(document, schema);
  const properties = new Map([...parts].reverse().flatMap((part) => Object.entries(fieldsOf(part["properties"]))));
  const items = keyword(parts, "items");
  const array = keyword(parts, "type") === "array";
  const type = typeOf(array ? layers(document, items) : parts);
  return {
    ...(type === undefined ? {} : { type }),
    array,
    nullable: keyword(parts, "nullable") === true,
    readOnly: keyword(parts, "readOnly") === true,
    properties,
    ...(items === undefined ? {} : { items }),
    members: parts.flatMap((part) => [...listOf(part["anyOf"]), ...listOf(part["oneOf"])]),
    instanceTypes: instanceTypes(document, properties.get("@odata.type")),
  };
}

function keyword(parts: readonly Fields[], name: string): unknown {
  return parts.map((part) => part[name]).find((value) => value !== undefined);
}

function typeOf(parts: readonly Fields[]): string | undefined {
  const type = textOf(keyword(parts, "type")) ?? (keyword(parts, "properties") === undefined ? undefined : "object");
  return type === undefined ? undefined : notation(type, textOf(keyword(parts, "format")));
}

function instanceTypes(document: Fields, schema: unknown): readonly string[] {
  const names = layers(document, schema).flatMap((part) => [
    ...listOf(part["x-extensible-enum"]),
    ...listOf(part["enum"]),
  ]);
  return names.filter((name) => typeof name === "string").map((name) => name.replace(/^#/, ""));
}

/** The JSON bodies of every operation: what is sent, and what a success answers. */
export function bodiesOf(document: Fields): readonly Body[] {
  return Object.entries(fieldsOf(document["paths"])).flatMap(([path, item]) =>
    Object.values(fieldsOf(item))
      .filter(isFields)
      .flatMap((operation) => operationBodies(document, path, operation)),
  );
}

function operationBodies(document: Fields, path: string, operation: Fields): readonly Body[] {
  const responses = Object.entries(fieldsOf(operation["responses"])).filter(([status]) => status.startsWith("2"));
  return [
    ...jsonSchema(document, operation["requestBody"]).map((schema) => ({
      path,
      direction: "request" as const,
      schema,
    })),
    ...responses.flatMap(([, response]) =>
      jsonSchema(document, response).map((schema) => ({ path, direction: "response" as const, schema })),
    ),
  ];
}

function jsonSchema(document: Fields, message: unknown): readonly unknown[] {
  const content = fieldsOf(dereference(document, message)["content"]);
  const schema = fieldsOf(content["application/json"])["schema"];
  return schema === undefined ? [] : [schema];
}
