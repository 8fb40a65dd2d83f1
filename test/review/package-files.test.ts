import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "@jest/globals";
import Ajv from "ajv";
import { writePackageFiles } from "../../scripts/review/package-files.js";
import { edited } from "./contract.js";
import { atVersion, renamed, spec, withSpec } from "./project.js";
import { createRepository, git, write } from "./repository.js";

let folder = "";

beforeEach(() => {
  folder = createRepository();
});

async function written(root = folder) {
  await writePackageFiles(root, join(folder, "dist"));
  const read = (name: string): string => readFileSync(join(folder, "dist", name), "utf8");
  return { review: read("review.json"), changelog: read("changelog.json") };
}

const release = "# Changelog\n\n## 0.4.0 (2026-06-01)\n";

describe("the review in the package", () => {
  it("matches its schema, and omits the rows", async () => {
    const schema = JSON.parse(readFileSync("scripts/review/review.schema.json", "utf8"));
    const validate = new Ajv({ strict: false }).compile(schema);
    const review = JSON.parse((await written()).review);
    validate(review);
    expect(validate.errors).toBeNull();
    expect(review.contracts.map((contract: object) => "rows" in contract)).toEqual([false]);
  });

  it("compares with the release before its version, even if its own tag exists", async () => {
    git(folder, "tag", "v0.3.0");
    write(folder, atVersion("0.4.0", renamed));
    git(folder, "commit", "--quiet", "-am", "Rename");
    git(folder, "tag", "v0.4.0");
    expect(JSON.parse((await written()).review)).toMatchObject({ base: "v0.3.0", verdict: { types: "breaking" } });
  });

  it("is the same text in another folder, in another time zone and on another day", async () => {
    const first = await written();
    const other = createRepository();
    const zone = process.env["TZ"];
    process.env["TZ"] = "Pacific/Kiritimati";
    const second = await written(other);
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
    expect(second).toEqual(first);
    expect(first.review).not.toContain(folder);
  });

  it("has no base in a folder that is not the root of its git repository", async () => {
    git(folder, "tag", "v0.2.0");
    const copy = join(folder, "copy");
    write(copy, { "package.json": '{ "version": "0.3.0" }', ...withSpec(spec) });
    expect(JSON.parse((await written(copy)).review).base).toBeNull();
  });
});

describe("the changelog in the package", () => {
  it("has the shape of Graph's own, with the day of the release", async () => {
    git(folder, "tag", "v0.3.0");
    write(folder, { ...atVersion("0.4.0", edited(spec, "        colour:", "        tint:")), "CHANGELOG.md": release });
    expect(JSON.parse((await written()).changelog)).toEqual({
      changelog: [
        {
          ChangeList: [
            {
              Id: expect.stringMatching(/^[0-9a-f]{12}$/),
              ApiChange: "Property",
              ChangedApiName: "tint",
              ChangeType: "Change",
              Description: expect.stringContaining("Rename property `shelfRequest.colour` to `shelfRequest.tint`"),
              Target: "shelfRequest",
            },
          ],
          Id: "0.4.0",
          Cloud: "Prod",
          Version: "beta",
          CreatedDateTime: "2026-06-01T00:00:00Z",
          WorkloadArea: "Identity and access",
          SubArea: "Governance",
        },
      ],
    });
  });

  it("calls everything an addition in the first release, and has no date before it", async () => {
    const [first] = JSON.parse((await written()).changelog).changelog;
    expect(first).not.toHaveProperty("CreatedDateTime");
    expect(first.ChangeList.map((entry: { Target: string }) => entry.Target)).toEqual(
      expect.arrayContaining(["POST /library/shelfRequests", "shelfRequest"]),
    );
    expect(first.ChangeList.every((entry: { ChangeType: string }) => entry.ChangeType === "Addition")).toBe(true);
  });
});
