import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { processIo } from "../../src/cli/io.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { bundleCommandLine } from "./bundle.js";

let folder: string;
let script: string;

beforeAll(() => {
  folder = temporaryFolder("process");
  script = bundleCommandLine(folder);
});

afterEach(() => {
  process.exitCode = undefined;
  jest.restoreAllMocks();
});

describe("the process", () => {
  it("takes its arguments, writes to its streams and ends with the exit code", async () => {
    const { argv } = process;
    let written = "";
    jest.spyOn(process.stderr, "write").mockImplementation((chunk) => {
      written += String(chunk);
      return true;
    });
    process.argv = ["node", "cli.cjs", "nonsense"];
    await import("../../src/cli/main.js");
    await new Promise((resolve) => setImmediate(resolve));
    process.argv = argv;
    expect(written).toContain("error: unknown command 'nonsense'");
    expect(process.exitCode).toBe(2);
  });

  it("is told of Ctrl-C and of SIGTERM as long as it wants to be", () => {
    const listener = jest.fn();
    const before = process.listenerCount("SIGINT");
    const stop = processIo().onInterrupt(listener);
    process.emit("SIGINT");
    process.emit("SIGTERM");
    stop();
    expect(listener).toHaveBeenCalledTimes(2);
    expect(process.listenerCount("SIGINT")).toBe(before);
  });

  it("ends quietly when the reader of its output leaves", async () => {
    const bodies = join(folder, "bodies.jsonl");
    writeFileSync(bodies, "{}\n".repeat(5000));
    const child = spawn(process.execPath, [script, "check", bodies, "--json", "--quiet"]);
    await once(child.stdout, "data");
    child.stdout.destroy();
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
    expect({ said, code }).toEqual({ said: "", code: 1 });
  });

  it("ends by itself after an import, with nothing left to wait for", async () => {
    const child = spawn(process.execPath, [script, "emulator", "--quiet"]);
    const [endpoint] = await once(child.stdout, "data");
    const target = ["--catalog", "beedadfe-01d5-4025-910b-84abb9369997", "--endpoint", String(endpoint).trim()];
    const adding = spawn(process.execPath, [script, "add", "External", "a", ...target]);
    expect(await Promise.all([text(adding.stdout), once(adding, "exit")])).toEqual([
      expect.stringContaining("outcome       added"),
      [0, null],
    ]);
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
  });
});
