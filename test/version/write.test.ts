import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { writeVersion } from "../../scripts/version/write.js";
import { version } from "../../src/transport/version.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const files = ["src/transport/version.ts", "spec/beta/openapi.yaml", "spec/v1.0/openapi.yaml"];
const read = (folder: string, file: string) => readFileSync(join(folder, file), "utf8");

it("copies the version of package.json to the source and to each specification, and changes nothing else", () => {
  const folder = temporaryFolder("version");
  for (const file of files) cpSync(file, join(folder, file));
  writeFileSync(join(folder, "package.json"), '{ "version": "0.0.9-rc.1" }');
  writeVersion(folder);
  for (const file of files) expect(read(folder, file)).toBe(read(".", file).replace(version, "0.0.9-rc.1"));
});

it("was run for the version of package.json", () => {
  expect(JSON.parse(read(".", "package.json"))).toMatchObject({ version });
});
