import { bodyValidator } from "../../../spec/rules/lib/json-schema.js";
import { type Finding, makeFinding } from "../../contract/finding.js";
import { field } from "../../contract/json.js";
import type { ContractRow } from "../../contract/rows/row.js";
import type { YamlFile } from "../../contract/yaml.js";

export interface ExampleResult {
  readonly name: string;
  readonly line: number;
  readonly valid: boolean;
  readonly problem?: string;
}

/** Checks every example against the schema of its body, as the rule examples-match-schema does. */
export function checkExamples({ root }: YamlFile, rows: readonly ContractRow[]): ExampleResult[] {
  const validators = { request: bodyValidator(root, "request"), response: bodyValidator(root, "response") };
  const schemas = field(field(root, "components"), "schemas");
  return rows
    .filter(({ kind }) => kind === "example")
    .map(({ name, line, owner, directions: [direction = "response"], facets: { value } }) => {
      const schema = String(rows.find(({ key }) => key === owner)?.facets["schema"] ?? "");
      if (field(schemas, schema) === undefined || typeof value !== "string") return { name, line, valid: true };
      const $ref = `#/components/schemas/${schema}`;
      const [first] = validators[direction]({ $ref }, JSON.parse(value));
      if (!first) return { name, line, valid: true };
      return { name, line, valid: false, problem: `${first.pointer || "/"} ${first.message}` };
    });
}

export function exampleFindings(
  spec: YamlFile,
  results: readonly ExampleResult[],
  rows: readonly ContractRow[],
): Finding[] {
  return results.flatMap(({ name, line, valid, problem }) => {
    if (valid) return [];
    const pointer = rows.find((row) => row.key === `example:${name}`)?.pointer ?? "#";
    const message = `The example ${name} does not match its schema: ${problem}.`;
    const fix = "Fix the example, or the schema.";
    return [makeFinding("example-invalid", name, { file: spec.file, line, pointer }, message, fix)];
  });
}
