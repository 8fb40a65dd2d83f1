import { existsSync, writeFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { build, type Plugin } from "esbuild";
import { thirdPartyNotices } from "./notices.js";

const folder = "src/cli";
const main = `${folder}/main.ts`;

/**
 * Writes the command line as one file with its libraries in it, so that the SDK's users never install them, and what
 * their licences ask to be told. The SDK itself is not in it: it lies beside it.
 */
export async function buildCommandLine(): Promise<void> {
  if (!existsSync(main)) return;
  const { metafile } = await build({
    entryPoints: [main],
    outfile: "dist/cli.cjs",
    bundle: true,
    platform: "node",
    target: "node20.19",
    format: "cjs",
    mainFields: ["module", "main"],
    minify: true,
    legalComments: "none",
    external: ["@azure/identity"],
    banner: { js: "#!/usr/bin/env node" },
    plugins: [besideIt],
    metafile: true,
  });
  writeFileSync("dist/THIRD-PARTY-NOTICES.txt", thirdPartyNotices(metafile));
}

/** Leaves out what the package holds anyway. */
const besideIt: Plugin = {
  name: "beside-it",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) => {
      const target = relative(process.cwd(), resolve(resolveDir, path)).replaceAll(sep, "/");
      if (target === "package.json") return { path: "../package.json", external: true };
      const isBeside = /^(?:src|generated)\//.test(target) && !target.startsWith(`${folder}/`);
      return isBeside ? { path: `./cjs/${target}`, external: true } : undefined;
    });
  },
};
