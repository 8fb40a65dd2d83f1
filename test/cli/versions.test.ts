import { describe, expect, it } from "@jest/globals";
import { catalogId, groupId, jsonLines, withEmulator } from "./harness.js";

const sales = "11111111-1111-4111-8111-111111111111";
const twins = ["22222222-2222-4222-8222-222222222222", "33333333-3333-4333-8333-333333333333"];
const context = withEmulator({
  catalogs: [catalogId, { id: sales, displayName: "Sales" }, ...twins.map((id) => ({ id, displayName: "Twins" }))],
});
const { terminal } = context;
const group = ["AadGroup", groupId];

type Version = "beta" | "v1.0";
const versions: readonly Version[] = ["beta", "v1.0"];

/** Runs a command on the emulator's endpoint of a version. */
function runOn(version: Version, ...argv: readonly string[]) {
  return terminal.run(...argv, "--api-version", version, "--endpoint", context.emulator.endpoints[version]);
}

const inCatalog = ["--catalog", catalogId];

describe.each([
  ["beta" as const, "AdminAdd", "Delivered"],
  ["v1.0" as const, "adminAdd", "delivered"],
])("--api-version %s", (version, requestType, requestState) => {
  it("adds, finds, lists and removes a resource", async () => {
    const added = await runOn(version, "add", ...group, "--set", "displayName=Sales", "--wait", "--json", ...inCatalog);
    expect(jsonLines(added.out)).toMatchObject([{ outcome: "added", requestState, id: expect.any(String) }]);
    expect(context.emulator.requests[0]).toMatchObject({ json: { requestType } });
    for (const argv of [["find", ...group], ["list"]]) {
      const { code, out } = await runOn(version, ...argv, ...inCatalog);
      expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/\bSales\b/) });
    }
    const removed = await runOn(version, "remove", ...group, "--json", ...inCatalog);
    expect(jsonLines(removed.out)).toMatchObject([{ outcome: "removed", requestState }]);
    expect(await runOn(version, "find", ...group, ...inCatalog)).toMatchObject({ code: 1 });
  });

  it("imports a file, with what check accepts", async () => {
    const file = terminal.file("g.csv", `originSystem,originId,displayName\nAadGroup,${groupId},Sales\n`);
    const dryRun = await runOn(version, "import", file, "--dry-run", ...inCatalog);
    const bodies = terminal.file("bodies.jsonl", dryRun.out);
    expect(await terminal.run("check", bodies, "--api-version", version)).toMatchObject({ code: 0 });
    const { code, out } = await runOn(version, "import", file, "--json", ...inCatalog);
    expect(jsonLines(out)).toMatchObject([{ line: 2, outcome: "added", requestState }]);
    expect(code).toBe(0);
  });

  it("has the properties of its own contract", async () => {
    const names = { beta: "accessPackageResourceEnvironment", "v1.0": "environment" };
    const other = version === "beta" ? names["v1.0"] : names.beta;
    const add = (name: string) =>
      runOn(version, "add", ...group, "--set", `${name}.originId=e`, "--dry-run", ...inCatalog);
    expect((await add(names[version])).out).toContain(`"${names[version]}":{"originId":"e"}`);
    const { code, err } = await add(other);
    expect(err).toContain(`there is no property ${other}.originId: use one of `);
    expect(err).toContain(`, ${names[version]}.originId`);
    expect(code).toBe(2);
  });

  it("refuses an endpoint of the other version, and suggests the option to use", async () => {
    const other = version === "beta" ? "v1.0" : "beta";
    const { endpoints } = context.emulator;
    const target = [...inCatalog, "--endpoint", endpoints[other]];
    const { code, err } = await terminal.run("list", ...target, "--api-version", version);
    expect(err).toMatch(new RegExp(`^error: --endpoint must end in /${version}: .*, or use --api-version ${other}\n$`));
    expect(code).toBe(2);
  });

  it("is the version in the environment, unless the option is given", async () => {
    const target = ["list", "--quiet", ...inCatalog, "--endpoint", context.emulator.endpoints[version]];
    terminal.env = { ACCESS_PACKAGE_API_VERSION: version };
    expect(await terminal.run(...target)).toMatchObject({ code: 0 });
    terminal.env = { ACCESS_PACKAGE_API_VERSION: "v2" };
    expect(await terminal.run(...target, "--api-version", version)).toMatchObject({ code: 0 });
    const err = 'error: ACCESS_PACKAGE_API_VERSION is "v2": set it to beta or v1.0\n';
    expect(await terminal.run(...target)).toEqual({ code: 2, out: "", err });
  });

  it("finds the catalog of --catalog-name", async () => {
    const byName = ["--catalog-name", "Sales"];
    expect(await runOn(version, "add", ...group, ...byName)).toMatchObject({ code: 0 });
    const file = terminal.file("g.csv", `originSystem,originId\nAadGroup,${catalogId}\n`);
    expect(await runOn(version, "import", file, ...byName)).toMatchObject({ code: 0 });
    expect(context.emulator.commits.map((commit) => commit.catalogId)).toEqual([sales, sales]);
  });
});

