import { linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import fs from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, jest } from "@jest/globals";
import { fastClock, header, jsonLines, rows, withEmulator } from "./harness.js";

const context = withEmulator();
const { terminal, run } = context;
/** Refuses the first `count` resources. */
const refuse = (code: string, count: number, status = 400) =>
  context.emulator.faults.next(...Array(count).fill({ kind: "status", status, code, level: "member" }));

describe("the failures of an import", () => {
  it.each([80, 120])("of 120 rows with one reason are one group at %d columns", async (columns) => {
    terminal.columns = columns;
    refuse("CallerNotResourceOwner", 120);
    const { code, out } = await run("import", terminal.file("g.csv", header + rows(120)));
    const lines = out.split("\n");
    expect(lines[0]).toBe("120 failed: CallerNotResourceOwner (lines 2–121)");
    expect(lines[1]).toMatch(/^ {2}The service refused the request with 400 CallerNotResourceOwner/);
    expect(lines.length).toBeLessThan(15);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(code).toBe(1);
  });

  it("are grouped by outcome and code, with the lines of each as ranges", async () => {
    const codes = ["a", "b", "a", "a", "b", "a"].map((name) => `Reason${name}`);
    for (const code of codes) refuse(code, 1);
    const { out } = await run("import", terminal.file("g.csv", header + rows(8)));
    expect(out).toMatch(
      /^4 failed: Reasona \(lines 2, 4–5, 7\)\n {2}The .*\n2 failed: Reasonb \(lines 3, 6\)\n {2}The .*\n6 failed, 2 added/,
    );
  });

  it("show ten ranges of lines, and count the others", async () => {
    for (let row = 0; row < 15; row += 1) refuse(row % 2 === 0 ? "Even" : "Odd", 1);
    refuse("Other", 1);
    for (let row = 0; row < 10; row += 1) refuse(row % 2 === 0 ? "Even" : "Odd", 1);
    const { out } = await run("import", terminal.file("g.csv", header + rows(26)));
    expect(out).toContain("13 failed: Even (lines 2, 4, 6, 8, 10, 12, 14, 16, 18, 20 and 3 more)\n");
  });

  it("have the state in which the service ended the request", async () => {
    context.emulator.faults.next({ kind: "requestState", state: "Denied", level: "member" });
    const { out } = await run("import", terminal.file("g.csv", header + rows(1)));
    expect(out).toContain("1 failed: Denied (line 2, External group-0)\n");
  });

  it("have escapes for control characters of the file", async () => {
    refuse("Odd", 1);
    const { out } = await run("import", terminal.file("g.csv", `${header}External,a\u202eb\n`));
    expect(out).toContain("1 failed: Odd (line 2, External a\\u202eb)\n");
  });
});

