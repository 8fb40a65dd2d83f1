import { cpSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { run as lint } from "../../scripts/lint-spec/run.js";
import { runReview } from "../review/repository.js";
import { captureOutput } from "../support/output.js";
import { copyRepository, generate } from "./full/repository.js";

describe("in a folder whose path is not ASCII, not a URL and not safe in a shell", () => {
  const project = copyRepository();
  cpSync("generated", project.path("generated"), { recursive: true });

  it("the specification passes its lint", async () => {
    const { printed, ...output } = captureOutput();
    const exitCode = await lint({ root: project.root, ...output });
    expect({ exitCode, ...printed }).toEqual({ exitCode: 0, out: "", err: "" });
  });

  it("generated/ is fresh by its hashes", () => {
    expect(generate(project, { flags: ["--check", "--quick"] })).toMatchObject({ status: 0, stderr: "" });
  });

  it("the review has no findings", async () => {
    cpSync("test/spec", project.path("test/spec"), { recursive: true });
    expect(await runReview(project.root, "--quiet")).toEqual({ code: 0, out: "", error: "" });
  });
});
