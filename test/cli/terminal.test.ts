import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { Readable } from "node:stream";
import { describe, expect, it } from "@jest/globals";
import { run as runProgram } from "../../src/cli/run.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { bundleCommandLine } from "./bundle.js";
import { catalogId, groupId, withEmulator } from "./harness.js";

const context = withEmulator({ catalogs: [catalogId, { id: groupId, displayName: "Sales" }] });
const { terminal, run } = context;
const group = ["AadGroup", groupId];
const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
const green = (text: string) => `\u001b[32m${text}\u001b[39m`;

describe("colour", () => {
  it("marks errors, and what doctor found, on a terminal", async () => {
    terminal.columns = 80;
    expect((await terminal.run("list")).err).toMatch(`${red("error:")} specify the catalog`);
    expect((await terminal.run("list", "--nonsense")).err).toMatch(`${red("error:")} unknown option`);
    expect((await run("doctor")).out).toContain(`${green("✓")}  proxy`);
    expect((await terminal.run("doctor", "--endpoint", "http://127.0.0.1:9/beta")).out).toContain(
      `${red("✗")}  service`,
    );
  });

  it.each([{ NO_COLOR: "1" }, { TERM: "dumb" }, undefined])("is not used with %j", async (env) => {
    // Without an environment, the output is piped.
    if (env) Object.assign(terminal, { env, columns: 80 });
    expect((await terminal.run("list")).err).toMatch(/^error:/);
    expect((await run("doctor")).out).toMatch(/^✓/);
  });
});

describe("remove on a terminal", () => {
  const question = `Remove AadGroup ${groupId} from catalog ${catalogId}? [y/N] `;

  it.each(["y", " YES "])("removes after the answer %j", async (answer) => {
    await run("add", ...group);
    Object.assign(terminal, { columns: 80, stdin: `${answer}\n` });
    const { code, out, err } = await run("remove", ...group);
    expect({ code, err, isListening: terminal.interrupt() }).toEqual({ code: 0, err: question, isListening: false });
    expect(out).toContain("outcome       removed");
  });

  it.each(["n\n", "\n", "yesterday\n", ""])("sends nothing after the answer %j", async (stdin) => {
    Object.assign(terminal, { columns: 80, stdin, env: { NO_COLOR: "1" } });
    const err = `${question}${stdin === "" ? "\n" : ""}error: nothing was removed\n`;
    expect(await run("remove", ...group)).toEqual({ code: 1, out: "", err });
    expect(context.emulator.requests).toEqual([]);
  });

  it("shows a resource by its id, and the catalog by its name, without control characters", async () => {
    Object.assign(terminal, { columns: 80, stdin: "n\n" });
    const target = ["--catalog-name", "Sal\u001bes", "--endpoint", context.emulator.endpoint];
    const { err } = await terminal.run("remove", "--id", "r\u001b1", "--force", ...target);
    expect(err).toContain('Remove r\\u001b1 from catalog "Sal\\u001bes"? [y/N] ');
  });

  it("ends at Ctrl-C", async () => {
    const stdin = new Readable({ read: () => undefined });
    Object.assign(terminal, { columns: 80, stdin, env: { NO_COLOR: "1" } });
    terminal.interruptAfter(question);
    const err = `${question}\nerror: nothing was removed\n`;
    expect(await run("remove", ...group)).toEqual({ code: 130, out: "", err });
    expect(context.emulator.requests).toEqual([]);
  });

  it("does not ask with --yes, with --dry-run, or without a terminal", async () => {
    expect(await run("remove", ...group)).toMatchObject({ code: 0, err: "" });
    terminal.columns = 80;
    expect(await run("remove", ...group, "--yes")).toMatchObject({ code: 0, err: "" });
    expect(await run("remove", ...group, "--dry-run")).toMatchObject({ code: 0, err: "" });
  });

  it.each(["stdin", "stderr"] as const)("does not ask if %s is not a terminal", async (name) => {
    const io = Object.assign(terminal, { columns: 80 }).io();
    Object.assign(io[name], { isTTY: false });
    expect(await runProgram(["remove", ...group, ...context.target], io)).toBe(0);
    expect(io.written.err).toBe("");
  });

  // The program script of util-linux gives a process a terminal.
  const inTerminal = process.platform === "linux" && existsSync("/usr/bin/script") ? it : it.skip;

  inTerminal.each([
    ["y", 0, "removed"],
    ["n", 1, "nothing was removed"],
  ])("asks in the built program, whose user types %s", async (answer, expected, shown) => {
    await run("add", ...group);
    const script = bundleCommandLine(temporaryFolder("terminal"));
    const command = [process.execPath, script, "remove", ...group, ...context.target].join(" ");
    const { code, out } = await new Promise<{ readonly code: unknown; readonly out: string }>((done) => {
      const child = execFile("/usr/bin/script", ["-qec", command, "/dev/null"], (error, text) => {
        done({ code: error?.code ?? 0, out: text });
      });
      child.stdout?.on("data", (text) => {
        if (String(text).includes("[y/N]")) child.stdin?.write(`${answer}\n`);
      });
    });
    expect(out).toContain(question);
    expect({ code, out }).toEqual({ code: expected, out: expect.stringContaining(shown) });
  });
});

