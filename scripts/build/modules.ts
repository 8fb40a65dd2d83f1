import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { build, type Plugin } from "esbuild";
import { listFiles } from "../files.js";

const target = "es2022";

/** What needs Node: it shares nothing with the client but types and names, so one copy serves both kinds of module. */
const nodeOnly = /^src[/\\](?:cli|emulator|node|undici)\b/;

/**
 * Writes the modules of the package to `dist/esm`, one file each, with source maps that hold the sources. The generated
 * tables need neither map nor white space: nobody debugs into them.
 */
export async function buildModules(): Promise<void> {
  const own = filesIn("src", ".ts").filter((file) => !nodeOnly.test(file));
  const shared = { outdir: "dist/esm", outbase: ".", format: "esm", target, logLevel: "warning" } as const;
  await build({ ...shared, entryPoints: [...own], sourcemap: true, plugins: [withoutDocstrings] });
  await build({ ...shared, entryPoints: [...filesIn("generated", ".ts")], minifyWhitespace: true });
  for (const entry of ["src/emulator/index.js", "src/node.js", "src/undici.js"]) shareModule(entry);
}

/** The declarations have them, and in the maps they would be the larger part. Their lines stay, so that places do. */
const withoutDocstrings: Plugin = {
  name: "without-docstrings",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = source.replace(/^ *\/\*\*.*?\*\/$/gms, (docstring) => docstring.replace(/.+/g, ""));
      return { contents, loader: "ts" };
    });
  },
};

function shareModule(entry: string): void {
  const names = Object.keys(createRequire(import.meta.url)(resolve("dist/cjs", entry)));
  const file = join("dist/esm", entry);
  mkdirSync(dirname(file), { recursive: true });
  const shared = relative(dirname(file), join("dist/cjs", entry)).replaceAll(sep, "/");
  writeFileSync(file, `export { ${names.join(", ")} } from "${shared}";\n`);
}

/** Prints the compiled files anew: the compiler can leave comments out of the code only together with the declarations'. */
export async function stripComments(folder: string): Promise<void> {
  const shared = { outdir: folder, outbase: folder, allowOverwrite: true, target, logLevel: "warning" } as const;
  const tables = filesIn(join(folder, "generated"), ".js");
  const entryPoints = filesIn(folder, ".js").filter((file) => !tables.includes(file));
  await build({ ...shared, entryPoints, plugins: [withPlainRequire] });
  await build({ ...shared, entryPoints: [...tables], minifyWhitespace: true });
}

/** A `require` of an optional package is one to bundlers only directly inside the `try`, not in the compiler's wrapping. */
const withPlainRequire: Plugin = {
  name: "with-plain-require",
  setup({ onLoad }) {
    onLoad({ filter: /\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = source.replace(/Promise\.resolve\(\)\.then\(\(\) => (require\(.+?\))\)/g, "$1");
      return { contents };
    });
  },
};

function filesIn(folder: string, ending: string): readonly string[] {
  const names = listFiles(folder).filter((name) => name.endsWith(ending));
  return names.map((name) => join(folder, name));
}
