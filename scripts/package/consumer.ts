import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { sizeOf } from "../files.js";
import { run } from "../program.js";

export const packageName = "access-package-resource-requests";

/** A project that has installed only the tarball. It is outside this repository, so that it finds nothing else of ours. */
export class Consumer {
  private constructor(
    readonly folder: string,
    /** Paths of the installed packages, ours included. */
    readonly packages: readonly string[],
    /** Their size, in bytes. */
    readonly bytes: number,
  ) {}

  static async install(tarball: string): Promise<Consumer> {
    const folder = mkdtempSync(join(tmpdir(), "consumer-"));
    writeFileSync(join(folder, "package.json"), '{ "name": "consumer", "private": true }\n');
    await run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", tarball], { cwd: folder });
    const lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")) as { packages: object };
    const packages = Object.keys(lock.packages).filter((path) => path !== "");
    const bytes = packages.reduce((sum, path) => sum + sizeOf(join(folder, path)), 0);
    cpSync(resolve("test/package/consumers"), folder, { recursive: true });
    cpSync(join(folder, "node_modules", packageName), join(folder, "node_modules/second-copy"), { recursive: true });
    return new Consumer(folder, packages, bytes);
  }

  /** The folder of the installed package. */
  get installed(): string {
    return join(this.folder, "node_modules", packageName);
  }

  /** Runs one of the consumer's files. */
  run(node: string, ...args: readonly string[]): Promise<string> {
    return run(node, args, { cwd: this.folder });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
