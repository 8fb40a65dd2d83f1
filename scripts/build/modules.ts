import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { build, type Plugin, transform } from "esbuild";
import { listFiles } from "../files.js";

const common = { target: "es2022", logLevel: "warning" } as const;

/**
 * Bundles the ES modules of the package into `dist/esm`, because one file loads faster than sixty. They are not minified and
 * have no source map, which would be a fifth of the package and show the same code with its types.
 */
export async function buildModules(): Promise<void> {
  const shared = {
    ...common,
    bundle: true,
    packages: "external",
    outdir: "dist/esm",
    outbase: ".",
    format: "esm",
  } as const;
  await build({
    ...shared,
    entryPoints: ["src/index.ts", "src/v1.0.ts"],
    chunkNames: "src/shared-[hash]",
    splitting: true,
    plugins: [compactTables],
  });
  // With a part shared, the root entry would be more files. They share no state, and errors know those of another copy.
  await build({ ...shared, entryPoints: ["src/node/index.ts", "src/undici.ts"] });
  shareModule("src/emulator/index.js");
}

/** Writes the compiled files again without comments. The compiler would remove them from the declarations too. */
export async function stripComments(folder: string): Promise<void> {
  const shared = { ...common, outdir: folder, outbase: folder, allowOverwrite: true } as const;
  const tables = filesIn(join(folder, "generated"), ".js");
  const entryPoints = filesIn(folder, ".js").filter((file) => !tables.includes(file));
  await build({ ...shared, entryPoints, plugins: [withPlainRequire] });
  await build({ ...shared, entryPoints: tables, minifyWhitespace: true });
}

/** Bundlers see an optional `require` only directly inside the `try`, and not in the wrapper that the compiler writes. */
const withPlainRequire: Plugin = {
  name: "plain-require",
  setup({ onLoad }) {
    onLoad({ filter: /\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      return { contents: source.replace(/Promise\.resolve\(\)\.then\(\(\) => (require\(.+?\))\)/g, "$1") };
    });
  },
};

/** The generated tables without whitespace. */
const compactTables: Plugin = {
  name: "compact-tables",
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]generated[/\\].*\.ts$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), {
        ...common,
        loader: "ts",
        minifyWhitespace: true,
      });
      return { contents: code, loader: "js" };
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

function filesIn(folder: string, ending: string): string[] {
  const names = listFiles(folder).filter((name) => name.endsWith(ending));
  return names.map((name) => join(folder, name));
}
