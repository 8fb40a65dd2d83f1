import { once } from "node:events";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "@jest/globals";
import { findProperty, requireProperty } from "../../src/cli/input/columns.js";
import { readCsv } from "../../src/cli/input/csv.js";
import type { HeaderOptions } from "../../src/cli/input/header.js";
import { readJson, readJsonLines } from "../../src/cli/input/json.js";
import { type InputRecord, newNotes } from "../../src/cli/input/records.js";
import { readSource } from "../../src/cli/input/source.js";
import { processIo } from "../../src/cli/io.js";
import { withEmulator } from "./harness.js";

const context = withEmulator();
const guid = "00000001-1111-4222-8333-444444444444";

async function csv(text: string, options: Partial<HeaderOptions> = {}): Promise<InputRecord[]> {
  const records: InputRecord[] = [];
  for await (const record of readCsv(text, { map: new Map(), needed: [], notes: newNotes(), ...options }))
    records.push(record);
  return records;
}

describe("CSV", () => {
  it("finds properties by their names in whatever case, nested ones by their path", async () => {
    const environment = "accesspackageresourceenvironment";
    const text = `ORIGINID,OriginSystem,${environment}.ORIGINID,${environment}.id\na,AadGroup,https://x/,e\n`;
    expect(await csv(text)).toEqual([
      {
        line: 2,
        value: {
          originId: "a",
          originSystem: "AadGroup",
          accessPackageResourceEnvironment: { originId: "https://x/", id: "e" },
        },
      },
    ]);
  });

  it("leaves empty cells out and trims the others", async () => {
    expect(await csv("originId,displayName\n a ,\n")).toEqual([{ line: 2, value: { originId: "a" } }]);
  });

  it.each([[","], [";"], ["\t"]])("finds out that %j separates", async (mark) => {
    const text = `${['"originId"', '"displayName"'].join(mark)}\n${["a", '"b,c;d"'].join(mark)}`;
    expect(await csv(text)).toEqual([{ line: 2, value: { originId: "a", displayName: "b,c;d" } }]);
  });

  it("is not misled by separators within a quoted name", async () => {
    expect(await csv('"a;b;c;""d""",originId\n1,2\n')).toEqual([{ line: 2, value: { originId: "2" } }]);
  });

  it("counts lines as an editor does, with line feeds in cells and mixed line ends", async () => {
    const text = 'originId,description\r\na,"two\nlines"\n\nb,"three\r\nline\rs"\r\nc,d';
    expect((await csv(text)).map(({ line }) => line)).toEqual([2, 5, 8]);
  });

  it("keeps letters of any alphabet whole, wherever a chunk ends", async () => {
    const names = Array.from({ length: 9000 }, (_, index) => `${"x".repeat(index % 3)}🙂ü`);
    const records = await csv(`originId\n${names.join("\n")}\n`);
    expect(records.map(({ value }) => (value as { originId: string }).originId)).toEqual(names);
  });

  it("tells columns it knows nothing of, but not those that are left out on purpose", async () => {
    const notes = newNotes();
    await csv("originId,mail,note,,id,\na,b,c,d\n", { map: new Map([["note", undefined]]), notes });
    expect([[...notes.ignored], [...notes.setByService]]).toEqual([["mail"], ["id"]]);
  });

  it.each([
    ["originId,ORIGINID", "the columns originId and ORIGINID both hold originId: rename one"],
    ["Object Id,origin_id", "the columns Object Id and origin_id both hold originId: leave one out with --map COLUMN="],
    [
      "mail,name",
      "no column holds originId; the columns are mail, name. Say what they hold with --map COLUMN=originId",
    ],
    ["type,id", "no column holds originId; the columns are type, id. Say what they hold with --map id=originId"],
    ["id,name", "no column holds originId; the columns are id, name. Say what they hold with --map id=originId"],
    [
      "Group id",
      "no column holds originId; the columns are Group id. Say what they hold with --map 'Group id'=originId. If the header is in a later line, delete what is above it; if it has other separators, use commas",
    ],
    [`${guid},Sales`, `this is no header, because it holds ${guid}: write one above it, such as originSystem,originId`],
    ["URL,name", "no column holds originId; the columns are URL, name. Say what they hold with --map URL=originId"],
  ])("refuses the header %j", async (header, problem) => {
    expect(await csv(`${header}\na,b\n`, { needed: [requireProperty("originId")] })).toEqual([{ line: 1, problem }]);
  });

  it("refuses a mapping of a column that is not there", async () => {
    const map = new Map([["id", requireProperty("originId")]]);
    expect(await csv("originId\na\n", { map })).toEqual([
      { line: 1, problem: "nothing is called id, which --map names" },
    ]);
  });

  it("refuses a line with more cells than the header has, and reads on", async () => {
    const records = await csv("originId,displayName\na,b,c\nd,e\n");
    expect(records.map(({ line, problem }) => [line, problem])).toEqual([
      [2, "the header has 2 columns, this line 3: put quotes around a value with a delimiter"],
      [3, undefined],
    ]);
  });

  it.each([
    ['"b\nc\n', /^a quote \("\) is opened here/],
    ['"b" c\n', /^a quote \("\) stands within a value/],
    ['b "c"\n', /^a quote \("\) stands within a value/],
    [`"${"x".repeat(1024 * 1024 + 100)}"\n`, /^the record is longer than 1048576 bytes/],
  ])("names the line of a mistake with quotes behind the lines before it", async (row, problem) => {
    const records = await csv(`originId\na\n\r\n${row}`);
    expect(records).toEqual([
      { line: 2, value: { originId: "a" } },
      { line: 4, problem: expect.stringMatching(problem) },
    ]);
  });

  it("reads an empty text as nothing", async () => {
    expect(await csv("")).toEqual([]);
  });
});

describe("JSON", () => {
  const json = (text: string) => [...readJson(text)];

  it("reads each item of an array with the line it starts in", () => {
    expect(json('\n[ {"a": "]},"},\n  [1,\n2],\n\n 3\n]\n')).toEqual([
      { line: 2, value: { a: "]}," } },
      { line: 3, value: [1, 2] },
      { line: 6, value: 3 },
    ]);
  });

  it("reads a single value", () => {
    expect(json('\n{"a": 1}\n')).toEqual([{ line: 2, value: { a: 1 } }]);
  });

  it("reads an empty array as nothing", () => {
    expect(json(" [ ] ")).toEqual([]);
  });

  it("names the line of each mistake", () => {
    const text = '[\n{"a": 1\n "b": 2},\n,\n{"c": "\\"}, \n {"d": 4}\n]';
    expect(json(text).map(({ line }) => line)).toEqual([3, 4, 5, 7]);
  });

  it("does not speak of positions, which would count from within the text", () => {
    for (const text of ['[{"a" 1}]', "[tru]", '[{"a": 1,}]', '["a]', "nope"]) {
      const [record] = json(text);
      expect(record?.problem).toMatch(
        /^(not valid JSON: (?!.*(position|is not valid JSON)).+|the array is not closed.*)$/,
      );
    }
  });

  it.each([
    ["[1,\n", 1, 'the array is not closed: "]" is missing at its end'],
    ["[1,\n2", 2, 'the array is not closed: "]" is missing at its end'],
    ["[1]\n\n2", 3, "what is around the list is not valid JSON"],
    ['{"value":[1]\n,}', 2, "what is around the list is not valid JSON"],
    [`[${"[".repeat(20_000)}${"]".repeat(20_000)}]`, 1, "this has more than 64 levels of objects and arrays"],
    ['{"a":'.repeat(20_000), 1, "this has more than 64 levels of objects and arrays"],
    [`["${"\\n".repeat(600_000)}"]`, 1, "this is longer than 1048576 characters"],
    ["[1,\n]", 2, "there is a comma without a value"],
    ["[,1]", 1, "there is a comma without a value"],
  ])("refuses %j", (text, line, problem) => {
    expect(json(text)).toContainEqual({ line, problem });
  });

  it.each([
    ['{"@odata.context": "x",\n"value": [{"value": [1]},\n2]}', 2],
    ['{"a": {"value": [7]}, "b": ["value"], "value"\n :\n[{"value": [1]},2], "Count": 2}', 3],
  ])("reads the items of the list in %j", (text, line) => {
    expect(json(text)).toMatchObject([{ line, value: { value: [1] } }, { value: 2 }]);
  });

  it("reads a value that is no list as one", () => {
    expect(json('{"value": 1, "x": [2]}')).toEqual([{ line: 1, value: { value: 1, x: [2] } }]);
  });

  it("reads JSON Lines with any line end and without the last one", () => {
    expect([...readJsonLines('{"a":1}\r\n\n  \n2')]).toEqual([
      { line: 1, value: { a: 1 } },
      { line: 4, value: 2 },
    ]);
  });
});

describe("a source", () => {
  const read = (file: string) => readSource(processIo(), file, undefined);

  it.each([
    ["a.csv", "csv"],
    ["a.JSON", "json"],
    ["a.jsonl", "jsonl"],
    ["a.ndjson", "jsonl"],
    ["a.tsv", "csv"],
  ])("knows what %s is by its ending", async (name, format) => {
    expect(await read(context.terminal.file(name, "x"))).toMatchObject({ format, text: "x" });
  });

  const text = "originId,displayName\r\nä,中\r\n";
  const utf16be = (value: string) => Buffer.from(value, "utf16le").swap16();

  it.each<[string, string | Buffer]>([
    ["UTF-8", text],
    ["UTF-8 with its mark, twice", `\ufeff\ufeff${text}`],
    ["UTF-16", Buffer.from(text, "utf16le")],
    ["UTF-16 with its mark", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16, big endian", utf16be(text)],
    ["UTF-16, big endian, with its mark", utf16be(`\ufeff${text}`)],
  ])("is read in %s", async (_, content) => {
    expect((await read(context.terminal.file("a.csv", content))).text).toBe(text);
  });

  it.each([
    ["a.txt", "x", "say what FILE is with --format: csv, json, jsonl"],
    ["a.csv", Buffer.from([0xe4, 0x2c]), 'FILE is neither UTF-8 nor UTF-16: save it as UTF-8 (in Excel, "CSV UTF-8")'],
    ["a.csv", Buffer.from("\ufeff\0a\0", "utf16le"), "FILE is neither UTF-8 nor UTF-16"],
    ["a.csv", "a\0b", "FILE is neither UTF-8 nor UTF-16"],
    ["a.xlsx", "PK\x03\x04\x14", "FILE is an Excel workbook (.xlsx) or another ZIP file: save it as CSV"],
    ["a.csv", Buffer.from("d0cf11e0a1b1", "hex"), "FILE is an Excel workbook (.xls, or one with a password)"],
    ["a.json", "%PDF-1.7", "FILE is a PDF"],
    ["a.csv", Buffer.from("1f8b08", "hex"), "FILE is compressed with gzip"],
    ["a.csv", "\ufeff\n<html>", "FILE is HTML or XML"],
    ["a.csv", Buffer.alloc(256 * 1024 * 1024 + 1), "FILE is larger than 256 MiB: split it"],
  ])("refuses %s", async (name, content, message) => {
    const file = context.terminal.file(name, content);
    await expect(read(file)).rejects.toThrow(message.replace("FILE", file));
  });

  it.each([
    ["missing.csv", "cannot be read (ENOENT)"],
    ["", "is a folder: name a file or a pipe"],
    ["/dev/zero", "is a device: name a file or a pipe"],
  ])("says why %j cannot be read", async (name, message) => {
    const file = resolve(context.terminal.folder, name);
    await expect(readSource(processIo(), file, "csv")).rejects.toThrow(`${file} ${message}`);
  });

  it("says that a socket cannot be read", async () => {
    const file = join(context.terminal.folder, "socket");
    const server = createServer().listen(file);
    await once(server, "listening");
    await expect(readSource(processIo(), file, "csv")).rejects.toThrow(`${file} is a socket`);
    server.close();
  });

  it("says that standard input cannot be read", async () => {
    const stdin = Readable.from(
      (async function* () {
        yield await Promise.reject(new Error("broken"));
      })(),
    );
    await expect(readSource({ ...processIo(), stdin }, "-", "csv")).rejects.toThrow(
      "standard input cannot be read (Error: broken)",
    );
  });

  it("is read no further than its limit where it has no end", async () => {
    const chunk = Buffer.alloc(64 * 1024 * 1024);
    const stdin = Readable.from(
      (function* () {
        for (;;) yield chunk;
      })(),
    );
    await expect(readSource({ ...processIo(), stdin }, "-", "csv")).rejects.toThrow("larger than 256 MiB: split it");
  });

  it("asks what standard input is", async () => {
    const { terminal, target } = context;
    const { code, err } = await terminal.run("import", "-", ...target);
    expect({ code, err }).toEqual({
      code: 2,
      err: "error: say what standard input is with --format: csv, json, jsonl\n",
    });
  });
});

describe("properties", () => {
  it.each([
    "displayName",
    "\u00a0DISPLAYNAME\u200b",
    "display_name",
    "Display-Name",
    "Group name [displayName] Required",
  ])("are found by the name %j", (name) => {
    expect(findProperty(name)?.name).toBe("displayName");
  });

  it("are those a caller may send", () => {
    expect(findProperty("accessPackageResourceEnvironment@odata.bind")?.path).toHaveLength(1);
    const others = ["id", "addedBy", "nothing", "constructor", "__proto__"].map(findProperty);
    expect(others).toEqual(others.map(() => undefined));
    expect(() => requireProperty("attributes")).toThrow("there is no property attributes; known are ");
  });
});
