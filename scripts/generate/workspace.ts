import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { hasCode } from "../files.js";
import { paths, readSettings, type Settings } from "./project.js";

/** A private copy of the inputs, and the folder where the new tree is built. It is on the same volume as `generated/`. */
export interface Workspace {
  /** Root of the repository, which has the installed packages and the old tree. */
  readonly root: string;
  /** Folder of the copied inputs, with the paths of the repository. */
  readonly inputs: string;
  /** Folder of the new tree. */
  readonly tree: string;
  readonly settings: Settings;
}

/**
 * Runs `use` in a new workspace, and removes the workspace afterwards. The inputs are copied first, so that an edit during
 * the run cannot mix two versions, and no tool reads any other configuration file in the root.
 */
export async function withWorkspace<T>(root: string, use: (workspace: Workspace) => Promise<T>): Promise<T> {
  const cache = join(root, paths.cache);
  mkdirSync(cache, { recursive: true });
  removeAbandoned(cache);
  const inputs = mkdtempSync(join(cache, `run-${process.pid}-`));
  try {
    const settings = readSettings(root);
    copyInputs(root, inputs, settings);
    return await use({ root, inputs, tree: join(inputs, paths.output), settings });
  } finally {
    rmSync(inputs, { recursive: true, force: true });
  }
}

/** Name of the wrapper's configuration in the workspace. */
export const wrapperConfigWithCache = "openapitools.workspace.json";

function copyInputs(root: string, inputs: string, { wrapperConfig }: Settings): void {
  for (const path of ["spec", paths.tools, paths.wrapperConfig]) {
    cpSync(join(root, path), join(inputs, path), { recursive: true });
  }
  mkdirSync(join(inputs, paths.output));
  // The wrapper resolves its cache against the working directory, which is the workspace. The cache must stay in the root.
  const command = wrapperConfig["generator-cli"];
  const withCache = { "generator-cli": { ...command, storageDir: resolve(root, command.storageDir) } };
  writeFileSync(join(inputs, wrapperConfigWithCache), JSON.stringify({ ...wrapperConfig, ...withCache }));
}

/** Removes the workspaces of killed runs. The name of a workspace contains the process id. */
function removeAbandoned(cache: string): void {
  for (const name of readdirSync(cache)) {
    const pid = /^run-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, "ESRCH");
  }
}
