import { writeFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { build, type Plugin } from "esbuild";
import { thirdPartyNotices } from "./notices.js";

const folder = "src/cli";

/**
 * Writes the command line as one file with its libraries, so that users of the SDK never install them, and the notices
 * that their licences require. The file does not contain the SDK itself, which is next to it in the package.
 */
export async function buildCommandLine(): Promise<void> {
  const { metafile } = await build({
    entryPoints: [`${folder}/main.ts`],
    outfile: "dist/cli.cjs",
    bundle: true,
    platform: "node",
    target: "node20.19",
    format: "cjs",
    mainFields: ["module", "main"],
    minify: true,
    legalComments: "none",
    external: ["@azure/identity", "undici"],
    banner: { js: "#!/usr/bin/env node" },
    plugins: [besideIt],
    metafile: true,
  });
  writeFileSync("dist/THIRD-PARTY-NOTICES.txt", thirdPartyNotices(metafile));
}

/** Leaves out what the package contains anyway. */
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
