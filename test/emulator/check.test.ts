import { describe, expect, it } from "@jest/globals";
import { models } from "../../generated/beta/contract.js";
import { checkBody, isOfType } from "../../src/emulator/service/check.js";

describe("isOfType", () => {
  it.each([
    ["array", [], {}],
    ["boolean", false, 0],
    ["integer", 1, 1.5],
    ["number", 1.5, "1.5"],
    ["object", {}, null],
    ["string", "", 1],
  ] as const)("recognizes the type %s", (type, yes, no) => {
    expect([isOfType(type, yes), isOfType(type, no)]).toEqual([true, false]);
  });
});

describe("checkBody", () => {
  const form = "AccessPackageResourceRequestPublishedForm";
  const valid = { catalogId: "c", requestType: "AdminAdd", accessPackageResource: {} };
  const item = { id: "1", method: "GET", url: "/x", dependsOn: ["0", 7] };

  it("finds no issue in a valid body", () => {
    expect(checkBody(models, form, { ...valid, justification: null })).toEqual([]);
  });

  it.each([
    ["null where it is not allowed", form, { ...valid, catalogId: null }, "/catalogId", "is not a string."],
    ["an item of a simple type", "BatchRequest", { requests: [item] }, "/requests/0/dependsOn/1", "is not a string."],
    ["an item of a model", "BatchRequest", { requests: ["x"] }, "/requests/0", "is not an object."],
    ["an array", "BatchRequest", { requests: {} }, "/requests", "is not an array."],
  ] as const)("reports the type of %s", (_, model, body, pointer, message) => {
    expect(checkBody(models, model, body)).toEqual([{ pointer, rule: "type", message: `${pointer} ${message}` }]);
  });

  it("reports a body that is not an object", () => {
    expect(checkBody(models, form, [])).toEqual([{ pointer: "", rule: "type", message: "The body is not an object." }]);
  });

  it("reports the number of items", () => {
    expect(checkBody(models, "BatchRequest", { requests: [] })).toEqual([
      { pointer: "/requests", rule: "count", message: "/requests has 0 items; 1 to 20 are allowed." },
    ]);
  });
});
