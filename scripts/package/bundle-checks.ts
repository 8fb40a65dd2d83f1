import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { type BuildOptions, build } from "esbuild";
import webpack from "webpack";
import { atMost, type Check } from "../checks.js";
import type { Consumer } from "./consumer.js";

interface Target {
  readonly name: string;
  readonly options: BuildOptions;
}

const targets: readonly Target[] = [
  { name: "a browser", options: { platform: "browser" } },
  {
    name: "an edge runtime",
    options: { platform: "neutral", conditions: ["workerd", "worker"], mainFields: ["module", "main"] },
  },
];

/** The aim is 23 KiB for one version and 28 for both. Catalogs, errors and the checks before sending are the larger part. */
const sizes = [
  { name: "is small to bundle", entry: "bundle.ts", most: 29 * 1024 },
  { name: "is small to bundle for v1.0", entry: "bundle-v1.0.ts", most: 29 * 1024 },
  { name: "is small to bundle for both versions", entry: "bundle-both.ts", most: 30 * 1024 },
];

/** Checks bundles. For the first targets esbuild refuses Node's own modules. */
export function bundleChecks(consumer: Consumer): readonly Check[] {
  return [
    ...targets.map(({ name, options }) => ({
      name: `bundles for ${name} (esbuild)`,
      run: async () => {
        const file = join(consumer.folder, "bundle.js");
        await bundle(consumer, { ...options, format: "iife", globalName: "bundle", outfile: file });
        await consumer.run(process.execPath, "web.cjs", file);
        return undefined;
      },
    })),
    {
      name: "bundles ./node and ./undici as ES modules for Node (esbuild)",
      run: async () => {
        const alias = { undici: join(consumer.folder, "undici/index.mjs") };
        const options = {
          platform: "node",
          format: "esm",
          alias,
          outfile: join(consumer.folder, "bundle.mjs"),
        } as const;
        await bundle(consumer, options, "bundle-node.mjs");
        await consumer.run(process.execPath, "bundle.mjs");
        return undefined;
      },
    },
    ...["webpack-esm.mjs", "webpack-cjs.cjs"].map((entry) => ({
      name: `bundles without @azure/identity from ${entry} (webpack)`,
      run: async () => {
        await bundleWithWebpack(consumer, entry);
        await consumer.run(process.execPath, "bundle.cjs");
        return undefined;
      },
    })),
    ...sizes.map(({ name, entry, most }) => ({
      name,
      run: async () => {
        const options = { platform: "browser", format: "esm", minify: true, write: false } as const;
        const { outputFiles } = await bundle(consumer, options, entry);
        return atMost("bytes of gzip", gzipSync(outputFiles?.[0]?.contents ?? "", { level: 9 }).length, most);
      },
    })),
  ];
}

function bundle(consumer: Consumer, options: BuildOptions, entry = "bundle.ts") {
  return build({
    entryPoints: [join(consumer.folder, entry)],
    bundle: true,
    target: "es2022",
    external: ["@azure/identity"],
    logLevel: "silent",
    ...options,
  });
}

async function bundleWithWebpack({ folder }: Consumer, entry: string): Promise<void> {
  const compiler = webpack({
    context: folder,
    entry: `./${entry}`,
    mode: "production",
    target: "node",
    output: { path: folder, filename: "bundle.cjs" },
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  // A `require` in a `try` gives at most a warning. An `import()` gives one here and an error in older versions.
  const problems = stats?.toString({ all: false, errors: true, warnings: entry.endsWith(".mjs") });
  if (problems) throw new Error(problems);
}
