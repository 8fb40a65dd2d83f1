import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { type Finding, makeFinding } from "../../contract/finding.js";
import { field, isObject, type Json, type JsonObject, strings } from "../../contract/json.js";
import type { ContractRow, Direction } from "../../contract/rows/row.js";
import type { YamlFile } from "../../contract/yaml.js";

export interface ExampleResult {
  readonly name: string;
  readonly line: number;
  readonly valid: boolean;
  readonly problem?: string;
}

/** A schema of OpenAPI 3.0 as JSON Schema: null where it is nullable, and nothing read-only in what is sent. */
function toJsonSchema(value: Json, direction: Direction): Json {
  if (Array.isArray(value)) return value.map((item) => toJsonSchema(item, direction));
  if (!isObject(value)) return value;
  const { nullable, example: _example, ...rest } = value;
  const hidden = direction === "request" ? "readOnly" : "writeOnly";
  const properties = field(value, "properties");
  const isHidden = (name: string): boolean => field(field(properties, name), hidden) === true;
  const converted: Record<string, Json> = Object.fromEntries(
    Object.entries(rest).map(([name, member]) => [name, toJsonSchema(member, direction)]),
  );
  if (isObject(properties)) {
    converted["properties"] = Object.fromEntries(
      Object.entries(properties).map(([name, member]) => [
        name,
        isHidden(name) ? false : toJsonSchema(member, direction),
      ]),
    );
    if (Array.isArray(value["required"]))
      converted["required"] = strings(value["required"]).filter((name) => !isHidden(name));
  }
  return nullable === true ? { anyOf: [converted, { type: "null" }] } : converted;
}

function validator(spec: YamlFile, direction: Direction): (schema: string) => ValidateFunction | undefined {
  const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: true, logger: false });
  addFormats(ajv);
  const schemas = toJsonSchema(field(field(spec.root, "components"), "schemas") ?? {}, direction) as JsonObject;
  ajv.addSchema({ $id: "contract", components: { schemas } });
  return (schema) =>
    isObject(schemas[schema]) ? ajv.compile({ $ref: `contract#/components/schemas/${schema}` }) : undefined;
}

/** Does every example hold against the schema of the message it belongs to? */
export function checkExamples(spec: YamlFile, rows: readonly ContractRow[]): ExampleResult[] {
  const validators = { request: validator(spec, "request"), response: validator(spec, "response") };
  return rows
    .filter(({ kind }) => kind === "example")
    .map((row) => {
      const owner = rows.find(({ key }) => key === row.owner);
      const validate = validators[row.directions[0] ?? "response"](String(owner?.facets["schema"] ?? ""));
      const written = row.facets["value"];
      const valid = validate === undefined || typeof written !== "string" || validate(JSON.parse(written));
      const [error] = validate?.errors ?? [];
      const result = { name: row.name, line: row.line, valid };
      return valid
        ? result
        : { ...result, problem: `${error?.instancePath || "/"} ${error?.message ?? "is not as the schema says"}` };
    });
}

export function exampleFindings(
  spec: YamlFile,
  results: readonly ExampleResult[],
  rows: readonly ContractRow[],
): Finding[] {
  return results.flatMap(({ name, line, valid, problem }) => {
    const pointer = rows.find((row) => row.key === `example:${name}`)?.pointer ?? "#";
    return valid
      ? []
      : [
          makeFinding({
            rule: "example-invalid",
            subject: name,
            file: spec.file,
            line,
            pointer,
            message: `The example ${name} breaks its schema: ${problem}.`,
            fix: "Mend the example, or the schema.",
          }),
        ];
  });
}
