import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { findProperty, requireProperty } from "../../src/cli/input/columns.js";
import { type CsvOptions, readCsv } from "../../src/cli/input/csv.js";
import { readJson, readJsonLines } from "../../src/cli/input/json.js";
import type { InputRecord } from "../../src/cli/input/records.js";
import { readSource } from "../../src/cli/input/source.js";
import { processIo } from "../../src/cli/io.js";
import { withEmulator } from "./harness.js";

const context = withEmulator();

async function csv(text: string, options: Partial<CsvOptions> = {}): Promise<InputRecord[]> {
  const records: InputRecord[] = [];
  for await (const record of readCsv(text, { map: new Map(), needed: [], ...options })) records.push(record);
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
    const text = 'originId,description\r\na,"two\nlines"\n\nb,\r\nc,d';
    expect((await csv(text)).map(({ line }) => line)).toEqual([2, 5, 6]);
  });

  it("keeps letters of any alphabet whole, wherever a chunk ends", async () => {
    const names = Array.from({ length: 9000 }, (_, index) => `${"x".repeat(index % 3)}🙂ü`);
    const records = await csv(`originId\n${names.join("\n")}\n`);
    expect(records.map(({ value }) => (value as { originId: string }).originId)).toEqual(names);
  });

  it("tells columns it knows nothing of, but not those that are left out on purpose", async () => {
    const ignored: string[] = [];
    await csv("originId,mail,note,\na,b,c,d\n", {
      map: new Map([["note", undefined]]),
      onIgnored: (columns) => ignored.push(...columns),
    });
    expect(ignored).toEqual(["mail", ""]);
  });

  it.each([
    ["originId,ORIGINID\n", "two columns hold originId: leave one out with --map COLUMN="],
    ["id,name\n", "no column holds originId; the columns are id, name. Say which it is with --map COLUMN=originId"],
  ])("refuses the header %j", async (text, problem) => {
    expect(await csv(`${text}a,b\n`, { needed: [requireProperty("originId")] })).toEqual([{ line: 1, problem }]);
  });

  it("refuses a mapping of a column that is not there", async () => {
    const map = new Map([["id", requireProperty("originId")]]);
    expect(await csv("originId\na\n", { map })).toEqual([
      { line: 1, problem: "there is no column id, which --map names" },
    ]);
  });

  it("refuses a line with more cells than the header has, and reads on", async () => {
    const records = await csv("originId,displayName\na,b,c\nd,e\n");
    expect(records.map(({ line, problem }) => [line, problem])).toEqual([
      [2, "the header has 2 columns, this line 3: put quotes around a value with a separator"],
      [3, undefined],
    ]);
  });

  it("names the line of a quote that is not closed", async () => {
    const records = await csv('originId\na\n"b\n');
    expect(records.at(-1)).toMatchObject({ line: 3, problem: expect.stringContaining("Quote Not Closed") });
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
    for (const text of ['[{"a" 1}]', "[tru]", '[{"a": 1,}]', '["a]', "nope", ""]) {
      const [record] = json(text);
      expect(record?.problem).toMatch(
        /^(not valid JSON: (?!.*(position|is not valid JSON)).+|the array is not closed.*)$/,
      );
    }
  });

  it.each([
    ["[1,\n", 1, 'the array is not closed: "]" is missing at its end'],
    ["[1,\n2", 2, 'the array is not closed: "]" is missing at its end'],
    ["[1]\n\n2", 3, "something follows the array"],
    ["[1,\n]", 2, "there is a comma without a value"],
    ["[,1]", 1, "there is a comma without a value"],
  ])("refuses %j", (text, line, problem) => {
    expect(json(text)).toContainEqual({ line, problem });
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
  ])("knows what %s is by its ending", async (name, format) => {
    expect(await read(context.terminal.file(name, "x"))).toMatchObject({ format, text: "x" });
  });

  it("drops the byte order mark of UTF-8 and of UTF-16", async () => {
    const utf8 = context.terminal.file("a.csv", "\ufeffä");
    const utf16 = context.terminal.file("b.csv", Buffer.from("\ufeffä", "utf16le"));
    expect([(await read(utf8)).text, (await read(utf16)).text]).toEqual(["ä", "ä"]);
  });

  it("tells inputs apart by their SHA-256", async () => {
    expect((await read(context.terminal.file("a.csv", ""))).fingerprint).toBe(
      "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    );
  });

  it.each([
    ["a.txt", "x", "say what FILE is with --format: csv, json, jsonl"],
    ["a.csv", Buffer.from([0xe4, 0x2c]), 'FILE is not UTF-8: save it as UTF-8 (in Excel, "CSV UTF-8")'],
    ["a.csv", Buffer.alloc(256 * 1024 * 1024 + 1), "FILE is larger than 256 MiB: split it"],
  ])("refuses %s", async (name, content, message) => {
    const file = context.terminal.file(name, content);
    await expect(read(file)).rejects.toThrow(message.replace("FILE", file));
  });

  it("says that a file cannot be read", async () => {
    const file = join(context.terminal.folder, "missing.csv");
    await expect(read(file)).rejects.toThrow(`${file} cannot be read (ENOENT)`);
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
  it("are those a caller may send", () => {
    expect(findProperty(" DISPLAYNAME ")).toEqual({ name: "displayName", path: ["displayName"] });
    expect(findProperty("accessPackageResourceEnvironment@odata.bind")?.path).toHaveLength(1);
    expect([findProperty("addedBy"), findProperty("attributes"), findProperty("constructor")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
