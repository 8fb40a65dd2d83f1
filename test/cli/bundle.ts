import { join } from "node:path";
import { buildSync } from "esbuild";

/** The command line as one script in a folder, as built for the package. */
export function bundleCommandLine(folder: string): string {
  const outfile = join(folder, "cli.cjs");
  buildSync({
    entryPoints: ["src/cli/main.ts"],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20.19",
    format: "cjs",
    mainFields: ["module", "main"],
    external: ["@azure/identity", "undici"],
  });
  return outfile;
}
