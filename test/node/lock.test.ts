import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs, { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { buildSync } from "esbuild";
import { takeLock } from "../../src/node/lock.js";
import { identify, isRunning } from "../../src/node/processes.js";
import { temporaryFolder } from "../support/temporary-folder.js";

let folder: string;
let file: string;
let lock: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = temporaryFolder("lock");
  file = join(folder, "groups.journal");
  lock = `${file}.lock`;
});

afterEach(async () => {
  jest.restoreAllMocks();
  for (const child of children.splice(0)) {
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  }
});

/** Id of a process that has ended. */
const endedPid = spawnSync(process.execPath, ["-e", ""]).pid;

function leaveLock(holder: object): void {
  const usual = { id: "left-behind", host: os.hostname(), since: "2026-11-24T12:00:00.000Z", pid: endedPid };
  writeFileSync(lock, JSON.stringify({ ...usual, ...holder }));
}

function holderPid(): unknown {
  return JSON.parse(readFileSync(lock, "utf8")).pid;
}

/** Does something once, just before the system links a file with a matching path. */
function beforeLink(path: RegExp, action: () => void): void {
  const link = fs.linkSync;
  let isDone = false;
  jest.spyOn(fs, "linkSync").mockImplementation((existing, target) => {
    if (!isDone && path.test(String(target))) {
      isDone = true;
      action();
    }
    link(existing, target);
  });
}

