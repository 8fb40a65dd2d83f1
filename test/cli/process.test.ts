import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { processIo } from "../../src/cli/io.js";
import { version } from "../../src/version.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { bundleCommandLine } from "./bundle.js";
import { catalogId } from "./harness.js";

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
  it("reads its arguments, writes to its streams and ends with the exit code", async () => {
    const { argv } = process;
    let written = "";
    jest.spyOn(process.stderr, "write").mockImplementation((chunk) => {
      written += String(chunk);
      return true;
    });
    process.argv = ["node", "cli.cjs", "nonsense"];
    await import("../../src/cli/main.js");
    while (process.exitCode === undefined) await new Promise((resolve) => setImmediate(resolve));
    process.argv = argv;
    expect(written).toContain("error: unknown command 'nonsense'");
    expect(process.exitCode).toBe(2);
  });

  it("prints its version without loading the commands", async () => {
    const { argv } = process;
    const write = jest.spyOn(process.stdout, "write").mockReturnValue(true);
    process.argv = ["node", "cli.cjs", "--version"];
    jest.resetModules();
    jest.doMock("../../src/cli/run.js", () => {
      throw new Error("the commands are loaded");
    });
    await import("../../src/cli/main.js");
    process.argv = argv;
    expect(write.mock.calls).toEqual([[`${version}\n`]]);
  });

  it("listens to Ctrl-C and SIGTERM until it stops listening", () => {
    const listener = jest.fn();
    const before = process.listenerCount("SIGINT");
    const stop = processIo().onInterrupt(listener);
    process.emit("SIGINT");
    process.emit("SIGTERM");
    stop();
    expect(listener).toHaveBeenCalledTimes(2);
    expect(process.listenerCount("SIGINT")).toBe(before);
  });

  it("ends quietly when the reader of its output goes away", async () => {
    const bodies = join(folder, "bodies.jsonl");
    writeFileSync(bodies, "{}\n".repeat(5000));
    const child = spawn(process.execPath, [script, "check", bodies, "--json", "--quiet"]);
    await once(child.stdout, "data");
    child.stdout.destroy();
    const [messages, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
    expect({ messages, code }).toEqual({ messages: "", code: 1 });
  });

  it("ends by itself after a change", async () => {
    const child = spawn(process.execPath, [script, "emulator", "--quiet"]);
    const [endpoint] = await once(child.stdout, "data");
    const target = ["--catalog", catalogId, "--endpoint", String(endpoint).replace(/\n.*/s, "")];
    const adding = spawn(process.execPath, [script, "add", "External", "a", ...target]);
    expect(await Promise.all([text(adding.stdout), once(adding, "exit")])).toEqual([
      expect.stringContaining("outcome       added"),
      [0, null],
    ]);
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
  });
});
