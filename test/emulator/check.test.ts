import { describe, expect, it } from "@jest/globals";
import { checkBody, isOfType } from "../../src/emulator/service/check.js";

describe("isOfType", () => {
  it.each([
    ["array", [], {}],
    ["boolean", false, 0],
    ["integer", 1, 1.5],
    ["number", 1.5, "1.5"],
    ["object", {}, null],
    ["string", "", 1],
  ] as const)("tells %s", (type, yes, no) => {
    expect([isOfType(type, yes), isOfType(type, no)]).toEqual([true, false]);
  });
});

describe("checkBody", () => {
  const form = "AccessPackageResourceRequestPublishedForm";
  const valid = { catalogId: "c", requestType: "AdminAdd", accessPackageResource: {} };

  it("finds nothing wrong with a valid body", () => {
    expect(checkBody(form, valid)).toEqual([]);
  });

  it("takes null where the contract does", () => {
    expect(checkBody(form, { ...valid, justification: null })).toEqual([]);
    expect(checkBody(form, { ...valid, catalogId: null })).toEqual([
      { pointer: "/catalogId", rule: "type", message: "/catalogId is not a string." },
    ]);
  });

  it("wants an object", () => {
    expect(checkBody(form, [])).toEqual([{ pointer: "", rule: "type", message: "The body is not an object." }]);
  });

  it("is not fooled by what every object inherits", () => {
    const inherited = Object.assign(Object.create({ catalogId: "c" }), { ...valid, catalogId: undefined });
    expect(checkBody(form, inherited)).toEqual([expect.objectContaining({ pointer: "/catalogId", rule: "required" })]);
  });

  it("looks at each item of an array, of models or not", () => {
    const item = { id: "1", method: "GET", url: "/x", dependsOn: ["0", 7] };
    expect(checkBody("BatchRequest", { requests: [item, "x"] })).toEqual([
      { pointer: "/requests/0/dependsOn/1", rule: "type", message: "/requests/0/dependsOn/1 is not a string." },
      { pointer: "/requests/1", rule: "type", message: "/requests/1 is not an object." },
    ]);
  });

  it("counts the items", () => {
    expect(checkBody("BatchRequest", { requests: [] })).toEqual([
      { pointer: "/requests", rule: "count", message: "/requests has 0 items; 1 to 20 are allowed." },
    ]);
  });
});
