import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { build, type Metafile, type Plugin } from "esbuild";

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
    minify: true,
    legalComments: "none",
    external: ["@azure/identity"],
    banner: { js: "#!/usr/bin/env node" },
    plugins: [besideIt],
    metafile: true,
  });
  writeFileSync("dist/THIRD-PARTY-NOTICES.txt", notices(metafile));
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

/** The licence of every library in the file. */
function notices({ inputs }: Metafile): string {
  const packages = new Set(
    Object.keys(inputs).flatMap((file) => /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []),
  );
  const parts = [...packages].sort().map((path) => {
    const { name, version } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
    const licence = readdirSync(path).find((file) => /^licen[cs]e/i.test(file));
    if (licence === undefined) throw new Error(`${name} has no licence file to reproduce in the notices.`);
    return `${name} ${version}\n\n${readFileSync(join(path, licence), "utf8").trim()}\n`;
  });
  return `dist/cli.cjs contains these libraries.\n\n${parts.join(`\n${"-".repeat(80)}\n\n`)}`;
}
