import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "@jest/globals";

const read = <Content>(file: string) => JSON.parse(readFileSync(resolve(__dirname, "../..", file), "utf8")) as Content;

describe("reference documentation", () => {
  it("covers every entry of the package", () => {
    const { exports } = read<{ exports: Record<string, string | { import: { default: string } }> }>("package.json");
    const modules = Object.values(exports).flatMap((target) =>
      typeof target === "string" ? [] : target.import.default,
    );
    const sources = modules.map((file) => file.replace(/^\.\/dist\/esm\/(.*)\.js$/, "$1.ts"));
    expect(read<{ entryPoints: string[] }>("typedoc.json").entryPoints).toEqual(sources);
  });

  it("is not written as long as anything in it gives a warning", () => {
    expect(read("typedoc.json")).toMatchObject({ treatWarningsAsErrors: true, validation: { notDocumented: true } });
  });
});
