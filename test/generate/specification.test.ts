import { describe, expect, it } from "@jest/globals";
import { pointerTo, readYaml } from "../../scripts/contract/yaml.js";
import { placeIn, validatorMessages } from "../../scripts/generate/validate.js";
import { specification } from "./project.js";

describe("the line of a place in the specification", () => {
  const { lineOf } = readYaml(`${specification}tags:\n  - name: first\n  - name: second\n`, "spec/beta/openapi.yaml");

  it.each([
    [["info", "title"], 3],
    [["paths", "/samples/{id}", "get"], 7],
    [["paths", "/samples/{id}", "get", "responses", "200", "content"], 9],
    [["tags", "1", "name"], 13],
    [["tags", "2"], 11],
    [["unknown"], 1],
  ])("%j is %i, the line of its deepest element that exists", (path, line) => {
    expect(lineOf(pointerTo(...path))).toBe(line);
  });
});

describe("the validator's output", () => {
  const output = `Validating spec (spec/beta/openapi.yaml)
Errors:
\t- attribute components.schemas.a.b is not of type
\t  \`schema\`
\t- attribute
\t  paths.'/samples/{id}'(get).responses.200.description
\t  is missing
Warnings:
\t- Unused model: c

[error] Spec has 2 errors.
`;

  it("is read as one message for each error, with wrapped lines joined", () => {
    expect(validatorMessages(output)).toEqual([
      "attribute components.schemas.a.b is not of type `schema`",
      "attribute paths.'/samples/{id}'(get).responses.200.description is missing",
    ]);
  });

  it("names the place of a message, if it has one", () => {
    const [, message = ""] = validatorMessages(output);
    expect(placeIn(message)).toEqual(["paths", "/samples/{id}", "get", "responses", "200", "description"]);
    expect(placeIn("something else")).toEqual([]);
  });
});
