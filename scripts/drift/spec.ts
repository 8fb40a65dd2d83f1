import { besidesNull, entries, field, type Json, list, strings, text } from "../contract/json.js";
import { resolve } from "../contract/yaml.js";
import { notation } from "./model.js";

/** A schema of the specification with its references followed and its `allOf` merged. */
export interface Shape {
  /** `type` or `type/format`; of an array, that of its items. Undefined when the schema has neither type nor properties. */
  readonly type?: string;
  readonly array: boolean;
  readonly nullable: boolean;
  readonly readOnly: boolean;
  readonly properties: ReadonlyMap<string, Json>;
  /** The items' schema of an array. */
  readonly items?: Json;
  /** The members of `anyOf` and `oneOf`. */
  readonly members: readonly Json[];
  /** Known values of the property `@odata.type`, without the leading `#`. */
  readonly instanceTypes: readonly string[];
}

/** One body that an operation takes or returns. */
export interface Body {
  readonly path: string;
  readonly direction: "request" | "response";
  readonly schema: Json;
}

/** The schema and every schema its `allOf` or its `oneOf` with null pulls in, outermost first, because the outermost keyword counts. */
function layers(
  document: Json,
  schema: Json | undefined,
  above: readonly unknown[] = [],
): readonly (Json | undefined)[] {
  const own = resolve(document, { value: schema, pointer: "#" }).value;
  if (above.includes(own)) return [];
  const index = besidesNull(own);
  const orNull = index === undefined ? [] : [{ nullable: true }, list(field(own, "oneOf"))[index]];
  const members = [...list(field(own, "allOf")), ...orNull];
  return [own, ...members.flatMap((member) => layers(document, member, [...above, own]))];
}

export function shapeOf(document: Json, schema: Json | undefined): Shape {
  const parts = layers(document, schema);
  const properties = new Map([...parts].reverse().flatMap((part) => entries(field(part, "properties"))));
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
    members: parts.flatMap((part) => [
      ...list(field(part, "anyOf")),
      ...(besidesNull(part) === undefined ? list(field(part, "oneOf")) : []),
    ]),
    instanceTypes: instanceTypes(document, properties.get("@odata.type")),
  };
}

function keyword(parts: readonly (Json | undefined)[], name: string): Json | undefined {
  return parts.map((part) => field(part, name)).find((value) => value !== undefined);
}

function typeOf(parts: readonly (Json | undefined)[]): string | undefined {
  const type = text(keyword(parts, "type")) ?? (keyword(parts, "properties") === undefined ? undefined : "object");
  return type === undefined ? undefined : notation(type, text(keyword(parts, "format")));
}

function instanceTypes(document: Json, schema: Json | undefined): readonly string[] {
  const parts = layers(document, schema);
  const names = parts.flatMap((part) => [
    ...strings(field(part, "x-extensible-enum")),
    ...strings(field(part, "enum")),
  ]);
  return names.map((name) => name.replace(/^#/, ""));
}

/** The JSON bodies of every operation: of the request, and of each response of success. */
export function bodiesOf(document: Json): readonly Body[] {
  return entries(field(document, "paths")).flatMap(([path, item]) =>
    entries(item).flatMap(([, operation]) => {
      const body = (message: Json | undefined, direction: Body["direction"]) =>
        jsonSchema(document, message).map((schema) => ({ path, direction, schema }));
      const successes = entries(field(operation, "responses")).filter(([status]) => status.startsWith("2"));
      return [
        ...body(field(operation, "requestBody"), "request"),
        ...successes.flatMap(([, response]) => body(response, "response")),
      ];
    }),
  );
}

function jsonSchema(document: Json, message: Json | undefined): readonly Json[] {
  const { value } = resolve(document, { value: message, pointer: "#" });
  const schema = field(field(field(value, "content"), "application/json"), "schema");
  return schema === undefined ? [] : [schema];
}
