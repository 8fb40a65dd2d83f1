import { describe, expect, it } from "@jest/globals";
import { catalogId, withEmulator } from "./harness.js";

const context = withEmulator();
const { run, dryRun, terminal } = context;
const [first, second] = ["00000001-1111-4222-8333-444444444444", "00000002-1111-4222-8333-444444444444"];
const header = "originSystem,originId";

const group = (originId: string, displayName?: string) =>
  JSON.parse(JSON.stringify({ originSystem: "AadGroup", originId, displayName }));
const mistakes = (...lines: string[]) =>
  `error: nothing was sent, because the input has problems:\n${lines.map((line) => `  ${line}\n`).join("")}`;

describe("a file of", () => {
  it.each([
    ["emptied rows", `\ufeff${header};displayName\r\nAadGroup;${first};Sales\r\n;;\r\n`.replace(",", ";")],
    ["emptied rows before the header", `;;\n,,,\n\n${header},displayName\nAadGroup,${first},Sales\n,,\n`],
    ["quoted emptied rows", `"",""\n"originSystem","originId","displayName"\nAadGroup,${first},Sales\n"","",""\n`],
    ["Export-Csv", `#TYPE Group\r\n"originSystem","originId","displayName"\r\n"AadGroup","${first}","Sales"\r\n`],
    ["Excel with its own line", `sep=;\r\n${header.replace(",", ";")};displayName\r\nAadGroup;${first};Sales\r\n`],
    ["Excel with that line in quotes", `"sep=^"\n${header.replace(",", "^")}^displayName\nAadGroup^${first}^Sales\n`],
    ["Excel with a tab named", `sep=\\t\n${header.replace(",", "\t")}\tdisplayName\nAadGroup\t${first}\tSales\n`],
    ["tabs", `${header},displayName\nAadGroup,${first},Sales\n`.replaceAll(",", "\t")],
    ["bars", `${header.replace(",", "|")}|displayName\nAadGroup|${first}|Sales\n`],
    ["too many delimiters", `${header},displayName,,\nAadGroup,${first},Sales,,,\n`],
    ["the portal", `version:v1.0,\nid [originId] Required,Type [originSystem],display_name\n${first},AadGroup,Sales\n`],
    ["other spellings", `Object Id,ORIGIN-SYSTEM,Display Name\n${first},AadGroup,Sales\n`],
  ])("%s is read", async (_, content) => {
    expect(await dryRun("groups.csv", content)).toEqual({ code: 0, resources: [group(first, "Sales")], err: "" });
  });

  it.each([
    ["az ad group list", `[{"id":"${first}","displayName":"Sales"},\n{"id":"${second}","displayName":"HR"}]`],
    ["Graph", `{"value":[{"id":"${first}","displayName":"Sales"},\n{"id":"${second}","displayName":"HR"}]}`],
    ["Get-MgGroup", `[{"Id":"${first}","DisplayName":"Sales"},\n{"Id":"${second}","DisplayName":"HR"}]`],
  ])("%s is read with --map, and without it one message gives the options", async (_, content) => {
    const options = ["--map", "id=originId", "--origin-system", "AadGroup"];
    expect(await dryRun("g.json", content, ...options)).toMatchObject({
      code: 0,
      resources: [group(first, "Sales"), group(second, "HR")],
    });
    const { code, err } = await dryRun("g.json", content);
    expect(err).toMatch(
      /^error: .*\n {2}1: no key contains originId or originSystem; .*--map [iI]d=originId --origin-system AadGroup\n$/,
    );
    expect(code).toBe(2);
  });

  it.each([
    ["g.csv", `id,displayName,addedBy\n${first},Sales,x\n`],
    ["g.jsonl", `{"id":"${first}","displayName":"Sales","addedBy":"x"}\n`],
  ])("the kind of %s is mapped the same way, and a column can be omitted", async (name, content) => {
    const options = ["--map", "ID=originId", "--map", "Display Name=", "--origin-system", "aadgroup"];
    expect(await dryRun(name, content, ...options)).toEqual({
      code: 0,
      resources: [{ originSystem: "aadgroup", originId: first }],
      err: "not sent (only the service sets it): addedBy\n",
    });
    const { err } = await dryRun(name, content, ...options, "--map", "name=description");
    expect(err).toContain(`1: --map specifies name, but there is no such ${name === "g.csv" ? "column" : "key"}\n`);
  });

  it.each([
    ["#microsoft.graph.group", {}, "not sent (not a property): @odata.type."],
    ["#microsoft.graph.accessPackageResource", { "@odata.type": "#microsoft.graph.accessPackageResource" }, ""],
  ])("an object of the type %s is read without another entity's type", async (type, own, note) => {
    const options = ["--map", "id=originId", "--origin-system", "AadGroup"];
    const expected = { resources: [{ ...own, ...group(first) }], err: expect.stringContaining(note) };
    const json = JSON.stringify({ value: [{ "@odata.type": type, id: first }] });
    expect(await dryRun("g.json", json, ...options)).toMatchObject(expected);
    expect(await dryRun("g.csv", `@odata.type,id\n${type},${first}\n`, ...options)).toMatchObject(expected);
  });

  it.each([
    ["g.csv", (id: string) => `CatalogId,${header}\n${id},AadGroup,${first}\n`, 2],
    ["g.jsonl", (id: string) => JSON.stringify({ ...group(first), catalogId: id }), 1],
  ])("resources of another catalog is refused: the kind of %s", async (name, content, line) => {
    const problem = `${line}: this is for the catalog "${second}": import it with that id as --catalog, or add --map catalogId= to ignore the id`;
    expect(await dryRun(name, content(second))).toMatchObject({ code: 2, err: mistakes(problem) });
    const read = { code: 0, resources: [group(first)] };
    expect(await dryRun(name, content(catalogId.toUpperCase()))).toEqual({ ...read, err: "" });
    expect(await dryRun(name, content(second), "--map", "catalogId=")).toEqual({ ...read, err: "" });
    const odd = JSON.stringify({ ...group(first), catalogId: { toString: 1 }, "@odata.type": { toString: 1 } });
    expect((await dryRun("odd.json", odd)).err).toContain('1: this is for the catalog "{\\"toString\\":1}": import it');
    const file = terminal.file(name, content(second));
    const { code, err } = await terminal.run("import", file, "--dry-run", "--catalog-name", "Sales");
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining("(not a property): catalogId.") });
  });

  it("list --json is read, with one note on what is not sent", async () => {
    await run("add", "AadGroup", first, "--set", "displayName=Sales");
    const { out } = await run("list", "--json");
    const { code, resources, err } = await dryRun("list.jsonl", out);
    expect({ code, resources }).toMatchObject({ code: 0, resources: [group(first, "Sales")] });
    expect(err).toMatch(/^not sent \(only the service sets it\): id, .*addedBy.*\n$/);
  });

  it("a page of a list is read, with a note that there is more", async () => {
    const page = { "@odata.nextLink": "https://x", value: [group(first)] };
    const { resources, err } = await dryRun("g.json", JSON.stringify(page));
    expect(resources).toEqual([group(first)]);
    expect(err).toBe("the input is one page of a list: its @odata.nextLink points to the rest\n");
  });

  it.each([
    ["g.csv", `${header}\nAadGroup,${first}\u00a0\n\u200bAadGroup\u00a0,\ufeff${second}\u202c\n`, 2],
    ["g.csv", `${header}\nAadGroup,${first}\nAadGroup,"${second}\r"\n`, 3],
    ["g.jsonl", `${JSON.stringify(group(first))}\n${JSON.stringify(group(`\u200b${second}\r`))}\n`, 2],
  ])("the kind of %s has invisible characters removed, with one note", async (name, content, line) => {
    expect(await dryRun(name, content)).toEqual({
      code: 0,
      resources: [group(first), group(second)],
      err: `invisible characters around values were removed, first in line ${line}\n`,
    });
  });

  it("JSON keeps values that are not strings, but no empty values", async () => {
    const environment = { originId: " https://contoso/ ", id: null };
    const resource = { ...group(first), description: null, url: " ", attributes: [" a "] };
    const text = JSON.stringify([{ ...resource, accessPackageResourceEnvironment: environment }]);
    expect((await dryRun("g.json", text, "--force")).resources).toEqual([]);
    const valid = text.replace('[" a "]', '[{"attributeName":" a "}]').replace('"id":null', '"id":"e"');
    expect((await dryRun("g.json", valid)).resources).toEqual([
      {
        ...group(first),
        attributes: [{ attributeName: "a" }],
        accessPackageResourceEnvironment: { originId: "https://contoso/", id: "e" },
      },
    ]);
  });

  it("another tool is refused with options that fit its columns", async () => {
    const content = `ResourceName,ResourceType\n${first},Group\nhttps://x.sharepoint.com/sites/a,SharePoint\n`;
    const system = "--map ResourceType=originSystem";
    expect((await dryRun("g.csv", content)).err).toContain(`--map COLUMN=originId ${system}\n`);
    const { err } = await dryRun("g.csv", content, "--map", "ResourceName=originId", ...system.split(" "));
    expect(err).toContain('2: originSystem is "Group": write AadGroup\n');
    expect(err).toContain('3: originSystem is "SharePoint": write SharePointOnline\n');
  });

  it("JSON with two keys for one property is refused", async () => {
    const { err } = await dryRun("g.jsonl", `{"originSystem":"AadGroup","originId":"${first}","ObjectId":"${second}"}`);
    expect(err).toBe(mistakes("1: originId and ObjectId both contain originId: leave one out with --map KEY="));
  });

  it.each([
    ["the header", `"originSystem,""originId"""\n"AadGroup,""${first}"""\n`, 1],
    ["the header, followed by a delimiter", `"originSystem;originId",,\n`, 1],
    ["a row", `${header}\n"AadGroup,""${first}"""\n`, 2],
  ])("whole lines in quotes is explained at %s", async (_, content, line) => {
    const { code, err } = await dryRun("g.csv", content);
    expect(err).toMatch(new RegExp(`\\n  ${line}: the whole line is in quotes, .*remove the quotes.*\\n$`));
    expect(code).toBe(2);
  });

  it("equal resources is sent once, with a note on the lines", async () => {
    const { resources, err } = await dryRun("g.csv", `${header}\nAadGroup,${first}\nAadGroup,${first.toUpperCase()}\n`);
    expect(resources).toEqual([group(first)]);
    expect(err).toBe("not sent (equal to an earlier line): 3 (as 2)\n");
    const sites = ["Sales", "Sales/", "sales"].map((path) => `SharePointOnline,https://x.sharepoint.com/s/${path}\n`);
    expect((await dryRun("g.csv", `${header}\n${sites.join("")}`)).err).toMatch(/: 3 \(as 2\), 4 \(as 2\)\n$/);
    const many = `${header}\n${"External,a\n".repeat(40)}`;
    expect((await dryRun("g.csv", many)).err).toMatch(/: 3 \(as 2\), .* and 9 more\n$/);
    expect((await dryRun("g.csv", many, "--quiet")).err).toBe("");
  });
});

