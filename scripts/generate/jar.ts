import { existsSync, readFileSync, rmSync } from "node:fs";
import { CommandFailure } from "../command.js";
import { sha256 } from "../contract/json.js";
import { commandScript, jarPath, paths, type Settings } from "./project.js";
import { runNode, type ToolOptions } from "./run-tool.js";
import { wrapperConfigWithCache } from "./workspace.js";

/**
 * Makes sure that the openapi-generator jar is in its cache and is the one that was pinned, before it is ever run.
 * @returns path of the jar
 */
export async function requireJar(root: string, settings: Settings, options: ToolOptions): Promise<string> {
  const jar = jarPath(root, settings);
  const name = `openapi-generator ${settings.generatorVersion}`;
  if (!existsSync(jar)) {
    const reason = await download(root, options);
    if (!existsSync(jar)) {
      throw new CommandFailure(
        "environment",
        `${name}: the jar is not at ${jar} and could not be downloaded (${reason}); connect and try again.`,
      );
    }
  }
  const digest = sha256(readFileSync(jar));
  if (digest !== settings.jarSha256) {
    rmSync(jar);
    throw new CommandFailure(
      "environment",
      `${name}: the jar had SHA-256 ${digest}, but ${paths.tools} pins ${settings.jarSha256}; it was deleted, run the command again to fetch it anew.`,
    );
  }
  return jar;
}

/** Lets the wrapper fetch the jar of openapitools.json. Its exit code says nothing: see below. */
async function download(root: string, options: ToolOptions): Promise<string> {
  const wrapper = commandScript(root, "@openapitools/openapi-generator-cli", "openapi-generator-cli");
  // The wrapper has no command that only downloads: it runs the jar right after. With `-version #` the shell
  // and Java ignore the jar, so that nothing is executed whose digest was not checked.
  // And it never removes the folder it downloads into, so that one is made where it goes with the workspace.
  const environment = { JAVA_OPTS: "-version #", TMPDIR: options.cwd, TMP: options.cwd, TEMP: options.cwd };
  const { stdout, stderr } = await runNode(wrapper, ["--openapitools", wrapperConfigWithCache, "version"], {
    ...options,
    environment,
  });
  return /Download failed, because of: "([^"\n]*)"/.exec(stdout + stderr)?.[1] ?? "no reason given";
}
