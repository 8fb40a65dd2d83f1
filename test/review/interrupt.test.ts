import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { page, projectFolder } from "./project.js";

jest.setTimeout(60_000);

let folder = "";
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "review-interrupt-"));
});

afterEach(() => {
  child?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the command with a page that it waits for: nothing can be read of it until somebody writes. */
async function startWaiting(out: string, pipe: string): Promise<ChildProcess> {
  const parameters = ["--verbose", "--root", projectFolder, "--out", out, "--page", pipe];
  const started = spawn(process.execPath, ["--import", "tsx", "scripts/review/main.ts", ...parameters], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  child = started;
  await new Promise<void>((resolve) => {
    started.stderr.on("data", (chunk: Buffer) => {
      if (chunk.includes("review: reading")) resolve();
    });
  });
  return started;
}

describe("npm run review", () => {
  it("exits 130 when it is interrupted, and leaves the reports as they were", async () => {
    const out = join(folder, "out");
    mkdirSync(out);
    writeFileSync(join(out, "review.md"), "old");
    const pipe = join(folder, "page");
    execFileSync("mkfifo", [pipe]);
    // Open for both, so that neither opening it nor writing waits for a process that may have ended.
    const writer = openSync(pipe, "r+");
    const started = await startWaiting(out, pipe);
    const closed = once(started, "exit");
    started.kill("SIGINT");
    writeSync(writer, page);
    closeSync(writer);
    expect(await closed).toEqual([130, null]);
    expect(readdirSync(out)).toEqual(["review.md"]);
    expect(readFileSync(join(out, "review.md"), "utf8")).toBe("old");
  });
});
