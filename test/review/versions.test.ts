import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { edited } from "./contract.js";
import { acceptance, atVersion, fixture, page, renamed, reviewOf, spec, twoVersions, unclaimed } from "./project.js";
import { createRepository, git, runReview, write } from "./repository.js";

let folder = "";

const review = (...commandLine: readonly string[]) => runReview(folder, "--base", "HEAD", ...commandLine);
const report = (name: string): string => readFileSync(join(folder, "out", name), "utf8");

describe("npm run review with two API versions", () => {
  beforeEach(() => {
    folder = createRepository();
    write(folder, twoVersions());
    git(folder, "add", ".");
    git(folder, "commit", "--quiet", "-m", "Add v1.0");
  });

  it("has a part for each version, then the package, then the questions of both", async () => {
    expect((await review()).code).toBe(0);
    expect(report("review.md").match(/^## .*/gm)).toEqual([
      "## beta: Lend shelfRequests",
      "## v1.0: Lend shelfRequests",
      "## The package",
      "## Open questions (2)",
    ]);
    expect(report("review.html").match(/<h2>/g)).toHaveLength(4);
  });

  it("fails if one of them fails, and reports its file", async () => {
    write(folder, twoVersions({ "v1.0": unclaimed }));
    const { code, error } = await review("--quiet");
    expect(code).toBe(1);
    expect(error).toMatch(/^\[NEW\] spec\/v1\.0\/openapi\.yaml:\d+ \(page:42\) claim-missing .*\n$/);
  });

  it.each([
    ["beta", 0],
    ["v1.0", 1],
  ])("reports only %s under --api-version", async (version, code) => {
    write(folder, twoVersions({ "v1.0": unclaimed }));
    const { code: actual, out } = await review("--api-version", version, "--json");
    expect(actual).toBe(code);
    expect(JSON.parse(out).contracts).toMatchObject([{ version }]);
  });

  it("exits with the worst code: 1 for a finding, although the page of the other version is stale", async () => {
    write(folder, { ...twoVersions({ "v1.0": unclaimed }), "new.txt": edited(page, "This address", "That address") });
    const found = await runReview(folder, "--base", "HEAD", "--quiet", "--page", join(folder, "new.txt"));
    expect(found).toMatchObject({
      code: 2,
      error: "--page needs --api-version, because there are several versions: beta, v1.0.\n",
    });
    expect((await review("--api-version", "beta", "--page", join(folder, "new.txt"))).code).toBe(3);
    expect((await review("--api-version", "v1.0", "--page", join(folder, "new.txt"))).code).toBe(1);
  });

  it("confirms the page of the specified version", async () => {
    write(folder, { "new.txt": edited(page, "This address", "That address") });
    await review("--api-version", "v1.0", "--page", join(folder, "new.txt"), "--confirm-page");
    const hashOf = (version: string) =>
      /^sha256: .*$/m.exec(readFileSync(join(folder, `spec/${version}/page.yaml`), "utf8"));
    expect(hashOf("beta")?.[0]).toBe(/^sha256: .*$/m.exec(fixture("spec/beta/page.yaml"))?.[0]);
    expect(hashOf("v1.0")?.[0]).not.toBe(hashOf("beta")?.[0]);
    expect(readFileSync(join(folder, "spec/v1.0/page.yaml"), "utf8")).toContain("fix spec/v1.0/openapi.yaml");
  });

  it("exits with 2 and lists the versions for a version that does not exist", async () => {
    expect(await review("--api-version", "v2.0")).toMatchObject({
      code: 2,
      error: "There is no API version v2.0; spec/ has beta, v1.0.\n",
    });
  });
});

describe("a version of the API", () => {
  it("that the base does not have is new: its operations are additions", () => {
    const { contracts, types } = reviewOf({ before: { "README.md": "" }, after: twoVersions() });
    expect(contracts[1]?.base).toBeUndefined();
    expect(contracts[1]?.changes).toMatchObject([
      { version: "v1.0", change: { change: "added", key: "operation:POST /library/shelfRequests" } },
    ]);
    expect(types).toBe("compatible");
  });

  it("is mentioned in the changelog unless it is beta", () => {
    const after = { ...twoVersions({ beta: renamed, "v1.0": renamed }), "CHANGELOG.md": "# Changelog\n" };
    const rename = "Change operationId of operation `POST …/shelfRequests` from `lendShelfRequest` to `lendThing`.";
    const { findings } = reviewOf({ before: twoVersions(), after }).package;
    expect(findings.map(({ message }) => message)).toEqual([
      expect.stringContaining("requires 0.4.0"),
      `The section for 0.4.0 lacks "- ⚠️ ${rename}"`,
      `The section for 0.4.0 lacks "- ⚠️ v1.0: ${rename}"`,
    ]);
  });

  it("that is gone breaks the types", () => {
    const { package: ofPackage, types } = reviewOf({ before: twoVersions(), after: {} });
    expect(types).toBe("breaking");
    expect(ofPackage.findings).toMatchObject([
      { rule: "version-too-small", message: expect.stringContaining("Remove spec/v1.0/openapi.yaml") },
    ]);
  });

  it("is found in spec/ itself in a base from before the folders", () => {
    const names = ["openapi", "ledger", "page"];
    const moved = names.flatMap((name) => [
      [`spec/beta/${name}.yaml`, undefined],
      [`spec/${name}.yaml`, fixture(`spec/beta/${name}.yaml`)],
    ]);
    const { changes } = reviewOf({ before: Object.fromEntries(moved), after: atVersion("0.4.0", renamed) });
    expect(changes).toMatchObject([{ change: { facet: "operationId" }, verdict: { types: "breaking" } }]);
  });

  it("accepts only with its own acceptances", () => {
    const rename = (text: string) => edited(text, "        colour:", "        colours:");
    const after = twoVersions({ beta: rename(spec), "v1.0": rename(spec) });
    const [finding] = reviewOf({ before: twoVersions(), after }).contracts[1]?.findings ?? [];
    const accepted = { "spec/v1.0/acceptances.yaml": acceptance(finding?.fingerprint ?? "") };
    const { contracts } = reviewOf({ before: twoVersions(), after: { ...after, ...accepted } });
    expect(contracts.map((contract) => contract.accepted.map(({ rule }) => rule))).toEqual([[], ["breaking-change"]]);
  });
});