describe("a file of another kind", () => {
  it.each([
    ["g.csv", `[{"a":1}]`, "g.csv is JSON: use --format json"],
    ["g.json", `${header}\n`, "g.json does not start as JSON: remove what is before [ or {, or use --format csv"],
    ["g.json", "\n", "g.json contains no resources"],
    ["g.csv", "", "g.csv contains no resources"],
    ["g.json", `{"a":1}\n{"a":2}\n`, "(if the file has one value per line, use --format jsonl)"],
    [
      "g.jsonl",
      `[{"a":1}]\n`,
      "1: this is not a resource: write a JSON object, and --format json if the file is one array",
    ],
    ["g.json", `["${first}"]`, "1: this is not a resource: write a JSON object\n"],
    [
      "g.json",
      `{"error":{}}`,
      "1: no key contains originId or originSystem; the keys are error. Add --map KEY=originId",
    ],
    ["g.json", `[{"originSystem":"AadGroup","id":"a"}]`, "1: no key contains originId; the keys are originSystem, id."],
    ["g.csv", `Groups,,\n${header}\n`, "1: no column contains originId or originSystem; the columns are Groups."],
    ["g.json", `{"${first}":{}}`, `1: this is not a resource, because one of its keys is ${first}: write an object`],
    ["g.jsonl", '{"catalogId":"a","requestType":"AdminAdd"}', "1: this is a request body, which check reads: import"],
    ["g.json", '{"RequestType":"AdminAdd"}', "1: this is a request body, which check reads: import reads resources"],
    ["g.jsonl", `\n[\n{"a":1}\n]`, "2: this value continues on the next line: if the file is one JSON value, use"],
    ["g.jsonl", `[{"a":1},\n{"b":2}]`, "1: this value continues on the next line: if the file is one JSON value, use"],
    [
      "g.jsonl",
      `{\n"a":1}`,
      "1: this value continues on the next line: if the file is one JSON value, use --format json",
    ],
    ["g.jsonl", `{"a":1} {"b":1}`, "1: not valid JSON: end of file expected\n"],
    [
      "g.csv",
      `${first}\n${second}\n`,
      `${first}: write a header above it, such as originId, and add --origin-system AadGroup`,
    ],
    [
      "g.csv",
      `https://x.example/\n`,
      "/: write a header above it, such as originId, and add --origin-system SharePointOnline",
    ],
    ["g.csv", `Report:,Groups\n${header}\n`, "AadGroup. If the header is on a later line, delete the lines above it"],
    ["g.csv", `"Groups; all"\n${header}\n`, "AadGroup. If the header is on a later line, delete the lines above it"],
    ["g.csv", `originId\n`, "Add --origin-system AadGroup\n"],
    ["g.csv", `Object Id,Application (client) ID,Homepage URL\n`, "Add --origin-system AadApplication\n"],
    ["g.csv", `Name,Application (client) ID\n`, "Add --map COLUMN=originId --origin-system AadApplication\n"],
    ["g.json", '{"id":"a","webUrl":"b"}', "Add --map webUrl=originId --origin-system SharePointOnline\n"],
    ["g.json", '{"id":"a","webUrl":"b","mail":"c"}', "Add --map id=originId --origin-system AadGroup\n"],
    ["g.csv", `id,appId\n`, `Add --map id=originId --origin-system AadApplication`],
    ["g.csv", `Site name,URL\n`, `Add --map URL=originId --origin-system SharePointOnline`],
    ["g.csv", `Objekt-ID,Typ\n`, `Add --map Objekt-ID=originId --map Typ=originSystem`],
    ["g.csv", `${header}\nAadGroup;${first}\n`, "2: the delimiter differs from that of the header"],
  ])("%s %j is refused with advice", async (name, content, problem) => {
    const { code, err } = await dryRun(name, content);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(problem) });
  });

  it("JSON Lines with only carriage returns is read", async () => {
    const content = [group(first), group(second)].map((each) => `${JSON.stringify(each)}\r`).join("");
    expect(await dryRun("g.jsonl", content)).toMatchObject({ code: 0, resources: [group(first), group(second)] });
  });
});

