import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "../../scripts/review/run.js";
import { captureOutput } from "../support/output.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { projectFolder, testFile } from "./project.js";

const settings = ["user.name=A", "user.email=a@library.example", "commit.gpgsign=false", "tag.gpgsign=false"];

export function git(folder: string, ...parameters: readonly string[]): void {
  const options = settings.flatMap((setting) => ["-c", setting]);
  execFileSync("git", ["-C", folder, ...options, ...parameters], { stdio: "ignore" });
}

export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

let template: string | undefined;

/** A separate folder that contains the fixture project, committed once. */
export function createRepository(): string {
  template ??= commitProject();
  const folder = temporaryFolder("review");
  cpSync(template, folder, { recursive: true, preserveTimestamps: true });
  return folder;
}

function commitProject(): string {
  const folder = temporaryFolder("review");
  cpSync(projectFolder, folder, { recursive: true });
  mkdirSync(join(folder, "test"));
  renameSync(join(folder, "tests.txt"), join(folder, testFile));
  git(folder, "init", "--quiet");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "-m", "Begin");
  return folder;
}

/** Runs the command on a folder. Its reports go to `out` in that folder. */
export async function runReview(folder: string, ...commandLine: readonly string[]) {
  const { printed, ...output } = captureOutput();
  const flags = ["--root", folder, "--out", join(folder, "out"), ...commandLine];
  const code = await run(flags, { ...output, today: () => "2026-06-01" });
  return { code, out: printed.out, error: printed.err };
}