describe("a misspelling", () => {
  it.each([
    [["list", "--catlog", catalogId], "--catlog: did you mean --catalog?"],
    [["list", "--catlog=x", "--cloud", "private"], "--catlog: did you mean --catalog?"],
    [["add", "--cloud", "private", "--catalog-nam", "x"], "--catalog-nam: did you mean --catalog-name?"],
    [["list", "--cloud=private", "--catlog", "x"], "--catlog: did you mean --catalog?"],
    [["list", "--json", "--catlog", "x"], "--catlog: did you mean --catalog?"],
    [["list", "--catalog", "x", "--catalog-name", "y", "--endpiont", "z"], "--endpiont: did you mean --endpoint?"],
    [["import", "--origin", "AadGroup"], "--origin: did you mean --origin-system?"],
    [["doctor", "--tenant", "x"], "--tenant: did you mean --tenant-id?"],
    [["--versoin"], "--versoin: did you mean --version?"],
    [["--catalog", catalogId, "list"], "--catalog: write the command first, then its options"],
  ])("of an option is reported before anything else: %j", async (argv, message) => {
    expect(await terminal.run(...argv)).toEqual({ code: 2, out: "", err: `error: ${message}\n` });
  });

  it("is not looked for in a value, or after --", async () => {
    const value = await run("add", ...group, "--justification", "--catlog", "--dry-run");
    expect(value).toMatchObject({ code: 0, out: expect.stringContaining('"justification":"--catlog"') });
    expect(await run("find", "--", "External", "--catlog")).toMatchObject({ code: 2 });
    expect((await run("list", "--nonsense")).err).toContain("unknown option '--nonsense'");
    expect((await run("list", "--c")).err).toContain("unknown option '--c'");
  });

  it.each([[["improt"]], [["help", "improt"]], [["improt", "--help"]], [["improt", "help"]]])(
    "of a command is reported: %j",
    async (argv) => {
      const err = "error: unknown command 'improt'\n(Did you mean import?)\n(add --help to see the usage)\n";
      expect(await terminal.run(...argv)).toEqual({ code: 2, out: "", err });
    },
  );

  it.each([
    ["v1", "did you mean v1.0?"],
    ["Bta", "did you mean beta?"],
    ["2", "set it to beta or v1.0"],
  ])("of a value in the environment is reported: %s", async (value, advice) => {
    terminal.env = { ACCESS_PACKAGE_API_VERSION: value };
    expect((await run("list")).err).toBe(`error: ACCESS_PACKAGE_API_VERSION is "${value}": ${advice}\n`);
  });

  it.each([
    ["AadGrup", "AadGroup"],
    ["SharePointOnlin", "SharePointOnline"],
    ["AadAplication", "AadApplication"],
  ])("of an origin system is reported: %s", async (value, meant) => {
    for (const argv of [
      ["list", "--origin-system", value],
      ["find", value, groupId],
    ]) {
      const err = expect.stringContaining(`originSystem is "${value}": did you mean ${meant}?\n`);
      expect(await run(...argv)).toMatchObject({ code: 2, err });
    }
  });
});

