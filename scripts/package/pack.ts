import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { sha256 } from "../contract/json.js";
import { listFiles } from "../files.js";
import { run } from "../program.js";

/** What the package is built from, besides the files that are packed unchanged. */
const buildSources = [
  "LICENSE",
  "README.md",
  "generated",
  "package-lock.json",
  "package.json",
  "scripts/build",
  "scripts/command.ts",
  "scripts/contract",
  "scripts/files.ts",
  "scripts/review",
  "src",
  "spec",
  "test",
];

function sourcesIn(root: string): readonly string[] {
  const { files } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly files: readonly string[];
  };
  const shipped = files.filter(
    (file) => file !== "dist" && !buildSources.some((source) => file.startsWith(`${source}/`)),
  );
  return [...buildSources, ...shipped, "tsconfig.json"].filter((source) => existsSync(join(root, source)));
}

/**
 * Builds and packs the package from a copy of its sources, so that no stale `dist` gets into it. Reuses the tarball that
 * was packed from the same sources before.
 *
 * @returns Absolute path of the tarball.
 */
export async function packPackage(root = process.cwd()): Promise<string> {
  const folder = resolve(root, ".cache/package");
  const tarball = join(folder, `${digestOf(root)}.tgz`);
  if (existsSync(tarball)) return tarball;
  mkdirSync(folder, { recursive: true });
  const copy = mkdtempSync(join(folder, "copy-"));
  try {
    for (const source of sourcesIn(root)) cpSync(join(root, source), join(copy, source), { recursive: true });
    symlinkSync(resolve(root, "node_modules"), join(copy, "node_modules"), "junction");
    await run("npm", ["pack", "--silent"], { cwd: copy });
    const [packed] = readdirSync(copy).filter((name) => name.endsWith(".tgz"));
    renameSync(join(copy, String(packed)), tarball);
    return tarball;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function digestOf(root: string): string {
  const files = sourcesIn(root).flatMap((source) => filesOf(root, source));
  return sha256(files.map((file) => `${sha256(readFileSync(join(root, file)))}  ${file}\n`).join("")).slice(0, 16);
}

function filesOf(root: string, path: string): readonly string[] {
  if (statSync(join(root, path)).isFile()) return [path];
  return listFiles(join(root, path)).map((name) => `${path}/${name}`);
}
