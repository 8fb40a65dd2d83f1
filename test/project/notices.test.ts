import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "@jest/globals";
import { thirdPartyNotices } from "../../scripts/build/notices.js";
import { temporaryFolder } from "../support/temporary-folder.js";

describe("third-party notices", () => {
  let root: string;

  beforeEach(() => {
    root = temporaryFolder("notices");
  });

  /** Installs a library with the given files next to its package.json. */
  function install(folder: string, files: Readonly<Record<string, string>>): void {
    mkdirSync(join(root, folder), { recursive: true });
    const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
    writeFileSync(join(root, folder, "package.json"), JSON.stringify({ name, version: "1.2.3" }));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(root, folder, file), text);
  }

  function noticesOf(bytesByFile: Readonly<Record<string, number>>): string {
    const inputs = Object.entries(bytesByFile).map(([file, bytesInOutput]) => [file, { bytesInOutput }]);
    const output = { bytes: 0, inputs: Object.fromEntries(inputs), imports: [], exports: [] };
    return thirdPartyNotices({ outputs: { "dist/cli.cjs": output } }, root);
  }

  it("contain the name, the version and the licence of each library, including scoped and nested ones", () => {
    install("node_modules/plain", { LICENSE: "plain licence" });
    install("node_modules/@scope/scoped", { "licence.md": "scoped licence" });
    install("node_modules/plain/node_modules/nested", { "LICENSE-MIT.txt": "nested licence" });
    const text = noticesOf({
      "node_modules/plain/index.js": 1,
      "node_modules/plain/other.js": 1,
      "node_modules/@scope/scoped/lib/index.js": 1,
      "node_modules/plain/node_modules/nested/index.js": 1,
      "src/cli/main.ts": 1,
    });
    expect(text.match(/^\S+ 1\.2\.3\n\n.+$/gm)).toEqual([
      "@scope/scoped 1.2.3\n\nscoped licence",
      "plain 1.2.3\n\nplain licence",
      "nested 1.2.3\n\nnested licence",
    ]);
  });

  it("contain the notice of a library next to its licence", () => {
    install("node_modules/plain", { LICENSE: "plain licence", NOTICE: "made by its makers" });
    expect(noticesOf({ "node_modules/plain/index.js": 1 })).toContain("made by its makers");
  });

  it("omit a library without code in the bundle", () => {
    expect(noticesOf({ "node_modules/dropped/index.js": 0 })).not.toContain("dropped");
  });

  it("fail if a library has no licence text", () => {
    install("node_modules/bare", { NOTICE: "made by its makers" });
    expect(() => noticesOf({ "node_modules/bare/index.js": 1 })).toThrow("bare 1.2.3 has no licence file");
  });
});
