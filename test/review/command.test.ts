import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { edited } from "./contract.js";
import { atVersion, fixture, page, renamed, spec, unclaimed, withSpec } from "./project.js";
import { createRepository, git, runReview, write } from "./repository.js";

let folder = "";

const review = (...commandLine: readonly string[]) => runReview(folder, ...commandLine);

beforeEach(() => {
  folder = createRepository();
});

describe("npm run review", () => {
  it("exits 0 if nothing is found, and writes HTML, Markdown and JSON", async () => {
    expect((await review()).code).toBe(0);
    expect(readdirSync(join(folder, "out")).sort()).toEqual(["review.html", "review.json", "review.md"]);
  });

  it("says that there is no release to compare with", async () => {
    expect((await review()).error).toContain("No release tag was found");
  });

  it("compares with the last tag by itself", async () => {
    git(folder, "tag", "v0.3.0");
    write(folder, atVersion("0.4.0", renamed));
    const { out } = await review();
    expect(out).toMatch(
      /Compares {2}`v0\.3\.0` \(commit [0-9a-f]{12} of \d{4}-\d{2}-\d{2}\) with its uncommitted changes/,
    );
  });

  it("asks for no other step on a branch whose unreleased version already made it", async () => {
    git(folder, "tag", "v0.3.0");
    write(folder, atVersion("0.4.0"));
    git(folder, "commit", "--quiet", "--all", "-m", "Begin 0.4.0");
    write(folder, atVersion("0.4.0", renamed));
    expect((await review("--quiet", "--base", "HEAD")).code).toBe(0);
    const report = readFileSync(join(folder, "out", "review.md"), "utf8");
    expect(report).toContain("The base has version `0.4.0`, the last release has `0.3.0`, and the required bump is");
    git(folder, "tag", "v0.4.0");
    expect((await review("--quiet", "--base", "HEAD")).error).toContain("requires 0.5.0");
  });

  it("measures from the base itself if nothing was ever tagged", async () => {
    write(folder, atVersion("0.3.1", renamed));
    expect((await review("--quiet", "--base", "HEAD")).error).toContain("requires 0.4.0");
  });

  it("exits 1 with file, line and fingerprint on stderr if something is found", async () => {
    write(folder, withSpec(unclaimed));
    const { code, error } = await review();
    expect(code).toBe(1);
    expect(error).toMatch(/\[NEW\] spec\/beta\/openapi\.yaml:\d+ \(page:42\) claim-missing .* \[[0-9a-f]{12}\]/);
  });

  it("prints only JSON on stdout under --json, and writes no file", async () => {
    const { out } = await review("--json");
    expect(JSON.parse(out)).toMatchObject({ format: 1, verdict: { passes: true } });
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  it("prints under --quiet only findings on stderr, and JSON under --json", async () => {
    expect(await review("--quiet", "--no-color")).toEqual({ code: 0, out: "", error: "" });
    write(folder, withSpec(unclaimed));
    const { code, out, error } = await review("--json", "--quiet");
    expect([code, JSON.parse(out).verdict.passes]).toEqual([1, false]);
    expect(error).toMatch(/^\[NEW\] /);
  });

  it.each([
    ["an unknown option", ["--what"]],
    ["an unknown revision", ["--base", "nowhere"]],
    ["a revision that looks like an option", ["--base", "--output=x"]],
    ["a page that does not exist", ["--page", "/nowhere/page.md"]],
    ["a confirmation without a page", ["--confirm-page"]],
    ["a dry run that writes the changelog", ["--dry-run", "--changelog"]],
    ["an unknown format", ["--format", "xml"]],
    ["two formats", ["--format", "github", "--json"]],
  ])("exits 2 with a message and no stack for %s", async (_, commandLine) => {
    const { code, out, error } = await review(...commandLine);
    expect([code, out]).toEqual([2, ""]);
    expect(error).not.toBe("");
    expect(error).not.toMatch(/\n {4}at /);
  });

  it("exits 1 with file and line for a contract that is not YAML", async () => {
    write(folder, withSpec("openapi: 3.0.3\ninfo: [\n"));
    expect(await review("--quiet")).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^spec\/beta\/openapi\.yaml:\d+: not valid YAML/),
    });
  });

  it.each([
    ["is empty", "", "spec/beta/openapi.yaml:1: the key openapi must be 3.0.x, but is absent.\n"],
    [
      "is of OpenAPI 3.1",
      spec.replace("openapi: 3.0.3", "openapi: 3.1.0"),
      "spec/beta/openapi.yaml:1: the key openapi must be 3.0.x, but is 3.1.0.\n",
    ],
    [
      "has a reference that points nowhere",
      `${spec}    lost: {$ref: '#/components/schemas/none'}\n`,
      "spec/beta/openapi.yaml: #/components/schemas/lost: there is nothing at #/components/schemas/none.\n",
    ],
  ])("exits 1 with one line for a contract that %s", async (_, text, error) => {
    write(folder, withSpec(text));
    expect(await review("--quiet")).toMatchObject({ code: 1, out: "", error });
  });

  it.each(["acceptances: all\n", "acceptance: []\n", "- fingerprint: 0123456789ab\n"])(
    "exits 1 with one line for acceptances that are not a list under that name: %j",
    async (text) => {
      write(folder, { "spec/beta/acceptances.yaml": text });
      const error = "spec/beta/acceptances.yaml: write a list under acceptances, and nothing else.\n";
      expect(await review("--quiet")).toMatchObject({ code: 1, out: "", error });
    },
  );

  it("treats empty acceptances as none", async () => {
    write(folder, { "spec/beta/acceptances.yaml": "" });
    expect((await review("--quiet")).code).toBe(0);
  });

  it("says how a shallow clone gets a missing revision", async () => {
    git(folder, "commit", "--quiet", "--allow-empty", "-m", "Go on");
    git(folder, "clone", "--quiet", "--depth", "1", pathToFileURL(folder).href, "shallow");
    const { error } = await runReview(join(folder, "shallow"), "--base", "nowhere");
    expect(error).toContain("git fetch --unshallow");
  });

  it("exits 3 for a page that is not the confirmed page, until it is confirmed", async () => {
    write(folder, { "new.txt": edited(page, "This address", "That address") });
    const stale = await review("--page", join(folder, "new.txt"));
    expect(stale).toMatchObject({ code: 3, error: expect.stringContaining("page-hash") });
    expect((await review("--page", join(folder, "new.txt"), "--confirm-page")).code).toBe(0);
    expect((await review("--page", join(folder, "new.txt"))).code).toBe(0);
  });

  it("exits 5 if git is not installed", async () => {
    const path = process.env["PATH"];
    process.env["PATH"] = "/nowhere";
    const { code, error } = await review();
    process.env["PATH"] = path;
    expect([code, error]).toEqual([5, "git was not found. Install it, or put it on the PATH.\n"]);
  });

  it("exits 5 if it cannot write", async () => {
    write(folder, { blocked: "" });
    expect(await review("--out", join(folder, "blocked"))).toMatchObject({
      code: 5,
      error: expect.stringContaining("could not finish"),
    });
  });

  const onLinux = process.platform === "linux" ? it : it.skip;
  onLinux("exits 5 when the system lets the folder of the reports not be created", async () => {
    expect(await review("--out", "/proc/a/b")).toMatchObject({
      code: 5,
      error: expect.stringMatching(/could not finish: .*\/proc\/a/),
    });
  });

  it("prints its steps on stderr under --verbose, so that stdout stays JSON", async () => {
    const { out, error } = await review("--json", "--verbose", "--page", join(folder, "page.txt"));
    expect(JSON.parse(out)).toMatchObject({ format: 1 });
    expect(error).toMatch(/review: reading .*page\.txt\n[\s\S]*review: writing\n/);
  });

  it("prints only annotations under --format github, and writes the reports", async () => {
    git(folder, "tag", "v0.3.0");
    write(folder, atVersion("0.3.1", renamed));
    const { code, out } = await review("--format", "github");
    expect([code, out.split("\n").filter((line) => !/^::(error|warning) file=/.test(line))]).toEqual([1, [""]]);
    expect(readdirSync(join(folder, "out"))).toHaveLength(3);
  });

  it("prints what it compares under --json", async () => {
    git(folder, "tag", "v0.3.0");
    const commit = { id: expect.stringMatching(/^[0-9a-f]{40}$/), date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) };
    const { out } = await review("--json");
    expect(JSON.parse(out).commits).toEqual({ base: commit, head: commit, isEdited: false });
  });

  it("writes no file under --dry-run", async () => {
    const { code, out } = await review("--dry-run");
    expect([code, out.split("\n")[0]]).toEqual([0, "Review of version 0.3.0"]);
    expect(existsSync(join(folder, "out"))).toBe(false);
  });

  it("changes no file but its output", async () => {
    git(folder, "tag", "v0.3.0");
    write(folder, atVersion("0.4.0", renamed));
    const times = (): string[] =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => !/^out\b/.test(name))
        .map((name) => `${name} ${statSync(join(folder, name)).mtimeMs}`)
        .filter((line) => !line.startsWith(". "))
        .sort();
    const before = times();
    await review("--page", join(folder, "page.txt"));
    expect(times()).toEqual(before);
    expect(readdirSync(join(folder, "out"))).toHaveLength(3);
  });

  it("explains its options and exit codes", async () => {
    const { code, out } = await review("--help");
    expect(code).toBe(0);
    for (const words of ["--base", "--page", "--confirm-page", "--changelog", "--json", "--dry-run", "130"])
      expect(out).toContain(words);
  });

  it("reads the base from git and not from the work tree", async () => {
    write(folder, withSpec(edited(spec, "description: The shelf.", "description: Id of the shelf.")));
    const { contracts } = JSON.parse((await review("--base", "HEAD", "--json")).out);
    expect(contracts[0].changes).toMatchObject([
      { key: "property:shelfRequest.shelfId", facet: "description", wire: "none", types: "none", bump: "patch" },
    ]);
  });

  it("keeps the confirmed facts of the fixture as the parser writes them", async () => {
    await review("--page", join(folder, "page.txt"), "--confirm-page");
    expect(readFileSync(join(folder, "spec/beta/page.yaml"), "utf8")).toBe(fixture("spec/beta/page.yaml"));
  });
});
