import { describe, expect, it } from "@jest/globals";
import { readRows } from "../../scripts/contract/rows/read.js";
import { readYaml } from "../../scripts/contract/yaml.js";
import { checkExamples } from "../../scripts/review/judge/examples.js";
import { edited } from "./contract.js";
import { spec } from "./project.js";

/** The problem with the request example, whose shelfId is `upper`, if shelfId has this schema in the specification. */
function problemOf(schema: string, specification = spec): string | undefined {
  const words = "          description: The shelf.";
  const yaml = readYaml(edited(specification, words, `          allOf: [${schema}]\n${words}`), "openapi.yaml");
  return checkExamples(yaml, readRows(yaml))[0]?.problem;
}

describe("an example", () => {
  it.each([
    ["{minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: true}"],
    ["{exclusiveMinimum: false, exclusiveMaximum: true}"],
    ["{nullable: true}"],
    ["{type: string, format: shelf-id}"],
    ["{enum: [upper, lower, upper]}"],
    ["{pattern: '^upp\\-?er$'}"],
    ["{$ref: '#/components/schemas/shelfRequest/properties/shelfId/allOf/1'}, {type: string}"],
    ["{not: {$ref: '#/components/schemas/shelfRequest'}, default: upper, example: upper, xml: {name: s}}"],
  ])("is checked against %s", (schema) => {
    expect(problemOf(schema)).toBeUndefined();
  });

  it.each([
    ["{minLength: 6}", "/shelfId must NOT have fewer than 6 characters"],
    ["{type: shelf}", expect.stringMatching(/^the schema is not valid, type must be JSONType/)],
  ])("has a problem with %s", (schema, problem) => {
    expect(problemOf(schema)).toEqual(problem);
  });

  it.each([
    [1, "must be > 1"],
    [9, "must be < 9"],
    [5, undefined],
  ])("of the number %s keeps exclusive limits", (value, message) => {
    const limits = "{minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: true}";
    const ofNumber = spec
      .replace("shelfId: upper", `shelfId: ${value}`)
      .replace(/(shelfId:\n {10})type: string/, "$1type: integer");
    expect(problemOf(limits, ofNumber)).toBe(message && `/shelfId ${message}`);
  });
});
