import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { build, type Loader, type Plugin } from "esbuild";
import { listFiles } from "../files.js";

const common = { target: "es2022", logLevel: "warning" } as const;

/** Modules that need Node. They share only types and names with the client, so one copy serves both kinds of module. */
const nodeOnly = /^src[/\\](?:cli|emulator|node|undici)\b/;

/**
 * Writes the modules of the package to `dist/esm`, one file each, with source maps that contain the sources. The generated
 * tables get no map and no white space, because there is nothing to debug in them.
 */
export async function buildModules(): Promise<void> {
  const own = filesIn("src", ".ts").filter((file) => !nodeOnly.test(file));
  const shared = { ...common, outdir: "dist/esm", outbase: ".", format: "esm" } as const;
  await build({ ...shared, entryPoints: own, sourcemap: true, plugins: [withoutDocstrings] });
  // The compiler ran before, and kept only what the modules import.
  const tables = listFiles("dist/cjs/generated").filter((name) => name.endsWith(".js"));
  const entryPoints = tables.map((name) => join("generated", name.replace(/\.js$/, ".ts")));
  await build({ ...shared, entryPoints, minifyWhitespace: true });
  for (const entry of ["src/emulator/index.js", "src/node.js", "src/undici.js"]) shareModule(entry);
}

/** Writes the compiled files again without comments. The compiler could remove them only from the declarations, too. */
export async function stripComments(folder: string): Promise<void> {
  const shared = { ...common, outdir: folder, outbase: folder, allowOverwrite: true } as const;
  const tables = filesIn(join(folder, "generated"), ".js");
  const entryPoints = filesIn(folder, ".js").filter((file) => !tables.includes(file));
  await build({ ...shared, entryPoints, plugins: [withPlainRequire] });
  await build({ ...shared, entryPoints: tables, minifyWhitespace: true });
}

/** The declarations have the docstrings, which would be the larger part of a map. Empty lines keep the line numbers. */
const withoutDocstrings = rewrite("ts", (source) =>
  source.replace(/^ *\/\*\*.*?\*\/$/gms, (docstring) => docstring.replace(/.+/g, "")),
);

/** Bundlers see an optional `require` only directly inside the `try`, and not in the wrapper that the compiler writes. */
const withPlainRequire = rewrite("js", (source) =>
  source.replace(/Promise\.resolve\(\)\.then\(\(\) => (require\(.+?\))\)/g, "$1"),
);

function rewrite(loader: Loader, change: (source: string) => string): Plugin {
  return {
    name: `rewrite-${loader}`,
    setup({ onLoad }) {
      const filter = new RegExp(`\\.${loader}$`);
      onLoad({ filter }, async ({ path }) => ({ contents: change(await readFile(path, "utf8")), loader }));
    },
  };
}

function shareModule(entry: string): void {
  const names = Object.keys(createRequire(import.meta.url)(resolve("dist/cjs", entry)));
  const file = join("dist/esm", entry);
  mkdirSync(dirname(file), { recursive: true });
  const shared = relative(dirname(file), join("dist/cjs", entry)).replaceAll(sep, "/");
  writeFileSync(file, `export { ${names.join(", ")} } from "${shared}";\n`);
}

function filesIn(folder: string, ending: string): string[] {
  const names = listFiles(folder).filter((name) => name.endsWith(ending));
  return names.map((name) => join(folder, name));
}
