import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesOf, readVersions } from "../contract/versions.js";
import { readYaml } from "../contract/yaml.js";

/** Copies the version of package.json to the other files of the project that state it. */
export function writeVersion(root: string): void {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly version: string };
  edit(join(root, "src/transport/version.ts"), (text) => text.replace(/".*"/, `"${version}"`));
  for (const file of readVersions(root).map((name) => filesOf(name).spec)) {
    edit(join(root, file), (text) => {
      const lines = text.split("\n");
      const index = readYaml(text, file).lineOf("/info/version") - 1;
      lines[index] = (lines[index] ?? "").replace(/version: *\S+/, `version: ${version}`);
      return lines.join("\n");
    });
  }
}

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, "utf8")));
}