describe("values that the service is unlikely to know", () => {
  const [object, principal, role, url] = [
    "give the object id of the group, a GUID such as 2f9a1d35-6c0b-4a3e-8b8f-6f6a3f0f3b11",
    "give the object id of the service principal (not of the application), a GUID such as 2f9a1d35-6c0b-4a3e-8b8f-6f6a3f0f3b11",
    "give the id of the role, a GUID such as 2f9a1d35-6c0b-4a3e-8b8f-6f6a3f0f3b11",
    "give the URL of the site, such as https://contoso.sharepoint.com/sites/Sales",
  ];
  const givenAs = (advice: string) => advice.replace(/,.*/, "");
  const anySystem =
    "one of AadGroup, AadApplication, SharePointOnline, DirectoryRole, External, AzureResources, CustomDataProvidedResource";
  const hint = "To send these values as they are, add --force.\n";
  const none = ", which stands for a missing value: give a value or leave it empty";

  it.each([
    [
      "AadGroup",
      "1.00E+11",
      `: a spreadsheet changed it into a number; format the column as text and ${givenAs(object)}`,
    ],
    ["AadGroup", "Sales Team", `: ${object}`],
    ["aadgroup", "#N/A", none],
    ["External", "null", none],
    ["AadGroup", "NaN", none],
    ["AadGroup", "######", none],
    ["AadGroup", "00000000-0000-0000-0000-000000000000", none],
    ["AadGroup", `{${first}}`, `: write only ${first}`],
    ["AadGroup", `${first} (Sales)`, `: write only ${first}`],
    ["AadGroup", `${first}1`, `: ${object}`],
    ["AadGroup", `a${first}`, `: ${object}`],
    ["AadGroup", `${first};${second}`, `: ${object}`],
    ["AadGroup", `contoso.sharepoint.com ${first} ${second}`, `: ${object}`],
    ["AadApplication", `https://entra.example/appId/${first}/objectId/${second}`, `: write only ${second}`],
    ["AadApplication", `https://entra.example/appId/${first}/x`, `: ${principal}`],
    ["AadGroup", first.replaceAll("-", ""), `: write ${first}, with plain hyphens`],
    ["AadGroup", first.replaceAll("-", "\u2013"), `: write ${first}, with plain hyphens`],
    ["AadGroup", first.replaceAll("-", "\u2011"), `: write ${first}, with plain hyphens`],
    ["AadGroup", first.replaceAll("-", "\u00ad"), `: write ${first}, with plain hyphens`],
    ["DirectoryRole", "Reader", `: ${role}`],
    ["SharePointOnline", "http://contoso.sharepoint.com/sites/a", `: ${url}`],
    ["SharePointOnline", "Sales", `: ${url}`],
    ["SharePointOnline", "https://contoso.sharepoint.com/sites/a/SitePages/Home.aspx", `: ${url}`],
    ["SharePointOnline", "https://contoso.sharepoint.com/:f:/s/a/Eabc", `: ${url}`],
    ["SharePointOnline", "https://contoso.sharepoint.com/sites/a?web=1", `: ${url}`],
    ["SharePointOnline", "https://contoso.sharepoint.com/sites/a#top", `: ${url}`],
    ["SharePointOnline", "https://contoso.sharepoint.com:99999/sites/a", `: ${url}`],
  ])("are the id of %s %s", async (originSystem, originId, problem) => {
    const { code, resources, err } = await dryRun("g.csv", `${header}\n${originSystem},${originId}\n`);
    expect({ code, resources }).toEqual({ code: 2, resources: [] });
    const shown = originId.replace(/^(.{80}).+$/, "$1…").replaceAll("\u00ad", "\\u00ad");
    expect(err).toBe(`${mistakes(`2: originId is "${shown}"${problem}`)}${hint}`);
  });

  it.each([
    ["Group", "AadGroup"],
    ["Security Group", "AadGroup"],
    ["aad_group", "AadGroup"],
    ["Unified", "AadGroup"],
    ["Application", "AadApplication"],
    ["Service Principal", "AadApplication"],
    ["SharePoint", "SharePointOnline"],
    ["site", "SharePointOnline"],
    ["Role", "DirectoryRole"],
    ["Total", anySystem],
    ["---", anySystem],
  ])("are the origin system %s, which means %s", async (originSystem, meant) => {
    const { err } = await dryRun("g.jsonl", JSON.stringify({ originSystem, originId: "x" }));
    expect(err).toContain(`1: originSystem is "${originSystem}": write ${meant}\n`);
  });

  it("are reported together, with escapes for invisible characters", async () => {
    const rows = [`${first},AadGroup`, `AadGroup,0\u200b1`, `AadGroup,${first},NULL`];
    const { err } = await dryRun("g.csv", `${header},displayName\n${rows.join("\n")}\n`);
    expect(err.split("\n").slice(1, 4)).toEqual([
      `  2: originSystem is "${first}", which is an id: are the columns or arguments swapped?`,
      `  3: originId is "0\\u200b1": ${object}`,
      `  4: displayName is "NULL"${none}`,
    ]);
  });

  it("are found within an object too", async () => {
    const resource = { ...group(first), accessPackageResourceEnvironment: { originId: "#N/A" } };
    const { code, err } = await dryRun("g.jsonl", JSON.stringify(resource));
    expect(err).toContain(`1: accessPackageResourceEnvironment.originId is "#N/A"${none}\n`);
    expect(code).toBe(2);
  });

  it("are sent with --force", async () => {
    const { code, resources } = await dryRun("g.csv", `${header}\nGroup,Sales\nAadGroup,null\n`, "--force");
    expect(resources).toEqual([{ originSystem: "Group", originId: "Sales" }, group("null")]);
    expect(code).toBe(0);
  });

  it.each([
    ["External", "anything"],
    ["CustomDataProvidedResource", "7"],
    ["AADGROUP", first.toUpperCase()],
    ["SharePointOnline", "HTTPS://Contoso.SharePoint.com/sites/Vertr%C3%A4ge/"],
  ])("are not those of %s %s", async (originSystem, originId) => {
    const { resources } = await dryRun("g.csv", `${header}\n${originSystem},${originId}\n`);
    expect(resources).toEqual([{ originSystem, originId }]);
  });

  it.each([
    ["add", "AadGroup", "Sales"],
    ["find", "Group", first],
    ["remove", "SharePoint", "https://contoso.sharepoint.com/sites/a"],
    ["remove", "AadGroup", ""],
    ["list", "--origin-system", "Group"],
    ["import", "groups.csv", "--origin-system", "Group"],
  ])("are refused by %s %s %s", async (...argv) => {
    const { code, err } = await run(...argv);
    expect(err).toMatch(
      /^error: origin(?:System|Id) is (?:missing\n|".*": .*\nTo send these values as they are, add --force.\n)$/,
    );
    expect({ code, requests: context.emulator.requests }).toEqual({ code: 2, requests: [] });
  });

  it("are accepted by single commands with --force", async () => {
    for (const command of ["add", "find", "remove"]) {
      const before = context.emulator.requests.length;
      await run(command, "AadGroup", "Sales", "--force");
      expect(context.emulator.requests.length).toBeGreaterThan(before);
    }
    expect(await run("list", "--origin-system", "Group", "--force")).toMatchObject({ code: 0 });
  });
});

describe("arguments", () => {
  it.each([
    ["\u00a0", "\u200b", "invisible characters around arguments were removed\n"],
    [" ", " ", ""],
  ])("lose %j and %j at their ends", async (end, start, note) => {
    const [, , ...endpoint] = context.target;
    const argv = ["add", `AadGroup${end}`, start + first, `--catalog=${start}${catalogId}${end}`, ...endpoint];
    expect(await terminal.run(...argv)).toMatchObject({ code: 0, err: note });
    expect(context.emulator.commits).toMatchObject([{ catalogId, originSystem: "AadGroup", originId: first }]);
  });
});
