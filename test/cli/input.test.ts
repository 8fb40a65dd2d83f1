import { resolve } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { apiOf } from "../../src/cli/api-versions.js";
import { readCsv } from "../../src/cli/input/csv.js";
import type { HeaderOptions } from "../../src/cli/input/header.js";
import { readJson, readJsonLines } from "../../src/cli/input/json.js";
import { type InputRecord, newNotes } from "../../src/cli/input/records.js";
import { readSource } from "../../src/cli/input/source.js";
import { processIo } from "../../src/cli/io.js";
import { withEmulator } from "./harness.js";

const context = withEmulator();
const { terminal, run } = context;
const { columns } = apiOf("beta", {});
const guid = "00000001-1111-4222-8333-444444444444";

function csv(text: string, options: Partial<HeaderOptions> = {}): InputRecord[] {
  return readCsv(text, { columns, map: new Map(), needed: [], notes: newNotes("column"), ...options });
}

describe("CSV", () => {
  it("finds properties by their names in any case, nested ones by their path", () => {
    const environment = "accesspackageresourceenvironment";
    const text = `ORIGINID,OriginSystem,${environment}.ORIGINID,${environment}.id\na,AadGroup,https://x/,e\n`;
    const accessPackageResourceEnvironment = { originId: "https://x/", id: "e" };
    const value = { originId: "a", originSystem: "AadGroup", accessPackageResourceEnvironment };
    expect(csv(text)).toEqual([{ line: 2, value }]);
  });

  it("omits empty cells and trims the others", async () => {
    expect(csv("originId,displayName\n a ,\n")).toEqual([{ line: 2, value: { originId: "a" } }]);
  });

  it("ignores delimiters within a quoted name", async () => {
    expect(csv('"a;b;c;""d""",originId\n1,2\n')).toEqual([{ line: 2, value: { originId: "2" } }]);
  });

  it("counts lines as an editor does, with line feeds in cells and mixed line ends", async () => {
    const text = 'originId,description\r\na,"two\nlines"\n\nb,"three\r\nline\rs"\r\nc,d';
    expect(csv(text).map(({ line }) => line)).toEqual([2, 5, 8]);
  });

  it.each([
    ["originId,ORIGINID", "the columns originId and ORIGINID both contain originId: rename one"],
    [
      "Object Id,origin_id",
      "the columns Object Id and origin_id both contain originId: leave one out with --map COLUMN=",
    ],
    ["type,id", "no column contains originId; the columns are type, id. Add --map id=originId"],
    [
      "Group id",
      "no column contains originId; the columns are Group id. Add --map 'Group id'=originId. If the header is on a later line, delete the lines above it; if it uses another delimiter, use commas",
    ],
    [
      `${guid},Sales`,
      `this line is not a header, because it contains ${guid}: write a header above it, such as originSystem,originId`,
    ],
    [guid, `this line is not a header, because it contains ${guid}: write a header above it, such as originId`],
  ])("refuses the header %j", (header, problem) => {
    expect(csv(`${header}\na,b\n"`, { needed: ["originId"] })).toEqual([{ line: 1, problem }]);
  });

  it("refuses a line with more cells than the header has, and continues", () => {
    expect(csv("originId,displayName\na,b,c\nd,e\n")).toMatchObject([
      {
        line: 2,
        problem: "the header has 2 columns and this line has 3: put quotes around a value that contains a delimiter",
      },
      { line: 3, value: { originId: "d" } },
    ]);
  });

  it.each([
    ['"b\nc\n', /^a quote \("\) is opened here/],
    ['"b" c\n', /^there is a quote \("\) within a value/],
    ['b "c"\n', /^there is a quote \("\) within a value/],
    [`"${"x".repeat(1024 * 1024 + 100)}"\n`, /^the record is longer than 1048576 bytes/],
  ])("returns the rows before a misplaced quote, and the quote's line", (row, problem) => {
    expect(csv(`originId\na\n\r\n${row}`)).toEqual([
      { line: 2, value: { originId: "a" } },
      { line: 4, problem: expect.stringMatching(problem) },
    ]);
  });

  it("does not report a defect as a mistake in the file", () => {
    expect(() => csv("originId\na\n", { needed: undefined as never })).toThrow(TypeError);
  });
});

describe("JSON", () => {
  it.each([
    ['\n{"a": 1}\n', [{ line: 2, value: { a: 1 } }]],
    [' {"value": 1, "x": [2]}', [{ line: 1, value: { value: 1, x: [2] } }]],
    [" [ ] ", []],
    ["\n", []],
    [
      '\n[ {"a": "]},"},\n  [1,\n2],\n\n 3\n]\n',
      [
        { line: 2, value: { a: "]}," } },
        { line: 3, value: [1, 2] },
        { line: 6, value: 3 },
      ],
    ],
    [
      '{"a": {"value": [7]}, "b": ["value"], "value"\n :\n[{"value": [1]},2], "Count": 2}',
      [
        { line: 3, item: 1, value: { value: [1] } },
        { line: 3, item: 2, value: 2 },
      ],
    ],
  ])("reads the values in %j with the lines they start on", (text, records) => {
    expect(readJson(text)).toEqual(records);
  });

  it("finds the line of each mistake", () => {
    const text = '[\n{"a": 1\n "b": 2},\n,\n{"c": "\\"}, \n {"d": 4}\n]';
    expect(readJson(text).map(({ line }) => line)).toEqual([3, 4, 5, 6]);
  });

  it.each([
    ["[1,\n2", 2, "not valid JSON: close bracket expected"],
    ["[1]\n\n2", 3, "not valid JSON: end of file expected (if the file has one value per line, use --format jsonl)"],
    ['{"value":[1]\n,}', 2, "not valid JSON: property name expected"],
    ["[1,\n]", 2, "not valid JSON: value expected"],
    ["[,1]", 1, "not valid JSON: value expected"],
    ["[1}", 1, "not valid JSON: comma expected"],
    ['[{"a"\n1}]', 2, "not valid JSON: colon expected"],
    ['["a\n]', 1, "not valid JSON: unexpected end of string"],
    ["[1, // one\n2]", 1, "not valid JSON: invalid comment token"],
  ])("refuses %j", (text, line, problem) => {
    expect(readJson(text)[0]).toEqual({ line, problem });
  });

  it.each([
    ["this has more than 64 levels of objects and arrays", `[${"[".repeat(20_000)}${"]".repeat(20_000)}]`],
    ["this has more than 64 levels of objects and arrays", '{"a":'.repeat(20_000)],
    ["this is longer than 1048576 characters: split it", `["${"\\n".repeat(600_000)}"]`],
  ])("refuses a value of extreme size: %s", (problem, text) => {
    expect(readJson(text)).toEqual([{ line: 1, problem }]);
  });

  it("accepts no text that JSON.parse refuses", () => {
    const texts = fc.string({ unit: fc.constantFrom(...'[]{},:"\\/ \n\t01-.e+truefalsnu\u00a0') });
    fc.assert(
      fc.property(texts, (text) => expect(() => readJson(text)).not.toThrow()),
      { numRuns: 2000 },
    );
  });

  it("reads JSON Lines with any line end and without the last one", () => {
    expect(readJsonLines('{"a":1}\r\n\n  \n2\n[1')).toEqual([
      { line: 1, value: { a: 1 } },
      { line: 4, value: 2 },
      { line: 5, problem: "not valid JSON: close bracket expected" },
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
  ])("has the format of its ending: %s", async (name, format) => {
    expect(await read(terminal.file(name, "x"))).toMatchObject({ format, text: "x" });
  });

  const text = "originId,displayName\r\nä,中\r\n";

  it.each<[string, string | Buffer]>([
    ["UTF-8", text],
    ["UTF-8 with two byte order marks", `\ufeff\ufeff${text}`],
    ["UTF-16 with its byte order mark", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16, big endian, with its byte order mark", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
  ])("is read in %s", async (_, content) => {
    expect((await read(terminal.file("a.csv", content))).text).toBe(text);
  });

  it.each([
    ["a.txt", "x", "the format of FILE is unknown: specify --format csv|json|jsonl"],
    ["a.csv", Buffer.from([0xe4, 0x2c]), "FILE is neither UTF-8 nor UTF-16 with a byte order mark: save it as UTF-8"],
    ["a.csv", Buffer.from("a,b", "utf16le"), "FILE is neither UTF-8 nor UTF-16 with a byte order mark"],
    ["a.xlsx", "PK\x03\x04\x14", "FILE is an Excel workbook (.xlsx) or another ZIP file: save it as CSV"],
    ["a.csv", Buffer.from("d0cf11e0a1b1", "hex"), "FILE is an Excel workbook (.xls, or one with a password)"],
    ["a.json", "%PDF-1.7", "FILE is a PDF"],
    ["a.csv", Buffer.from("1f8b08", "hex"), "FILE is compressed with gzip"],
    ["a.csv", "\ufeff\n<html>", "FILE is HTML or XML"],
  ])("refuses %s", async (name, content, message) => {
    const file = terminal.file(name, content);
    await expect(read(file)).rejects.toThrow(message.replace("FILE", file));
  });

  it.each([
    ["missing.csv", "does not exist"],
    ["", "is neither a file nor a pipe"],
    ["/dev/zero", "is neither a file nor a pipe"],
  ])("reports why %j cannot be read", async (name, message) => {
    const file = resolve(terminal.folder, name);
    await expect(readSource(processIo(), file, "csv")).rejects.toThrow(`${file} ${message}`);
  });

  it("reports that standard input cannot be read", async () => {
    const stdin = new Readable({ read: () => stdin.destroy(new Error("broken")) });
    const reading = readSource({ ...processIo(), stdin }, "-", "csv");
    await expect(reading).rejects.toThrow("standard input cannot be read (Error: broken)");
  });

  it("is not read beyond its limit", async () => {
    const chunk = Buffer.alloc(64 * 1024 * 1024);
    const stdin = new Readable({ read: () => stdin.push(chunk) });
    await expect(readSource({ ...processIo(), stdin }, "-", "csv")).rejects.toThrow("larger than 256 MiB: split it");
  });

  it("on standard input needs a format", async () => {
    const err = "error: the format of standard input is unknown: specify --format csv|json|jsonl\n";
    expect(await run("import", "-")).toMatchObject({ code: 2, err });
  });
});

describe("properties", () => {
  it.each(["\u00a0DISPLAYNAME\u200b", "display_name", "Display-Name", "Group name [displayName] Required"])(
    "are found by the name %j",
    (name) => expect(columns.find(name)?.name).toBe("displayName"),
  );

  it("are those that a caller can send", () => {
    expect(columns.find("accessPackageResourceEnvironment@odata.bind")?.path).toHaveLength(1);
    const others = ["nothing", "constructor", "__proto__"].map((name) => columns.find(name));
    expect(others).toEqual(others.map(() => undefined));
    expect(["id", "addedBy"].map((name) => columns.find(name)?.isSetByService)).toEqual([true, true]);
  });
});
