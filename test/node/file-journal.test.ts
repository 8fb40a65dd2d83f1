import fs, {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import fc from "fast-check";
import { fileJournal, isJournalError, type Journal, JournalError } from "../../src/node/index.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const catalogId = "11111111-1111-1111-1111-111111111111";
let folder: string;
let path: string;
let opened: Journal[];

beforeEach(() => {
  folder = temporaryFolder("journal");
  path = join(folder, "groups.journal");
  opened = [];
});

afterEach(async () => {
  for (const journal of opened) await journal.close();
});

async function openJournal(): Promise<Journal> {
  const journal = fileJournal(path);
  await journal.open(catalogId);
  opened.push(journal);
  return journal;
}

async function problemOf(attempt: Promise<unknown>): Promise<JournalError> {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isJournalError(error)) throw new Error(`expected a JournalError, got ${String(error)}`);
  return error;
}

/** A closed journal with one resource finished and one in progress. */
async function writtenJournal(): Promise<string> {
  const journal = await openJournal();
  await journal.sending(["AadGroup/a", "AadGroup/b"]);
  await journal.finished([{ key: "AadGroup/a", outcome: "added" }]);
  await journal.close();
  return readFileSync(path, "utf8");
}

describe("fileJournal", () => {
  it("writes a header, one line for what is sent together, and one line for each outcome", async () => {
    const journal = await openJournal();
    await journal.sending(["AadGroup/a", "AadGroup/b"]);
    await journal.finished([
      { key: "AadGroup/a", outcome: "added" },
      { key: "AadGroup/b", outcome: "failed" },
    ]);
    expect(readFileSync(path, "utf8").split("\n")).toEqual([
      `{"journal":1,"catalogId":"${catalogId}"}`,
      '{"sending":["AadGroup/a","AadGroup/b"]}',
      '{"key":"AadGroup/a","outcome":"added"}',
      '{"key":"AadGroup/b","outcome":"failed"}',
      "",
    ]);
  });

  it("writes nothing when there is nothing to write", async () => {
    const journal = await openJournal();
    const before = readFileSync(path, "utf8");
    await journal.sending([]);
    await journal.finished([]);
    expect(readFileSync(path, "utf8")).toBe(before);
  });

  it("knows the last line of each resource, before it is closed and after it is opened again", async () => {
    let journal = fileJournal(path);
    expect(journal.stateOf("AadGroup/a")).toBeUndefined();
    journal = await openJournal();
    await journal.sending(["AadGroup/a", "AadGroup/b"]);
    await journal.finished([{ key: "AadGroup/b", outcome: "unknown" }]);
    const states = () => ["a", "b", "c"].map((id) => journal.stateOf(`AadGroup/${id}`));
    expect(states()).toEqual(["sending", "unknown", undefined]);
    await journal.close();
    journal = await openJournal();
    expect(states()).toEqual(["sending", "unknown", undefined]);
  });

  it("reads a file of many chunks, and keys of any characters", async () => {
    const journal = await openJournal();
    const keys = Array.from({ length: 5000 }, (_, index) => `AadGroup/é-${index}-${"x".repeat(index % 97)}`);
    keys.push('External/"a"\n', "External/ä中🙂", "External/\u2028");
    for (const key of keys) await journal.sending([key]);
    await journal.close();
    const again = await openJournal();
    expect(keys.filter((key) => again.stateOf(key) !== "sending")).toEqual([]);
  });

  it("is repaired wherever its last line was cut off", async () => {
    const whole = Buffer.from(await writtenJournal());
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        const cut = whole.subarray(0, length);
        writeFileSync(path, cut);
        const journal = await openJournal();
        await journal.finished([{ key: "AadGroup/z", outcome: "added" }]);
        await journal.close();
        const complete = cut.subarray(0, cut.lastIndexOf("\n") + 1).toString();
        const header = whole.subarray(0, whole.indexOf("\n") + 1).toString();
        expect(readFileSync(path, "utf8")).toBe(`${complete || header}{"key":"AadGroup/z","outcome":"added"}\n`);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    "not json",
    '{"key":"AadGroup/a","outcome":"sending"}',
    '{"key":"AadGroup/a","outcome":"lost"}',
    '{"key":7,"outcome":"added"}',
    '{"sending":[7]}',
    "null",
    "",
  ])("reports the file and the line of %j, and changes nothing", async (line) => {
    const text = `${await writtenJournal()}${line}\n{"torn`;
    writeFileSync(path, text);
    const error = await problemOf(openJournal());
    expect(error.problem).toBe("damaged");
    expect(error.message).toContain(`${path}:4 `);
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  it.each([
    ["displayName,originId\nSales,1\n", "is not the start of a journal. Use a file"],
    ["displayName,originId", "is not the start of a journal. Use a file"],
    ["[]\n", "is not the start of a journal. Use a file"],
    ['{"journal":2,"catalogId":"x"}\n', "was written by a newer version of this package. Update the package, or use a"],
  ])("refuses a file that starts with %j, and leaves it unchanged", async (text, why) => {
    writeFileSync(path, text);
    const error = await problemOf(openJournal());
    expect(error.problem).toBe("damaged");
    expect(error.message).toContain(`${path}:1 ${why}`);
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  it("refuses a line that is longer than any journal would write", async () => {
    await writtenJournal();
    appendFileSync(path, "x".repeat(17 * 1024 * 1024));
    expect((await problemOf(openJournal())).message).toContain(`${path}:4 `);
  });

  it("refuses another catalog, and accepts the same catalog in another case", async () => {
    await writtenJournal();
    const journal = fileJournal(path);
    opened.push(journal);
    const error = await problemOf(journal.open("22222222-2222-2222-2222-222222222222"));
    expect(error.problem).toBe("otherCatalog");
    expect(error.message).toContain(catalogId);
    await expect(journal.open(catalogId.toUpperCase())).resolves.toBeUndefined();
  });

  it("refuses the same catalog at another service, and names both", async () => {
    const journal = fileJournal(path);
    opened.push(journal);
    await journal.open(catalogId, "http://localhost");
    expect(readFileSync(path, "utf8")).toBe(`{"journal":1,"catalogId":"${catalogId}","service":"http://localhost"}\n`);
    await journal.close();
    const error = await problemOf(journal.open(catalogId, "https://graph.microsoft.com"));
    expect(error.problem).toBe("otherCatalog");
    expect(error.message).toBe(
      `${path} belongs to the catalog ${catalogId} at http://localhost, not ${catalogId} at ` +
        "https://graph.microsoft.com. Use another journal for this one.",
    );
  });

  it.each([
    ["the same service", "https://graph.microsoft.com", "https://graph.microsoft.com"],
    ["a header that names none", undefined, "https://graph.microsoft.com"],
    ["an open that names none", "https://graph.microsoft.com", undefined],
  ])("accepts %s", async (_, written, opening) => {
    const journal = fileJournal(path);
    opened.push(journal);
    await journal.open(catalogId, written);
    await journal.close();
    await expect(journal.open(catalogId, opening)).resolves.toBeUndefined();
  });

  it("shows what a header names without control characters", async () => {
    writeFileSync(path, '{"journal":1,"catalogId":"a\\u001b[2Jb"}\n');
    expect((await problemOf(openJournal())).message).toContain("belongs to the catalog a[2Jb, not");
  });

  it("continues a journal with a header that says which input it was started for", async () => {
    writeFileSync(path, `{"journal":1,"catalogId":"${catalogId}","input":"sha256:1"}\n{"key":"a","outcome":"added"}\n`);
    expect((await openJournal()).stateOf("a")).toBe("added");
  });

  it.each(["file", "folder"])("keeps out a second journal that uses a link to the %s", async (linked) => {
    await writtenJournal();
    const link = join(folder, "link");
    symlinkSync(linked === "file" ? path : folder, link);
    await openJournal();
    const other = fileJournal(linked === "file" ? link : join(link, "groups.journal"));
    expect((await problemOf(other.open(catalogId))).problem).toBe("inUse");
  });

  it("keeps out a second journal even if the target of a link does not exist yet", async () => {
    const link = join(folder, "link");
    symlinkSync("groups.journal", link);
    const journal = fileJournal(link);
    opened.push(journal);
    await journal.open(catalogId);
    expect((await problemOf(openJournal())).problem).toBe("inUse");
    expect(readdirSync(folder).sort()).toEqual(["groups.journal", "groups.journal.lock", "link"]);
  });

  it("refuses a file with more than one hard link, because its lock would not be seen under its other name", async () => {
    const text = await writtenJournal();
    linkSync(path, join(folder, "other"));
    const error = await problemOf(openJournal());
    expect({ problem: error.problem, outcome: error.outcome }).toEqual({ problem: "unusable", outcome: "notCreated" });
    expect(error.message).toContain(`${path} cannot be used as a journal (it has more than one hard link)`);
    expect(readFileSync(path, "utf8")).toBe(text);
  });

  it("refuses anything that is not a regular file", async () => {
    path = "/dev/null";
    expect((await problemOf(openJournal())).message).toContain(
      "/dev/null cannot be used as a journal (it is not a regular",
    );
  });

  it("becomes readable only by its owner, unless it is something else", async () => {
    await writtenJournal();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    chmodSync(path, 0o644);
    await (await openJournal()).close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    writeFileSync(path, "displayName\n");
    chmodSync(path, 0o644);
    await problemOf(openJournal());
    expect(statSync(path).mode & 0o777).toBe(0o644);
  });

  it("keeps out a second journal while it is open", async () => {
    const first = await openJournal();
    const error = await problemOf(openJournal());
    expect(error.problem).toBe("inUse");
    expect(error.message).toContain(`${path} is in use by process ${process.pid} since`);
    await first.close();
    await expect(openJournal()).resolves.toBeDefined();
  });

  it("removes its lock when it is closed, even twice, and if it cannot be opened", async () => {
    const journal = await openJournal();
    await journal.close();
    await journal.close();
    expect(existsSync(`${path}.lock`)).toBe(false);
    writeFileSync(path, "something else\n");
    await problemOf(openJournal());
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it("says why a folder cannot be used", async () => {
    path = join(folder, "missing", "groups.journal");
    const error = await problemOf(openJournal());
    expect(error).toBeInstanceOf(JournalError);
    expect(error).toMatchObject({ name: "JournalError", problem: "unusable", outcome: "notCreated" });
    expect(error.message).toContain(`${path} cannot be used as a journal (ENOENT)`);
  });

  it("refuses to write before it is opened", async () => {
    expect((await problemOf(fileJournal(path).sending(["AadGroup/a"]))).problem).toBe("unusable");
  });
});

type WriteSync = (fd: number, bytes: Buffer, offset?: number, length?: number) => number;
const reallyWrite = fs.writeSync as WriteSync;

/** Replaces the system's write until the end of the test. */
function write(replacement: WriteSync): void {
  jest.spyOn(fs, "writeSync").mockImplementation(replacement as typeof fs.writeSync);
}

const noSpace = () => Object.assign(new Error("no space left on device"), { code: "ENOSPC" });

describe("writing a file journal", () => {
  let journal: Journal;

  beforeEach(async () => {
    journal = await openJournal();
  });

  afterEach(() => {
    jest.restoreAllMocks();
  });

  it("writes the lines of one call together", async () => {
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

  it("continues after a partial write", async () => {
    write((fd, bytes, offset = 0) => reallyWrite(fd, bytes, offset, Math.min(7, bytes.length - offset)));
    await journal.sending(["AadGroup/ä", "AadGroup/b"]);
    expect(readFileSync(path, "utf8").split("\n")[1]).toBe('{"sending":["AadGroup/ä","AadGroup/b"]}');
  });

  it.each([
    ["a send that must not follow", () => journal.sending(["a"]), "notCreated"],
    ["an outcome that is now unknown", () => journal.finished([{ key: "a", outcome: "added" }]), "unknown"],
  ])("rejects with %s if the disk is full", async (_, writeLine, outcome) => {
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
    await journal.open(catalogId);
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
