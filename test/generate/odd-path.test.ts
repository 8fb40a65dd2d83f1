import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { run as lint } from "../../scripts/lint-spec/run.js";
import { run as review } from "../../scripts/review/run.js";
import { copyRepository, generate } from "./full/repository.js";

describe("in a folder whose path is not ASCII, not a URL and not safe in a shell", () => {
  const project = copyRepository();
  cpSync("generated", project.path("generated"), { recursive: true });

  it("the specification passes its lint", async () => {
    const printed: string[] = [];
    const print = (text: string) => printed.push(text);
    expect({ exitCode: await lint({ root: project.root, out: print, err: print }), printed }).toEqual({
      exitCode: 0,
      printed: [],
    });
  });

  it("generated/ is fresh by its hashes", () => {
    expect(generate(project, { flags: ["--check", "--quick"] })).toMatchObject({ status: 0, stderr: "" });
  });

  it("the review has no findings", async () => {
    cpSync("test/spec", project.path("test/spec"), { recursive: true });
    const errors: string[] = [];
    const output = {
      out: () => undefined,
      err: (text: string) => errors.push(text),
      today: () => "2026-11-28",
    };
    const exitCode = await review(["--root", project.root, "--out", join(project.root, "out"), "--quiet"], output);
    expect({ exitCode, errors }).toEqual({ exitCode: 0, errors: [] });
  });
});
