import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { parseDocument } from "yaml";
import { run } from "../../scripts/lint-spec/run.js";
import { copyRepository } from "../generate/full/repository.js";
import { captureOutput } from "../support/output.js";
import { documentsOf } from "./documents.js";

const { specFile } = documentsOf("beta");

describe("npm run lint:spec", () => {
  let exitCode: number;
  let printed = "";

  beforeAll(async () => {
    const project = copyRepository();
    const document = parseDocument(readFileSync(specFile, "utf8"));
    document.deleteIn(["info", "license"]);
    document.setIn(["components", "schemas", "mainError", "properties", "innerError", "nullable"], true);
    project.write("spec/v1.0/openapi.yaml", document.toString());
    const { printed: texts, ...output } = captureOutput();
    exitCode = await run({ root: project.root, ...output });
    printed = texts.out;
  });

  it("fails when one version of several has a finding, and names only that version", () => {
    expect(exitCode).toBe(1);
    expect(printed).toContain("spec/v1.0/openapi.yaml");
    expect(printed).not.toContain(specFile);
  });

  it("applies the recommended rules of Spectral and Redocly, and fails on their warnings too", () => {
    expect(printed).toMatch(/^spec\/v1\.0\/openapi\.yaml:\d+:\d+ error oas3-valid-media-example /m);
    expect(printed).toMatch(/^ +\d+:\d+ +error +nullable-type-sibling /m);
    expect(printed).toMatch(/^ +\d+:\d+ +error +info-license /m);
  });
});
