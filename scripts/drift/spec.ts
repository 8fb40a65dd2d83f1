import { asString, entries, field, type Json, strings } from "../contract/json.js";
import { alternatives, isNullable, keyword, layers, membersOf, unions } from "../contract/rows/layers.js";
import type { Direction } from "../contract/rows/row.js";
import { child, type Place, resolve } from "../contract/yaml.js";
import { notation } from "./model.js";

/** A schema of the specification with its references followed and its `allOf` merged. */
export interface Shape {
  /** `type` or `type/format`, for an array that of its items. Undefined for a schema without type and properties. */
  readonly type: string | undefined;
  readonly nullable: boolean;
  readonly readOnly: boolean;
  readonly properties: ReadonlyMap<string, Place>;
  /** The items' schema of an array. */
  readonly items: Place | undefined;
  /** The alternatives of `anyOf` and `oneOf`. */
  readonly members: readonly Place[];
  /** Known values of the property `@odata.type`, without the leading `#`. */
  readonly instanceTypes: readonly string[];
}

/** One body that an operation accepts or returns. */
export interface Body {
  readonly path: string;
  readonly direction: Direction;
  readonly schema: Place;
}

export function shapeOf(document: Json, schema: Place): Shape {
  const parts = layers(document, schema, "components");
  const properties = new Map(membersOf(parts).map(({ name, place }) => [name, place]));
  const items = keyword(parts, "type").value === "array" ? keyword(parts, "items") : undefined;
  const instance = properties.get("@odata.type");
  return {
    type: typeOf(items ? layers(document, items, "components") : parts),
    nullable: isNullable(document, schema),
    readOnly: keyword(parts, "readOnly").value === true,
    properties,
    items,
    members: parts.flatMap((part) => unions.flatMap((word) => alternatives(part, word))),
    instanceTypes: instance ? layers(document, instance, "components").flatMap(knownValues) : [],
  };
}

function typeOf(parts: readonly Place[]): string | undefined {
  const hasProperties = keyword(parts, "properties").value !== undefined;
  const type = asString(keyword(parts, "type").value) ?? (hasProperties ? "object" : undefined);
  return type === undefined ? undefined : notation(type, asString(keyword(parts, "format").value));
}

function knownValues({ value }: Place): string[] {
  const names = [...strings(field(value, "x-extensible-enum")), ...strings(field(value, "enum"))];
  return names.map((name) => name.replace(/^#/, ""));
}

/** The JSON bodies of every operation: of the request, and of each successful response. */
export function bodiesOf(document: Json): readonly Body[] {
  const paths = child({ value: document, pointer: "#" }, "paths");
  return entries(paths.value).flatMap(([path, item]) =>
    Object.keys(item ?? {}).flatMap((method) => {
      const operation = child(paths, path, method);
      const responses = child(operation, "responses");
      const body = (message: Place, direction: Direction) => {
        const schema = child(resolve(document, message), "content", "application/json", "schema");
        return schema.value === undefined ? [] : [{ path, direction, schema }];
      };
      const successes = entries(responses.value).filter(([status]) => status.startsWith("2"));
      return [
        ...body(child(operation, "requestBody"), "request"),
        ...successes.flatMap(([status]) => body(child(responses, status), "response")),
      ];
    }),
  );
}
