import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

/** The command line is one file with its libraries in it, so that the SDK's users never install them. */
const commandLine = "src/cli/main.ts";

rmSync("dist", { recursive: true, force: true });
for (const [folder, type] of [
  ["esm", "module"],
  ["cjs", "commonjs"],
] as const) {
  execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", `scripts/build/tsconfig.${folder}.json`], {
    stdio: "inherit",
  });
  mkdirSync(`dist/${folder}`, { recursive: true });
  // Node decides by the nearest package.json whether a .js file is a module.
  writeFileSync(`dist/${folder}/package.json`, `${JSON.stringify({ type, sideEffects: false })}\n`);
}
if (existsSync(commandLine)) {
  await build({
    entryPoints: [commandLine],
    outfile: "dist/cli.cjs",
    bundle: true,
    platform: "node",
    target: "node20.19",
    format: "cjs",
    minify: true,
    legalComments: "none",
    external: ["@azure/identity"],
    banner: { js: "#!/usr/bin/env node" },
  });
}