describe("the lock of a journal", () => {
  it("names its process, is refused to the same process too, and is removed when it is released", () => {
    const release = takeLock(file);
    expect(holderPid()).toBe(process.pid);
    expect(() => takeLock(file)).toThrow(`${file} is in use by process ${process.pid} since 2`);
    expect(readdirSync(folder)).toEqual(["groups.journal.lock"]);
    release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is refused while another process has it", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"]);
    children.push(child);
    leaveLock(identify(Number(child.pid)));
    expect(() => takeLock(file)).toThrow(`in use by process ${child.pid}`);
    child.kill("SIGKILL");
    await once(child, "exit");
    takeLock(file);
    expect(holderPid()).toBe(process.pid);
  });

  it("is taken over from a process that has ended", () => {
    leaveLock({});
    takeLock(file);
    expect(holderPid()).toBe(process.pid);
    expect(readdirSync(folder)).toEqual(["groups.journal.lock"]);
  });

  it("is taken over if the process id now belongs to another process", () => {
    leaveLock({ pid: process.pid, start: "an earlier boot/1" });
    takeLock(file);
    expect(readFileSync(lock, "utf8")).not.toContain("an earlier boot");
  });

  it("is taken over if a process that was taking it over has ended too", () => {
    leaveLock({});
    const claim = { id: "also-left", host: os.hostname(), since: "", pid: endedPid };
    writeFileSync(`${lock}.left-behind`, JSON.stringify(claim));
    takeLock(file);
    expect(readdirSync(folder)).toEqual(["groups.journal.lock"]);
  });

  it("is refused while another process takes it over", () => {
    leaveLock({});
    writeFileSync(`${lock}.left-behind`, JSON.stringify({ ...identify(1), id: "x", host: os.hostname(), since: "" }));
    expect(() => takeLock(file)).toThrow("in use by process 1 since");
  });

  it("is not taken over twice if another process was faster", () => {
    leaveLock({});
    beforeLink(/left-behind$/, () => leaveLock({ ...identify(process.ppid), id: "faster" }));
    expect(() => takeLock(file)).toThrow(`in use by process ${process.ppid}`);
    expect(JSON.parse(readFileSync(lock, "utf8")).id).toBe("faster");
  });

  it("is taken if it is released while it is being read", () => {
    leaveLock(identify(process.ppid));
    const read = fs.readFileSync;
    jest.spyOn(fs, "readFileSync").mockImplementation(((path: string, options: BufferEncoding) => {
      if (path === lock) rmSync(lock, { force: true });
      return read(path, options);
    }) as typeof fs.readFileSync);
    takeLock(file);
    jest.restoreAllMocks();
    expect(holderPid()).toBe(process.pid);
  });

  it("is refused with advice if another host has it", () => {
    leaveLock({ host: "other-host" });
    expect(() => takeLock(file)).toThrow(
      `on host other-host since 2026-11-24T12:00:00.000Z, and whether it is still running cannot be seen from here. If it is not, delete ${lock}.`,
    );
  });

  it.each(["", "not json", "{}", '{"id":"../x","host":"h","pid":1}', '{"id":"a","host":"h","pid":"1"}', '{"id":"a"}'])(
    "is refused if it contains %j",
    (text) => {
      writeFileSync(lock, text);
      expect(() => takeLock(file)).toThrow(
        `${lock} is not the lock of a journal. If nothing uses ${file}, delete ${lock}.`,
      );
    },
  );

  it.each<[string, (path: string) => void]>([
    ["a folder", (path) => fs.mkdirSync(path)],
    ["a link to nothing", (path) => fs.symlinkSync("nowhere", path)],
    ["a link to an endless file", (path) => fs.symlinkSync("/dev/zero", path)],
  ])("is refused if it is %s", (_, make) => {
    make(lock);
    expect(() => takeLock(file)).toThrow(
      `${lock} is not the lock of a journal. If nothing uses ${file}, delete ${lock}.`,
    );
    expect(readdirSync(folder)).toEqual(["groups.journal.lock"]);
  });

  it.each(["linkSync", "writeFileSync"] as const)("leaves nothing behind if %s fails", (name) => {
    const write = fs.writeFileSync;
    jest.spyOn(fs, name).mockImplementation(((target: string, _text: string, options: object) => {
      if (name === "writeFileSync") write(target, "", options);
      throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    }) as never);
    expect(() => takeLock(file)).toThrow("no space left on device");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("passes on the error if it cannot be read", () => {
    leaveLock({});
    jest.spyOn(fs, "readFileSync").mockImplementation(() => {
      throw Object.assign(new Error("permission denied"), { code: "EACCES" });
    });
    expect(() => takeLock(file)).toThrow("permission denied");
  });

  it("is not taken for a path that cannot be followed", () => {
    fs.symlinkSync("groups.journal", file);
    expect(() => takeLock(file)).toThrow("ELOOP");
  });

  it("is taken over by one of many processes that find it", async () => {
    const script = join(folder, "contender.cjs");
    buildSync({
      stdin: {
        contents: `import { takeLock } from "./src/node/lock.ts";
          process.stdin.once("data", () => {
            try { takeLock(process.argv[2]); console.log("won"); } catch { console.log("refused"); }
          });
          console.log("ready");`,
        resolveDir: process.cwd(),
      },
      bundle: true,
      platform: "node",
      outfile: script,
    });
    leaveLock({});
    const contenders = Array.from({ length: 6 }, () => spawn(process.execPath, [script, file]));
    children.push(...contenders);
    await Promise.all(contenders.map((child) => once(child.stdout, "data")));
    const responses = contenders.map(async (child) => String((await once(child.stdout, "data"))[0]).trim());
    for (const child of contenders) child.stdin.write("go");
    expect((await Promise.all(responses)).sort()).toEqual([...Array(5).fill("refused"), "won"]);
  });
});

describe("isRunning", () => {
  it("counts a process of another user as running", () => {
    jest.spyOn(process, "kill").mockImplementation(() => {
      throw Object.assign(new Error("not permitted"), { code: "EPERM" });
    });
    expect(isRunning(identify(process.pid))).toBe(true);
  });

  it("uses only the id where the system has nothing else", () => {
    jest.spyOn(fs, "readFileSync").mockImplementation(() => {
      throw new Error("no such file");
    });
    expect(identify(process.pid)).toEqual({ pid: process.pid });
    expect(isRunning({ pid: process.pid, start: "boot/1" })).toBe(true);
  });

  it.each(["Z", "X"])("counts a process in state %s, not yet reaped by its parent, as ended", (state) => {
    const fields = [state, ...Array(18).fill("0"), "77"].join(" ");
    jest
      .spyOn(fs, "readFileSync")
      .mockImplementation((path) => (String(path).endsWith("stat") ? `5 (a) b) ${fields}` : "boot\n"));
    expect(identify(process.pid)).toEqual({ pid: process.pid, start: "boot/77" });
    expect(isRunning({ pid: process.pid })).toBe(false);
  });
});
