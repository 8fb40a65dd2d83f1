import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { listFiles } from "../../scripts/files.js";
import { replacements } from "../../src/cli/output/words.js";
import { abortedError } from "../../src/transport/to-error.js";
import { catalogId, fastClock, groupId, withEmulator } from "./harness.js";

const context = withEmulator();
const { terminal, run } = context;
const refusal = (code: string, status = 400) => ({ kind: "status", status, code }) as const;
const lost = { kind: "reset", when: "after" } as const;

/** The package for programmers, as the parts between its quotation marks, with something for what is inserted. */
const messages = listFiles("src")
  .filter((file) => file.endsWith(".ts") && !file.startsWith("cli/"))
  .flatMap((file) => {
    const code = readFileSync(`src/${file}`, "utf8").replace(/^ *(?:\/\/|\/?\*).*$/gm, "");
    const inserted = code.replace(/\$\{[^}]*\}|\{environment\}/g, "1").replaceAll("{resource}", "resource");
    return inserted.replace(/["`]\s*\+\s*["`]/g, "").split(/["`]/);
  });

/** Messages that are put together from several strings. */
const composed = (["aborted", "timeout"] as const).flatMap((reason) =>
  (["notCreated", "unknown"] as const).map((outcome) => abortedError(reason, { outcome, attempts: [] }).message),
);

it.each(replacements)("the words that replace %p replace words of a message", (pattern) => {
  expect([...messages, ...composed].filter((message) => message.search(pattern) !== -1)).not.toEqual([]);
});

describe("the messages of a command", () => {
  it.each([
    [
      [refusal("RequestFailedInOriginSystem")],
      "needs accessPackageResourceEnvironment.originId of that geography, such as --set accessPackageResourceEnvironment.originId=https://contoso-admin.sharepoint.com/ or a column of that name.",
    ],
    [[refusal("ArgumentNullException")], "check originId and its originSystem"],
    [[refusal("ResourceAlreadyOnboarded")], "add and import succeed if it is in that catalog."],
    [
      [lost, refusal("AccessDenied", 403)],
      "It is not known whether the change was made. Run the same command again: it checks the catalog first.",
    ],
  ])("say what a user of the command line can do: %j", async (faults, words) => {
    terminal.clock = fastClock;
    context.emulator.faults.next(...faults);
    const { err } = await run("add", "AadGroup", groupId);
    expect(err).toContain(words);
    expect(err).not.toMatch(/addResource|catalog\(id\)|catalogId|accessPackageResource\.|maxRetryAfterInMs/);
  });

  it.each([
    ["RequestFailedInOriginSystem", "such as --set environment.originId=https://contoso-admin.sharepoint.com/ or a"],
    ["ArgumentNullException", "check originId and its originSystem"],
  ])("use the properties of v1.0 too: %s", async (code, words) => {
    context.emulator.faults.next(refusal(code));
    const target = ["--catalog", catalogId, "--endpoint", context.emulator.endpoints["v1.0"]];
    const { err } = await terminal.run("add", "AadGroup", groupId, "--api-version", "v1.0", ...target);
    expect(err).toContain(words);
  });

  it.each([
    ["before", "The command was interrupted before the service accepted a request. Run the same command again."],
    [
      "after",
      "The command was interrupted after a request may have been sent. Run the same command again: it checks the catalog first.",
    ],
  ])("say what to do after Ctrl-C %s a request was sent", async (when, words) => {
    context.emulator.faults.next(when === "before" ? { kind: "throttle", retryAfter: 100 } : { kind: "stall" });
    terminal.interruptAfter("asks to wait");
    const running = run("add", "AadGroup", groupId);
    await context.requestSent();
    if (when === "after") terminal.interrupt();
    expect((await running).err).toContain(`error: ${words}`);
  });

  it("mention the commands if the service does not know the resource in time", async () => {
    terminal.clock = fastClock;
    const { err } = await run("add", "External", "gone", "--quiet");
    expect(err).toContain("add and import wait for that.");
  });

  it("say what ended an import, not which method of the package", async () => {
    context.emulator.faults.next({ kind: "throttle", retryAfter: 400, level: "batch" });
    const { out } = await run("import", terminal.file("g.csv", "originSystem,originId\nExternal,a\n"));
    expect(out).toContain(
      "The import ended, because the service asks to wait 6 min 40 s, and the longest wait is 5 min. Run the same command again after that time.",
    );
  });
});