describe("the environment", () => {
  it("sets the catalog and the endpoint", async () => {
    terminal.env = {
      ACCESS_PACKAGE_API_VERSION: "beta ",
      ACCESS_PACKAGE_CATALOG: `${catalogId}\r`,
      ACCESS_PACKAGE_ENDPOINT: context.emulator.endpoint,
    };
    expect(await terminal.run("add", ...group)).toMatchObject({ code: 0 });
    expect(context.emulator.commits).toMatchObject([{ catalogId }]);
  });

  it("is overridden by options", async () => {
    terminal.env = { ACCESS_PACKAGE_CATALOG: "nonsense", ACCESS_PACKAGE_ENDPOINT: "nonsense" };
    expect(await run("add", ...group)).toMatchObject({ code: 0 });
    const byName = ["--catalog-name", "Sales", "--endpoint", context.emulator.endpoint];
    expect(await terminal.run("add", ...group, ...byName)).toMatchObject({ code: 0 });
    expect(context.emulator.commits.map((commit) => commit.catalogId)).toEqual([catalogId, groupId]);
  });

  it.each([
    [{ ACCESS_PACKAGE_CATALOG: "Sales" }, /^error: ACCESS_PACKAGE_CATALOG is "Sales": give the id of the catalog/],
    [{ ACCESS_PACKAGE_CATALOG: "" }, /^error: specify the catalog with --catalog/],
    [
      { ACCESS_PACKAGE_CATALOG: catalogId, ACCESS_PACKAGE_ENDPOINT: "nonsense" },
      /^error: ACCESS_PACKAGE_ENDPOINT must be an absolute URL.*\nACCESS_PACKAGE_ENDPOINT must be Microsoft Graph/,
    ],
    [
      { ACCESS_PACKAGE_CATALOG: catalogId, ACCESS_PACKAGE_ENDPOINT: "https://graph.microsoft.us/beta" },
      /^error: ACCESS_PACKAGE_ENDPOINT belongs to the cloud usGov, but --cloud is china: leave one of them out\n/,
    ],
  ])("is reported if its value is wrong: %j", async (env, message) => {
    terminal.env = env;
    expect(await terminal.run("list", "--cloud", "china")).toMatchObject({
      code: 2,
      err: expect.stringMatching(message),
    });
  });
});

describe("--verbose", () => {
  const time = String.raw`\d{4}-\d\d-\d\dT[\d:.]+Z`;
  const ids = String.raw`\d+ ms, request-id [\da-f-]{36}, client-request-id [\da-f-]{36}`;

  it("prints each HTTP request on standard error, without token and body", async () => {
    context.emulator.faults.next({ kind: "status", status: 503, retryAfter: 0 });
    const { code, err } = await run("add", ...group, "--justification", "secret", "--verbose");
    const path = "/beta/identityGovernance/entitlementManagement/accessPackageResourceRequests";
    const lines = err.trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(new RegExp(`^${time} POST ${path}: 503, ${ids}$`));
    expect(lines[1]).toMatch(new RegExp(`^${time} POST ${path}: 201, ${ids}$`));
    expect(err).not.toMatch(/secret|emulator/);
    expect(code).toBe(0);
    const found = await run("find", ...group, "--verbose");
    expect(found.err).toMatch(new RegExp(`/accessPackageResources\\?\\S*filter=\\S+: 200, ${ids}\n`));
  });

  it("prints why a request has no response", async () => {
    const target = ["--catalog", catalogId, "--endpoint", "http://127.0.0.1:6000/beta"];
    const { err } = await terminal.run("list", ...target, "--verbose");
    expect(err).toMatch(/: BAD_PORT, \d+ ms, request-id none, client-request-id /);
    context.emulator.faults.next({ kind: "stall" });
    const aborted = await context.interruptOnceSent(run("list", "--verbose"));
    expect(aborted.err).toMatch(/: ABORTED, \d+ ms, request-id none, client-request-id /);
  });

  it("prints a batch without disturbing the progress", async () => {
    terminal.columns = 80;
    const file = terminal.file("g.csv", `originSystem,originId\nExternal,a\nExternal,b\nAadGroup,${groupId}\n`);
    const { err } = await run("import", file, "--verbose", "--quiet");
    expect(err).toMatch(new RegExp(`^\r\u001b\\[K${time} POST /beta/\\$batch: 200, ${ids}$`, "m"));
  });
});
