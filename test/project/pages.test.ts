import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "@jest/globals";
import MarkdownIt from "markdown-it";
import { exitCodes } from "../../src/cli/exit-codes";
import { codeBlocks, compilerFindings } from "../support/examples-in-markdown.js";
import { npmScripts } from "./npm-scripts.js";

const root = resolve(__dirname, "../..");
const pages = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "TROUBLESHOOTING.md", "docs/guide.md"];
const read = (file: string) => readFileSync(resolve(root, file), "utf8");

/** The inline code of a page. */
function codeIn(page: string): readonly string[] {
  const tokens = new MarkdownIt().parse(read(page), {}).flatMap((token) => [token, ...(token.children ?? [])]);
  return tokens.filter(({ type }) => type === "code_inline").map(({ content }) => content);
}

describe.each(pages)("%s", (page) => {
  it("mentions only npm scripts that exist", () => {
    expect(npmScripts.missing(read(page))).toEqual([]);
  });

  it("mentions only files and folders that exist", () => {
    const folders = /^(?:\.github|generated|scripts|spec|src|test)\//;
    const paths = codeIn(page).flatMap((code) => code.split(" ").filter((word) => folders.test(word)));
    expect(paths.filter((path) => !existsSync(resolve(root, path)))).toEqual([]);
  });
});

describe("README.md", () => {
  it("has at most 180 lines", () => {
    expect(read("README.md").trimEnd().split("\n").length).toBeLessThanOrEqual(180);
  });
});

describe("CONTRIBUTING.md", () => {
  it("mentions every npm script that checks something", () => {
    const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
    const names = Object.keys(scripts).filter((name) =>
      /^(?:test|check|generate|review|drift|bench|docs)\b/.test(name),
    );
    // `npm run check` runs the type tests.
    const named = ["test:types", ...npmScripts.called(read("CONTRIBUTING.md"))];
    expect(names.filter((name) => !named.includes(name))).toEqual([]);
  });
});

describe("docs/guide.md", () => {
  it("lists every exit code of the command line", () => {
    const table = read("docs/guide.md").split("## Exit codes")[1] ?? "";
    const listed = [...table.matchAll(/^\| (\d+) +\|/gm)].map(([, code]) => Number(code));
    expect(listed).toEqual(Object.values(exitCodes));
  });
});

describe("SECURITY.md", () => {
  it("gives only the repository's form as an address", () => {
    expect(read("SECURITY.md")).not.toMatch(/@\w+\.|https?:/);
    expect(read("SECURITY.md")).toContain("Report a vulnerability");
  });
});

it("every TypeScript block of README, TROUBLESHOOTING and the guide compiles", () => {
  const blocks = ["README.md", "TROUBLESHOOTING.md", "docs/guide.md"].flatMap((page) => codeBlocks(page, "ts"));
  expect(compilerFindings(blocks)).toEqual([]);
});
