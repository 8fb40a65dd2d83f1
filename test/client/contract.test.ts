import { describe, expect, it } from "@jest/globals";
import * as generated from "../../generated/beta/contract.js";
import { Contract } from "../../src/contract/contract.js";
import { beta } from "../../src/versions/beta/version.js";
import { publishedBody } from "../support/client.js";

const model = "AccessPackageResourceRequestPublishedForm";

/** The contract with properties that the specification might get one day. Nothing in `src/` knows them. */
const changed = new Contract(
  {
    ...generated,
    models: {
      ...generated.models,
      [model]: {
        properties: {
          ...generated.models[model].properties,
          priority: { type: "integer", required: true },
          weight: { type: "number" },
          labels: { type: "array", items: "string" },
          "a/b~c": { type: "boolean" },
        },
      },
    },
  },
  { forms: [{ form: "published", model }] },
);

describe("the check follows the contract when", () => {
  it.each<[string, object, readonly string[]]>([
    [
      "a property becomes required",
      { priority: undefined },
      ["/priority: add priority, an integer; the contract requires it"],
    ],
    ["an integer is a string", { priority: "1" }, ["/priority: send an integer, not a string"]],
    ["an integer is a fraction", { priority: 1.5 }, ["/priority: send an integer, not a number"]],
    ["an integer is NaN", { priority: Number.NaN }, ["/priority: send an integer, not NaN"]],
    ["an integer is a bigint", { priority: 1n }, ["/priority: send an integer, not a bigint"]],
    ["a number is a string", { weight: "1" }, ["/weight: send a number, not a string"]],
    ["a number is NaN", { weight: Number.NaN }, ["/weight: send a number, not NaN"]],
    ["a number is infinite", { weight: Number.POSITIVE_INFINITY }, ["/weight: send a number, not Infinity"]],
    [
      "a list has items of another type",
      { labels: ["a", 2, "c", null] },
      ["/labels/1: send a string, not a number", "/labels/3: send a string, not null"],
    ],
    [
      "a name has characters that a JSON pointer escapes",
      { "a/b~c": "yes" },
      ["/a~1b~0c: send a boolean, not a string"],
    ],
    ["everything is right", { weight: 1.5, labels: ["a"], "a/b~c": true }, []],
  ])("%s", (_, additions, expected) => {
    const body = { ...publishedBody(), priority: 1, ...additions };
    const issues = changed.checkBody(body, "createAccessPackageResourceRequest");
    expect(issues.map(({ pointer, message }) => `${pointer}: ${message}`)).toEqual(expected);
  });
});

it.each(["listAccessPackageResources", "postBatch"] as const)("%s has no form to check a body against", (id) => {
  expect(beta.contract.checkBody({}, id)).toEqual([]);
  expect(beta.contract.formOf(id)).toBe("published");
});
