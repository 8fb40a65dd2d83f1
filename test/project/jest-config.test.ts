import { describe, expect, it } from "@jest/globals";
import { roots } from "../../jest.config.json";
import { include } from "../../tsconfig.json";

describe("jest", () => {
  it("looks in every folder of code, so that `--findRelatedTests` and `-o` find the tests of a source", () => {
    expect(roots).toEqual(include.map((folder) => `<rootDir>/${folder}`));
  });
});