describe("--failures", () => {
  const file = (name = "failed.csv") => join(terminal.folder, name);
  const importing = (name: string, content: string | Buffer, ...options: string[]) =>
    run("import", terminal.file(name, content), "--failures", file(), ...options);

  it("writes the failed and unknown rows, which can be imported again with the same options", async () => {
    const before = 'sep=;\r\n"id";note;displayName\r\n';
    const kept = 'x-1;"a;\r\nb";"say ""hi"""\r\n';
    const text = `${before}${kept};;\r\nx-2;n;Ä\r\nx-3;;\r\nx-1;;`;
    refuse("Odd", 1);
    refuse("Even", 1);
    const map = ["--map", "id=originId", "--map", "note=", "--origin-system", "External"];
    const { code, err } = await importing("g.csv", text, ...map);
    expect(readFileSync(file(), "utf8")).toBe(`${before}${kept};;\r\nx-2;n;Ä\r\n`);
    expect(err).toContain(`2 failed or unknown: see ${file()}\n`);
    expect(code).toBe(1);
    const again = await run("import", file(), ...map);
    expect(again).toMatchObject({ code: 0, out: expect.stringMatching(/^2 added in/) });
    expect(context.emulator.commits.map(({ originId }) => originId)).toEqual(["x-3", "x-1", "x-2"]);
  });

  it("includes what is unknown, and a last row without a line end", async () => {
    context.emulator.faults.next(
      { kind: "status", status: 504, when: "after", level: "member" },
      { kind: "status", status: 403, level: "member", operationId: "listAccessPackageResources" },
    );
    const { code, err } = await importing("g.csv", `${header}External,a`);
    expect(readFileSync(file(), "utf8")).toBe(`${header}External,a\n`);
    expect(err).toContain("Without --journal, the same command sends all resources again.");
    expect(code).toBe(6);
  });

  it.each([
    ["the byte order mark, which Excel needs to recognise UTF-8", `\ufeff${header}External,ä\n`],
    ["line ends that are only carriage returns", `${header}External,a\n`.replaceAll("\n", "\r")],
  ])("keeps %s", async (_, text) => {
    refuse("Odd", 1);
    await importing("g.csv", Buffer.from(`${text}External,b`, text.startsWith("\ufeff") ? "utf16le" : "utf8"));
    expect(readFileSync(file(), "utf8")).toBe(text);
  });

  it("has the order of the input, like the lines of a group, even if a response comes later", async () => {
    terminal.clock = fastClock;
    context.emulator.faults.next({ kind: "throttle", retryAfter: 1, level: "member" });
    refuse("Odd", 3);
    const { out } = await importing("g.csv", header + rows(3));
    expect(out).toMatch(/^3 failed: Odd \(lines 2–4\)\n/);
    expect(readFileSync(file(), "utf8")).toBe(header + rows(3));
  });

  const [first, second] = [1, 2].map((id) => ({ originSystem: "External", id: `x-${id}`, attributes: [] }));

  it.each([
    ["an array", [first, second]],
    ["a list", { value: [first, second] }],
    ["an object", first],
  ])("writes the failed rows of %s as JSON with all keys", async (_, content) => {
    refuse("Odd", 1);
    const input = terminal.file("g.json", JSON.stringify(content, null, 1));
    await run("import", input, "--map", "id=originId", "--failures", file("failed.json"));
    expect(JSON.parse(readFileSync(file("failed.json"), "utf8"))).toEqual([first]);
  });

  it("writes JSON Lines unchanged", async () => {
    refuse("Odd", 1);
    const [one, other] = [first, second].map((each) => JSON.stringify(each));
    const input = terminal.file("g.jsonl", `\n${one}\n${other}\n`);
    await run("import", input, "--map", "id=originId", "--failures", file("f.ndjson"));
    expect(readFileSync(file("f.ndjson"), "utf8")).toBe(`${one}\n`);
  });

  it("replaces the file of an earlier run, even if nothing failed", async () => {
    terminal.file("failed.csv", "old");
    // A journal that does not exist yet is not the same file.
    const journal = ["--journal", join(terminal.folder, "new.journal")];
    expect(await importing("g.csv", header + rows(2), ...journal)).toMatchObject({ code: 0, err: "" });
    expect(readFileSync(file(), "utf8")).toBe(header);
    expect(readdirSync(terminal.folder).sort()).toEqual(["failed.csv", "g.csv", "new.journal"]);
  });

  it("stays unchanged if the import cannot start", async () => {
    terminal.file("failed.csv", "old");
    const journal = terminal.file("j", "no journal\n");
    const err = expect.stringMatching(/^error: \S+:1 is not the start of a journal.*\n$/);
    expect(await importing("g.csv", header + rows(1), "--journal", journal)).toMatchObject({ code: 2, err });
    expect(readFileSync(file(), "utf8")).toBe("old");
  });

  it("keeps a link, and replaces the file it points to", async () => {
    symlinkSync(terminal.file("real.csv", "old"), file());
    await importing("g.csv", header + rows(1), "--quiet");
    expect(readFileSync(join(terminal.folder, "real.csv"), "utf8")).toBe(header);
  });

  it.each<[string, string, (file: string, input: string) => void]>([
    ["the input", "g.csv", () => undefined],
    ["a hard link to the input", "f.csv", (path, input) => linkSync(input, path)],
    ["a symbolic link to the input", "f.csv", (path, input) => symlinkSync(input, path)],
    ["the journal", "g.journal", (path) => writeFileSync(path, "")],
    ["a journal that does not exist yet", "g.journal", () => undefined],
    ["a link to it", "f.csv", (path) => symlinkSync("g.journal", path)],
  ])("is refused before anything is sent if it is %s", async (_, name, make) => {
    const input = terminal.file("g.csv", header + rows(1));
    make(file(name), input);
    const { code, err } = await run("import", input, "--journal", file("g.journal"), "--failures", file(name));
    expect(err).toMatch(/^error: --failures \S+ is the same file as \S+: choose another\n$/);
    expect({ code, requests: context.emulator.requests.length }).toEqual({ code: 2, requests: 0 });
    expect(readFileSync(input, "utf8")).toBe(header + rows(1));
  });

  it("does not hide that the journal cannot be written, which ends the import before anything is sent", async () => {
    const journal = join(terminal.folder, "missing", "g.journal");
    const { code, err } = await importing("g.csv", header + rows(1), "--journal", journal);
    expect(err).toContain("g.journal");
    expect({ code, requests: context.emulator.requests.length }).toEqual({ code: 5, requests: 0 });
  });

  it.each([
    ["failed.json", 2, "has the format of the input, so its name must end in .csv"],
    ["folder", 2, "is not a regular file: choose another"],
    ["missing/failed.csv", 5, "cannot be written (ENOENT)"],
  ])("is refused before anything is sent if it is %s", async (name, exitCode, problem) => {
    mkdirSync(file("folder"));
    const { code, err } = await run("import", terminal.file("g.csv", header + rows(1)), "--failures", file(name));
    expect(err).toBe(`error: --failures ${file(name)} ${problem}\n`);
    expect({ code, requests: context.emulator.requests.length }).toEqual({ code: exitCode, requests: 0 });
  });

  it.each([
    [Object.assign(new Error("full"), { code: "ENOSPC" }), "ENOSPC"],
    [new Error("broken"), "Error: broken"],
  ])("exits with 5 if it cannot be written at the end, and leaves what was there", async (error, reason) => {
    terminal.file("failed.csv", "old");
    jest.spyOn(fs, "rename").mockRejectedValueOnce(error);
    const { code, out, err } = await importing("g.csv", header + rows(1));
    expect(err).toContain(`error: --failures ${file()} cannot be written (${reason})\n`);
    expect({ code, out }).toEqual({ code: 5, out: expect.stringMatching(/^1 added/) });
    expect(readFileSync(file(), "utf8")).toBe("old");
    expect(readdirSync(terminal.folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("reads the input from standard input", async () => {
    terminal.stdin = header + rows(1);
    refuse("Odd", 1);
    await run("import", "-", "--format", "csv", "--failures", file(), "--json");
    expect(readFileSync(file(), "utf8")).toBe(header + rows(1));
  });
});

describe("a row that waits for replication", () => {
  const group = "00000001-1111-4222-8333-444444444444";
  const unknown = { kind: "status", status: 400, code: "ResourceNotFoundInOriginSystem" } as const;
  const advice = (system: string, id: string, what: string) =>
    `the service does not know ${system} ${id} (ResourceNotFoundInOriginSystem). If it is new, this can take minutes: it is sent again for up to 5 min. Otherwise check its id${what}.\n`;
  const ofGroup = ", which must be the object id of the group";

  it("is reported immediately, once for each origin system, with the id that it needs", async () => {
    const errors: string[] = [];
    // Rows that are read slowly go out in several batches, so only the requests for its own row come before a message.
    const sentFor = (id: string) =>
      context.emulator.requests.filter(({ level, body }) => level === "member" && body.includes(`"${id}"`)).length;
    terminal.clock = fastClock;
    terminal.onWrite = (text, stream) => {
      const [, row] = /^line (\d)/.exec(text) ?? [];
      if (stream === "err" && row) errors.push(`${sentFor(ids[Number(row) - 2] ?? "")} ${text}`);
    };
    const systems = ["AadGroup", "AadGroup", "AadApplication", "SharePointOnline", "External", "NewSystem"];
    const ids = [
      group,
      group.replace("1", "2"),
      group.replace("1", "3"),
      "https://contoso.sharepoint.com/sites/a",
      "x",
      "y",
    ];
    context.emulator.faults.next(...Array(7).fill({ ...unknown, level: "member" }));
    const text = header + systems.map((system, index) => `${system},${ids[index]}\n`).join("");
    const { code, out } = await run("import", terminal.file("g.csv", text));
    expect(errors.sort()).toEqual([
      `1 line 2: ${advice("AadGroup", group, ofGroup)}`,
      `1 line 4: ${advice("AadApplication", group.replace("1", "3"), ", which must be the object id of the service principal (not of the application)")}`,
      `1 line 5: ${advice("SharePointOnline", ids[3] ?? "", ", which must be the URL of the site")}`,
      `1 line 6: ${advice("External", "x", "")}`,
      `1 line 7: ${advice("NewSystem", "y", "")}`,
    ]);
    expect(code).toBe(1);
    expect(out).toMatch(/^1 failed: ArgumentException \(line 7, NewSystem y\)\n/);
  });

  it("is not reported with --quiet", async () => {
    terminal.clock = fastClock;
    context.emulator.faults.next({ ...unknown, level: "member" });
    expect((await run("import", terminal.file("g.csv", header + rows(1)), "--quiet")).err).toBe("");
  });

  it("is reported once by add", async () => {
    terminal.clock = fastClock;
    context.emulator.faults.next(unknown, unknown);
    const { code, err } = await run("add", "AadGroup", group);
    expect({ code, err }).toEqual({ code: 0, err: advice("AadGroup", group, ofGroup) });
    context.emulator.faults.next(unknown);
    expect((await run("add", "AadGroup", group.replace("1", "2"), "--quiet")).err).toBe("");
  });
});

describe("an import into an unknown catalog", () => {
  const own = withEmulator({ catalogs: ["11111111-2222-4333-8444-555555555555"] });

  it("stops after the first batch", async () => {
    const { code, out, err } = await own.run("import", own.terminal.file("g.csv", header + rows(120)));
    expect(out).toMatch(/^20 failed: InvalidModel \(lines 2–21\)\n.*\n20 failed, 100 notSent in/);
    expect(err).toMatch(/^error: The service refused .* 404 ResourceNotFound: The specified catalog was not found/);
    expect(err).toContain("Stopped after 20 of 120 resources, because the others would also fail.\n");
    expect({ code, commits: own.emulator.commits.length }).toEqual({ code: 1, commits: 0 });
  });

  it("prints each resource with --json, and nothing that was not sent with --quiet", async () => {
    const argv = ["import", own.terminal.file("g.csv", header + rows(30)), "--json", "--quiet"];
    const { out, err } = await own.run(...argv);
    expect(jsonLines(out)).toHaveLength(30);
    expect(jsonLines(out)[29]).toEqual({
      line: 31,
      originSystem: "External",
      originId: "group-29",
      outcome: "notSent",
    });
    expect(err).toMatch(/^error: .*\n$/);
  });
});
