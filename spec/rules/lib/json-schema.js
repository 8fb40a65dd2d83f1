import Ajv from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import { isObject, itemsOf, membersOf } from "./elements.js";

const annotations = [
  "description",
  "nullable",
  "readOnly",
  "writeOnly",
  "example",
  "deprecated",
  "discriminator",
  "xml",
  "externalDocs",
  "title",
];

/**
 * A validator of bodies against the schemas of an OpenAPI 3.0 document, in one direction.
 *
 * - A read-only property is not sent and not required in a request; a write-only one the same in a response.
 * - A property that no schema names is refused unless the schema says `additionalProperties`: examples have no typos.
 * - `nullable` allows null beside `type` only, as OpenAPI 3.0.3 has it.
 *
 * @param {any} document
 * @param {"request"|"response"} direction
 * @returns {(schema: any, body: unknown) => { pointer: string, message: string }[]}
 */
export function bodyValidator(document, direction) {
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: true });
  addFormats.default ? addFormats.default(ajv) : addFormats(ajv);
  const definitions = {};
  for (const [name, schema] of membersOf(document.components?.schemas)) {
    definitions[name] = convert(schema, direction, true);
    definitions[`${name}-open`] = convert(schema, direction, false);
  }
  const compiled = new Map();
  return (schema, body) => {
    const key = JSON.stringify(schema);
    const validate = compiled.get(key) ?? ajv.compile({ ...convert(schema, direction, true), definitions });
    compiled.set(key, validate);
    validate(body);
    return explain(validate.errors ?? []);
  };
}

function convert(schema, direction, closed) {
  if (!isObject(schema)) return schema;
  if (typeof schema.$ref === "string")
    return { $ref: `#/definitions/${schema.$ref.split("/").at(-1)}${closed ? "" : "-open"}` };
  const hidden = direction === "request" ? "readOnly" : "writeOnly";
  const result = {};
  for (const [word, value] of Object.entries(schema)) {
    if (word.startsWith("x-") || annotations.includes(word)) continue;
    if (word === "properties") {
      result.properties = Object.fromEntries(
        membersOf(value).map(([name, property]) => [
          name,
          property?.[hidden] === true ? false : convert(property, direction, true),
        ]),
      );
    } else if (word === "required")
      result.required = [value].flat().filter((name) => schema.properties?.[name]?.[hidden] !== true);
    else if (word === "allOf") result.allOf = itemsOf(value).map(([, member]) => convert(member, direction, false));
    else if (word === "anyOf" || word === "oneOf")
      result[word] = itemsOf(value).map(([, member]) => convert(member, direction, closed));
    else if (word === "items" || word === "additionalProperties" || word === "not")
      result[word] = convert(value, direction, true);
    else result[word] = value;
  }
  const isClosed =
    closed &&
    schema.additionalProperties === undefined &&
    (schema.properties !== undefined || schema.allOf !== undefined);
  if (isClosed) result.unevaluatedProperties = false;
  return schema.nullable === true && schema.type !== undefined ? { anyOf: [{ type: "null" }, result] } : result;
}

/** The errors that say something: not that an alternative failed, but what failed in it. */
function explain(errors) {
  const specific = errors.filter(
    ({ keyword, schemaPath }) => !["anyOf", "oneOf"].includes(keyword) && !schemaPath.endsWith("/anyOf/0/type"),
  );
  return specific.map(({ keyword, instancePath, params, message }) => {
    if (keyword === "false schema")
      return { pointer: instancePath, message: "must not be there in this direction (read-only or write-only)" };
    if (keyword === "unevaluatedProperties")
      return {
        pointer: instancePath,
        message: `must not have ${params.unevaluatedProperty}, which the schema does not name`,
      };
    return { pointer: instancePath, message };
  });
}
