import fs, { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { fileJournal, type Journal } from "../../src/node.js";
import { temporaryFolder } from "../support/temporary-folder.js";

type WriteSync = (fd: number, bytes: Buffer, offset?: number, length?: number) => number;
const reallyWrite = fs.writeSync as WriteSync;

/** Replaces the system's write, until the end of the test. */
function write(replacement: WriteSync): void {
  jest.spyOn(fs, "writeSync").mockImplementation(replacement as typeof fs.writeSync);
}

let folder: string;
let path: string;
let journal: Journal;

beforeEach(async () => {
  folder = temporaryFolder("journal");
  path = join(folder, "groups.journal");
  journal = fileJournal(path);
  await journal.open("catalog");
});

afterEach(async () => {
  jest.restoreAllMocks();
  await journal.close();
});

const noSpace = () => Object.assign(new Error("no space left on device"), { code: "ENOSPC" });

describe("writing a file journal", () => {
  it("writes the lines of one call at once", async () => {
    let writes = 0;
    write((fd, bytes, offset) => {
      writes += 1;
      return reallyWrite(fd, bytes, offset);
    });
    await journal.finished([
      { key: "a", outcome: "added" },
      { key: "b", outcome: "added" },
    ]);
    expect(writes).toBe(1);
  });

  it("goes on after a partial write", async () => {
    write((fd, bytes, offset = 0) => reallyWrite(fd, bytes, offset, Math.min(7, bytes.length - offset)));
    await journal.sending(["AadGroup/ä", "AadGroup/b"]);
    expect(readFileSync(path, "utf8").split("\n")[1]).toBe('{"sending":["AadGroup/ä","AadGroup/b"]}');
  });

  it.each([
    ["a send that must not follow", () => journal.sending(["a"]), "notCreated"],
    ["an outcome that is now unknown", () => journal.finished([{ key: "a", outcome: "added" }]), "unknown"],
  ])("rejects with %s when the disk is full", async (_, writeLine, outcome) => {
    write(() => {
      throw noSpace();
    });
    await expect(writeLine()).rejects.toMatchObject({ problem: "unusable", outcome });
    expect(journal.stateOf("a")).toBeUndefined();
  });

  it("writes nothing after half a line, until it is opened again", async () => {
    write((fd, bytes, offset = 0) => {
      if (offset > 0) throw noSpace();
      return reallyWrite(fd, bytes, offset, 5);
    });
    await expect(journal.sending(["a"])).rejects.toThrow("ENOSPC");
    jest.restoreAllMocks();
    await expect(journal.sending(["b"])).rejects.toThrow("ENOSPC");
    await journal.close();
    await journal.open("catalog");
    await journal.sending(["b"]);
    expect(readFileSync(path, "utf8").split("\n").slice(1)).toEqual(['{"sending":["b"]}', ""]);
  });

  it("quotes an error without a code", async () => {
    write(() => {
      throw new Error("worn out");
    });
    await expect(journal.sending(["a"])).rejects.toThrow("(Error: worn out)");
  });
});
