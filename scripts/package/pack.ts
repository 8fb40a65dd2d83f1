import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { sha256 } from "../contract/json.js";
import { run } from "../program.js";

/**
 * Builds and packs the package from a copy of the repository's files, so that no stale `dist` gets into it. Reuses the
 * tarball that was packed from the same files before.
 *
 * @returns Absolute path of the tarball.
 */
export async function packPackage(): Promise<string> {
  const files = await listSources();
  const hashes = files.map((file) => `${sha256(readFileSync(file))}  ${file}\n`);
  const folder = resolve(".cache/package");
  const tarball = join(folder, `${sha256(hashes.join("")).slice(0, 16)}.tgz`);
  if (existsSync(tarball)) return tarball;
  mkdirSync(folder, { recursive: true });
  const copy = mkdtempSync(join(folder, "copy-"));
  try {
    for (const file of files) cpSync(file, join(copy, file));
    symlinkSync(resolve("node_modules"), join(copy, "node_modules"), "junction");
    await run("npm", ["pack", "--silent"], { cwd: copy });
    const [packed] = readdirSync(copy).filter((name) => name.endsWith(".tgz"));
    renameSync(join(copy, String(packed)), tarball);
    return tarball;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The files of the working tree that git tracks or would add. */
async function listSources(): Promise<string[]> {
  const listed = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  return [...new Set(listed.split("\0"))].filter((file) => file !== "" && existsSync(file)).sort();
}
