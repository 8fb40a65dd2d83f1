import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { sha256 } from "../contract/json.js";
import { packPackage } from "../package/pack.js";
import { run } from "../program.js";

/** Where the contenders are installed: a separate package, so that none of them is ever installed with ours. */
export const peers = resolve("scripts/bench/peers");
/** The compiled workers. In node_modules they find the contenders, and git ignores them. */
export const compiled = join(peers, "node_modules/.bench");
const typescriptFetch = join(peers, "node_modules/generated-typescript-fetch");

/** Installs the contenders, packs our package and compiles what the measured processes run. Skips what is fresh. */
export async function prepare(): Promise<void> {
  await unlessFresh("peers", readFileSync(join(peers, "package-lock.json")), async () => {
    process.stderr.write("Installing the peers …\n");
    await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: peers });
  });
  await unlessFresh("typescript-fetch", readFileSync("spec/beta/openapi.yaml"), generateTypescriptFetch);
  const tarball = await packPackage();
  await unlessFresh("ours", Buffer.from(tarball), () => unpack(tarball));
  await compile();
}

async function unlessFresh(name: string, source: Buffer, make: () => Promise<void>): Promise<void> {
  const stamp = join(compiled, `${name}.stamp`);
  const digest = sha256(source);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  await make();
  mkdirSync(compiled, { recursive: true });
  writeFileSync(stamp, digest);
}

async function generateTypescriptFetch(): Promise<void> {
  process.stderr.write("Generating the typescript-fetch client …\n");
  rmSync(typescriptFetch, { recursive: true, force: true });
  await run("npx", [
    "openapi-generator-cli",
    "generate",
    ...["-g", "typescript-fetch"],
    ...["-i", "spec/beta/openapi.yaml"],
    ...["-o", typescriptFetch],
    "--additional-properties=npmName=generated-typescript-fetch,dateLibrary=string,modelPropertyNaming=original",
  ]);
  for (const project of ["tsconfig.json", "tsconfig.esm.json"]) {
    await run("npx", ["tsc", "-p", join(typescriptFetch, project)]);
  }
}

async function unpack(tarball: string): Promise<void> {
  const folder = join(peers, "node_modules/access-package-resource-requests");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await run("tar", ["-xzf", tarball, "--strip-components=1", "-C", folder]);
}

async function compile(): Promise<void> {
  const contenders = join(peers, "contenders");
  const workers = resolve("scripts/bench/workers");
  await build({
    entryPoints: [contenders, workers].flatMap((folder) => readdirSync(folder).map((name) => join(folder, name))),
    outdir: compiled,
    entryNames: "[name]",
    outExtension: { ".js": ".mjs" },
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
  });
}
