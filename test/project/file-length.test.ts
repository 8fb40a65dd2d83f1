import { readFileSync } from "node:fs";
import { expect, it } from "@jest/globals";
import { listFiles } from "../../scripts/files.js";

// Biome counts the lines of a file without its comments.
it.each(["src", "scripts"])("no file of %s has more than 200 lines, comments included", (folder) => {
  const sources = listFiles(folder).filter((path) => /^(?!.*node_modules\/).+\.ts$/.test(path));
  expect(sources.length).toBeGreaterThan(50);
  const long = sources.filter((path) => readFileSync(`${folder}/${path}`, "utf8").trimEnd().split("\n").length > 200);
  expect(long).toEqual([]);
});
