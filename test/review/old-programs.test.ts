import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { createRepository, git, runReview, write } from "./repository.js";

const tsconfig =
  '{ "compilerOptions": { "strict": true, "module": "ESNext", "moduleResolution": "Bundler", "lib": ["ES2022"], "types": [] } }';
const program = 'import { lend } from "../../src/index";\n\nexport const lent: string = lend("book");\n';
const source = "export declare function lend(thing: string): string;\n";

let folder = "";

beforeEach(() => {
  folder = createRepository();
  mkdirSync(join(folder, "src"));
  mkdirSync(join(folder, "test/types"));
  write(folder, { "tsconfig.json": tsconfig, "src/index.ts": source, "test/types/lend.ts": program });
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "-m", "Release");
  git(folder, "tag", "v0.3.0");
});

async function review(...options: string[]) {
  const { code, out } = await runReview(folder, "--json", ...options);
  return { code, ...JSON.parse(out) };
}

describe("the type tests of the base", () => {
  it("compile against code that says the same", async () => {
    expect(await review("--types")).toMatchObject({ code: 0, generated: { typeTests: [] } });
  });

  it("fail a version that is too small if they no longer compile, with file and line", async () => {
    // Today's tests change with the code; the base's tests still show it.
    write(folder, {
      "src/index.ts": source.replace("thing: string", "thing: number"),
      "test/types/lend.ts": program.replace('"book"', "1"),
    });
    expect(await review("--types")).toMatchObject({
      code: 1,
      verdict: { types: "breaking", neededVersion: "0.4.0" },
      generated: { typeTests: [{ file: "test/types/lend.ts", line: 3, message: expect.stringMatching(/^TS2345: /) }] },
      findings: [{ rule: "version-too-small", message: expect.stringContaining("test/types/lend.ts:3") }],
    });
  });

  it("show an entry point that was removed", async () => {
    rmSync(join(folder, "src/index.ts"));
    expect(await review("--types")).toMatchObject({
      code: 1,
      generated: { typeTests: [{ line: 1, message: expect.stringMatching(/^TS2307: .*src\/index/) }] },
    });
  });

  it("are not judged while a package is not installed", async () => {
    write(folder, {
      "package.json": '{ "version": "0.3.0", "devDependencies": { "not-installed": "1.0.0" } }',
      "test/types/lend.ts": `import { not } from "not-installed";\n\nnot();\n`,
    });
    git(folder, "commit", "--quiet", "--all", "-m", "Use a package");
    expect(await runReview(folder, "--base", "HEAD", "--types")).toEqual({
      code: 5,
      out: "",
      error: "--types: the package not-installed is not installed. Run npm ci.\n",
    });
  });

  it("are compiled only under --types", async () => {
    write(folder, { "src/index.ts": source.replace("thing: string", "thing: number") });
    expect(await review()).toMatchObject({ code: 0, generated: { typeTests: null } });
  });
});
