import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { findStale, writeReports } from "../../scripts/api-report/reports.js";
import { run } from "../../scripts/api-report/run.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const index =
  'import type { Hidden } from "./hidden.js";\nexport declare function second(hidden: Hidden): void;\nexport declare const first: string;\n';

/** A package with its built declarations, as the build leaves them. */
function packageWith(declarations: Readonly<Record<string, string>>): string {
  const root = temporaryFolder("api-report-test");
  const target = (file: string) => ({ import: { types: `./dist/${file}.d.ts` } });
  const exports = { ".": target("index"), "./extra": target("extra"), "./package.json": "./package.json" };
  writeFileSync(
    join(root, "package.json"),
    JSON.stringify({ name: "sample", version: "1.0.0", type: "module", exports }),
  );
  symlinkSync(join(__dirname, "../../node_modules"), join(root, "node_modules"));
  mkdirSync(join(root, "dist"));
  for (const [name, text] of Object.entries(declarations)) writeFileSync(join(root, "dist", name), text);
  return root;
}

function sample(): string {
  return packageWith({
    "index.d.ts": index,
    "hidden.d.ts": "export interface Hidden {\n  readonly inner: number;\n}\n",
  });
}

function apiReport(...args: string[]): { exitCode: number; out: string; err: string } {
  const written = { out: "", err: "" };
  const exitCode = run(args, {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
  });
  return { exitCode, ...written };
}

/** The sample with its reports. Each extraction starts a compiler, so the tests share this one. */
const written = sample();
let result: ReturnType<typeof apiReport>;
beforeAll(() => {
  result = apiReport("--root", written);
});

const read = (root: string) => readFileSync(join(root, "generated/api/index.api.md"), "utf8");

describe("the API report of a package", () => {
  it("is written for each entry point that is built, and for no other", () => {
    expect(result).toEqual({ exitCode: 0, out: "generated/api/index.api.md\n", err: "" });
    expect(readdirSync(join(written, "generated/api"))).toEqual(["index.api.md"]);
  });

  it("lists the exports sorted, with the types they need though not exported, and no path", () => {
    const text = read(written);
    expect(text.match(/^(export )?(const|function|interface) \w+/gm)).toEqual([
      "export const first",
      "interface Hidden",
      "export function second",
    ]);
    expect(text).toContain("readonly inner: number;");
    expect(text).not.toContain(tmpdir());
  });

  it("is fresh for the same declarations in another folder, and checking leaves it untouched", () => {
    const root = sample();
    writeReports(root, new Map([["index.api.md", read(written)]]));
    const file = join(root, "generated/api/index.api.md");
    const before = statSync(file).mtimeMs;
    expect(apiReport("--root", root, "--check")).toEqual({ exitCode: 0, out: "", err: "" });
    expect(statSync(file).mtimeMs).toBe(before);
  });

  it("is stale, by name and line, when an export is renamed", () => {
    const root = sample();
    writeReports(root, new Map([["index.api.md", read(written)]]));
    writeFileSync(join(root, "dist/index.d.ts"), index.replace("first", "zeroth"));
    const { exitCode, err } = apiReport("--root", root, "--check");
    expect(exitCode).toBe(3);
    expect(err).toMatch(/^api-report: generated\/api\/index\.api\.md:\d+ is stale: run `npm run api-report`/);
  });

  it("answers 1 with the file when its declarations use a name that is not declared", () => {
    const root = packageWith({ "index.d.ts": "export declare const a: Gone;\n" });
    const { exitCode, err } = apiReport("--root", root);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^api-report: dist\/index\.d\.ts: .*Gone/);
  });

  it("answers 1 with the place of an import that leads nowhere", () => {
    const root = packageWith({ "index.d.ts": 'export declare const a: string;\nexport * from "./gone.js";\n' });
    const { exitCode, err } = apiReport("--root", root);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/gone\.js[\s\S]*dist\/index\.d\.ts:2/);
    expect(err).not.toContain(root);
  });

  it("answers 5 and says what to run when nothing is built", () => {
    const { exitCode, err } = apiReport("--root", packageWith({}));
    expect(exitCode).toBe(5);
    expect(err).toContain("npm run build");
  });

  it("answers 2 to an unknown flag", () => {
    expect(apiReport("--fast").exitCode).toBe(2);
  });

  it("helps with examples and exit codes, and answers 0", () => {
    const { exitCode, out } = apiReport("--help");
    expect(exitCode).toBe(0);
    expect(out).toMatch(/Examples:[\s\S]*Exit codes:/);
  });
});

describe("kept API reports", () => {
  const reports = new Map([["index.api.md", "one\ntwo\n"]]);

  it("are stale at the first line that differs", () => {
    const root = packageWith({});
    writeReports(root, new Map([["index.api.md", "one\n2\n"]]));
    expect(findStale(root, reports)).toEqual(["generated/api/index.api.md:2 is stale"]);
  });

  it("are stale when their end is missing", () => {
    const root = packageWith({});
    writeReports(root, new Map([["index.api.md", "one"]]));
    expect(findStale(root, reports)).toEqual(["generated/api/index.api.md:2 is stale"]);
  });

  it("are named when one is missing", () => {
    expect(findStale(packageWith({}), reports)).toEqual(["generated/api/index.api.md is missing"]);
  });

  it("are named when one belongs to no entry point, until writing removes it", () => {
    const root = packageWith({});
    writeReports(root, new Map([...reports, ["gone.api.md", ""]]));
    expect(findStale(root, reports)).toEqual(["generated/api/gone.api.md belongs to no entry point that is built"]);
    writeReports(root, reports);
    expect(readdirSync(join(root, "generated/api"))).toEqual(["index.api.md"]);
  });
});
