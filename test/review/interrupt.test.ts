import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { hasCode } from "../../scripts/generate/files.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { page, projectFolder } from "./project.js";

jest.setTimeout(60_000);

let folder = "";
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = temporaryFolder("review-interrupt");
});

afterEach(() => {
  child?.kill("SIGKILL");
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

/** Writes the page once it is read, unless the process ends before: what is written to nobody is lost. */
async function feed(pipe: string, reader: ChildProcess): Promise<void> {
  while (reader.exitCode === null && reader.signalCode === null) {
    try {
      // Without O_NONBLOCK, opening it would wait for a reader that may have ended.
      const writer = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
      writeSync(writer, page);
      closeSync(writer);
      return;
    } catch (error) {
      if (!hasCode(error, "ENXIO")) throw error;
      await setImmediate();
    }
  }
}

describe("npm run review", () => {
  it("exits 130 when it is interrupted, and leaves the reports as they were", async () => {
    const out = join(folder, "out");
    mkdirSync(out);
    writeFileSync(join(out, "review.md"), "old");
    const pipe = join(folder, "page");
    execFileSync("mkfifo", [pipe]);
    const started = await startWaiting(out, pipe);
    const closed = once(started, "exit");
    started.kill("SIGINT");
    await feed(pipe, started);
    expect(await closed).toEqual([130, null]);
    expect(readdirSync(out)).toEqual(["review.md"]);
    expect(readFileSync(join(out, "review.md"), "utf8")).toBe("old");
  });
});
