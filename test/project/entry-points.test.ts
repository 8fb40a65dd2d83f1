import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";

const readJson = (file: string) => JSON.parse(readFileSync(file, "utf8"));

interface Entry {
  readonly import: { readonly default: string; readonly types: string };
}

const { "./package.json": _, ...exported } = readJson("package.json").exports;
const entries = Object.entries(exported as Readonly<Record<string, Entry>>).map(([subpath, { import: files }]) => {
  return { name: subpath.replace(/^\.\/?/, "") || "index", ...files };
});

describe("the entry points of package.json", () => {
  it("are those of the reference documentation, which allows no warning", () => {
    const entryPoints = entries.map((entry) => entry.default.replace(/^\.\/dist\/esm\/(.*)\.js$/, "$1.ts"));
    const strict = { treatWarningsAsErrors: true, validation: { notDocumented: true } };
    expect(readJson("typedoc.json")).toMatchObject({ entryPoints, ...strict });
  });

  it("each have an API report and its configuration, and nothing else has", () => {
    const configurations = readdirSync("scripts/api-report").filter((file) => /^(?!base).*\.json$/.test(file));
    const reported = configurations.map((file) => {
      const { mainEntryPointFilePath, apiReport } = readJson(`scripts/api-report/${file}`);
      return [apiReport.reportFileName, mainEntryPointFilePath.replace("<projectFolder>", ".")];
    });
    expect(reported.sort()).toEqual(entries.map(({ name, types }) => [name, types]).sort());
    expect(readdirSync("generated/api")).toEqual(reported.map(([name]) => `${name}.api.md`));
  });
});
