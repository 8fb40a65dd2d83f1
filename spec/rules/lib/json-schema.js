import Ajv from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import { isObject, itemsOf, membersOf, resolve } from "./elements.js";

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

const exclusive = { minimum: "exclusiveMinimum", maximum: "exclusiveMaximum" };

/**
 * A validator of bodies against the schemas of an OpenAPI 3.0 document, in one direction.
 *
 * - A read-only property is neither sent nor required in a request; the same applies to a write-only one in a response.
 * - A property that no schema names is refused unless the schema says `additionalProperties`, to find typos.
 * - `nullable` allows null only next to `type`, as in OpenAPI 3.0.3.
 *
 * The validator throws for a schema that OpenAPI 3.0 does not allow.
 *
 * @param {any} document
 * @param {"request"|"response"} direction
 * @returns {(schema: any, body: unknown) => { pointer: string, message: string }[]}
 */
export function bodyValidator(document, direction) {
  const ajv = new Ajv({ allErrors: true, strict: false, logger: false, validateSchema: false, code: { regExp } });
  addFormats.default ? addFormats.default(ajv) : addFormats(ajv);
  const context = { document, direction, definitions: {}, names: new Map() };
  const compiled = new Map();
  const compile = (schema) => ajv.compile({ ...convert(schema, context, true), definitions: context.definitions });
  return (schema, body) => {
    const key = JSON.stringify(schema);
    const validate = compiled.get(key) ?? compile(schema);
    compiled.set(key, validate);
    validate(body);
    return explain(validate.errors ?? []);
  };
}

/** A pattern may be written for regular expressions with the flag u, or without it. */
function regExp(pattern, flags) {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return new RegExp(pattern);
  }
}
regExp.code = "regExp";

/** Name of the definition for a reference. */
function define(reference, context, closed) {
  const { document, definitions, names } = context;
  const key = `${closed} ${reference}`;
  const known = names.get(key);
  if (known !== undefined) return known;
  const schema = resolve(document, { $ref: reference });
  if (schema === undefined) throw new Error(`${reference} points to nothing`);
  const name = `${names.size}`;
  names.set(key, name);
  definitions[name] = convert(schema, context, closed);
  return name;
}

function convert(schema, context, closed) {
  if (!isObject(schema)) return schema;
  if (typeof schema.$ref === "string") return { $ref: `#/definitions/${define(schema.$ref, context, closed)}` };
  const hidden = context.direction === "request" ? "readOnly" : "writeOnly";
  const result = {};
  for (const [word, value] of Object.entries(schema)) {
    if (word.startsWith("x-") || annotations.includes(word)) continue;
    if (word === "properties") {
      result.properties = Object.fromEntries(
        membersOf(value).map(([name, property]) => [
          name,
          property?.[hidden] === true ? false : convert(property, context, true),
        ]),
      );
    } else if (word === "required")
      result.required = [value].flat().filter((name) => schema.properties?.[name]?.[hidden] !== true);
    else if (word === "allOf") result.allOf = itemsOf(value).map(([, member]) => convert(member, context, false));
    else if (word === "anyOf" || word === "oneOf")
      result[word] = itemsOf(value).map(([, member]) => convert(member, context, closed));
    else if (word === "items" || word === "additionalProperties" || word === "not")
      result[word] = convert(value, context, true);
    // In OpenAPI 3.0 an exclusive limit is a flag next to the limit.
    else if (exclusive[word]) result[schema[exclusive[word]] === true ? exclusive[word] : word] = value;
    else if (typeof value !== "boolean" || !Object.values(exclusive).includes(word)) result[word] = value;
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
      return { pointer: instancePath, message: "must be absent in this direction (read-only or write-only)" };
    if (keyword === "unevaluatedProperties")
      return {
        pointer: instancePath,
        message: `must not have ${params.unevaluatedProperty}, which is not in the schema`,
      };
    return { pointer: instancePath, message };
  });
}
