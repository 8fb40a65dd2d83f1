import { existsSync, readFileSync, rmSync } from "node:fs";
import { CommandFailure } from "../command.js";
import { sha256 } from "../contract/json.js";
import { jarPath, paths, type Settings } from "./project.js";
import { runPackage, type ToolOptions } from "./run-tool.js";
import { wrapperConfigWithCache } from "./workspace.js";

/**
 * Makes sure that the jar of openapi-generator is in the cache, and that it is the pinned one, before it ever runs.
 *
 * @returns Path of the jar.
 */
export async function requireJar(root: string, settings: Settings, options: ToolOptions): Promise<string> {
  const jar = jarPath(root, settings);
  const name = `openapi-generator ${settings.generatorVersion}`;
  if (!existsSync(jar)) {
    const reason = await download(root, options);
    if (!existsSync(jar)) {
      throw new CommandFailure(
        "environment",
        `${name}: the jar is not at ${jar} and could not be downloaded (${reason}). Connect to the network and try again.`,
      );
    }
  }
  const digest = sha256(readFileSync(jar));
  if (digest !== settings.jarSha256) {
    rmSync(jar);
    throw new CommandFailure(
      "environment",
      `${name}: the jar had SHA-256 ${digest}, but ${paths.tools} pins ${settings.jarSha256}. The jar was deleted. Run the command again, or pin the digest of a new version.`,
    );
  }
  return jar;
}

/** Lets the wrapper download the jar of openapitools.json. Its exit code says nothing, because the jar does not run. */
async function download(root: string, options: ToolOptions): Promise<string> {
  // The wrapper has no command that only downloads: it runs the jar at once. With `-version #`, the shell and Java ignore
  // the jar, so that nothing runs before its digest is checked. The wrapper also leaves its download folder behind, so
  // that folder is in the workspace.
  const environment = { JAVA_OPTS: "-version #", TMPDIR: options.cwd, TMP: options.cwd, TEMP: options.cwd };
  const { stdout, stderr } = await runPackage(
    root,
    ["@openapitools/openapi-generator-cli", "openapi-generator-cli"],
    ["--openapitools", wrapperConfigWithCache, "version"],
    { ...options, environment },
  );
  return /Download failed, because of: "([^"\n]*)"/.exec(stdout + stderr)?.[1] ?? "no reason given";
}