describe("options that only beta has", () => {
  it.each([
    ["--justification", ["add", ...group, "--justification", "because", ...inCatalog]],
    ["--justification", ["remove", ...group, "--justification", "because", ...inCatalog]],
    ["--validate-only", ["add", ...group, "--validate-only", ...inCatalog]],
    ["--validate-only", ["import", "-", "--format", "csv", "--validate-only", ...inCatalog]],
    ["--by-ref", ["check", "-", "--format", "json", "--by-ref"]],
  ])("%s is refused with v1.0: %j", async (option, argv) => {
    terminal.stdin = "{}";
    const { code, err } = await terminal.run(...argv, "--api-version", "v1.0");
    expect(err).toBe(`error: ${option} belongs to beta; v1.0 does not have it\n`);
    expect({ code, requests: context.emulator.requests }).toEqual({ code: 2, requests: [] });
  });
});

describe("the name of a catalog", () => {
  const name = (text: string) => ["--catalog-name", text];

  it.each(versions)("exits with 1 if no catalog has it, on %s", async (version) => {
    const err = 'error: there is no catalog named "sales" that you can see\n';
    expect(await runOn(version, "list", ...name("sales"))).toEqual({ code: 1, out: "", err });
  });

  it.each(versions)("exits with 2 and prints the ids if several have it, on %s", async (version) => {
    const ids = twins.map((id) => `\n  --catalog ${id}`).join("");
    const err = `error: several catalogs are named "Twins": use one of${ids}\n`;
    expect(await runOn(version, "list", ...name("Twins"))).toEqual({ code: 2, out: "", err });
  });

  it("is in the messages instead of the id", async () => {
    const found = await runOn("beta", "find", ...group, ...name("Sales"));
    expect(found.err).toBe(`AadGroup ${groupId} is not in the catalog "Sales"\n`);
    expect((await runOn("beta", "list", ...name("Sales"))).err).toBe('the catalog "Sales" lists no resources\n');
  });

  it("is not looked up with --dry-run", async () => {
    const { out } = await runOn("beta", "add", ...group, "--dry-run", ...name("Sales"));
    expect(jsonLines(out)).toMatchObject([{ catalogId: "(looked up first)" }]);
    expect(context.emulator.requests).toEqual([]);
  });

  it("prints why it cannot be looked up, and ends at Ctrl-C", async () => {
    context.emulator.faults.next({ kind: "status", status: 403 }, { kind: "stall" });
    const refused = await runOn("beta", "list", ...name("Sales"));
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("refused the request with 403") });
    const running = runOn("beta", "list", ...name("Sales"));
    while (context.emulator.requests.length < 2) await new Promise((resolve) => setImmediate(resolve));
    terminal.interrupt();
    expect((await running).code).toBe(130);
  });

  it.each([
    [[], "error: specify the catalog with --catalog <id>, --catalog-name <name> or ACCESS_PACKAGE_CATALOG\n"],
    [[...inCatalog, ...name("Sales")], "cannot be used with option '--catalog-name <name>': leave one of them out"],
    [name(""), "It must not be empty."],
  ])("exits with 2 for %j", async (argv, message) => {
    expect(await runOn("beta", "list", ...argv)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });
});
