import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { listFiles } from "../../scripts/files.js";

/** What only one version of Microsoft Graph has. */
const ofOneVersion =
  /\b(?:accessPackageResource|requestStatus|expirationDateTime|justification|executeImmediately|isValidationOnly|requestState|[aA]dmin(?:Add|Update|Remove))\b|\bcatalogId:(?! string)/g;

/** Public names that the versions share, and the modules that contain them. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  // The service's word for the state of a request, in results and errors of both versions.
  requestState: [
    "catalog/add/addition.ts",
    "catalog/errors.ts",
    "catalog/remove.ts",
    "catalog/types.ts",
    "errors/request-not-delivered-error.ts",
    "responses/outcomes.ts",
  ],
  // An option that v1.0 refuses. The work behind it asks only whether anything is added.
  isValidationOnly: ["catalog/add/addition.ts", "catalog/bulk/run.ts", "catalog/options.ts", "catalog/types.ts"],
  // The catalog that the work is about.
  "catalogId:": ["catalog/catalog.ts"],
  // An example of a pointer, and what a journal never contains.
  accessPackageResource: ["contract/issue.ts"],
  justification: ["node/index.ts"],
};

describe("what only one version has", () => {
  it("is mentioned only in its folder of src/versions, with few exceptions", () => {
    const found = new Map<string, Set<string>>();
    const files = listFiles("src").filter((file) => file.endsWith(".ts") && !/^(?:versions|emulator|cli)\//.test(file));
    for (const file of files) {
      for (const [name] of readFileSync(`src/${file}`, "utf8").matchAll(ofOneVersion)) {
        found.set(name, (found.get(name) ?? new Set()).add(file));
      }
    }
    expect(Object.fromEntries([...found].map(([name, places]) => [name, [...places].sort()]))).toEqual(allowed);
  });
});
