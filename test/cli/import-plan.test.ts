import { describe, expect, it, jest } from "@jest/globals";
import { failOutput, header, jsonLines, withEmulator } from "./harness.js";

const context = withEmulator({ pageSize: 2 });
const { terminal, run } = context;
const groups = [1, 2, 3, 4].map((number) => `0000000${number}-1111-4222-8333-44444444444a`);
const site = "https://contoso.sharepoint.com/sites/Sales";
const file = () =>
  terminal.file(
    "g.csv",
    `${header}AadGroup,${groups[0]}\naadgroup,${groups[1]?.toUpperCase()}\nSharePointOnline,${site}/\nAadGroup,${groups[0]}\n`,
  );

/** Adds to the catalog a group and a site of the file, and two resources that are not in the file. */
async function fill() {
  for (const id of groups.slice(1, 3)) await run("add", "AadGroup", id, "--set", "displayName=Sales");
  await run("add", "SharePointOnline", site);
  await run("add", "DirectoryRole", String(groups[3]));
}

const sent = () => context.emulator.requests.map(({ method }) => method);

describe("import --plan", () => {
  it("prints what would be added, what is present, and what is only in the catalog, and changes nothing", async () => {
    await fill();
    const before = sent().length;
    terminal.columns = 120;
    const { code, out, err } = await run("import", file(), "--plan");
    expect(out.split("\n")).toEqual([
      "PLAN            LINE    RESOURCE",
      `add             2       AadGroup ${groups[0]}`,
      `alreadyPresent  3       aadgroup ${groups[1]?.toUpperCase()}`,
      `alreadyPresent  4       SharePointOnline ${site}/`,
      `duplicate       5       AadGroup ${groups[0]}`,
      `notInFile               AadGroup ${groups[2]} (Sales)`,
      `notInFile               DirectoryRole ${groups[3]}`,
      "",
    ]);
    expect(err).toBe("1 to add, 2 already there, 2 only in the catalog, 1 equal to an earlier line\n");
    expect(code).toBe(0);
    expect(new Set(sent().slice(before))).toEqual(new Set(["GET"]));
  });

  it("prints an object for each with --json, with its id in the catalog", async () => {
    await fill();
    const { out, err } = await run("import", file(), "--plan", "--json", "--quiet");
    const id = expect.any(String);
    expect(jsonLines(out)).toEqual([
      { line: 2, originSystem: "AadGroup", originId: groups[0], plan: "add" },
      { line: 3, originSystem: "aadgroup", originId: groups[1]?.toUpperCase(), plan: "alreadyPresent", id },
      { line: 4, originSystem: "SharePointOnline", originId: `${site}/`, plan: "alreadyPresent", id },
      { line: 5, originSystem: "AadGroup", originId: groups[0], plan: "duplicate", duplicateOf: 2 },
      { originSystem: "AadGroup", originId: groups[2], displayName: "Sales", plan: "notInFile", id },
      { originSystem: "DirectoryRole", originId: groups[3], displayName: null, plan: "notInFile", id },
    ]);
    expect(err).toBe("");
  });

  it("reports the first of several equal rows", async () => {
    const equal = terminal.file("equal.csv", header + `AadGroup,${groups[0]}\n`.repeat(3));
    const { out } = await run("import", equal, "--plan", "--json");
    expect(jsonLines(out).map(({ duplicateOf }) => duplicateOf)).toEqual([undefined, 2, 2]);
  });

  it("agrees with what the import then does", async () => {
    await fill();
    const planned = jsonLines((await run("import", file(), "--plan", "--json")).out);
    const done = jsonLines((await run("import", file(), "--json")).out);
    const outcomes = new Map(done.map(({ line, outcome }) => [line, outcome]));
    const inFile = planned.filter(({ line, plan }) => line !== undefined && plan !== "duplicate");
    expect(inFile.map(({ plan }) => plan)).toEqual(
      inFile.map(({ line }) => (outcomes.get(line) === "added" ? "add" : outcomes.get(line))),
    );
  });

  it("prints a resource that the service lists without an origin", async () => {
    jest.spyOn(globalThis, "fetch").mockResolvedValueOnce(new Response('{"value":[{"id":"r1"}]}'));
    const { out } = await run("import", file(), "--plan");
    expect(out).toMatch(/^notInFile$/m);
  });

  it("ends quietly when the reader of its output goes away", async () => {
    failOutput(terminal, "EPIPE", 1);
    expect(await run("import", file(), "--plan")).toEqual({
      code: 0,
      out: "PLAN            LINE    RESOURCE\n",
      err: "",
    });
  });

  it("exits with 1 if the catalog cannot be read", async () => {
    context.emulator.faults.next({ kind: "status", status: 403 });
    expect(await run("import", file(), "--plan")).toMatchObject({ code: 1, out: "" });
  });

  it.each([["--dry-run"], ["--journal", "j"], ["--validate-only"], ["--failures", "f.csv"], ["--wait"]])(
    "cannot be combined with %s",
    async (...option) => {
      const { code, err } = await run("import", file(), "--plan", ...option);
      const reason = "', because --plan changes nothing: leave one of them out\n";
      expect(err.replace(/ <\w+>/, "")).toContain(`'--plan' cannot be used with option '${option[0]}${reason}`);
      expect({ code, requests: context.emulator.requests.length }).toEqual({ code: 2, requests: 0 });
    },
  );
});
