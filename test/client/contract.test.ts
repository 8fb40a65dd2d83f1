import { describe, expect, it, jest } from "@jest/globals";
import { publishedBody } from "../support/client.js";

/** The contract with additions that the specification may see one day: nothing in `src/` knows of them. */
jest.mock("../../generated/beta/contract.js", () => {
  const actual = jest.requireActual<typeof import("../../generated/beta/contract.js")>(
    "../../generated/beta/contract.js",
  );
  const form = actual.models.AccessPackageResourceRequestPublishedForm;
  const additions = {
    priority: { type: "integer", required: true },
    weight: { type: "number" },
    labels: { type: "array", items: "string" },
    "a/b~c": { type: "boolean" },
  };
  const changed = { ...form, properties: { ...form.properties, ...additions } };
  return { ...actual, models: { ...actual.models, AccessPackageResourceRequestPublishedForm: changed } };
});

// Loaded anew, as the tests' support has loaded it with the real contract.
jest.resetModules();
const { checkBody } = require("../../src/contract/check.js") as typeof import("../../src/contract/check.js");

const issuesOf = (additions: object) =>
  checkBody({ ...publishedBody(), priority: 1, ...additions }, "createAccessPackageResourceRequest").map(
    ({ pointer, message }) => `${pointer}: ${message}`,
  );

describe("the check follows the contract when", () => {
  it("a property becomes required", () => {
    expect(issuesOf({ priority: undefined })).toEqual([
      "/priority: add priority, an integer; the contract requires it",
    ]);
  });

  it.each([
    ["1", "a string"],
    [1.5, "a number"],
    [Number.NaN, "NaN"],
    [1n, "a bigint"],
  ])("a property is an integer, which %p is not", (priority, description) => {
    expect(issuesOf({ priority })).toEqual([`/priority: send an integer, not ${description}`]);
  });

  it.each([
    ["1", "a string"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "Infinity"],
  ])("a property is a number, which %p is not", (weight, description) => {
    expect(issuesOf({ weight })).toEqual([`/weight: send a number, not ${description}`]);
  });

  it("a property is a list of plain values", () => {
    expect(issuesOf({ labels: ["a", 2, "c", null] })).toEqual([
      "/labels/1: send a string, not a number",
      "/labels/3: send a string, not null",
    ]);
  });

  it("a property's name has characters that a JSON pointer escapes", () => {
    expect(issuesOf({ "a/b~c": "yes" })).toEqual(["/a~1b~0c: send a boolean, not a string"]);
  });

  it("all of them are as they should be", () => {
    expect(issuesOf({ weight: 1.5, labels: ["a"], "a/b~c": true })).toEqual([]);
  });
});

describe("the check of an operation without a form", () => {
  it.each(["listAccessPackageResources", "postBatch"] as const)("finds nothing: %s", (operationId) => {
    expect(checkBody({}, operationId)).toEqual([]);
  });
});
