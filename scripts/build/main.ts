import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { exitCodeOf } from "../command.js";
import { run } from "../program.js";
import { buildCommandLine } from "./command-line.js";
import { shareDeclarations } from "./declarations.js";
import { buildModules, stripComments } from "./modules.js";

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly import: { readonly default: string } }>>;
}

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
/** The modules that users can import, each as its path in `dist/esm`, such as `src/index`. */
const entries = Object.values(manifest.exports)
  .filter((target) => typeof target !== "string")
  .map((target) => target.import.default.replace(/^\.\/dist\/esm\/|\.js$/g, ""));

try {
  rmSync("dist", { recursive: true, force: true });
  const compiler = "node_modules/typescript/bin/tsc";
  await run(process.execPath, [compiler, "-p", "scripts/build/tsconfig.cjs.json"]);
  await stripComments("dist/cjs");
  for (const [folder, type] of [
    ["esm", "module"],
    ["cjs", "commonjs"],
  ] as const) {
    mkdirSync(`dist/${folder}`, { recursive: true });
    // The nearest package.json decides which kind of module a .js file is.
    writeFileSync(`dist/${folder}/package.json`, `${JSON.stringify({ type, sideEffects: false })}\n`);
  }
  await buildModules();
  shareDeclarations(entries);
  await buildCommandLine();
} catch (error) {
  process.exitCode = exitCodeOf(error, "the build", (message) => console.error(`build: ${message}`));
}
