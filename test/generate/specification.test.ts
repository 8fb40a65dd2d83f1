import { describe, expect, it } from "@jest/globals";
import { pointerTo, readYaml } from "../../scripts/contract/yaml.js";
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
