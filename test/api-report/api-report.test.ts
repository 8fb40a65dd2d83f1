import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";

const readJson = (file: string) => JSON.parse(readFileSync(file, "utf8"));

describe("the API report", () => {
  it("has a configuration and a report for each entry point that package.json exports, and for no other", () => {
    const { "./package.json": _, ...entries } = readJson("package.json").exports;
    const exported = Object.entries(entries as Record<string, { import: { types: string } }>).map(
      ([
        subpath,
        {
          import: { types },
        },
      ]) => [subpath.replace(/^\.\/?/, "") || "index", types.replace("./dist", "")],
    );
    const configurations = readdirSync("scripts/api-report").filter((file) => /^(?!base).*\.json$/.test(file));
    const reported = configurations.map((file) => {
      const { mainEntryPointFilePath, apiReport } = readJson(`scripts/api-report/${file}`);
      return [apiReport.reportFileName, mainEntryPointFilePath.replace("<projectFolder>/dist", "")];
    });
    expect(reported.sort()).toEqual(exported.sort());
    expect(readdirSync("generated/api")).toEqual(reported.map(([name]) => `${name}.api.md`));
  });
});
