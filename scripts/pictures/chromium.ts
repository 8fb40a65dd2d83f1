import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { CommandFailure } from "../command.js";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts the Chromium of this machine without a window.
 *
 * @throws CommandFailure when there is none on the PATH.
 */
export async function launchChromium(): Promise<Browser> {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const ending = process.platform === "win32" ? ".exe" : "";
  const paths = folders.flatMap((folder) => names.map((name) => join(folder, `${name}${ending}`)));
  const executablePath = paths.find(isProgram);
  if (executablePath === undefined)
    throw new CommandFailure(
      "environment",
      `No browser was found: the PATH has none of ${names.join(", ")}. Install one, on Debian with apt-get install chromium.`,
    );
  // The pages of the reference also read their icons, which are separate files, from disk.
  return chromium.launch({ executablePath, args: ["--allow-file-access-from-files"] });
}
