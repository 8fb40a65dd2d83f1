import { bodyValidator } from "../../../spec/rules/lib/json-schema.js";
import { type Finding, makeFinding } from "../../contract/finding.js";
import { field } from "../../contract/json.js";
import type { ContractRow } from "../../contract/rows/row.js";
import type { YamlFile } from "../../contract/yaml.js";
import { shortName } from "../compare/words.js";

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
      const problem = isKnown ? problemOf(validators[direction], $ref, value) : undefined;
      return { name, line, pointer, problem };
    });
}

function problemOf(validate: ReturnType<typeof bodyValidator>, $ref: string, value: string): string | undefined {
  try {
    const [first] = validate({ $ref }, JSON.parse(value));
    return first && `${first.pointer || "/"} ${first.message}`;
  } catch (error) {
    return `the schema is not valid, ${error instanceof Error ? error.message : error}`;
  }
}

export function exampleFindings({ file }: YamlFile, results: readonly ExampleResult[]): Finding[] {
  return results.flatMap(({ name, line, pointer, problem }) => {
    if (problem === undefined) return [];
    const message = `The example ${shortName(name)} does not match its schema: ${problem}.`;
    return [makeFinding("example-invalid", name, { file, line, pointer }, message, "Fix the example, or the schema.")];
  });
}
