import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { sizeOf } from "../files.js";
import { packPackage } from "../package/pack.js";
import { run } from "../program.js";
import { type Contender, contenders, ours, versionOf } from "./contenders.js";
import { peers } from "./prepare.js";
import type { Report } from "./report.js";

/** What a client adds to a bundle, and to a project that installs it. */
export async function size(): Promise<Report> {
  const rows: string[][] = [];
  for (const contender of contenders) rows.push(await measure(contender));
  return {
    name: "size",
    title: "Size",
    method:
      "Bundle: the few lines that create a client and send a request, bundled and minified by esbuild, after gzip. " +
      "Installed: into an empty project, with all dependencies; kiota's library without the models of the beta SDK, its " +
      "bundle with them.",
    columns: ["client", "version", "bundle, KiB gzip", "packages", "installed, MiB"],
    rows,
    checks: [],
  };
}

async function measure(contender: Contender): Promise<string[]> {
  const bundled = ((await bundle(contender)) / 1024).toFixed(1);
  return [contender.name, versionOf(contender), bundled, ...(await install(contender))];
}

async function bundle({ file }: Contender): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [join(peers, "contenders", `${file}.ts`)],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    // undici and Azure's client for Node need Node's own modules, which a bundle never contains.
    platform: "node",
    mainFields: ["module", "main"],
    external: ["@azure/identity"],
  });
  return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
}

/** How many packages an installation has, and their size in MiB. */
async function install({ packages }: Contender): Promise<string[]> {
  if (packages.length === 0) return ["–", "–"];
  const folder = mkdtempSync(join(tmpdir(), "size-"));
  try {
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    const wanted = await Promise.all(packages.map(pinned));
    await run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", ...wanted], { cwd: folder });
    const lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")) as { packages: object };
    const bytes = sizeOf(join(folder, "node_modules"));
    // The first entry is the project itself.
    return [String(Object.keys(lock.packages).length - 1), (bytes / 1024 ** 2).toFixed(2)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function pinned(name: string): Promise<string> {
  if (ours.packages.includes(name)) return packPackage();
  const { dependencies } = JSON.parse(readFileSync(join(peers, "package.json"), "utf8"));
  return `${name}@${dependencies[name]}`;
}
