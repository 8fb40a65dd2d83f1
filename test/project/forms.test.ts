import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";

interface Field {
  readonly type: string;
  readonly id?: string;
  readonly attributes: { readonly label?: string; readonly value?: string; readonly options?: readonly string[] };
}

interface Form {
  readonly description: string;
  readonly body: readonly Field[];
}

const folder = resolve(__dirname, "../../.github/ISSUE_TEMPLATE");
const forms = readdirSync(folder)
  .filter((file) => file !== "config.yml")
  .map((file) => parse(readFileSync(join(folder, file), "utf8")) as Form);
const questions = forms.flatMap(({ body }) => body.filter(({ type }) => type !== "markdown"));

describe("issue forms", () => {
  it("have a description, and only questions of known types with a label and a unique id", () => {
    for (const { type, attributes } of questions) {
      expect(["input", "textarea", "dropdown", "checkboxes"]).toContain(type);
      expect(attributes.label).toEqual(expect.any(String));
    }
    for (const { description, body } of forms) {
      expect(description).not.toBe("");
      const ids = body.flatMap(({ id }) => id ?? []);
      expect(ids).toHaveLength(body.filter(({ type }) => type !== "markdown").length);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it("offer every cloud of the contract", () => {
    const specification = parse(readFileSync(resolve(__dirname, "../../spec/beta/openapi.yaml"), "utf8")) as {
      readonly servers: readonly { readonly "x-cloud": string }[];
    };
    const cloud = questions.find(({ id }) => id === "cloud");
    expect(cloud?.attributes.options).toEqual(specification.servers.map((server) => server["x-cloud"]));
  });
});
