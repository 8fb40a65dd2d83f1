import { bodyValidator } from "../../../spec/rules/lib/json-schema.js";
import { type Finding, makeFinding } from "../../contract/finding.js";
import { field } from "../../contract/json.js";
import type { ContractRow } from "../../contract/rows/row.js";
import type { YamlFile } from "../../contract/yaml.js";

export interface ExampleResult {
  readonly name: string;
  readonly line: number;
  readonly pointer: string;
  /** Undefined when the example is valid. */
  readonly problem: string | undefined;
}

/** Checks every example against the schema of its body, as the rule examples-match-schema does. */
export function checkExamples({ root }: YamlFile, rows: readonly ContractRow[]): ExampleResult[] {
  const validators = { request: bodyValidator(root, "request"), response: bodyValidator(root, "response") };
  const schemas = field(field(root, "components"), "schemas");
  return rows
    .filter(({ kind }) => kind === "example")
    .map(({ name, line, pointer, owner, directions: [direction = "response"], facets: { value } }) => {
      const schema = String(rows.find(({ key }) => key === owner)?.facets["schema"] ?? "");
      const isKnown = field(schemas, schema) !== undefined && typeof value === "string";
      const $ref = `#/components/schemas/${schema}`;
      const [first] = isKnown ? validators[direction]({ $ref }, JSON.parse(value)) : [];
      return { name, line, pointer, problem: first && `${first.pointer || "/"} ${first.message}` };
    });
}

export function exampleFindings({ file }: YamlFile, results: readonly ExampleResult[]): Finding[] {
  return results.flatMap(({ name, line, pointer, problem }) => {
    if (problem === undefined) return [];
    const message = `The example ${name} does not match its schema: ${problem}.`;
    return [makeFinding("example-invalid", name, { file, line, pointer }, message, "Fix the example, or the schema.")];
  });
}
