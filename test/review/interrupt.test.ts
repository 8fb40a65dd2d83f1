import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { temporaryFolder } from "../support/temporary-folder.js";
import { projectFolder } from "./project.js";

/** Interrupts the process it is loaded into as soon as that process announces that it writes. */
const interruption = `data:text/javascript,${encodeURIComponent(`
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = (text) => {
    if (text === "review: writing\\n") process.kill(process.pid, "SIGINT");
    return write(text);
  };
`)}`;

describe("npm run review", () => {
  it("exits 130 when it is interrupted, and leaves the reports as they were", () => {
    const out = join(temporaryFolder("review-interrupt"), "out");
    mkdirSync(out);
    writeFileSync(join(out, "review.md"), "old");
    const parameters = ["--verbose", "--root", projectFolder, "--out", out];
    const node = ["--import", interruption, "--import", "tsx", "scripts/review/main.ts", ...parameters];
    const { status, stderr } = spawnSync(process.execPath, node, { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 130, stderr: expect.stringMatching(/review: writing\n$/) });
    expect(readdirSync(out)).toEqual(["review.md"]);
    expect(readFileSync(join(out, "review.md"), "utf8")).toBe("old");
  });

  it("ends without a stack trace if its reader closes the pipe early", async () => {
    const node = ["--import", "tsx", "scripts/review/main.ts", "--json", "--root", projectFolder];
    const review = spawn(process.execPath, node, { stdio: ["ignore", "pipe", "pipe"] });
    review.stdout.destroy();
    let errors = "";
    review.stderr.on("data", (text) => {
      errors += text;
    });
    expect(await once(review, "close")).toEqual([1, null]);
    expect(errors).not.toMatch(/EPIPE|\n {4}at /);
  });
});
