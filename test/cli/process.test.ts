import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { processIo } from "../../src/cli/io.js";
import { version } from "../../src/transport/version.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { bundleCommandLine } from "./bundle.js";
import { catalogId, failOutput, Terminal } from "./harness.js";

const terminal = new Terminal();
let folder: string;
let script: string;

beforeAll(() => {
  folder = temporaryFolder("process");
  script = bundleCommandLine(folder);
});

afterEach(() => {
  process.exitCode = undefined;
  process.stdout.removeAllListeners("error");
  jest.restoreAllMocks();
});

/** Runs the program in this process. */
async function runMain(...args: readonly string[]): Promise<void> {
  const { argv } = process;
  process.argv = ["node", "cli.cjs", ...args];
  jest.resetModules();
  await import("../../src/cli/main.js");
  process.argv = argv;
}

describe("the process", () => {
  it("reads its arguments, writes to its streams and ends with the exit code", async () => {
    let written = "";
    const write = (chunk: unknown, done?: unknown) => {
      written += String(chunk);
      if (typeof done === "function") done();
      return true;
    };
    jest.spyOn(process.stderr, "write").mockImplementation(write);
    const exit = jest.spyOn(process, "exit").mockReturnValue(undefined as never);
    await runMain("nonsense");
    while (exit.mock.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(written).toContain("error: unknown command 'nonsense'");
    expect(exit.mock.calls).toEqual([[2]]);
  });

  it("prints its version without loading the commands", async () => {
    const write = jest.spyOn(process.stdout, "write").mockReturnValue(true);
    jest.doMock("../../src/cli/run.js", () => {
      throw new Error("the commands are loaded");
    });
    await runMain("--version");
    expect(write.mock.calls).toEqual([[`${version}\n`]]);
  });

  it.each([
    ["EPIPE", undefined, []],
    ["ENOSPC", 5, [["error: standard output cannot be written (ENOSPC)\n"]]],
  ])("ends without a stack trace when its version cannot be written (%s)", async (code, exitCode, messages) => {
    jest.spyOn(process.stdout, "write").mockReturnValue(true);
    const write = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    await runMain("--version");
    process.stdout.emit("error", Object.assign(new Error("write"), { code }));
    expect({ exitCode: process.exitCode, messages: write.mock.calls }).toEqual({ exitCode, messages });
  });

  it("exits with 5 when its help cannot be written", async () => {
    terminal.reset();
    failOutput(terminal, "ENOSPC");
    const err = "error: standard output cannot be written (ENOSPC)\n";
    expect(await terminal.run("--help")).toEqual({ code: 5, out: "", err });
  });

  it("ends when a credential that ignores Ctrl-C keeps a socket open", async () => {
    const module = join(folder, "node_modules", "@azure", "identity");
    mkdirSync(module, { recursive: true });
    const credential =
      'exports.DefaultAzureCredential = class { getToken() { require("net").createServer().listen(0); console.error("asked"); return new Promise(() => {}); } };';
    writeFileSync(join(module, "index.js"), credential);
    const child = spawn(process.execPath, [script, "list", "--catalog", catalogId]);
    await once(child.stderr, "data");
    child.kill("SIGINT");
    const [messages, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
    expect(messages).toMatch(/^error: The command was interrupted.*\n$/);
    expect(code).toBe(130);
  });

  // The pipe of a shell holds less than what Node uses for its children.
  (process.platform === "win32" ? it.skip : it)("loses no message that is longer than a pipe holds", async () => {
    const file = join(folder, "g.csv");
    writeFileSync(file, `originSystem,originId\n${"AadGroup,x\n".repeat(100)}`);
    const path = `${folder}${"/.".repeat(1900)}/g.csv`;
    const line = '"$0" "$@" 2>&1 | "$0" -e "process.stdin.pipe(process.stdout)"';
    const command = [process.execPath, script, "import", path, "--catalog", catalogId];
    const messages = await text(spawn("sh", ["-c", line, ...command]).stdout);
    expect(messages.match(/g\.csv:\d+: originId is "x"/g)).toHaveLength(100);
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
