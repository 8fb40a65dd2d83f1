import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const target = "es2022";

/**
 * Writes the modules of the package to `dist/esm`, one file each, with source maps that hold the sources. The generated
 * tables need neither map nor white space: nobody debugs into them.
 */
export async function buildModules(): Promise<void> {
  const own = filesIn("src", ".ts").filter((file) => !/^src.(?:cli|emulator)\b/.test(file));
  const shared = { outdir: "dist/esm", outbase: ".", format: "esm", target, logLevel: "warning" } as const;
  await build({ ...shared, entryPoints: [...own], sourcemap: true });
  await build({ ...shared, entryPoints: [...filesIn("generated", ".ts")], minifyWhitespace: true });
  // The emulator runs in Node only and shares nothing with the client, so one copy of it serves both kinds of module.
  mkdirSync("dist/esm/src/emulator", { recursive: true });
  const names = Object.keys(createRequire(import.meta.url)(resolve("dist/cjs/src/emulator/index.js")));
  const source = `export { ${names.join(", ")} } from "../../../cjs/src/emulator/index.js";\n`;
  writeFileSync("dist/esm/src/emulator/index.js", source);
}

/** Prints the compiled files anew: the compiler can leave comments out of the code only together with the declarations'. */
export async function stripComments(folder: string): Promise<void> {
  const shared = { outdir: folder, outbase: folder, allowOverwrite: true, target, logLevel: "warning" } as const;
  const tables = filesIn(join(folder, "generated"), ".js");
  await build({ ...shared, entryPoints: filesIn(folder, ".js").filter((file) => !tables.includes(file)) });
  await build({ ...shared, entryPoints: [...tables], minifyWhitespace: true });
}

function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name));
}
