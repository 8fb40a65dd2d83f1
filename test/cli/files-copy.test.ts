import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { apiOf } from "../../src/cli/api-versions.js";
import { readCsv } from "../../src/cli/input/csv.js";
import { newNotes } from "../../src/cli/input/records.js";
import { trim } from "../../src/cli/input/trim.js";
import { toDelimited } from "../../src/cli/output/delimited.js";
import { escapeUnprintable } from "../../src/cli/output/text.js";
import { anyText } from "../support/any-text.js";
import { bundleCommandLine } from "./bundle.js";
import { groupId, jsonLines, withEmulator } from "./harness.js";

const context = withEmulator();
const { terminal, run } = context;
const other = "11111111-2222-4333-8444-555555555555";
const site = "https://contoso.sharepoint.com/sites/Sales";
const names = [
  "Sales, Europe; HQ",
  'the "best"',
  "two\nlines\tand a tab",
  "=1+1",
  "'=1",
  "-7",
  "@x",
  "+1",
  "a|b",
  "it's",
];

/** The display names of a catalog by origin id. */
async function namesIn(catalog: string): Promise<Map<unknown, unknown>> {
  const [, , ...endpoint] = context.target;
  const { out } = await terminal.run("list", "--catalog", catalog, ...endpoint, "--json");
  return new Map(jsonLines(out).map(({ originId, displayName }) => [originId, displayName]));
}

describe("a copy of a catalog", () => {
  it.each([
    ["csv", "beta"],
    ["tsv", "beta"],
    ["csv", "v1.0"],
  ])("made by list --output %s and import has the same resources, in %s", async (format, version) => {
    terminal.env = { ACCESS_PACKAGE_API_VERSION: version };
    const [, , name = "", url = ""] = context.target;
    const endpoint = [name, url.replace("beta", version)];
    const inCatalog = [...context.target.slice(0, 2), ...endpoint];
    const originSystem = version === "beta" ? "External" : "AzureResources";
    const resources = names.map((displayName, index) => {
      return { originSystem, originId: `x-${index}`, displayName, description: `about ${displayName}` };
    });
    await terminal.run("import", terminal.file("all.json", JSON.stringify(resources)), ...inCatalog);
    const { code, out, err } = await terminal.run("list", "--output", format, ...inCatalog);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const file = join(terminal.folder, `copy.${format}`);
    writeFileSync(file, out);
    const copied = await terminal.run("import", file, "--catalog", other, ...endpoint);
    expect(copied).toMatchObject({ code: 0, err: "", out: expect.stringMatching(/^10 added/) });
    terminal.env = {};
    expect(await namesIn(other)).toEqual(new Map(names.map((each, index) => [`x-${index}`, each])));
  });

  it("is a header and a row for each resource, without a formula that a spreadsheet would run", async () => {
    await run("add", "SharePointOnline", site, "--set", "displayName==SUM(A1)", "--set", "url=a,b");
    expect((await run("list", "--output", "csv")).out).toBe(
      `originId,originSystem,resourceType,displayName,description,url\n${site},SharePointOnline,SharePoint Online Site,'=SUM(A1),,"a,b"\n`,
    );
    expect((await run("find", "SharePointOnline", site, "--output", "tsv")).out).toBe(
      `originId\toriginSystem\tresourceType\tdisplayName\tdescription\turl\n${site}\tSharePointOnline\tSharePoint Online Site\t'=SUM(A1)\t\t"a,b"\n`,
    );
  });

  it("is made by the built command line through a pipe", async () => {
    for (const [index, each] of names.entries())
      await run("add", "External", `x-${index}`, "--set", `displayName=${each}`);
    const script = bundleCommandLine(terminal.folder);
    const [, , ...endpoint] = context.target;
    const listing = spawn(process.execPath, [script, "list", "--output", "csv", ...context.target]);
    const argv = ["import", "-", "--format", "csv", "--catalog", other, ...endpoint];
    const importing = spawn(process.execPath, [script, ...argv]);
    listing.stdout.pipe(importing.stdin);
    expect(await Promise.all([text(importing.stdout), text(importing.stderr), once(importing, "exit")])).toEqual([
      expect.stringMatching(/^10 added in \d+\.\d s\n$/),
      "",
      [0, null],
    ]);
    expect([...(await namesIn(other)).values()].sort()).toEqual([...names].sort());
  });

  it("reports once what does not fit into a cell", async () => {
    const attributes = [{ attributeName: "a" }];
    const ids = [groupId, groupId.replace("2", "3")];
    const resources = ids.map((originId) => ({ originSystem: "AadApplication", originId, attributes }));
    await run("import", terminal.file("g.json", JSON.stringify(resources)));
    const note = "attributes is not in the output: to print it, use --output json\n";
    expect((await run("list", "--output", "csv")).err).toBe(note);
    expect((await run("list", "--output", "csv", "--quiet")).err).toBe("");
    expect((await run("list")).err).toBe("");
  });

  it("has quotes around each delimiter that another program might expect", () => {
    expect(toDelimited(["a,b", "a;b", "a|b", "a\tb", "a b"], ",")).toBe('"a,b","a;b","a|b","a\tb",a b');
  });

  it("keeps every value of a cell, except for invisible ends and characters that control a terminal", () => {
    const { columns } = apiOf("beta", {});
    const options = { columns, map: new Map(), needed: [], notes: newNotes("column") };
    const shown = (text: string) => escapeUnprintable(trim(text), "\r\n\t");
    fc.assert(
      fc.property(anyText, anyText, fc.constantFrom(",", "\t"), (name, description, delimiter) => {
        const cells = [
          ["originId", "displayName", "description"],
          ["x", name, description],
        ];
        const [record] = readCsv(cells.map((each) => toDelimited(each, delimiter)).join("\n"), options);
        const values = Object.entries({ originId: "x", displayName: shown(name), description: shown(description) });
        expect(record?.value).toEqual(Object.fromEntries(values.filter(([, value]) => value !== "")));
      }),
    );
  });
});

describe("--output", () => {
  it.each(["list", "find"])("of %s prints with json the same as --json", async (command) => {
    await run("add", "AadGroup", groupId);
    const argv = command === "find" ? [command, "AadGroup", groupId] : [command];
    const { out } = await run(...argv, "--json");
    expect((await run(...argv, "--output", "json")).out).toBe(out);
    expect((await run(...argv, "--output", "table")).out).toBe((await run(...argv)).out);
    const both = await run(...argv, "--json", "--output", "csv");
    expect(both).toMatchObject({ code: 2, err: expect.stringContaining("cannot be used with option '--json'") });
  });
});
