import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { readText } from "../../scripts/review/output.js";
import { run } from "../../scripts/review/run.js";
import { edited } from "./contract.js";
import { atVersion, fixture, page, projectFolder, spec, testFile } from "./project.js";

let folder = "";

function git(...parameters: string[]): void {
  const identity = [
    "-c",
    "user.name=A",
    "-c",
    "user.email=a@library.example",
    "-c",
    "commit.gpgsign=false",
    "-c",
    "tag.gpgsign=false",
  ];
  execFileSync("git", ["-C", folder, ...identity, ...parameters], { stdio: "ignore" });
}

function review(...commandLine: string[]): { code: number; out: string; error: string } {
  const written = { out: "", error: "" };
  const code = run(["--root", folder, "--out", join(folder, "out"), ...commandLine], {
    out: (text) => {
      written.out += text;
    },
    error: (text) => {
      written.error += text;
    },
    read: readText,
    today: () => "2026-06-01",
  });
  return { code, ...written };
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "review-"));
  cpSync(projectFolder, folder, { recursive: true });
  mkdirSync(join(folder, "test"));
  renameSync(join(folder, "tests.txt"), join(folder, testFile));
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "-m", "Begin");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("npm run review", () => {
  it("exits 0 when nothing is found, and writes Markdown and HTML", () => {
    expect(review().code).toBe(0);
    expect(readdirSync(join(folder, "out")).sort()).toEqual(["review.html", "review.md"]);
  });

  it("says that there is no release to compare with", () => {
    expect(review().error).toContain("No release tag was found");
  });

  it("compares with the last tag by itself", () => {
    git("tag", "v0.3.0");
    write(atVersion("0.4.0", edited(spec, "operationId: lendShelfRequest", "operationId: lendThing")));
    expect(review().out).toContain("Against `v0.3.0`: wire none, types breaking, version at least `0.4.0`");
  });

  it("exits 1 with file, line and fingerprint on stderr when something is found", () => {
    write({ "spec/openapi.yaml": edited(spec, "x-source: ['page:42']", "x-source: [handbook]") });
    const { code, error } = review();
    expect(code).toBe(1);
    expect(error).toMatch(/\[NEW\] spec\/openapi\.yaml:\d+ \(page:42\) claim-missing .* \[[0-9a-f]{12}\]/);
  });

  it("prints nothing but JSON on stdout under --json, and writes no file", () => {
    const { out } = review("--json");
    expect(JSON.parse(out)).toMatchObject({ format: 1, verdict: { passes: true } });
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  it("prints nothing on stdout under --quiet", () => {
    expect(review("--quiet", "--no-color")).toEqual({ code: 0, out: "", error: "" });
  });

  it.each([
    ["an unknown option", ["--what"]],
    ["an unknown revision", ["--base", "nowhere"]],
    ["a revision that looks like an option", ["--base", "--output=x"]],
    ["a page that is not there", ["--page", "/nowhere/page.md"]],
    ["a confirmation without a page", ["--confirm-page"]],
  ])("exits 2 with a message and no stack for %s", (_, commandLine) => {
    const { code, out, error } = review(...commandLine);
    expect([code, out]).toEqual([2, ""]);
    expect(error).not.toBe("");
    expect(error).not.toMatch(/\n {4}at /);
  });

  it("exits 1 with file and line for a contract that is no YAML", () => {
    write({ "spec/openapi.yaml": "openapi: 3.0.3\ninfo: [\n" });
    expect(review()).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^spec\/openapi\.yaml:\d+: not valid YAML/),
    });
  });

  it("exits 3 for a page that is not the confirmed one, until it is confirmed", () => {
    write({ "new.txt": edited(page, "This address", "That address") });
    const stale = review("--page", join(folder, "new.txt"));
    expect(stale).toMatchObject({ code: 3, error: expect.stringContaining("page-hash") });
    expect(review("--page", join(folder, "new.txt"), "--confirm-page").code).toBe(0);
    expect(review("--page", join(folder, "new.txt")).code).toBe(0);
  });

  it("exits 5 when git is not there", () => {
    const path = process.env["PATH"];
    process.env["PATH"] = "/nowhere";
    const { code, error } = review();
    process.env["PATH"] = path;
    expect([code, error]).toEqual([5, "git was not found. Install it, or put it on the PATH.\n"]);
  });

  it("exits 5 when it cannot write", () => {
    write({ blocked: "" });
    expect(review("--out", join(folder, "blocked"))).toMatchObject({
      code: 5,
      error: expect.stringContaining("could not finish"),
    });
  });

  it("writes nothing outside its output", () => {
    const state = (): string => execFileSync("git", ["-C", folder, "status", "--porcelain"], { encoding: "utf8" });
    review("--page", join(folder, "page.txt"));
    expect(state()).toBe("?? out/\n");
  });

  it("explains its options and exit codes", () => {
    const { code, out } = review("--help");
    expect(code).toBe(0);
    for (const words of ["--base", "--page", "--confirm-page", "--json", "130"]) expect(out).toContain(words);
  });

  it("reads the base from git and not from the work tree", () => {
    write({ "spec/openapi.yaml": edited(spec, "description: The shelf.", "description: Id of the shelf.") });
    const { changes } = JSON.parse(review("--base", "HEAD", "--json").out);
    expect(changes).toMatchObject([
      { key: "property:shelfRequest.shelfId", facet: "description", wire: "none", types: "none", bump: "patch" },
    ]);
  });

  it("keeps the confirmed facts of the fixture as the parser writes them", () => {
    review("--page", join(folder, "page.txt"), "--confirm-page");
    expect(readFileSync(join(folder, "spec/page.yaml"), "utf8")).toBe(fixture("spec/page.yaml"));
  });
});
